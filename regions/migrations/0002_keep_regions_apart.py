from django.db import migrations

from regions.migration_operations import KeepRegionsApart, locked, unlocked

# The application reads and writes rows; it owns nothing and cannot empty a table.
RIGHTS = """
GRANT USAGE ON SCHEMA public TO bt_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO bt_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO bt_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO bt_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO bt_app;
"""
NO_RIGHTS = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM bt_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM bt_app;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM bt_app;
"""

# The audit log is written once: not by right, and not by anybody at all.
APPEND_ONLY = "REVOKE UPDATE, DELETE ON regions_auditrow FROM bt_app;" + locked(
    "regions_auditrow", "true", except_columns=("detail", "salt")
)
NOT_APPEND_ONLY = unlocked("regions_auditrow")


class Migration(migrations.Migration):
    dependencies = [("regions", "0001_places_people_and_audit")]

    operations = [
        migrations.RunSQL(RIGHTS, NO_RIGHTS),
        KeepRegionsApart("Unit"),
        KeepRegionsApart("Employment"),
        KeepRegionsApart("RegionalModel"),
        KeepRegionsApart("PlanPart"),
        KeepRegionsApart("RegionAssignment", own_rows=True),
        KeepRegionsApart("UnitAssignment", own_rows=True),
        KeepRegionsApart("RegionGrant"),
        KeepRegionsApart("UnitGrant"),
        KeepRegionsApart("AuditRow"),
        KeepRegionsApart("OutboxMessage"),
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
    ]
