import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from regions.migration_operations import KeepRegionsApart, locked, unlocked

TABLE = "certificates_signingdecline"
FREE = ("end", "ended_by_id", "ended_at")


def key(to: str, **given: object) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        to=to,
        **{"related_name": "+", **given},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0011_answers_to_the_application"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SigningDecline",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("delmal", "Intyg om delmål i bastjänstgöringen"),
                            ("completed", "Intyg om fullgjord bastjänstgöring"),
                            ("competence", "Intyg om uppnådd baskompetens"),
                            (
                                "application",
                                "Ansökan om intyg om godkänd bastjänstgöring",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("role", models.CharField(max_length=30)),
                ("reason", models.TextField(verbose_name="skäl")),
                ("declined_at", models.DateTimeField()),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked_again", "tillfrågad igen"),
                            ("signed", "signerade ändå"),
                            ("settled", "avslutat"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("by", key(settings.AUTH_USER_MODEL)),
                ("ended_by", key(settings.AUTH_USER_MODEL, null=True)),
                (
                    "programme",
                    key("placements.programme", related_name="signing_declines"),
                ),
                ("region", key("regions.region", editable=False)),
            ],
            options={
                "ordering": ["declined_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["programme", "kind", "by"],
                        condition=models.Q(("ended_at__isnull", True)),
                        name="declined_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end", ""),
                            ("ended_at__isnull", False),
                            _connector="XOR",
                        ),
                        name="decline_ended_somehow",
                    ),
                ],
            },
        ),
        KeepRegionsApart("SigningDecline"),
        migrations.RunSQL(locked(TABLE, "true", FREE), unlocked(TABLE)),
    ]
