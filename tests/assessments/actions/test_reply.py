"""Requests are returned and declined, drafts thrown away."""

import pytest

from assessments import actions
from assessments.models import Assessment, AssessmentDelmal
from tests.assessments import acts
from tests.assessments.acts import events, refused


def test_ones_own_draft_is_thrown_away(kronoberg):
    row = acts.start(kronoberg)
    actions.discard_draft(assessment=row, by=kronoberg.supervisor, at=acts.at())
    assert list(Assessment.objects.all()) == []
    assert list(AssessmentDelmal.objects.all()) == []
    assert events() == ["assessment.started", "assessment.discarded"]


def test_a_request_is_not_thrown_away(kronoberg):
    row = acts.ask(kronoberg)
    codes = refused(
        lambda: actions.discard_draft(
            assessment=row, by=kronoberg.supervisor, at=acts.at()
        )
    )
    assert codes == ["assess.not_your_draft"]


# -------------------------------------------------------------------- returned, declined
sent_back = pytest.mark.parametrize(
    ("action", "state", "event"),
    [
        (actions.return_request, "returned", "assessment.returned"),
        (actions.decline, "declined", "assessment.declined"),
    ],
)


def send(action, row, **given):
    facts = {"reason": "Det var en annan dag.", "by": row.assessor, **given}
    return action(assessment=row, at=acts.at(), **facts)


@sent_back
def test_it_goes_back_with_the_reason(kronoberg, action, state, event):
    row = send(action, acts.ask(kronoberg))
    assert (row.state, row.reason) == (state, "Det var en annan dag.")
    assert events() == ["assessment.requested", event]


@sent_back
def test_without_a_reason_it_stays(kronoberg, action, state, event):
    row = acts.ask(kronoberg)
    [code] = refused(lambda: send(action, row, reason=" \n "))
    assert code in ("assess.return_reason", "assess.decline_reason")
    assert acts.stored(row).state == "requested"


@sent_back
def test_a_second_click_is_refused(kronoberg, action, state, event):
    row = acts.ask(kronoberg)
    send(action, row)
    assert refused(lambda: send(action, row)) == ["assess.not_open"]


@sent_back
def test_somebody_else_cannot(kronoberg, action, state, event):
    row = acts.ask(kronoberg)
    codes = refused(lambda: send(action, row, by=kronoberg.studierektor))
    assert codes == ["assess.not_assessor"]


@sent_back
def test_what_nobody_asked_for_cannot(kronoberg, action, state, event):
    row = acts.start(kronoberg)
    assert refused(lambda: send(action, row)) == ["assess.not_requested"]


@sent_back
def test_what_is_signed_cannot(kronoberg, action, state, event):
    row = acts.signed(kronoberg)
    assert refused(lambda: send(action, row)) == ["assess.not_open"]
