import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from regions.migration_operations import (
    KeepRegionsApart,
    closed,
    locked,
    opened,
    unlocked,
)

CREDIT, FILE = "placements_credit", "placements_creditfile"
CLOSED = "{row}.state <> 'requested'"
PARENT = (
    "EXISTS (SELECT 1 FROM placements_credit c WHERE c.id = {row}.credit_id AND "  # noqa: S608 - our own names
    + CLOSED.format(row="c")
    + ")"
)
KEPT = f"(TG_OP = 'UPDATE' OR {PARENT.format(row='OLD')})"


class Migration(migrations.Migration):
    dependencies = [
        ("placements", "0002_keep_regions_apart"),
        ("regions", "0002_keep_regions_apart"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Credit",
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
                            ("pre_licence", "Före legitimation, till exempel AT"),
                            (
                                "post_licence",
                                "Efter legitimation, till exempel vikariat",
                            ),
                            ("foreign", "Utomlands"),
                            ("other_education", "Annan relevant utbildning"),
                        ],
                        max_length=20,
                        verbose_name="slag",
                    ),
                ),
                (
                    "workplace",
                    models.CharField(max_length=120, verbose_name="arbetsplats"),
                ),
                ("starts_on", models.DateField(verbose_name="från")),
                ("ends_on", models.DateField(verbose_name="till och med")),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        default=100,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="procent av heltid",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="vad det var")),
                (
                    "asked_months",
                    models.PositiveSmallIntegerField(verbose_name="månader"),
                ),
                (
                    "asked_days",
                    models.PositiveSmallIntegerField(default=0, verbose_name="dagar"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Begärt"),
                            ("granted", "Beviljat"),
                            ("granted_in_part", "Beviljat till viss del"),
                            ("refused", "Inte beviljat"),
                            ("withdrawn", "Tillbakadraget"),
                        ],
                        default="requested",
                        max_length=20,
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                ("granted_months", models.PositiveSmallIntegerField(null=True)),
                ("granted_days", models.PositiveSmallIntegerField(null=True)),
                ("reason", models.TextField(blank=True, verbose_name="skäl")),
                ("decided_at", models.DateTimeField(null=True)),
                ("last_day_before", models.DateField(null=True)),
                ("last_day_after", models.DateField(null=True)),
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
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="placements.placement",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
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
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["requested_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="credit_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["granted", "granted_in_part", "refused"]),
                            ("decided_at__isnull", True),
                            _connector="XOR",
                        ),
                        name="credit_decided_at_when_decided",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["region", "state"],
                        name="placements__region__3354f8_idx",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditFile",
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
                ("name", models.CharField(max_length=100, verbose_name="namn")),
                ("content_type", models.CharField(max_length=20)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("source_sha256", models.CharField(max_length=64)),
                ("uploaded_at", models.DateTimeField()),
                (
                    "paper",
                    models.CharField(
                        choices=[
                            ("service_certificate", "Tjänstgöringsintyg"),
                            ("assessments", "Bedömningar från den tiden"),
                            ("other", "Annat"),
                        ],
                        max_length=20,
                        verbose_name="vad det är",
                    ),
                ),
                (
                    "credit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="placements.credit",
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
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["uploaded_at", "name"],
                "abstract": False,
            },
        ),
        KeepRegionsApart("Credit"),
        KeepRegionsApart("CreditFile"),
        migrations.RunSQL(locked(CREDIT, CLOSED.format(row="OLD")), unlocked(CREDIT)),
        migrations.RunSQL(locked(FILE, KEPT), unlocked(FILE)),
        migrations.RunSQL(closed(FILE, PARENT.format(row="NEW")), opened(FILE)),
    ]
