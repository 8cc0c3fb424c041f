"""Days of interviews: laid out, planned, and planned again when something happens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import no
from recruitment.actions import interview_news as news
from recruitment.enums import InterviewState, Task
from recruitment.models import (
    Interview,
    InterviewCandidate,
    InterviewLayout,
    InterviewSeat,
    RecruitmentRound,
)
from recruitment.queries.interview_planning import (
    as_planned,
    current_plan,
    layout_of,
    proposal_for,
)
from recruitment.queries.interviews import round_people
from recruitment.rules.interview_facts import Slot
from recruitment.rules.interview_layout import (
    Layout,
    as_table,
    may_plan_by,
    read_layout,
    without,
)
from recruitment.rules.interview_parts import Part, Planned, Proposal
from recruitment.rules.interviewing import may_plan_interviews
from regions import audit
from regions.audit import Event
from regions.models import User


@transaction.atomic
def save_layout(
    *,
    round: RecruitmentRound,
    part: Part,
    layout: Layout,
    longest: int,
    by: User,
    at: datetime,
) -> InterviewLayout:
    """Keep what the days are planned from. What has happened since is kept too."""
    round = _locked(round)
    may_plan_interviews(round.state).require()
    may_plan_by(layout, longest).require()
    row, made = InterviewLayout.objects.get_or_create(
        region_id=round.region_id,
        round=round,
        phase=part.key,
        defaults={"table": as_table(layout), "saved_by": by, "saved_at": at},
    )
    if not made:
        row.table, row.saved_by, row.saved_at = as_table(layout), by, at
        row.version += 1
        row.save()
    audit.record(Event.INTERVIEWS_LAID_OUT, about=round, by=by, at=at, part=part.key)
    return row


@transaction.atomic
def propose_plan(
    *, round: RecruitmentRound, part: Part, by: User, at: datetime
) -> Proposal:
    """Make the plan from nothing, in place of the proposal there was.

    Not once anybody is called: then it is planned again, so that each change is seen
    before it is made.
    """
    round = _locked(round)
    may_plan_interviews(round.state).require()
    _nobody_called(round, part)
    proposal = proposal_for(round, part, _layout(round, part), at, keep=False)
    round.interviews.filter(
        phase__in=part.phases, state=InterviewState.PLANNED
    ).delete()
    for one in proposal.planned:
        _new(round, one, InterviewState.PLANNED)
    audit.record(Event.INTERVIEWS_PLANNED, about=round, by=by, at=at, part=part.key)
    return proposal


@dataclass(frozen=True)
class Setback:
    """What has happened: somebody ill or a room lost on these days; or neither, and
    times are looked for again for those who have none that works."""

    person: str = ""
    room: str = ""
    days: tuple[date, ...] = ()

    def after(self, layout: Layout) -> Layout:
        return without(layout, person=self.person, room=self.room, days=self.days)


@transaction.atomic
def plan_again(
    *,
    round: RecruitmentRound,
    part: Part,
    setback: Setback,
    digest: str,
    by: User,
    at: datetime,
) -> Proposal:
    """Carry out the new plan that was shown, and tell everybody who is moved.

    `digest` is that of the plan that was looked at: when anything has changed since,
    nothing is done and the new moves are shown.
    """
    round = _locked(round)
    may_plan_interviews(round.state).require()
    layout = setback.after(_layout(round, part))
    proposal = proposal_for(round, part, layout, at, keep=True)
    _as_shown(proposal, digest)
    InterviewLayout.objects.filter(round=round, phase=part.key).update(
        table=as_table(layout), saved_by=by, saved_at=at
    )
    changed = carry_out(round, part, proposal.planned, at)
    audit.record(
        Event.INTERVIEWS_MOVED, about=round, by=by, at=at, part=part.key,
        moves=len(proposal.moves),
    )  # fmt: skip
    news.tell_of_changes(round=round, changed=changed, by=by, at=at)
    return proposal


def _as_shown(proposal: Proposal, digest: str) -> None:
    if proposal.digest != digest:
        text = (
            "Planen har ändrats sedan du såg den, och inget är gjort. Läs igenom "
            "ändringarna nedan och genomför dem om de stämmer."
        )
        no("interviews.changed_since", text, HOUSE).require()


def _nobody_called(round: RecruitmentRound, part: Part) -> None:
    called = round.interviews.filter(phase__in=part.phases).exclude(
        state=InterviewState.PLANNED
    )
    if called.exists():
        text = (
            "Ett nytt förslag kan inte göras. Sökande är redan kallade. Planera om, så "
            "ser du vilka som flyttas innan något ändras."
        )
        no("interviews.called", text, HOUSE).require()


def _locked(round: RecruitmentRound) -> RecruitmentRound:
    rows = RecruitmentRound.objects.select_for_update(of=("self",))
    return rows.select_related("region").get(pk=round.pk)


def _layout(round: RecruitmentRound, part: Part) -> Layout:
    row = layout_of(round, part)
    if row is None:
        text = "Ingen plan kan göras än. Dagar, rum och intervjuare saknas. Skriv dem."
        no("interviews.no_layout", text, HOUSE).require()
        raise AssertionError
    return read_layout(row.table)


# ------------------------------------------------------------------- writing the rows
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
            _new(round, one, state)
            changed.users |= {person.id for person in one.panel}
            changed.new |= {person.id for person in one.candidates}
        else:
            left.remove(row)
            _move(row, one, changed, at)
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


def _move(row: Interview, planned: Planned, changed: Changed, at: datetime) -> None:
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
        changed.users |= wanted
    InterviewSeat.objects.filter(interview=row, user__in=seats - wanted).delete()
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


def _new(round: RecruitmentRound, planned: Planned, state: str) -> Interview:
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
