from django.db import migrations

from regions.migration_operations import KeepRegionsApart


class Migration(migrations.Migration):
    dependencies = [
        ("placements", "0001_programmes_and_placements"),
        ("regions", "0002_keep_regions_apart"),
    ]

    operations = [
        KeepRegionsApart("Doctor"),
        KeepRegionsApart("Programme"),
        KeepRegionsApart("Placement"),
        KeepRegionsApart("PlacementPeriod"),
        KeepRegionsApart("ProgrammeAssignment", own_rows=True),
        KeepRegionsApart("ProgrammeGrant"),
    ]
