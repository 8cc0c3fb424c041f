"""Filters of the list of applications, each seen by the one who kept it alone."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from regions.migration_operations import KeepRegionsApart, own_alone

TABLE = "recruitment_savedview"


class Migration(migrations.Migration):
    dependencies = [
        ("recruitment", "0007_share_figures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="namn")),
                ("query", models.CharField(max_length=400)),
                ("saved_at", models.DateTimeField()),
                (
                    "region",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["region", "user", "name"],
                        name="view_name_once_per_person",
                    )
                ],
            },
        ),
        KeepRegionsApart("SavedView"),
        migrations.RunSQL(own_alone(TABLE, "user_id"), f"DROP POLICY own ON {TABLE}"),
    ]
