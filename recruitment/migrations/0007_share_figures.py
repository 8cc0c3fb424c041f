"""Regions that share their rounds' figures read each other's, and nobody else does."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from regions.migration_operations import HERE, KeepRegionsApart

TABLE = "recruitment_sharedfigures"
SHARES = (
    "EXISTS (SELECT 1 FROM recruitment_figuresharing mine"  # noqa: S608 - our own names
    f" WHERE mine.region_id = {HERE})"
)
# Only to be read: what is written is one's own, by the policy that every table has.
OPEN = f"CREATE POLICY shared ON {TABLE} FOR SELECT USING ({SHARES})"


def columns():
    return [
        (
            "id",
            models.UUIDField(
                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
            ),
        ),
        (
            "region",
            models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("recruitment", "0006_keep_what_the_planner_said"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FigureSharing",
            fields=[
                *columns(),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["region"], name="sharing_once_per_region"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="SharedFigures",
            fields=[
                *columns(),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared_figures",
                        to="recruitment.recruitmentround",
                    ),
                ),
                ("label", models.CharField(max_length=80)),
                ("starts_on", models.DateField()),
                ("table", models.JSONField()),
                ("made_at", models.DateTimeField()),
            ],
            options={"ordering": ["-starts_on", "region_id"]},
        ),
        KeepRegionsApart("FigureSharing"),
        KeepRegionsApart("SharedFigures"),
        migrations.RunSQL(OPEN, f"DROP POLICY shared ON {TABLE}"),
    ]
