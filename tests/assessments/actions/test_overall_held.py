"""The sammantagna bedömningen by another hand, signed by whom it is of."""

from datetime import timedelta

import pytest

from assessments import actions
from assessments.actions import overall_held
from assessments.models import Assessment, AssessmentSignature
from bt_admin.lib.files import CleanFile
from regions.models import OutboxMessage
from tests.assessments import acts
from tests.assessments.acts import crash, events, refused
from tests.cast import at

RISK = {**acts.OVERALL["answers"], "phase": 3}


def together(company, **given):
    facts = {
        "placement": company.placements[1], "assessor": company.supervisor,
        "content": acts.overall_content(), "by": company.doctor, **given,
    }  # fmt: skip
    return actions.fill_overall_together(at=at(), **facts)


def typed(company, **given):
    facts = {
        "placement": company.placements[1], "assessor": company.supervisor,
        "content": acts.overall_content(), "by": company.administrator,
        "signed_on": acts.today(), **given,
    }  # fmt: skip
    return actions.type_in_overall(at=at(), **facts)


def told():
    return set(OutboxMessage.objects.values_list("payload__user", flat=True))


def test_together_it_is_the_handledares_draft_and_their_signature(kronoberg):
    row = together(kronoberg)
    assert together(kronoberg).pk == row.pk
    assert (row.state, row.way, row.assessor, row.typed_by) == (
        "draft", "together", kronoberg.supervisor, kronoberg.doctor,
    )  # fmt: skip
    assert told() == {str(kronoberg.supervisor.pk)}
    acts.sign_overall(kronoberg, row, content=acts.overall_content())
    [signature] = AssessmentSignature.objects.all()
    assert signature.signer == kronoberg.supervisor
    assert events() == ["assessment.started", "assessment.signed"]


def test_from_paper_it_counts_at_once_and_the_office_is_told_of(kronoberg):
    row = typed(kronoberg)
    assert typed(kronoberg).pk == row.pk
    assert (row.state, row.way, row.assessor, row.typed_by) == (
        "signed", "paper", kronoberg.supervisor, kronoberg.administrator,
    )  # fmt: skip
    [signature] = row.signatures.all()
    assert (signature.signer, signature.role, signature.method) == (
        kronoberg.administrator, "office", "paper",
    )  # fmt: skip
    assert told() == {str(kronoberg.doctor.pk), str(kronoberg.supervisor.pk)}
    actions.acknowledge(assessment=row, by=kronoberg.doctor, at=at())
    assert acts.stored(row).state == "acknowledged"


def test_a_risk_on_paper_reaches_those_who_lead(kronoberg):
    typed(kronoberg, content=acts.overall_content(answers=RISK))
    leaders = {str(kronoberg.studierektor.pk), str(kronoberg.bt_manager.pk)}
    assert leaders <= told()


@pytest.mark.parametrize("way", [together, typed])
def test_what_the_handledare_has_begun_is_not_written_over(kronoberg, way):
    begun = acts.begin_overall(kronoberg)
    assert refused(lambda: way(kronoberg)) == ["overall.begun"]
    assert [one.pk for one in Assessment.objects.all()] == [begun.pk]


@pytest.mark.parametrize(
    ("way", "given", "codes"),
    [
        (together, {"by": "supervisor"}, ["overall.not_on_own_phone"]),
        (together, {"assessor": "main_supervisor"}, ["overall.by_supervisor"]),
        (typed, {"by": "doctor"}, ["access.no_role"]),
        (typed, {"assessor": "main_supervisor"}, ["overall.by_supervisor"]),
    ],
)
def test_the_wrong_person_changes_nothing(kronoberg, way, given, codes):
    people = {key: getattr(kronoberg, name) for key, name in given.items()}
    assert refused(lambda: way(kronoberg, **people)) == codes
    assert list(Assessment.objects.all()) == []


def test_a_date_that_cannot_be_and_a_crash_leave_nothing(kronoberg, monkeypatch):
    late = acts.today() + timedelta(days=1)
    assert refused(lambda: typed(kronoberg, signed_on=late)) == ["paper.date"]
    monkeypatch.setattr(overall_held, "lock_with_paper", crash)
    with pytest.raises(RuntimeError):
        typed(kronoberg)
    assert list(Assessment.objects.all()) == []


def test_the_paper_goes_along(kronoberg):
    scan = CleanFile("a.png", "image/png", b"x", "0" * 64, "0" * 64)
    row = typed(kronoberg, files=[scan])
    assert [one.name for one in row.scans.all()] == ["a.png"]
