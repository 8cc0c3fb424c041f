"""One interview moved by hand: who is told, who is asked anew, what is not done."""

import pytest

from bt_admin.lib.verdicts import Refused
from recruitment.actions import interview_moves, interview_news
from recruitment.actions.interview_moves import Choice, move_interview
from recruitment.actions.interview_rows import seat_observers
from recruitment.enums import ApplicationState
from recruitment.models import (
    ApplicantConflict,
    ApplicantMail,
    InterviewCandidate,
    InterviewSeat,
)
from recruitment.queries.interview_moving import movable
from recruitment.queries.interview_planning import slot_of
from recruitment.queries.interviews import interviews_of
from regions.models import OutboxMessage
from tests.assessments.acts import crash
from tests.cast import at
from tests.objects.interviews import called_round, planned_round


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


def rows(round):
    return list(interviews_of(round))


def free_time(row):
    """Another time, the first that is free, with everything as it is otherwise."""
    there = movable(row, at())
    opening = next(one for one in there.openings if one.slot != there.before.slot)
    panel = frozenset(str(one.id) for one in opening.people[:3])
    return Choice(opening.slot, opening.rooms[0], panel)


def moved(row, choice, by, version=None):
    return move_interview(
        interview=row, choice=choice, version=version or row.version, by=by, at=at()
    )


def test_a_new_time_is_a_new_question_to_the_candidate_alone(here):
    round = called_round(here)
    InterviewCandidate.objects.update(confirmed_at=at(), observer_welcome=True)
    row, *others = rows(round)
    seat_observers(row)
    ApplicantMail.objects.all().delete()
    OutboxMessage.objects.all().delete()
    choice = free_time(row)
    moved(row, choice, here.hr)
    now = next(one for one in rows(round) if one.pk == row.pk)
    assert slot_of(now.starts_at, now.ends_at) == choice.slot
    assert (now.room, now.version) == (choice.room, row.version + 1)
    candidate = now.candidates.get()
    assert candidate.confirmed_at is None
    [letter] = ApplicantMail.objects.all()
    assert (letter.kind, letter.application_id) == (
        interview_news.MOVED, candidate.application_id,
    )  # fmt: skip
    kept = InterviewCandidate.objects.filter(interview__in=others)
    assert all(one.confirmed_at for one in kept)
    told = OutboxMessage.objects.filter(kind="mail", payload__has_key="user")
    users = set(told.values_list("payload__user", flat=True))
    assert users == {*choice.panel, *_seats(row), str(here.observer.pk)}


def _seats(row):
    return {str(one.user_id) for one in row.seats.all()}


def test_another_interviewer_is_told_and_the_candidate_is_not(here):
    round = called_round(here, interviewers=9)
    row = rows(round)[0]
    ApplicantMail.objects.all().delete()
    there = movable(row, at())
    now = next(one for one in there.openings if one.slot == there.before.slot)
    new = next(one for one in now.people if one not in there.before.panel)
    keep = [str(one.id) for one in there.before.panel[:2]]
    choice = Choice(now.slot, row.room, frozenset([*keep, str(new.id)]))
    moved(row, choice, here.hr)
    seats = InterviewSeat.objects.filter(interview=row).values_list("user", flat=True)
    assert {str(one) for one in seats} == choice.panel
    assert not ApplicantMail.objects.exists()


def test_nobody_is_told_before_anybody_is_called(here):
    row = rows(planned_round(here))[0]
    moved(row, free_time(row), here.hr)
    assert not ApplicantMail.objects.exists()
    assert not OutboxMessage.objects.filter(kind="mail").exists()


def test_the_second_click_moves_nothing(here):
    row = rows(called_round(here))[0]
    choice = free_time(row)
    moved(row, choice, here.hr)
    ApplicantMail.objects.all().delete()
    with pytest.raises(Refused) as refused:
        moved(row, choice, here.hr, version=row.version)
    assert refused.value.verdict.codes == ["move.changed_since"]
    with pytest.raises(Refused) as refused:
        moved(row, choice, here.hr, version=row.version + 1)
    assert refused.value.verdict.codes == ["move.same"]
    assert not ApplicantMail.objects.exists()


def test_a_link_found_meanwhile_stops_it(here):
    row = rows(called_round(here))[0]
    choice = free_time(row)
    case = row.candidates.get().application
    ApplicantConflict.objects.create(
        region=case.region, application=case, user_id=min(choice.panel), text="syskon",
        declared=True, told_at=at(),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        moved(row, choice, here.hr)
    assert "har en koppling till" in refused.value.verdict.reasons[0].text


def test_who_has_left_is_not_moved(here):
    round = called_round(here)
    row = rows(round)[0]
    choice = free_time(row)
    round.applications.update(state=ApplicationState.WITHDRAWN)
    with pytest.raises(Refused) as refused:
        moved(row, choice, here.hr)
    assert refused.value.verdict.codes == ["move.gone"]


def test_a_crash_leaves_it_where_it_was(here, monkeypatch):
    row = rows(called_round(here))[0]
    choice = free_time(row)
    monkeypatch.setattr(interview_moves.news, "tell_of_changes", crash)
    with pytest.raises(RuntimeError):
        moved(row, choice, here.hr)
    row.refresh_from_db()
    assert row.version == 1
