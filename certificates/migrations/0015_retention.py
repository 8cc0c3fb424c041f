"""How long things are kept, and the one way to weed them: a decision of two."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from regions.migration_operations import (
    NO_WEEDING,
    WEEDING,
    KeepRegionsApart,
    locked,
    locked_but_for_weeding,
    not_weedable,
    unlocked,
    weedable,
)

RULE, PROPOSAL = "certificates_retentionrule", "certificates_retentionproposal"
HOLD = "certificates_casehold"
BEFORE = (
    "gone",
    "stayed",
    "finished_at",
    "approved_by_id",
    "approved_at",
    "dropped_by_id",
    "dropped_at",
)
TALK_CLOSED = "state IN ('documented', 'cancelled')"
OF_CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_talk t"
    " WHERE t.id = OLD.talk_id AND t.state IN ('documented', 'cancelled'))"
)
TICKED = ("done_at", "done_by_id")
TALKS = (
    ("assessments_talkparticipant", "talk_id"),
    ("assessments_talktopic", "talk_id"),
    ("assessments_agreement", "talk_id"),
)
CODES = "certificates_certificatedelmal"
KINDS = (
    ("paper_scans", "assessments_paperscan", "", ()),
    ("talks", "assessments_talk", "", TALKS),
    (
        "certificate_drafts",
        "certificates_certificate",
        "",
        ((CODES, "certificate_id"),),
    ),
    ("withdrawn_files", "certificates_document", "pdf", ()),
    ("disclosures", "certificates_casedisclosure", "bundle", ()),
)
# The tables whose lock an approved weeding may pass, as they were locked before.
LOCKS = (
    (
        "certificates_document",
        "OLD.rendered_at IS NOT NULL",
        ("withdrawn_at", "withdrawn_reason"),
        "id",
    ),
    ("certificates_casedisclosure", "OLD.state <> 'requested'", (), "id"),
    ("assessments_talk", f"OLD.{TALK_CLOSED}", (), "id"),
    ("assessments_talktopic", OF_CLOSED, (), "talk_id"),
    ("assessments_agreement", OF_CLOSED, TICKED, "talk_id"),
)


def again(table: str, when: str, free: tuple[str, ...]) -> str:
    """The lock as it was, without a way past."""
    made = locked(table, when, free).split("CREATE TRIGGER")[0]
    return made.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0014_disclosures"),
        ("placements", "0006_approved_by_socialstyrelsen"),
        ("regions", "0006_recruiting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RetentionRule",
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
                ("kind", models.CharField(max_length=30, verbose_name="handlingsslag")),
                (
                    "years",
                    models.PositiveSmallIntegerField(null=True, verbose_name="år"),
                ),
                ("valid_from", models.DateField(verbose_name="gäller från")),
                ("source", models.CharField(max_length=200, verbose_name="beslut")),
                ("at", models.DateTimeField()),
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
                "ordering": ["valid_from", "at"],
            },
        ),
        migrations.CreateModel(
            name="CaseHold",
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
                ("reason", models.CharField(max_length=300, verbose_name="skäl")),
                ("at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
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
                "ordering": ["-at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("programme",),
                        name="one_hold_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionProposal",
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
                ("kind", models.CharField(max_length=30, verbose_name="handlingsslag")),
                ("before", models.DateField(verbose_name="äldre än")),
                ("things", models.JSONField()),
                ("proposed_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("gone", models.PositiveIntegerField(default=0)),
                ("stayed", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dropped_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
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
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="certificates.retentionrule",
                    ),
                ),
            ],
            options={
                "ordering": ["-proposed_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(
                                ("approved_by", models.F("proposed_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="weeding_takes_two",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("dropped_at__isnull", True), ("finished_at__isnull", True)
                        ),
                        fields=("region", "kind"),
                        name="one_weeding_at_a_time",
                    ),
                ],
            },
        ),
        KeepRegionsApart("RetentionRule"),
        KeepRegionsApart("CaseHold"),
        KeepRegionsApart("RetentionProposal"),
        migrations.RunSQL(locked(RULE, "true"), unlocked(RULE)),
        migrations.RunSQL(
            locked(HOLD, "true", ("lifted_by_id", "lifted_at")), unlocked(HOLD)
        ),
        # What is on the list, and who proposed it, never changes.
        migrations.RunSQL(locked(PROPOSAL, "true", BEFORE), unlocked(PROPOSAL)),
        migrations.RunSQL(WEEDING, NO_WEEDING),
        *(
            migrations.RunSQL(
                locked_but_for_weeding(table, when, free, thing),
                again(table, when, free),
            )
            for table, when, free, thing in LOCKS
        ),
        *(
            migrations.RunSQL(
                weedable(kind, table, empties, children), not_weedable(kind)
            )
            for kind, table, empties, children in KINDS
        ),
    ]
