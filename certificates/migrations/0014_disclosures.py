"""A case asked for as public record; once answered, the answer stays as it is."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from regions.migration_operations import KeepRegionsApart, locked, unlocked

TABLE = "certificates_casedisclosure"


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0013_corrected_pens_and_the_envelope"),
        ("placements", "0006_approved_by_socialstyrelsen"),
        ("regions", "0006_recruiting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseDisclosure",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Begärt utlämnande"),
                            ("given", "Utlämnat"),
                            ("refused", "Avslag på utlämnande"),
                        ],
                        default="requested",
                        max_length=10,
                    ),
                ),
                ("requested_on", models.DateField(verbose_name="kom in")),
                (
                    "request",
                    models.CharField(max_length=500, verbose_name="vad som begärs"),
                ),
                ("opened_at", models.DateTimeField()),
                ("decision", models.JSONField(default=dict)),
                (
                    "refusal",
                    models.TextField(blank=True, verbose_name="skäl till avslaget"),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("bundle", models.BinaryField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="placements.programme",
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
                "ordering": ["-opened_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "requested"),
                            ("decided_at__isnull", False),
                            _connector="XOR",
                        ),
                        name="disclosure_decided_once_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "given"), _negated=True),
                            models.Q(("sha256", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="disclosure_given_has_a_bundle",
                    ),
                ],
            },
        ),
        KeepRegionsApart("CaseDisclosure"),
        migrations.RunSQL(locked(TABLE, "OLD.state <> 'requested'"), unlocked(TABLE)),
    ]
