"""A plan of interviews from what stands in the database, before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from bt_admin.lib.people import Person
from recruitment.enums import ApplicationState, InterviewState, Task
from recruitment.models import Interview, InterviewLayout, RecruitmentRound
from recruitment.queries.interviews import (
    as_candidate,
    as_person,
    interviews_of,
    links_in,
    round_people,
    under_way,
    with_people,
)
from recruitment.queries.methods import method_of
from recruitment.rules.interview_facts import (
    Candidate,
    Interviewer,
    InterviewFacts,
    Room,
    Slot,
)
from recruitment.rules.interview_facts import Interview as Single
from recruitment.rules.interview_layout import Layout
from recruitment.rules.interview_parts import (
    Part,
    Planned,
    Proposal,
    changes,
    parts_of,
)
from recruitment.rules.rotation_days import (
    RotationFacts,
    RotationPlan,
    Table,
    plan_rotations,
)

SWEDISH = frozenset({"svenska"})


@dataclass(frozen=True)
class Known:
    """What is fetched once for a plan: people, links, and when they are taken."""

    cases: list[Any]
    members: list[Any]
    links: dict[object, set[object]]
    taken: list[Planned]  # interviews that the plan may not touch
    now: datetime  # Swedish time, without a zone: nobody is given a time that has been


def layout_of(round: RecruitmentRound, part: Part) -> InterviewLayout | None:
    return round.interview_layouts.filter(phase=part.key).first()


def parts_in(round: RecruitmentRound) -> tuple[Part, ...]:
    return parts_of(method_of(round))


def current_plan(round: RecruitmentRound, part: Part, at: datetime) -> list[Interview]:
    """The interviews of a part that a new plan may move."""
    rows = interviews_of(round).filter(phase__in=part.phases)
    fixed = set(under_way(round, at).values_list("pk", flat=True))
    return [row for row in rows if row.pk not in fixed]


def proposal_for(
    round: RecruitmentRound,
    part: Part,
    layout: Layout,
    at: datetime,
    *,
    keep: bool,
) -> Proposal:
    """A plan for all who are to be interviewed and are not yet.

    `keep`: as little as possible of the plan there is may change, and what changes is
    told; else it is made from nothing. Times that candidates have confirmed are kept
    as long as somebody else's can be moved instead.
    """
    before = current_plan(round, part, at) if keep else []
    known = known_in(round, part, at)
    plan = _rotating if part.is_rotation else _one_by_one
    made = plan(part, layout, known, before)
    told = changes([as_planned(one) for one in before], made.planned) if keep else ()
    return replace(made, moves=told)


def as_planned(row: Interview) -> Planned:
    return Planned(
        row.phase,
        slot_of(row.starts_at, row.ends_at),
        row.room,
        tuple(as_person(one.user) for one in row.seats.all() if not one.observes),
        tuple(as_candidate(one.application) for one in row.candidates.all()),
    )


def slot_of(starts_at: datetime, ends_at: datetime) -> Slot:
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return Slot(starts.date(), starts.time(), ends.time())


def known_in(round: RecruitmentRound, part: Part, at: datetime) -> Known:
    """Six queries. Seats in other rounds and phases take people's time as well."""
    members = list(round_people(round, Task.INTERVIEWER))
    fixed = Q(pk__in=under_way(round, at).values("pk"))
    others = ~Q(round=round, phase__in=part.phases)
    rows = Interview.objects.filter(fixed | others, region=round.region).exclude(
        state=InterviewState.CANCELLED
    )
    taken = [as_planned(row) for row in with_people(rows.filter(ends_at__gte=at))]
    held = round.interviews.filter(fixed, phase__in=part.phases)
    done = set(held.values_list("candidates__application_id", flat=True))
    cases = round.applications.filter(state=ApplicationState.SHORTLISTED)
    return Known([one for one in cases if one.pk not in done], members,
                 links_in(round), taken, now_in_sweden(at))  # fmt: skip


def now_in_sweden(at: datetime) -> datetime:
    return timezone.localtime(at).replace(tzinfo=None)


# ------------------------------------------------------------------------- one by one
def _one_by_one(
    part: Part, layout: Layout, known: Known, before: Sequence[Interview]
) -> Proposal:
    # The solver takes a fifth of a second to import, and this module is at every start.
    from recruitment.rules.interview_days import plan_interviews

    [sitting] = part.sittings
    slots = tuple(one for one in layout.slots() if one.is_after(known.now))
    facts = facts_for(layout, known, slots, before, sitting.judges)
    former = [single for row in before for single in singles_of(as_planned(row))]
    plan = plan_interviews(facts, former)
    if plan.left_out:
        free = tuple(replace(one, booked=None) for one in facts.candidates)
        again = plan_interviews(replace(facts, candidates=free), former)
        if len(again.left_out) < len(plan.left_out):
            plan = again
    planned = tuple(
        Planned(part.key, one.slot, one.room, one.panel, (one.candidate,))
        for one in plan.interviews
    )
    return Proposal(planned, plan.left_out, plan.verdict, plan.ways)


def singles_of(row: Planned) -> list[Single]:
    return [Single(row.slot, row.room, one, row.panel) for one in row.candidates]


def facts_for(
    layout: Layout,
    known: Known,
    slots: tuple[Slot, ...],
    before: Sequence[Interview],
    panel: int,
) -> InterviewFacts:
    booked = {
        one.application_id: slot_of(row.starts_at, row.ends_at)
        for row in before
        for one in row.candidates.all()
        if one.confirmed_at
    }
    return InterviewFacts(
        candidates=tuple(
            _candidate(one, layout, known, slots, booked.get(one.pk))
            for one in known.cases
        ),
        interviewers=_interviewers(layout, known, slots),
        rooms=_rooms(layout, known, slots),
        slots=slots,
        panel=panel,
    )


def _candidate(
    case: Any,
    layout: Layout,
    known: Known,
    slots: Iterable[Slot],
    booked: Slot | None = None,
) -> Candidate:
    person = as_candidate(case)
    busy = [one.slot for one in known.taken if person in one.candidates]
    can = frozenset(
        slot
        for slot in slots
        if layout.suits(str(case.pk), slot) and not _meets(slot, busy)
    )
    linked = known.links.get(case.pk, set())
    people = (as_person(one.user) for one in known.members)
    return Candidate(
        person,
        can,
        conflicts=frozenset(one for one in people if one.id in linked),
        booked=booked if booked in can else None,
    )


def _interviewers(
    layout: Layout, known: Known, slots: Iterable[Slot]
) -> tuple[Interviewer, ...]:
    told = dict(layout.people)
    return tuple(
        Interviewer(
            as_person(one.user),
            frozenset(
                slot
                for slot in slots
                if layout.is_there(str(one.user_id), slot)
                and not _meets(slot, _busy(known, as_person(one.user)))
            ),
            SWEDISH | frozenset(one.languages),
            told[str(one.user_id)].most,
        )
        for one in known.members
        if str(one.user_id) in told
    )


def _busy(known: Known, person: Person) -> list[Slot]:
    return [one.slot for one in known.taken if person in one.panel]


def _rooms(layout: Layout, known: Known, slots: Iterable[Slot]) -> tuple[Room, ...]:
    return tuple(
        Room(
            name,
            frozenset(
                slot
                for slot in slots
                if layout.has_room(name, slot)
                and not _meets(slot, [o.slot for o in known.taken if o.room == name])
            ),
        )
        for name in layout.rooms
    )


def _meets(slot: Slot, busy: Iterable[Slot]) -> bool:
    return any(slot.meets(other) for other in busy)


# --------------------------------------------------------------------------- rotating
def _rotating(
    part: Part, layout: Layout, known: Known, before: Sequence[Interview]
) -> Proposal:
    runs = tuple(run for run in layout.runs(part.minutes) if run[0].is_after(known.now))
    slots = tuple(dict.fromkeys(slot for run in runs for slot in run))
    single = facts_for(layout, known, slots, (), part.sittings[0].judges)
    facts = RotationFacts(
        single.candidates, single.interviewers, single.rooms, runs,
        size=part.sittings[0].judges,
    )  # fmt: skip
    plan: RotationPlan = plan_rotations(facts, _tables(part, before, runs))
    planned = tuple(
        Planned(
            part.phase_of(one.turn),
            one.slot,
            one.room,
            one.interviewers,
            one.candidates,
        )
        for one in plan.meetings
    )
    return Proposal(planned, plan.left_out, plan.verdict)


def _tables(
    part: Part, before: Sequence[Interview], runs: Sequence[tuple[Slot, ...]]
) -> list[Table]:
    """The groups there are, interviewers in line as their pairs sit."""
    made = []
    rows = [as_planned(row) for row in before]
    for group in rows:
        run = next((run for run in runs if run[0] == group.slot), None)
        if group.phase != part.key or run is None:
            continue
        pairs = [
            one for one in rows
            if one.phase != part.key and set(one.panel) <= set(group.panel)
            and one.slot.day == group.slot.day and set(one.candidates) <= set(group.candidates)
        ]  # fmt: skip
        pairs.sort(key=lambda one: (one.slot, one.room))
        line = dict.fromkeys(person for one in pairs for person in one.panel)
        line |= dict.fromkeys(group.panel)
        people = dict.fromkeys(person for one in pairs for person in one.candidates)
        people |= dict.fromkeys(group.candidates)
        made.append(Table(run, tuple(line), tuple(people), (group.room,)))
    return made
