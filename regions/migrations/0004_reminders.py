import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from regions.migration_operations import KeepRegionsApart, locked, unlocked


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0003_calendar_feeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailChoice",
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
                (
                    "tasks",
                    models.CharField(
                        choices=[
                            ("at_once", "genast"),
                            ("daily", "en gång om dagen"),
                            ("weekly", "en gång i veckan"),
                            ("never", "aldrig"),
                        ],
                        default="daily",
                        max_length=10,
                    ),
                ),
                (
                    "news",
                    models.CharField(
                        choices=[
                            ("at_once", "genast"),
                            ("daily", "en gång om dagen"),
                            ("weekly", "en gång i veckan"),
                            ("never", "aldrig"),
                        ],
                        default="daily",
                        max_length=10,
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
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "user"), name="one_mail_choice_per_region"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tasks", "never"), _negated=True),
                        name="tasks_are_never_kept_quiet",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RightsConfirmation",
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
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "on", "digest"),
                        name="rights_confirmed_once_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StandIn",
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
                ("role", models.CharField(max_length=30)),
                ("starts", models.DateField()),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "absent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="standin_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__isnull", False)),
                        name="a_stand_in_always_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("user", models.F("absent")), _negated=True),
                        name="nobody_stands_in_for_oneself",
                    ),
                ],
            },
        ),
        KeepRegionsApart("MailChoice"),
        KeepRegionsApart("StandIn", own_rows=True),
        KeepRegionsApart("RightsConfirmation"),
        migrations.RunSQL(
            locked("regions_rightsconfirmation", "true"),
            unlocked("regions_rightsconfirmation"),
        ),
    ]
