"""One BT's plan: its placements and periods, as rules and pages want them.

Each function reads what it needs; a programme fetched through `with_plan` has it all.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from bt_admin.lib.pieces import PlacementLine, State
from bt_admin.lib.timeline import Block
from placements.enums import EmploymentForm
from placements.models import Placement, PlacementPeriod, Programme
from placements.queries.people import supervisor_on
from placements.queries.states import placement_state, placement_state_shown
from placements.rules.programme import PlanFacts
from placements.rules.time import (
    Period,
    PeriodFacts,
    full_time_months,
    period_months,
)
from regions.enums import CareSetting, PartKind
from regions.models import User

# Three or four letters where a block of the year has no room for more.
SHORT = {"primärvård": "PV", "psykiatri": "Psyk", "internmedicin": "Med"}


def with_plan(rows: QuerySet[Programme]) -> QuerySet[Programme]:
    """The same programmes with placements, units and periods, in two queries more."""
    return rows.prefetch_related(the_plan())


def read_plan(programme: Programme) -> Programme:
    """The same programme, its plan at hand for all that asks for it from now on."""
    prefetch_related_objects([programme], the_plan())
    return programme


def placements_of(programme: Programme) -> list[Placement]:
    """The placements in the order they begin, with unit and periods."""
    if "placements" in getattr(programme, "_prefetched_objects_cache", {}):
        rows = programme.placements.all()
    else:
        rows = _placements().filter(programme=programme)
    return sorted(rows, key=lambda row: (first_day(row) or date.max, row.position))


def periods(programme: Programme) -> list[Period]:
    """Every period as the rules see it, in order of time."""
    found = [
        rule_period(placement, row)
        for placement in placements_of(programme)
        for row in placement.periods.all()
    ]
    return sorted(found, key=lambda period: (period.starts_on, period.ends_on))


def rule_period(placement: Placement, row: PlacementPeriod) -> Period:
    return Period(
        row.starts_on,
        row.ends_on,
        percent=row.percent,
        place=placement.unit_id or placement.pk,
        label=str(placement.unit or placement.title),
        care=CareSetting(placement.care),
        kind=PartKind(row.kind),
        placement=placement.pk,
    )


def plan_facts(programme: Programme) -> PlanFacts:
    """What `check_plan` asks about this BT."""
    integrated = programme.employment_form == EmploymentForm.INTEGRATED
    return PlanFacts(
        doctor=programme.doctor.user.full_name,
        started_on=programme.starts_on,
        periods=tuple(periods(programme)),
        st_started_on=programme.starts_on if integrated else None,
    )


def period_facts(
    placement: Placement, row: PlacementPeriod, programme: Programme
) -> PeriodFacts:
    """What `check_period` asks about a period about to be saved; itself left out."""
    others = [
        rule_period(other, period)
        for other in placements_of(programme)
        for period in other.periods.all()
        if period.pk != row.pk
    ]
    return PeriodFacts(rule_period(placement, row), tuple(others), programme.starts_on)


def ends_on(programme: Programme) -> date | None:
    """The last planned day; None without a plan."""
    return max((period.ends_on for period in periods(programme)), default=None)


def current_placement(programme: Programme, today: date) -> Placement | None:
    """Where the doctor serves on this day; the larger part of it when there are two."""
    here = [
        (row.percent, placement)
        for placement in placements_of(programme)
        for row in placement.periods.all()
        if row.starts_on <= today <= row.ends_on
    ]
    return max(here, key=lambda pair: pair[0])[1] if here else None


def served_share(programme: Programme, today: date) -> Decimal:
    """How much of the planned service has been served, 0 to 1, today included."""
    planned = served = Decimal(0)
    for period in periods(programme):
        days = (period.ends_on - period.starts_on).days + 1
        gone = (min(today, period.ends_on) - period.starts_on).days + 1
        planned += days * period.percent
        served += max(gone, 0) * period.percent
    return served / planned if planned else Decimal(0)


def placement_lines(
    programme: Programme, today: date, assessed: Collection[UUID] = ()
) -> list[PlacementLine]:
    """The year as lines: one for each unbroken stretch at a placement, in order.

    `assessed`: placements whose overall assessment is signed (known further up).
    """
    lines = []
    for placement in placements_of(programme):
        state = placement_state(placement, today, assessed=placement.pk in assessed)
        for first, last in stretches(placement):
            lines.append(
                PlacementLine(
                    title=placement.title,
                    place=str(placement.unit or ""),
                    starts=first,
                    ends=last,
                    state=placement_state_shown(state),
                )
            )
    return sorted(lines, key=lambda line: (line.starts, line.ends))


def plan_blocks(programme: Programme) -> list[Block]:
    """The year as blocks for `bt_admin.lib.timeline.year`."""
    blocks = [
        Block(
            title=placement.title,
            short=short_title(placement.title),
            care=placement.care,
            starts=first,
            ends=last,
        )
        for placement in placements_of(programme)
        for first, last in stretches(placement)
    ]
    return sorted(blocks, key=lambda block: (block.starts, block.ends))


def short_title(title: str) -> str:
    return SHORT.get(title.casefold(), title[:3])


def stretches(placement: Placement) -> list[tuple[date, date]]:
    return unbroken(placement.periods.all())


def unbroken(rows: Iterable[PlacementPeriod | Period]) -> list[tuple[date, date]]:
    """First and last day of each unbroken stretch: periods that follow on are one."""
    found: list[tuple[date, date]] = []
    for row in sorted(rows, key=lambda row: row.starts_on):
        if found and (row.starts_on - found[-1][1]).days <= 1:
            first, last = found[-1]
            found[-1] = first, max(last, row.ends_on)
        else:
            found.append((row.starts_on, row.ends_on))
    return found


def first_day(placement: Placement) -> date | None:
    return min((row.starts_on for row in placement.periods.all()), default=None)


def last_day(placement: Placement) -> date | None:
    return max((row.ends_on for row in placement.periods.all()), default=None)


def counts(placement: Placement) -> bool:
    """Introduction and vacation alone make no placement in the sense of the law."""
    return any(row.kind == PartKind.SERVICE for row in placement.periods.all())


def the_plan() -> Prefetch:
    """Placements, units and periods, for many programmes at once."""
    return Prefetch("placements", _placements())


def _placements() -> QuerySet[Placement]:
    return Placement.objects.select_related("unit").prefetch_related("periods")


# --------------------------------------------------------------- rows of the plan page
@dataclass(frozen=True)
class PlacementRow:
    """A placement with whom and when, for the plan's table."""

    placement: Placement
    supervisor: User | None
    months: Decimal
    state: State


@dataclass(frozen=True)
class PeriodRow:
    row: PlacementPeriod
    placement: Placement
    months: Decimal


def placement_rows(programme: Programme, today: date) -> list[PlacementRow]:
    """Each placement with its handledare on the day, in the order they begin."""
    return [
        PlacementRow(
            placement=placement,
            supervisor=supervisor_on(programme, placement, today),
            months=full_time_months(
                rule_period(placement, row) for row in placement.periods.all()
            ),
            state=placement_state_shown(placement_state(placement, today)),
        )
        for placement in placements_of(programme)
    ]


def period_rows(programme: Programme) -> list[PeriodRow]:
    """Each period with its length in months of full time, in order of time."""
    rows = [
        PeriodRow(row, placement, period_months(rule_period(placement, row)))
        for placement in placements_of(programme)
        for row in placement.periods.all()
    ]
    return sorted(rows, key=lambda one: (one.row.starts_on, one.row.ends_on))


def planned_months(programme: Programme) -> Decimal:
    """The sum as bilaga 3 will count it."""
    return full_time_months(periods(programme))


def periods_in(programme: Programme) -> QuerySet[PlacementPeriod]:
    rows = PlacementPeriod.objects.filter(placement__programme=programme)
    return rows.select_related("placement__programme", "placement__unit")
