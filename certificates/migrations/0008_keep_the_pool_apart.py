from django.db import migrations

from regions.migration_operations import (
    KeepRegionsApart,
    locked,
    unlocked,
)

TABLES = {
    "certificates_invitation": (
        "state", "reminded_at", "answered_at", "reason", "assessment_id",
    ),
    "certificates_kinship": ("ended_at",),
    "certificates_lostindependence": ("mended_at",),
}  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("certificates", "0007_assessor_pool")]

    operations = [
        KeepRegionsApart("Lending"),
        KeepRegionsApart("PoolMember"),
        KeepRegionsApart("PoolPause"),
        KeepRegionsApart("Invitation"),
        KeepRegionsApart("Kinship"),
        KeepRegionsApart("LostIndependence"),
        *(
            migrations.RunSQL(locked(table, "true", free), unlocked(table))
            for table, free in TABLES.items()
        ),
    ]
