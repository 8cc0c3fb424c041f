"""The candidate's answer, the points, and who came."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions import interview_scores
from recruitment.actions.interview_calls import answer_call
from recruitment.actions.interview_plan import Setback, plan_again
from recruitment.actions.interview_scores import (
    Points,
    change_points,
    note_presence,
    save_points,
    send_points,
)
from recruitment.enums import ApplicationState, InterviewState, ReviewState
from recruitment.models import ApplicantConflict, InterviewCandidate, Review
from recruitment.queries.interview_planning import layout_of, parts_in, proposal_for
from recruitment.rules.interview_layout import read_layout
from regions.models import OutboxMessage
from tests.assessments.acts import crash
from tests.cast import at
from tests.objects.interviews import GOOD, called_round, make_interview
from tests.objects.recruitment import make_application, make_recruitment


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


def codes(refused):
    return refused.value.verdict.codes


# ------------------------------------------------------------------------- the answer
def answer(round, number, works=True, observer=None):
    case = round.applications.get(number=number)
    answer_call(
        application=case, phase="interview", works=works, observer_welcome=observer,
        at=at(),
    )  # fmt: skip
    return InterviewCandidate.objects.get(application=case)


def test_a_yes_is_kept_and_the_observer_gets_a_seat(here):
    round = called_round(here)
    row = answer(round, 1, observer=True)
    assert row.confirmed_at
    [seat] = row.interview.seats.filter(observes=True)
    assert seat.user == here.observer


def test_the_observer_sits_in_where_the_candidate_said_yes_and_nowhere_else(here):
    round = called_round(here)
    answer(round, 1, observer=True)
    assert answer(round, 1, observer=False).interview.seats.filter(
        observes=True
    ).count() == 0  # fmt: skip
    assert not InterviewCandidate.objects.filter(
        interview__seats__observes=True
    ).exists()


def test_a_time_that_does_not_work_is_not_proposed_again(here):
    round = called_round(here)
    row = answer(round, 2, works=False)
    old = row.interview.starts_at
    part = parts_in(round)[0]
    told = OutboxMessage.objects.filter(
        kind="mail", dedupe_key__contains="interview-no"
    )
    assert told.get().payload["user"] == str(round.created_by_id)
    layout = read_layout(layout_of(round, part).table)
    digest = proposal_for(round, part, layout, at(), keep=True).digest
    plan_again(
        round=round, part=part, setback=Setback(), digest=digest, by=here.hr, at=at()
    )
    row = InterviewCandidate.objects.get(application__number=2)
    assert row.interview.starts_at != old
    assert (row.confirmed_at, row.declined_at) == (None, None)


def test_a_confirmed_time_is_kept_when_another_can_move(here):
    round = called_round(here)
    kept = answer(round, 1).interview.starts_at
    answer(round, 2, works=False)
    part = parts_in(round)[0]
    layout = read_layout(layout_of(round, part).table)
    digest = proposal_for(round, part, layout, at(), keep=True).digest
    plan_again(
        round=round, part=part, setback=Setback(), digest=digest, by=here.hr, at=at()
    )
    row = InterviewCandidate.objects.get(application__number=1)
    assert (row.interview.starts_at, bool(row.confirmed_at)) == (kept, True)


def test_nothing_is_answered_after_it_has_begun_or_when_one_has_left(here):
    round = called_round(here)
    row = InterviewCandidate.objects.get(application__number=1)
    begun = timezone.now() - timedelta(minutes=1)
    type(row.interview).objects.filter(pk=row.interview_id).update(
        starts_at=begun, ends_at=begun + timedelta(minutes=40)
    )
    with pytest.raises(Refused) as refused:
        answer(round, 1)
    assert codes(refused) == ["interview.begun"]
    round.applications.filter(number=2).update(state=ApplicationState.WITHDRAWN)
    with pytest.raises(Refused) as refused:
        answer(round, 2)
    assert codes(refused) == ["interview.not_called"]


# ------------------------------------------------------------------------- the points
@pytest.fixture
def candidate(here):
    round = make_recruitment(here, "interview")
    case = make_application(round, 1, ApplicationState.SHORTLISTED)
    judges = [here.recruiter, here.psychiatrist]
    row = make_interview(round, [case], judges).candidates.get()
    return InterviewCandidate.objects.select_related(
        "interview__round", "application"
    ).get(pk=row.pk)  # fmt: skip


def send(candidate, by, scores=None, **words):
    return send_points(
        candidate=candidate, points=Points(scores or GOOD, **words), by=by, at=at()
    )


def test_points_are_saved_and_then_sent(here, candidate):
    save_points(
        candidate=candidate, points=Points({"safety": 2}, "Rörig"), by=here.recruiter,
        at=at(),
    )  # fmt: skip
    [row] = Review.objects.all()
    assert (row.state, row.scores) == (ReviewState.BEGUN, {"safety": 2})
    send(candidate, here.recruiter, comment="Tydlig")
    [row] = Review.objects.all()
    assert (row.state, row.scores, row.comment) == (ReviewState.SENT, GOOD, "Tydlig")
    candidate.interview.refresh_from_db()
    assert candidate.interview.state == InterviewState.HELD


def test_points_are_sent_once(here, candidate):
    send(candidate, here.recruiter)
    with pytest.raises(Refused) as refused:
        send(candidate, here.recruiter, {**GOOD, "safety": 1})
    assert codes(refused) == ["interview.sent"]
    assert Review.objects.get().scores == GOOD


def test_only_who_sits_in_it_judges(here, candidate):
    for user in (here.bt_manager, here.observer, here.hr):
        with pytest.raises(Refused) as refused:
            send(candidate, user)
        assert codes(refused) == ["interview.not_yours"]


def test_an_observer_with_a_seat_does_not_judge(here, candidate):
    candidate.interview.seats.create(
        region=here.region, user=here.observer, observes=True
    )
    with pytest.raises(Refused) as refused:
        send(candidate, here.observer)
    assert codes(refused) == ["interview.not_yours"]


def test_who_has_a_link_does_not_judge(here, candidate):
    ApplicantConflict.objects.create(
        region=here.region, application=candidate.application, user=here.recruiter,
        text="kollegor", declared=True, told_at=at(),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        send(candidate, here.recruiter)
    assert codes(refused) == ["interview.conflict"]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({**GOOD, "safety": 6}, ["score.outside"]),
        ({**GOOD, "safety": 0}, ["score.outside"]),
        ({"safety": 3}, ["score.missing"]),
    ],
)
def test_points_outside_the_scale_or_missing_are_refused(
    here, candidate, scores, expected
):
    with pytest.raises(Refused) as refused:
        send(candidate, here.recruiter, scores)
    assert codes(refused) == expected
    assert not Review.objects.exists()


def test_not_before_its_day(here, candidate):
    later = timezone.now() + timedelta(days=1)
    type(candidate.interview).objects.update(
        starts_at=later, ends_at=later + timedelta(minutes=40)
    )
    with pytest.raises(Refused) as refused:
        send(candidate, here.recruiter)
    assert codes(refused) == ["interview.too_early"]


def test_who_did_not_come_gets_no_points(here, candidate):
    note_presence(candidate=candidate, came=False, by=here.recruiter, at=at())
    with pytest.raises(Refused) as refused:
        send(candidate, here.recruiter)
    assert codes(refused) == ["interview.nobody"]


def test_a_crash_while_sending_leaves_nothing(here, candidate, monkeypatch):
    monkeypatch.setattr(interview_scores.audit, "record", crash)
    with pytest.raises(RuntimeError):
        send(candidate, here.recruiter)
    assert not Review.objects.exists()


# ---------------------------------------------------------------------- changing them
def change(candidate, by, scores, reason="Jag missförstod svaret."):
    return change_points(
        candidate=candidate, points=Points(scores), reason=reason, by=by, at=at()
    )


def test_changed_points_are_a_new_row_that_says_why(here, candidate):
    old = send(candidate, here.recruiter)
    new = change(candidate, here.recruiter, {**GOOD, "safety": 2})
    old.refresh_from_db()
    assert (old.scores, old.superseded_at is not None) == (GOOD, True)
    assert (new.replaces, new.scores["safety"]) == (old, 2)
    assert new.change_reason == "Jag missförstod svaret."


@pytest.mark.parametrize(
    ("scores", "reason", "expected"),
    [
        ({**GOOD, "safety": 2}, "  ", ["interview.no_reason"]),
        (GOOD, "Varför inte", ["interview.same"]),
        ({"safety": 2}, "Skäl", ["score.missing"]),
    ],
)
def test_a_change_needs_a_reason_and_a_change(
    here, candidate, scores, reason, expected
):
    send(candidate, here.recruiter)
    with pytest.raises(Refused) as refused:
        change(candidate, here.recruiter, scores, reason)
    assert codes(refused) == expected
    assert Review.objects.count() == 1


def test_nobody_changes_what_another_has_sent(here, candidate):
    send(candidate, here.recruiter)
    with pytest.raises(Refused) as refused:
        change(candidate, here.psychiatrist, {**GOOD, "safety": 2})
    assert codes(refused) == ["interview.not_sent"]
    with pytest.raises(Refused) as refused:
        change(candidate, here.bt_manager, {**GOOD, "safety": 2})
    assert codes(refused) == ["interview.not_yours", "interview.not_sent"]


def test_after_the_order_is_fixed_nothing_changes(here, candidate):
    send(candidate, here.recruiter)
    candidate.interview.round.rankings.create(
        region=here.region, number=1, state="fixed", digest="x",
        made_by=here.bt_manager, made_at=at(),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        change(candidate, here.recruiter, {**GOOD, "safety": 2})
    assert codes(refused) == ["interview.ranked"]
