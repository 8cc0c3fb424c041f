import uuid

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

# Attendance that nobody has used yet can be taken back by whoever ticked it.
RESTED_ON = (
    "{row}.used_at IS NOT NULL OR ({row}.confirmed_at IS NOT NULL"
    " AND {row}.session_id IS NULL)"
)
PARENT = (
    "EXISTS (SELECT 1 FROM assessments_activity a WHERE a.id = {row}.activity_id AND ("  # noqa: S608 - our own names
    + RESTED_ON.format(row="a")
    + "))"
)
TABLES = {
    "assessments_activity": (RESTED_ON.format(row="OLD"), ("used_at",)),
    "assessments_activitydelmal": (PARENT.format(row="OLD"), ()),
    "assessments_activityfile": (f"TG_OP = 'UPDATE' OR {PARENT.format(row='OLD')}", ()),
}
CHILDREN = ["assessments_activitydelmal", "assessments_activityfile"]


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0004_talks"),
        ("placements", "0002_keep_regions_apart"),
        ("regions", "0002_keep_regions_apart"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
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
                            ("course", "Kurs"),
                            ("e_learning", "Webbutbildning"),
                            ("teaching", "Undervisning"),
                            ("self_study", "Självstudier"),
                            ("task", "Uppgift"),
                            ("reflection", "Reflektion"),
                            ("earlier_service", "Tidigare tjänstgöring"),
                            ("other", "Annat intyg"),
                        ],
                        max_length=20,
                        verbose_name="slag",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="rubrik")),
                ("starts_on", models.DateField(verbose_name="datum")),
                ("ends_on", models.DateField(verbose_name="till och med")),
                (
                    "hours",
                    models.DecimalField(
                        decimal_places=1, max_digits=5, null=True, verbose_name="timmar"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="beskrivning")),
                ("task", models.CharField(blank=True, max_length=40)),
                ("registered_at", models.DateTimeField()),
                ("shared_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "confirmed_by",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="placements.placement",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
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
                "ordering": ["-starts_on", "-registered_at"],
            },
        ),
        migrations.CreateModel(
            name="ActivityFile",
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
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="assessments.activity",
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
        migrations.CreateModel(
            name="TeachingSession",
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
                ("title", models.CharField(max_length=120, verbose_name="rubrik")),
                ("starts_at", models.DateTimeField(verbose_name="börjar")),
                ("ends_at", models.DateTimeField(verbose_name="slutar")),
                ("place", models.CharField(max_length=120, verbose_name="plats")),
                (
                    "led_by",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="vem som leder"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="innehåll")),
                ("delmal", models.JSONField(default=list)),
                (
                    "began_from",
                    models.DateField(null=True, verbose_name="BT började från"),
                ),
                (
                    "began_until",
                    models.DateField(null=True, verbose_name="BT började till"),
                ),
                ("planned_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "leader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "planned_by",
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
                "ordering": ["starts_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="teaching_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("leader__isnull", False),
                            models.Q(("led_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="teaching_has_a_leader",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["region", "starts_at"],
                        name="assessments_region__d920a7_idx",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="activity",
            name="session",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="assessments.teachingsession",
            ),
        ),
        migrations.CreateModel(
            name="ActivityDelmal",
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
                ("code", models.CharField(max_length=5)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delmal",
                        to="assessments.activity",
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
                        fields=("activity", "code"), name="activity_delmal_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BestEvidence",
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
                ("code", models.CharField(max_length=5)),
                ("position", models.PositiveSmallIntegerField()),
                ("chosen_at", models.DateTimeField()),
                (
                    "activity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assessments.activity",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="best_evidence",
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
                "ordering": ["code", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "code", "position"),
                        name="best_position_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("assessment__isnull", True),
                            ("activity__isnull", True),
                            _connector="XOR",
                        ),
                        name="best_is_one_thing",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                fields=["region", "programme"], name="assessments_region__f2d98d_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="activity_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "reflection"),
                    ("shared_at__isnull", False),
                    _connector="OR",
                ),
                name="only_a_reflection_is_private",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("shared_at__isnull", False),
                    models.Q(("confirmed_at__isnull", True), ("used_at__isnull", True)),
                    _connector="OR",
                ),
                name="nobody_rests_on_what_is_private",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("confirmed_at__isnull", True), ("confirmed_by__isnull", True)
                    ),
                    models.Q(
                        ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="activity_confirmed_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                fields=("programme", "session"), name="attended_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("task", ""), _negated=True),
                fields=("programme", "task"),
                name="task_taken_once",
            ),
        ),
        KeepRegionsApart("TeachingSession"),
        KeepRegionsApart("Activity"),
        KeepRegionsApart("ActivityDelmal"),
        KeepRegionsApart("ActivityFile"),
        KeepRegionsApart("BestEvidence"),
        *(
            migrations.RunSQL(locked(table, f"({when})", free), unlocked(table))
            for table, (when, free) in TABLES.items()
        ),
        *(
            migrations.RunSQL(closed(table, PARENT.format(row="NEW")), opened(table))
            for table in CHILDREN
        ),
    ]
