"""What Socialstyrelsen answers, step by step; a step is never changed."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from regions.migration_operations import KeepRegionsApart, locked, unlocked

TABLE = "certificates_applicationanswer"


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0010_scanned_originals"),
        ("placements", "0006_approved_by_socialstyrelsen"),
        ("regions", "0006_recruiting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ApplicationAnswer",
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
                            ("sent", "Ansökan skickad"),
                            ("complement", "Komplettering begärd"),
                            ("sent_again", "Komplettering skickad"),
                            ("approved", "Intyg om godkänd BT utfärdat"),
                            ("rejected", "Avslag"),
                            ("received", "Avslaget mottaget"),
                            ("appealed", "Överklagat"),
                            ("upheld", "Avslaget står fast"),
                            ("apply_again", "Ny ansökan påbörjad"),
                            ("mistaken", "Registrerat av misstag"),
                        ],
                        max_length=20,
                        verbose_name="vad som har hänt",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("on", models.DateField(verbose_name="datum")),
                ("text", models.TextField(blank=True, verbose_name="vad som står")),
                (
                    "case_number",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="diarienummer"
                    ),
                ),
                ("last_on", models.DateField(null=True, verbose_name="sista dag")),
                ("received_on", models.DateField(null=True, verbose_name="mottaget")),
                (
                    "tracking",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="kollinummer"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "correction",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="skäl till rättelsen"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="certificates.applicationanswer",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
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
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "number"), name="answers_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corrects__isnull", True),
                            models.Q(("correction", ""), _negated=True),
                            _connector="XOR",
                        ),
                        name="answer_correction_has_a_reason",
                    ),
                ],
            },
        ),
        KeepRegionsApart("ApplicationAnswer"),
        migrations.RunSQL(locked(TABLE, "true"), unlocked(TABLE)),
    ]
