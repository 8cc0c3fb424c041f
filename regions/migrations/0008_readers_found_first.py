"""Whom somebody may see is asked once, and not for each thing that is hidden."""

from django.db import migrations

from regions.migration_operations import HIDE_PROTECTED


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0007_protection"),
    ]

    operations = [
        migrations.RunSQL(HIDE_PROTECTED, migrations.RunSQL.noop),
    ]
