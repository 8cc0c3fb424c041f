"""Two who go together in a clearing; what was matched stays."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from regions.migration_operations import locked, unlocked

TABLE = "recruitment_clearingpair"
MATCHED = (
    "EXISTS (SELECT 1 FROM recruitment_clearing clearing"
    " WHERE clearing.id = OLD.clearing_id AND clearing.matched_at IS NOT NULL)"
)


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0009_masked_copies")]

    operations = [
        migrations.CreateModel(
            name="ClearingPair",
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
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("wishes", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                ("begun_at", models.DateTimeField()),
                ("joined_at", models.DateTimeField(null=True)),
                (
                    "clearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairs",
                        to="recruitment.clearing",
                    ),
                ),
                (
                    "first",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pair_begun",
                        to="recruitment.clearingwishes",
                    ),
                ),
                (
                    "second",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pair_joined",
                        to="recruitment.clearingwishes",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("joined_at__isnull", True), ("second__isnull", True)
                            ),
                            models.Q(
                                ("joined_at__isnull", False), ("second__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="pair_joined_when_there_are_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second__isnull", True),
                            models.Q(("second", models.F("first")), _negated=True),
                            _connector="OR",
                        ),
                        name="pair_of_two_different",
                    ),
                ],
            },
        ),
        migrations.RunSQL(locked(TABLE, MATCHED, ()), unlocked(TABLE)),
    ]
