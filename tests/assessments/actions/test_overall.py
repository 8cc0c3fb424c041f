"""One overall assessment for each placement: written, signed, read."""

from datetime import timedelta

import pytest

from assessments import actions, queries
from assessments.models import Assessment, AssessmentSignature
from placements.enums import ProgrammeRole
from placements.models import ProgrammeAssignment
from regions import access, audit
from regions.models import OutboxMessage
from tests.assessments import acts
from tests.assessments.acts import events, refused

GROUPS = ("medicin", "lakemedel_prevention", "dokumentation", "bemotande", "samarbete")


def answers(**given):
    return {**acts.OVERALL["answers"], **given}


def supervise(company, user, placement=1, **given):
    """Appoint a handledare of a placement."""
    return access.assign(
        ProgrammeAssignment(
            region=company.region,
            programme=company.programme,
            placement=company.placements[placement],
            user=user,
            role=ProgrammeRole.PLACEMENT_SUPERVISOR,
            starts=company.programme.starts_on,
            **given,
        )
    )


def test_the_handledare_writes_and_signs_it(kronoberg):
    row = acts.overall_signed(kronoberg)
    assert (row.state, row.placement, row.assessor) == (
        "signed", kronoberg.placements[1], kronoberg.supervisor,
    )  # fmt: skip
    assert events() == ["assessment.started", "assessment.signed"]


def test_it_speaks_of_the_delmal_of_each_group_that_could_be_judged(kronoberg):
    row = acts.overall_signed(kronoberg)
    codes = {one.code for one in row.delmal.all()}
    assert codes == {f"BT{n}" for n in range(1, 19)} - {"BT3", "BT6", "BT7"}


def test_the_digest_is_that_of_the_stored_text(kronoberg):
    row = acts.overall_signed(kronoberg)
    [signature] = row.signatures.all()
    assert signature.digest == queries.digest_of(row)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"answers": answers(phase=None)}, ["answers.no_choice"]),
        ({"answers": answers(phase=9)}, ["answers.level"]),
        ({"texts": {"work_on": "Intygen."}}, ["assess.box_empty"]),
        (
            {
                "answers": answers(phase=3),
                "texts": {"keep_doing": "Bemötandet.", "basis": "Samtal."},
            },
            ["assess.risk_without_plan"],
        ),
    ],
)
def test_what_may_not_be_signed(kronoberg, given, codes):
    row = acts.begin_overall(kronoberg)
    content = acts.overall_content(**given)
    assert refused(lambda: acts.sign_overall(kronoberg, row, content=content)) == codes
    assert list(AssessmentSignature.objects.all()) == []


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("doctor", "assess.self"),
        ("main_supervisor", "overall.not_supervisor"),
        ("studierektor", "overall.not_supervisor"),
        ("external", "overall.not_supervisor"),
    ],
)
def test_nobody_else_begins_it(kronoberg, who, code):
    codes = refused(lambda: acts.begin_overall(kronoberg, getattr(kronoberg, who)))
    assert codes == [code]
    assert list(Assessment.objects.all()) == []


def test_a_placement_that_goes_on_for_weeks_is_not_signed(kronoberg):
    supervise(kronoberg, kronoberg.supervisor, placement=2)
    row = actions.start_overall(
        placement=kronoberg.placements[2], content=acts.overall_content(),
        by=kronoberg.supervisor, at=acts.at(),
    )  # fmt: skip
    codes = refused(lambda: acts.sign_overall(kronoberg, row))
    assert codes == ["overall.not_ended"]


def test_too_few_assessments_ask_for_a_reason(kronoberg):
    minimum = {"items": [{"what": "formative", "min": 2, "per": "placement"}]}
    kronoberg.model.settings["assessment_minimums"] = minimum
    kronoberg.model.save()
    row = acts.begin_overall(kronoberg)
    assert refused(lambda: acts.sign_overall(kronoberg, row)) == ["overall.too_few"]
    told = acts.overall_content(reason="Jag var sjuk i sex veckor.")
    acts.sign_overall(kronoberg, row, content=told)
    assert acts.stored(row).reason == "Jag var sjuk i sex veckor."


def test_there_is_one_for_each_placement(kronoberg):
    assert acts.begin_overall(kronoberg) == acts.begin_overall(kronoberg)
    supervise(kronoberg, kronoberg.psychiatrist)
    codes = refused(lambda: acts.begin_overall(kronoberg, kronoberg.psychiatrist))
    assert codes == ["overall.begun_by_other"]
    assert Assessment.objects.count() == 1


def test_a_draft_left_behind_is_taken_over_without_its_words(kronoberg):
    left = acts.begin_overall(kronoberg)
    held = ProgrammeAssignment.objects.get(
        user=kronoberg.supervisor, role=ProgrammeRole.PLACEMENT_SUPERVISOR
    )
    access.end(held, on=acts.today() - timedelta(days=100))
    supervise(kronoberg, kronoberg.psychiatrist)
    row = acts.begin_overall(kronoberg, kronoberg.psychiatrist, answers={}, texts={})
    assert row == left
    assert (row.assessor, row.answers, row.texts) == (kronoberg.psychiatrist, {}, {})
    codes = refused(lambda: acts.sign_overall(kronoberg, row, by=kronoberg.supervisor))
    assert codes == ["assess.not_assessor", "overall.not_supervisor"]


def test_a_signed_one_is_never_taken_over(kronoberg):
    acts.overall_signed(kronoberg)
    held = ProgrammeAssignment.objects.get(
        user=kronoberg.supervisor, role=ProgrammeRole.PLACEMENT_SUPERVISOR
    )
    access.end(held, on=acts.today() - timedelta(days=100))
    supervise(kronoberg, kronoberg.psychiatrist)
    codes = refused(lambda: acts.begin_overall(kronoberg, kronoberg.psychiatrist))
    assert codes == ["overall.already_signed"]


def test_nobody_signs_it_twice(kronoberg):
    row = acts.overall_signed(kronoberg)
    codes = refused(lambda: acts.sign_overall(kronoberg, row))
    assert codes == ["sign.already_signed"]


def test_a_text_that_changed_meanwhile_is_not_signed(kronoberg):
    row = acts.begin_overall(kronoberg)
    before = acts.shown(row)
    actions.save_draft(
        assessment=row, content=acts.overall_content(answers={}), shown=before,
        by=kronoberg.supervisor, at=acts.at(),
    )  # fmt: skip
    codes = refused(lambda: acts.sign_overall(kronoberg, row, shown=before))
    assert codes == ["sign.text_changed"]


def test_signing_at_once_crashes_as_a_whole(kronoberg, monkeypatch):
    monkeypatch.setattr(audit, "record", acts.crash)
    with pytest.raises(RuntimeError):
        actions.sign_overall_at_once(
            placement=kronoberg.placements[1], content=acts.overall_content(),
            login="demo", by=kronoberg.supervisor, at=acts.at(),
        )  # fmt: skip
    assert list(Assessment.objects.all()) == []


def test_a_risk_is_told_to_studierektor_and_chef(kronoberg):
    row = acts.overall_signed(kronoberg, answers=answers(phase=3))
    told = OutboxMessage.objects.filter(dedupe_key__startswith="risk:")
    assert {one.payload["user"] for one in told} == {
        str(kronoberg.studierektor.pk), str(kronoberg.bt_manager.pk),
    }  # fmt: skip
    assert row.answers["phase"] == 3


# ------------------------------------------------------------------------------- read
def read(row, by):
    return actions.acknowledge(assessment=row, by=by, at=acts.at())


def test_the_doctor_has_read_it(kronoberg):
    row = read(acts.overall_signed(kronoberg), kronoberg.doctor)
    assert row.state == "acknowledged"
    assert row.acknowledged_at is not None
    assert events()[-1] == "assessment.acknowledged"


def test_having_read_changes_nothing_that_is_signed(kronoberg):
    row = read(acts.overall_signed(kronoberg), kronoberg.doctor)
    [signature] = row.signatures.all()
    assert signature.digest == queries.digest_of(acts.stored(row))


@pytest.mark.parametrize("who", ["supervisor", "main_supervisor", "studierektor"])
def test_nobody_reads_it_for_the_doctor(kronoberg, who):
    row = acts.overall_signed(kronoberg)
    codes = refused(lambda: read(row, getattr(kronoberg, who)))
    assert codes == ["assess.not_the_doctor"]


def test_what_is_not_signed_is_not_read(kronoberg):
    row = acts.begin_overall(kronoberg)
    assert refused(lambda: read(row, kronoberg.doctor)) == ["overall.not_signed"]


def test_it_is_read_once(kronoberg):
    row = read(acts.overall_signed(kronoberg), kronoberg.doctor)
    assert refused(lambda: read(row, kronoberg.doctor)) == ["overall.already_read"]
