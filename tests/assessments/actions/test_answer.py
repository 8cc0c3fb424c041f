"""The assessor writes, signs, and sends back."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from assessments import actions, queries
from assessments.actions import Shown
from assessments.models import Assessment, AssessmentSignature
from bt_admin.lib.verdicts import Refused
from placements.enums import ProgrammeRole
from placements.models import ProgrammeAssignment
from regions import access, audit
from regions.models import OutboxMessage
from tests.assessments import acts
from tests.assessments.acts import events, refused
from tests.conftest import as_owner


# ---------------------------------------------------------------------------- signing
def test_a_signed_assessment_holds_what_was_posted(kronoberg):
    row = acts.ask(kronoberg)
    signature = acts.sign(
        kronoberg, row, content=acts.content(kronoberg, what="Andnöd", delmal=("BT12",))
    )
    stored = acts.stored(row)
    assert (stored.state, stored.what, stored.answers) == (
        "signed", "Andnöd", {"history": 4, "overall": 4},
    )  # fmt: skip
    assert [one.code for one in stored.delmal.all()] == ["BT12"]
    assert (signature.signer, signature.role, signature.method) == (
        kronoberg.supervisor, "placement_supervisor", "demo",
    )  # fmt: skip
    assert events() == ["assessment.requested", "assessment.signed"]


def test_the_digest_is_that_of_the_stored_text(kronoberg):
    row = acts.ask(kronoberg)
    signature = acts.sign(kronoberg, row)
    assert signature.digest == queries.digest_of(acts.stored(row))
    kronoberg.supervisor.last_name = "Nygift"
    kronoberg.supervisor.save()
    assert signature.digest == queries.digest_of(acts.stored(row))


def test_the_doctor_is_told_that_there_is_something_to_read(kronoberg):
    row = acts.signed(kronoberg)
    told = OutboxMessage.objects.filter(payload__user=str(kronoberg.doctor.pk))
    assert [one.payload["notice"] for one in told] == ["news"]
    assert [one.payload["path"] for one in told] == [f"/kronoberg/bedomning/{row.pk}/"]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"answers": {}}, ["answers.no_level"]),
        ({"answers": {"history": 6, "overall": 3}}, ["answers.level"]),
        ({"answers": {"overall": True}}, ["answers.level"]),
        ({"answers": {"unheard_of": 1, "overall": 3}}, ["answers.unknown"]),
        ({"texts": {"keep_doing": "  "}}, ["assess.no_words"]),
        ({"texts": {"work_on": "å" * 10_000}}, ["answers.too_long"]),
        ({"delmal": ()}, ["assess.no_delmal"]),
        ({"delmal": ("BT19",)}, ["assess.unknown_delmal"]),
        (
            {"performed_on": acts.today() + timedelta(days=1)},
            ["assess.future"],
        ),
        (
            {"performed_on": acts.today() - timedelta(days=151)},
            ["assess.outside_assignment"],
        ),
    ],
)
def test_what_may_not_be_signed(kronoberg, given, codes):
    row = acts.ask(kronoberg)
    content = acts.content(kronoberg, **given)
    assert refused(lambda: acts.sign(kronoberg, row, content=content)) == codes
    assert acts.stored(row).state == "requested"
    assert list(AssessmentSignature.objects.all()) == []


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("doctor", "assess.self"),
        ("main_supervisor", "assess.not_assessor"),
        ("studierektor", "assess.not_assessor"),
        ("bt_manager", "assess.not_assessor"),
    ],
)
def test_nobody_else_signs(kronoberg, who, code):
    row = acts.ask(kronoberg)
    found = refused(lambda: acts.sign(kronoberg, row, by=getattr(kronoberg, who)))
    assert found == [code]


def test_a_log_in_that_is_not_sure_enough_does_not_sign(kronoberg):
    row = acts.ask(kronoberg)
    for login in ("", "passkey", "unknown"):
        codes = refused(lambda login=login: acts.sign(kronoberg, row, login=login))
        assert codes == ["sign.login_too_weak"]


def test_nobody_signs_twice(kronoberg):
    row = acts.ask(kronoberg)
    acts.sign(kronoberg, row)
    now = acts.stored(row)
    assert refused(lambda: acts.sign(kronoberg, now)) == ["sign.already_signed"]
    assert AssessmentSignature.objects.count() == 1


def test_a_text_that_changed_meanwhile_is_not_signed(kronoberg):
    row = acts.ask(kronoberg)
    before = acts.shown(row)
    actions.save_draft(
        assessment=row, content=acts.content(kronoberg, what="Något annat"),
        shown=before, by=kronoberg.supervisor, at=acts.at(),
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        acts.sign(kronoberg, row, shown=before)
    [reason] = caught.value.verdict.reasons
    assert reason.code == "sign.text_changed"
    assert "Texten ändrades kl." in reason.text


def test_the_right_version_with_another_text_is_not_signed(kronoberg):
    row = acts.ask(kronoberg)
    forged = Shown(row.version, "0" * 64)
    assert refused(lambda: acts.sign(kronoberg, row, shown=forged)) == [
        "sign.text_changed"
    ]


def test_a_signature_that_crashes_leaves_nothing(kronoberg, monkeypatch):
    row = acts.ask(kronoberg)
    monkeypatch.setattr(audit, "record", acts.crash)
    with pytest.raises(RuntimeError):
        acts.sign(kronoberg, row)
    assert acts.stored(row).state == "requested"
    assert acts.stored(row).texts == {}
    assert list(AssessmentSignature.objects.all()) == []


def test_the_role_is_that_of_the_day(kronoberg):
    row = acts.ask(kronoberg, kronoberg.main_supervisor)
    signature = acts.sign(kronoberg, row)
    assert signature.role == ProgrammeRole.MAIN_SUPERVISOR


# ------------------------------------------------------------------------ immutability
CHANGES = [
    "UPDATE assessments_assessment SET texts = '{}'",
    "UPDATE assessments_assessment SET assessor_id = requested_by_id",
    "UPDATE assessments_assessment SET state = 'draft', signed_at = NULL",
    "DELETE FROM assessments_assessmentdelmal",
    "UPDATE assessments_assessmentdelmal SET code = 'BT18'",
    "UPDATE assessments_assessmentsignature SET digest = ''",
    "DELETE FROM assessments_assessmentsignature",
]


@pytest.mark.parametrize("sql", CHANGES)
def test_the_application_cannot_change_what_is_signed(kronoberg, sql):
    acts.signed(kronoberg)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        execute(sql)


def test_nothing_is_added_to_what_is_signed(kronoberg):
    row = acts.signed(kronoberg)
    with pytest.raises(DatabaseError, match="nothing is added"), transaction.atomic():
        row.delmal.create(region=kronoberg.region, code="BT18")


@pytest.mark.django_db(transaction=True)
def test_the_owner_of_the_tables_cannot_either(cast):
    company = cast.kronoberg
    with company.inside(company.supervisor):
        acts.signed(company)
    with as_owner():
        for sql in CHANGES:
            with (
                pytest.raises(DatabaseError, match="never changed"),
                company.inside(),
            ):
                execute(sql)


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


# ----------------------------------------------------------------------------- drafts
def test_a_draft_is_kept_without_being_signed(kronoberg):
    row = acts.ask(kronoberg)
    saved = actions.save_draft(
        assessment=row,
        content=acts.content(kronoberg, answers={}, texts={"work_on": "Mer."}),
        shown=acts.shown(row),
        by=kronoberg.supervisor,
        at=acts.at(),
    )
    assert (saved.state, saved.version, saved.texts) == (
        "requested", 2, {"work_on": "Mer."},
    )  # fmt: skip


def test_a_draft_is_not_written_over_unseen(kronoberg):
    row = acts.ask(kronoberg)
    before = acts.shown(row)

    def save():
        actions.save_draft(
            assessment=row, content=acts.content(kronoberg), shown=before,
            by=kronoberg.supervisor, at=acts.at(),
        )  # fmt: skip

    save()
    assert refused(save) == ["edit.stale"]


def test_nobody_saves_into_anothers_assessment(kronoberg):
    row = acts.ask(kronoberg)

    def save():
        actions.save_draft(
            assessment=row, content=acts.content(kronoberg), shown=acts.shown(row),
            by=kronoberg.doctor, at=acts.at(),
        )  # fmt: skip

    assert refused(save) == ["assess.self"]


# ----------------------------------------------------------------------------- unasked
def test_a_handledare_begins_and_signs_unasked(kronoberg):
    signature = actions.sign_at_once(
        programme=kronoberg.programme, instrument="mini_cex", id=uuid4(), login="demo",
        content=acts.content(kronoberg), by=kronoberg.supervisor, at=acts.at(),
    )  # fmt: skip
    row = signature.assessment
    assert (row.state, row.requested_by, row.assessor) == (
        "signed", None, kronoberg.supervisor,
    )  # fmt: skip
    assert events() == ["assessment.started", "assessment.signed"]


def test_the_same_form_sent_twice_is_one_assessment(kronoberg):
    id = uuid4()
    first, second = acts.start(kronoberg, id=id), acts.start(kronoberg, id=id)
    assert first == second
    assert events() == ["assessment.started"]


def test_the_same_form_sent_twice_with_other_words_loses_neither(kronoberg):
    id = uuid4()
    acts.start(kronoberg, id=id)
    other = acts.content(kronoberg, texts={"work_on": "Något annat."})
    codes = refused(lambda: acts.start(kronoberg, id=id, content=other))
    assert codes == ["edit.stale"]


@pytest.mark.parametrize("who", ["doctor", "studierektor", "psychiatrist", "hr"])
def test_who_does_not_assess_here_begins_nothing(kronoberg, who):
    found = refused(lambda: acts.start(kronoberg, by=getattr(kronoberg, who)))
    assert found == ["access.no_role"]
    assert list(Assessment.objects.all()) == []


def test_signing_unasked_fails_as_a_whole(kronoberg):
    def call():
        actions.sign_at_once(
            programme=kronoberg.programme, instrument="mini_cex", id=uuid4(),
            login="demo", content=acts.content(kronoberg, texts={}),
            by=kronoberg.supervisor, at=acts.at(),
        )  # fmt: skip

    assert refused(call) == ["assess.no_words"]
    assert list(Assessment.objects.all()) == []


def test_an_assignment_that_has_ended_still_signs_for_its_own_time(kronoberg):
    row = acts.ask(kronoberg)
    held = ProgrammeAssignment.objects.get(
        user=kronoberg.supervisor, role=ProgrammeRole.PLACEMENT_SUPERVISOR
    )
    access.end(held, on=acts.today() - timedelta(days=1))
    assert acts.sign(kronoberg, row).signer == kronoberg.supervisor


def test_content_is_stripped(kronoberg):
    row = acts.ask(kronoberg)
    told = replace(
        acts.content(kronoberg), texts={"work_on": "  Mer.  ", "agreed": " "}
    )
    acts.sign(kronoberg, row, content=told)
    assert acts.stored(row).texts == {"work_on": "Mer."}
