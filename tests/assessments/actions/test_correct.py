"""«Rätta»: a new version of what is signed; the old one is kept and counts no longer."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from assessments import actions, queries
from assessments.actions import Shown
from assessments.models import Assessment, AssessmentSignature, BestEvidence
from assessments.queries.progress import counted, took_part
from assessments.queries.reading import late_by
from regions import audit
from regions.models import AuditRow, OutboxMessage
from tests.assessments import acts, corrections, ways
from tests.assessments.actions.test_held import typed
from tests.assessments.acts import events, refused
from tests.assessments.corrections import WHY, correct, corrected

DAY = timedelta(days=1)


# --------------------------------------------------------------------- the two versions
def test_the_new_version_stands_beside_the_old(kronoberg):
    old, new = corrected(kronoberg, why=f" {WHY}\n")
    assert (old.state, old.answers, old.replaces) == (
        "amended", {"history": 4, "overall": 4}, None,
    )  # fmt: skip
    assert (new.state, new.answers, new.replaces, new.correction_reason) == (
        "signed", {"history": 4, "overall": 5}, old, WHY,
    )  # fmt: skip
    assert (new.version, new.assessor, new.requested_by, new.way, new.typed_by) == (
        old.version + 1, kronoberg.supervisor, kronoberg.doctor, "own", None,
    )  # fmt: skip
    assert {one.code for one in new.delmal.all()} == {"BT1", "BT9"}


def test_each_version_has_its_own_signature(kronoberg):
    old, new = corrected(kronoberg)
    first, second = AssessmentSignature.objects.order_by("signed_at")
    assert (first.assessment, first.digest) == (old, queries.digest_of(old))
    assert (second.assessment, second.digest) == (new, queries.digest_of(new))
    assert (second.signer, second.role, second.method) == (
        kronoberg.supervisor, "placement_supervisor", "demo",
    )  # fmt: skip
    row = AuditRow.objects.order_by("-number")[0]
    assert (row.event, row.about_id, row.detail["replaces"]) == (
        "assessment.corrected", new.pk, str(old.pk),
    )  # fmt: skip


def test_what_is_signed_tells_what_it_corrects(kronoberg):
    _old, new = corrected(kronoberg)
    before = queries.digest_of(new)
    new.correction_reason = "Något annat."
    assert queries.digest_of(new) != before


def test_only_the_new_version_counts(kronoberg):
    old, new = corrected(kronoberg, content=acts.content(kronoberg, delmal=("BT12",)))
    programme = kronoberg.programme
    assert list(counted(programme)) == [new]
    assert [one.code for one in queries.evidence(programme)] == ["BT12"]
    found = queries.evidence_by_delmal(programme)
    assert [code for code, lines in found.items() if lines] == ["BT12"]
    assert queries.formative_count(kronoberg.placements[1]) == 1
    listed = queries.assessments_in(programme, kronoberg.doctor)
    assert list(listed) == [new]
    parts = [one.role for one in took_part(programme) if "Mini-CEX" in one.role]
    assert parts == ["bedömare (Mini-CEX)"]
    seen = queries.assessments_for(kronoberg.doctor, kronoberg.region)
    assert set(seen) == {old, new}


def test_the_doctor_reads_the_new_version(kronoberg):
    old, new = corrected(kronoberg)
    told = OutboxMessage.objects.filter(
        payload__user=str(kronoberg.doctor.pk), payload__path=new.get_absolute_url()
    )
    assert [one.payload["notice"] for one in told] == ["task"]
    [todo] = queries.todos_for(kronoberg.doctor, kronoberg.region, acts.today(), ())
    assert (todo.title, todo.url) == (
        "Läs den rättade bedömningen", new.get_absolute_url(),
    )  # fmt: skip
    at = {"by": kronoberg.doctor, "at": acts.at()}
    codes = refused(lambda: actions.acknowledge(assessment=old, **at))
    assert codes == ["overall.corrected"]
    actions.acknowledge(assessment=new, **at)
    assert acts.stored(new).state == "acknowledged"
    todos = queries.todos_for(kronoberg.doctor, kronoberg.region, acts.today(), ())
    assert todos == []


def test_what_the_doctor_shows_first_is_the_new_version(kronoberg):
    row = acts.signed(kronoberg)
    for code in ("BT1", "BT9"):
        actions.choose_best(
            programme=kronoberg.programme, code=code, chosen=[str(row.pk)],
            by=kronoberg.doctor, at=acts.at(),
        )  # fmt: skip
    new = correct(kronoberg, row, content=acts.content(kronoberg, delmal=("BT9",)))
    best = BestEvidence.objects.values_list("code", "assessment_id")
    assert list(best) == [("BT9", new.pk)]


def test_a_correction_does_not_hide_that_it_was_asked_for_late(kronoberg):
    row = acts.signed(kronoberg, performed_on=acts.today() - 20 * DAY)
    new = correct(
        kronoberg, row,
        content=acts.content(
            kronoberg, performed_on=acts.today() - 19 * DAY, **corrections.BETTER
        ),
    )  # fmt: skip
    assert late_by(acts.stored(new), 7) == 19


def test_the_last_version_may_be_corrected_again(kronoberg):
    old, new = corrected(kronoberg)
    third = correct(kronoberg, new, content=acts.content(kronoberg))
    assert acts.stored(new).state == "amended"
    told = queries.corrections_of(third)
    assert told.keys == [third.pk, new.pk, old.pk]
    assert queries.corrections_of(old).newer == third.get_absolute_url()


# --------------------------------------------------------------------- the whole placement
def test_the_overall_assessment_is_corrected_too(kronoberg):
    row = acts.overall_signed(kronoberg, reason="Kort tid.")
    actions.acknowledge(assessment=row, by=kronoberg.doctor, at=acts.at())
    answers = acts.OVERALL["answers"] | {"medicin": 4}
    new = correct(
        kronoberg,
        row,
        content=acts.overall_content(answers=answers, reason="Kort tid."),
    )
    assert (acts.stored(row).state, acts.stored(new).state) == ("amended", "signed")
    assert queries.overall_for(kronoberg.placements[1]) == new
    assert queries.instrument_of(new).key == "sammantagen_bedomning"


def test_a_risk_that_was_not_told_reaches_the_chefs(kronoberg):
    row = acts.overall_signed(kronoberg, reason="Kort tid.")
    answers = acts.OVERALL["answers"] | {"phase": 3}
    new = correct(
        kronoberg,
        row,
        content=acts.overall_content(answers=answers, reason="Kort tid."),
    )
    told = OutboxMessage.objects.filter(payload__path=new.get_absolute_url())
    assert {one.payload["user"] for one in told} == {
        str(user.pk)
        for user in (kronoberg.doctor, kronoberg.studierektor, kronoberg.bt_manager)
    }


# --------------------------------------------------------------------------- from paper
def test_the_office_corrects_what_it_typed(kronoberg):
    row = acts.stored(typed(kronoberg))
    new = correct(
        kronoberg, row, by=kronoberg.bt_manager, login="",
        paper_signed_on=acts.today(),
    )  # fmt: skip
    assert (new.way, new.assessor, new.typed_by, new.paper_signed_on) == (
        "paper", kronoberg.supervisor, kronoberg.bt_manager, acts.today(),
    )  # fmt: skip
    [signature] = AssessmentSignature.objects.filter(assessment=new)
    assert (signature.role, signature.method) == ("office", "paper")
    told = OutboxMessage.objects.filter(payload__path=new.get_absolute_url())
    assert {one.payload["user"] for one in told} == {
        str(kronoberg.doctor.pk), str(kronoberg.supervisor.pk),
    }  # fmt: skip


def test_the_date_on_the_paper_alone_may_be_wrong(kronoberg):
    row = acts.stored(typed(kronoberg))
    given = {"by": kronoberg.administrator, "content": acts.content(kronoberg)}
    codes = refused(lambda: correct(kronoberg, row, **given))
    assert codes == ["correct.nothing_changed"]
    too_early = acts.today() - 2 * DAY
    codes = refused(lambda: correct(kronoberg, row, paper_signed_on=too_early, **given))
    assert codes == ["paper.date"]
    new = correct(kronoberg, row, paper_signed_on=acts.today(), **given)
    assert acts.stored(new).paper_signed_on == acts.today()


# ----------------------------------------------------------------------------- refused
@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("doctor", "correct.not_signer"),
        ("main_supervisor", "correct.not_signer"),
        ("studierektor", "correct.not_signer"),
        ("bt_manager", "correct.not_signer"),
        ("administrator", "correct.not_signer"),
    ],
)
def test_nobody_but_the_signer(kronoberg, who, code):
    row, before = acts.signed(kronoberg), events()
    by = getattr(kronoberg, who)
    assert refused(lambda: correct(kronoberg, row, by=by)) == [code]
    assert (acts.stored(row).state, events()) == ("signed", before)
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"why": " "}, ["correct.no_reason"]),
        ({"login": "unknown"}, ["sign.login_too_weak"]),
        ({"shown": Shown(1, "0" * 64)}, ["sign.text_changed"]),
        ({"shown": Shown(2, "0" * 64)}, ["sign.text_changed"]),
    ],
)
def test_what_is_not_a_correction(kronoberg, given, codes):
    row = acts.signed(kronoberg)
    assert refused(lambda: correct(kronoberg, row, **given)) == codes
    assert (acts.stored(row).state, Assessment.objects.count()) == ("signed", 1)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, ["correct.nothing_changed"]),
        ({"answers": {}}, ["answers.no_level"]),
        ({"texts": {}}, ["assess.no_words"]),
        ({"delmal": ()}, ["assess.no_delmal"]),
        ({"performed_on": acts.today() + DAY}, ["assess.future"]),
    ],
)
def test_what_it_must_hold(kronoberg, given, codes):
    row = acts.signed(kronoberg)
    content = acts.content(kronoberg, **given)
    assert refused(lambda: correct(kronoberg, row, content=content)) == codes


def test_what_was_signed_by_link_is_asked_for_anew(kronoberg):
    row = ways.ask_outside(kronoberg)
    ways.deliver()
    ways.sign(kronoberg, row)
    given = {"shown": acts.shown(acts.stored(row))}
    for who in (kronoberg.supervisor, kronoberg.administrator, kronoberg.doctor):
        codes = refused(lambda who=who: correct(kronoberg, row, by=who, **given))
        assert codes == ["correct.by_link"]


def test_no_version_is_corrected_twice(kronoberg):
    old, _new = corrected(kronoberg)
    again = acts.content(kronoberg, answers={"overall": 1})
    assert refused(lambda: correct(kronoberg, old, content=again)) == [
        "correct.already"
    ]
    assert Assessment.objects.count() == 2


def test_a_correction_that_crashes_leaves_nothing(kronoberg, monkeypatch):
    row = acts.signed(kronoberg)
    monkeypatch.setattr(audit, "record", acts.crash)
    with pytest.raises(RuntimeError):
        correct(kronoberg, row)
    assert (acts.stored(row).state, Assessment.objects.count()) == ("signed", 1)
    assert AssessmentSignature.objects.count() == 1


# ------------------------------------------------------------------ a delmål certified
def test_what_a_certificate_rests_on_stands(kronoberg):
    row, other = acts.signed(kronoberg), acts.signed(kronoberg, delmal=("BT12",))
    programme = kronoberg.programme
    actions.note_certified(programme=programme, codes=["BT9"], at=acts.at())
    assert refused(lambda: correct(kronoberg, acts.stored(row))) == [
        "correct.certified"
    ]
    new = correct(
        kronoberg, other,
        content=acts.content(kronoberg, delmal=("BT12",), **corrections.BETTER),
    )  # fmt: skip
    assert acts.stored(new).used_at is None
    actions.note_withdrawn(programme=programme, certified=["BT12"])
    assert correct(kronoberg, acts.stored(row)).replaces == row


# ---------------------------------------------------------------- what the database says
def try_to(statement: str, pk: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [pk])


@pytest.mark.parametrize(
    "change",
    [
        "state = 'signed'", "acknowledged_at = now()", "correction_reason = 'x'",
        "answers = '{}'", "used_at = now()",
    ],
)  # fmt: skip
def test_what_has_been_corrected_is_final(kronoberg, change):
    old, _new = corrected(kronoberg)
    statement = f"UPDATE assessments_assessment SET {change} WHERE id = %s"
    with pytest.raises(DatabaseError):
        try_to(statement, old.pk)
    assert acts.stored(old).state == "amended"


@pytest.mark.parametrize("change", ["replaces_id = NULL", "correction_reason = 'x'"])
def test_a_new_version_never_lets_go_of_the_old(kronoberg, change):
    _old, new = corrected(kronoberg)
    with pytest.raises(DatabaseError):
        try_to(f"UPDATE assessments_assessment SET {change} WHERE id = %s", new.pk)


def test_a_row_replaces_only_what_is_corrected(kronoberg):
    row = acts.signed(kronoberg)
    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.create(
            region=kronoberg.region, programme=kronoberg.programme, state="draft",
            instrument="mini_cex", assessor=kronoberg.supervisor, replaces=row,
            correction_reason=WHY, performed_on=acts.today(), registered_at=acts.at(),
        )  # fmt: skip


def test_what_a_certificate_rests_on_is_never_marked_as_corrected(kronoberg):
    row = acts.signed(kronoberg)
    actions.note_certified(programme=kronoberg.programme, codes=["BT1"], at=acts.at())
    with pytest.raises(DatabaseError):
        try_to(
            "UPDATE assessments_assessment SET state = 'amended' WHERE id = %s", row.pk
        )
