"""National clearing: what is common holds no person; the rest keeps to its region."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from regions.migration_operations import KeepRegionsApart, locked, unlocked

MATCHED = (
    "EXISTS (SELECT 1 FROM recruitment_clearing clearing"
    " WHERE clearing.id = {clearing} AND clearing.matched_at IS NOT NULL)"
)
OF_PLACE = (
    "(SELECT side.clearing_id FROM recruitment_clearingside side"
    " WHERE side.id = OLD.side_id)"
)
# What was matched is published: it stays. The seed was promised when it was drawn.
LOCKS = [
    ("recruitment_clearing",
     "(OLD.matched_at IS NOT NULL OR OLD.seed IS DISTINCT FROM NEW.seed)",
     ("state", "released_at")),
    ("recruitment_clearingplace", MATCHED.format(clearing=OF_PLACE), ()),
    ("recruitment_clearingwishes", MATCHED.format(clearing="OLD.clearing_id"),
     ("taken",)),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("recruitment", "0003_lock_what_is_ordered"),
        ("regions", "0006_recruiting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClearingPlace",
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
                ("town", models.CharField(max_length=60, verbose_name="ort")),
                ("capacity", models.PositiveSmallIntegerField(verbose_name="platser")),
            ],
            options={
                "ordering": ["side__host__name", "town"],
            },
        ),
        migrations.CreateModel(
            name="Clearing",
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
                    "name",
                    models.CharField(max_length=80, unique=True, verbose_name="namn"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Öppen för önskemål"),
                            ("matched", "Matchad, väntar på godkännande"),
                            ("released", "Resultatet är klart"),
                            ("cancelled", "Inställd"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                (
                    "wishes_close_at",
                    models.DateTimeField(verbose_name="önskemålen stänger"),
                ),
                ("seed", models.CharField(max_length=64)),
                ("commitment", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField()),
                ("faults", models.JSONField(default=list)),
                ("file", models.JSONField(null=True)),
                ("matched_at", models.DateTimeField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "opened_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at"],
            },
        ),
        migrations.CreateModel(
            name="ClearingPart",
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
                ("told_at", models.DateTimeField(null=True)),
                (
                    "joined_by",
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
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clearing_part",
                        to="recruitment.recruitmentround",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClearingEntry",
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
                ("code", models.CharField(blank=True, max_length=20)),
                ("special_reason", models.TextField(blank=True, verbose_name="skäl")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clearing_entry",
                        to="recruitment.application",
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
                    "special_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="recruitment.clearingpart",
                    ),
                ),
                (
                    "special_place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="recruitment.clearingplace",
                    ),
                ),
            ],
            options={
                "ordering": ["application__number"],
            },
        ),
        migrations.CreateModel(
            name="ClearingSide",
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
                ("joined_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "clearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sides",
                        to="recruitment.clearing",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "ordering": ["host__name"],
            },
        ),
        migrations.AddField(
            model_name="clearingplace",
            name="side",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="places",
                to="recruitment.clearingside",
            ),
        ),
        migrations.AddField(
            model_name="clearingpart",
            name="side",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="part",
                to="recruitment.clearingside",
            ),
        ),
        migrations.CreateModel(
            name="ClearingWishes",
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
                ("code", models.CharField(max_length=20)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("hosts", models.JSONField(default=list)),
                ("wishes", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField(null=True)),
                ("told", models.JSONField(null=True)),
                ("taken", models.CharField(blank=True, max_length=160)),
                (
                    "clearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wishes",
                        to="recruitment.clearing",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="clearing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "cancelled"]),
                    models.Q(("file__isnull", False), ("matched_at__isnull", False)),
                    _connector="OR",
                ),
                name="clearing_matched_has_its_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearingentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True),
                fields=("part", "code"),
                name="code_once_per_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearingentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("special_place__isnull", True),
                    models.Q(("special_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="special_has_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearingside",
            constraint=models.UniqueConstraint(
                fields=("clearing", "host"), name="side_once_per_clearing"
            ),
        ),
        migrations.AddConstraint(
            model_name="clearingplace",
            constraint=models.UniqueConstraint(
                fields=("side", "town"), name="clearing_place_once_per_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="clearingwishes",
            constraint=models.UniqueConstraint(
                fields=("clearing", "code"), name="code_once_per_clearing"
            ),
        ),
        *(KeepRegionsApart(name) for name in ("ClearingPart", "ClearingEntry")),
        *(
            migrations.RunSQL(locked(table, when, free), unlocked(table))
            for table, when, free in LOCKS
        ),
    ]
