"""The rows of a plan as they are written: each is moved, not made anew, when it can."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from recruitment.enums import InterviewState, Task
from recruitment.models import (
    Interview,
    InterviewCandidate,
    InterviewSeat,
    RecruitmentRound,
)
from recruitment.queries.interview_planning import as_planned, current_plan
from recruitment.queries.interviews import round_people
from recruitment.rules.interview_facts import Slot
from recruitment.rules.interview_parts import Part, Planned


@dataclass
class Changed:
    """Who is to be told: applicants and users by key, once each."""

    new: set[Any] = field(default_factory=set)  # applicants called now, or moved
    gone: set[Any] = field(default_factory=set)  # applicants who have no time any more
    users: set[Any] = field(default_factory=set)


def carry_out(
    round: RecruitmentRound, part: Part, planned: Iterable[Planned], at: datetime
) -> Changed:
    """Make the interviews as planned: each row is moved, not made anew, when it can."""
    old = current_plan(round, part, at)
    called = any(row.state == InterviewState.CALLED for row in old)
    state = InterviewState.CALLED if called else InterviewState.PLANNED
    changed, left = Changed(), list(old)
    had = {one.application_id for row in old for one in row.candidates.all()}
    for one in planned:
        row = _nearest(left, one)
        if row is None:
            new_row(round, one, state)
            changed.users |= {person.id for person in one.panel}
            changed.new |= {person.id for person in one.candidates}
        else:
            left.remove(row)
            move_row(row, one, changed, at)
    for row in left:
        _cancel(row, changed, at)
    has = {person.id for one in planned for person in one.candidates}
    changed.gone = had - has
    changed.new -= changed.gone
    return changed if called else Changed()


def _nearest(rows: Sequence[Interview], planned: Planned) -> Interview | None:
    """The interview of the same phase that most of these candidates come to already."""
    wanted = {person.id for person in planned.candidates}

    def shared(row: Interview) -> int:
        return sum(one.application_id in wanted for one in row.candidates.all())

    same = [row for row in rows if row.phase == planned.phase and shared(row)]
    return max(same, key=shared, default=None)


def move_row(row: Interview, planned: Planned, changed: Changed, at: datetime) -> None:
    before = as_planned(row)
    if before == planned and set(before.candidates) == set(planned.candidates):
        return
    moved = (before.slot, before.room) != (planned.slot, planned.room)
    row.starts_at, row.ends_at = _moments(planned.slot)
    row.room = planned.room
    row.version, row.changed_at = row.version + 1, at
    row.save()
    seats: set[Any] = {person.id for person in before.panel}
    wanted: set[Any] = {person.id for person in planned.panel}
    changed.users |= seats ^ wanted
    if moved:
        changed.users |= wanted | {one.user_id for one in row.seats.all()}
    # Who only observed until now, and is to judge, has a new seat as well.
    InterviewSeat.objects.filter(interview=row, user__in=seats ^ wanted).delete()
    _seat(row, wanted - seats)
    _replace_candidates(row, planned, changed, moved=before.slot != planned.slot)
    if moved:
        changed.new |= {person.id for person in planned.candidates}


def _replace_candidates(
    row: Interview, planned: Planned, changed: Changed, *, moved: bool
) -> None:
    """A new time is a new question: earlier answers are no answers to it."""
    had = {one.application_id for one in row.candidates.all()}
    wanted = {person.id for person in planned.candidates}
    InterviewCandidate.objects.filter(
        interview=row, application__in=had - wanted
    ).delete()
    if moved:
        InterviewCandidate.objects.filter(interview=row).update(
            confirmed_at=None, declined_at=None
        )
    _ask(row, wanted - had)
    changed.new |= wanted - had


def _cancel(row: Interview, changed: Changed, at: datetime) -> None:
    changed.users |= {one.user_id for one in row.seats.all()}
    if row.state == InterviewState.PLANNED:
        row.delete()
        return
    row.state = InterviewState.CANCELLED
    row.version, row.changed_at = row.version + 1, at
    row.save()


def new_row(round: RecruitmentRound, planned: Planned, state: str) -> Interview:
    starts_at, ends_at = _moments(planned.slot)
    row = Interview.objects.create(
        region_id=round.region_id,
        round=round,
        phase=planned.phase,
        starts_at=starts_at,
        ends_at=ends_at,
        room=planned.room,
        state=state,
    )
    _seat(row, [person.id for person in planned.panel])
    _ask(row, [person.id for person in planned.candidates])
    return row


def _seat(row: Interview, users: Iterable[Any]) -> None:
    InterviewSeat.objects.bulk_create(
        InterviewSeat(region_id=row.region_id, interview=row, user_id=one)
        for one in users
    )


def _ask(row: Interview, applications: Iterable[Any]) -> None:
    InterviewCandidate.objects.bulk_create(
        InterviewCandidate(region_id=row.region_id, interview=row, application_id=one)
        for one in applications
    )


def _moments(slot: Slot) -> tuple[datetime, datetime]:
    starts = datetime.combine(slot.day, slot.starts_at)
    ends = datetime.combine(slot.day, slot.ends_at)
    return timezone.make_aware(starts), timezone.make_aware(ends)


# ------------------------------------------------------------------- the observer's seat
def seat_observers(interview: Interview) -> None:
    """The union's observer sits in where every candidate has said yes, nowhere else."""
    answers = set(interview.candidates.values_list("observer_welcome", flat=True))
    observing = interview.seats.filter(observes=True)
    if answers != {True}:
        observing.delete()
        return
    for member in round_people(interview.round, Task.OBSERVER):
        InterviewSeat.objects.get_or_create(
            interview=interview,
            user=member.user,
            defaults={"region_id": interview.region_id, "observes": True},
        )
