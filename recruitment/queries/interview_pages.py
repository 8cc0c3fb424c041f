"""The plan of interviews as the office reads it: by room and time, and by person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from bt_admin.lib.verdicts import YES, Verdict
from recruitment.enums import ApplicationState, InterviewState, Task
from recruitment.models import (
    Interview,
    InterviewLayout,
    RecruitmentRound,
    RoundMember,
)
from recruitment.queries.interview_planning import parts_in
from recruitment.queries.interviews import interviews_of, round_people
from recruitment.rules.interview_parts import Part, read_told
from regions.models import User


@dataclass(frozen=True)
class Cell:
    """What is held in a room at a time. `may_move`: by hand, as far as a list can tell."""

    interview: Interview
    may_move: bool = False

    @property
    def who(self) -> list[object]:
        return list(self.interview.candidates.all())

    @property
    def panel(self) -> list[User]:
        return [one.user for one in self.interview.seats.all() if not one.observes]

    @property
    def phase(self) -> str:
        return self.interview.phase


@dataclass(frozen=True)
class Day:
    """A day as a table: rooms across, times down."""

    day: date
    rooms: list[str]
    rows: list[tuple[datetime, datetime, list[list[Cell]]]]


@dataclass(frozen=True)
class Share:
    """One interviewer and what is theirs, in order of time."""

    user: User
    interviews: list[Interview]


@dataclass(frozen=True)
class PartPlan:
    """A part of the round with its plan, and what is left to do with it."""

    part: Part
    has_layout: bool
    days: list[Day]
    shares: list[Share]
    candidates: int
    is_called: bool
    waiting: int  # called, have not answered
    declined: int
    without: int  # go on, and have no time
    verdict: Verdict = YES  # as it was told when it was planned, at `told_at`
    ways: tuple[str, ...] = ()
    told_at: datetime | None = None

    @property
    def interviews(self) -> list[Interview]:
        cells = (
            cell
            for day in self.days
            for row in day.rows
            for cells in row[2]
            for cell in cells
        )
        return [cell.interview for cell in cells]


def interviewers(round: RecruitmentRound) -> list[RoundMember]:
    return list(round_people(round, Task.INTERVIEWER))


def is_called(round: RecruitmentRound, part: Part) -> bool:
    rows = round.interviews.filter(phase__in=part.phases)
    return rows.exclude(state=InterviewState.PLANNED).exists()


def parts_with_plans(round: RecruitmentRound, at: datetime) -> list[PartPlan]:
    """Every part of the round. Five queries, and no planning."""
    rows, going_on = list(interviews_of(round)), _going_on(round)
    kept = {one.phase: one for one in round.interview_layouts.all()}
    return [
        _plan(part, rows, going_on, kept.get(part.key), at) for part in parts_in(round)
    ]


def part_with_plan(round: RecruitmentRound, part: Part, at: datetime) -> PartPlan:
    plans = parts_with_plans(round, at)
    return next(one for one in plans if one.part.key == part.key)


def _going_on(round: RecruitmentRound) -> set[object]:
    rows = round.applications.filter(state=ApplicationState.SHORTLISTED)
    return set(rows.values_list("pk", flat=True))


def _plan(
    part: Part,
    rows: Sequence[Interview],
    going_on: set[object],
    kept: InterviewLayout | None,
    at: datetime,
) -> PartPlan:
    mine = [one for one in rows if one.phase in part.phases]
    coming = [one for row in mine for one in row.candidates.all()]
    has = {one.application_id for one in coming}
    called = any(row.state != InterviewState.PLANNED for row in mine)
    open_ones = [
        one for row in mine if row.state == InterviewState.CALLED
        for one in row.candidates.all()
    ]  # fmt: skip
    without = going_on - has
    verdict, ways = read_told(kept.told if kept and without else {})
    return PartPlan(
        part=part,
        has_layout=kept is not None,
        days=_days(mine, _by_hand(part, mine, at)),
        shares=_shares(mine),
        candidates=len(has),
        is_called=called,
        waiting=len(
            {
                o.application_id
                for o in open_ones
                if not (o.confirmed_at or o.declined_at)
            }
        ),
        declined=len({o.application_id for o in open_ones if o.declined_at}),
        without=len(without),
        verdict=verdict,
        ways=ways,
        told_at=kept.told_at if kept else None,
    )


def _by_hand(part: Part, rows: Sequence[Interview], at: datetime) -> set[object]:
    """Those that can be moved by themselves: to come, and no part of a rotation."""
    open_ones = (InterviewState.PLANNED, InterviewState.CALLED)
    if part.is_rotation:
        return set()
    return {one.pk for one in rows if one.state in open_ones and one.starts_at > at}


def _days(rows: Sequence[Interview], movable: set[object]) -> list[Day]:
    by_day: dict[date, list[Interview]] = {}
    for row in rows:
        by_day.setdefault(timezone.localdate(row.starts_at), []).append(row)
    return [_day(day, held, movable) for day, held in sorted(by_day.items())]


def _day(day: date, rows: Sequence[Interview], movable: set[object]) -> Day:
    rooms = sorted({row.room for row in rows})
    times = sorted({(row.starts_at, row.ends_at) for row in rows})
    return Day(
        day,
        rooms,
        [
            (
                starts,
                ends,
                [
                    [
                        Cell(row, row.pk in movable)
                        for row in rows
                        if (row.starts_at, row.ends_at, row.room)
                        == (starts, ends, room)
                    ]
                    for room in rooms
                ],
            )
            for starts, ends in times
        ],
    )


def _shares(rows: Sequence[Interview]) -> list[Share]:
    by_user: dict[User, list[Interview]] = {}
    for row in rows:
        for seat in row.seats.all():
            if not seat.observes:
                by_user.setdefault(seat.user, []).append(row)
    found = [Share(user, held) for user, held in by_user.items()]
    return sorted(found, key=lambda one: (one.user.last_name, one.user.first_name))
