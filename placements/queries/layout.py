"""The region's usual year, ready to be laid out for one doctor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bt_admin.lib.dates import add_months
from bt_admin.lib.timeline import Block
from bt_admin.lib.verdicts import Verdict
from placements.queries.plan import short_title, unbroken
from placements.rules.layout import LaidOutPlacement, PlanPart, lay_out_plan
from placements.rules.programme import PlanFacts, check_plan
from placements.rules.time import (
    MANDATORY_CARE,
    MIN_BT_MONTHS,
    MIN_SETTING_MONTHS,
    Period,
    full_time_months,
)
from regions.access import today
from regions.enums import CareSetting, PartKind
from regions.models import Region, RegionalModel, Unit
from regions.queries import models_in_force

BEGINNING = MIN_BT_MONTHS.values[0][0]  # HSLF-FS 2021:8; no BT is older
YEARS_AHEAD = 10  # further on a date is a slip of the finger
USUAL_MONTHS = Decimal(12)


def latest_day() -> date:
    """The last day that anybody may plan for."""
    return add_months(today(), 12 * YEARS_AHEAD)


@dataclass(frozen=True)
class PlanOption:
    """One of the region's plans to choose from, with its placements in order."""

    model: RegionalModel
    placements: tuple[LaidOutPlacement, ...]
    months: Decimal

    @property
    def key(self) -> str:
        return str(self.model.pk)

    @property
    def lengths(self) -> list[tuple[str, Decimal]]:
        """How many months each placement is, in the order they begin."""
        return [
            (placement.label, full_time_months(planned_periods([placement])))
            for placement in self.placements
        ]


def parts_of(model: RegionalModel, on: date) -> tuple[PlanPart, ...]:
    """The stretches of the region's year; the national minimum where none is known."""
    rows = [
        PlanPart(
            label=part.label,
            care=CareSetting(part.care),
            months=part.months,
            weeks=part.weeks,
            slot=part.slot,
            kind=PartKind(part.kind),
        )
        for part in model.parts.all()
    ]
    return tuple(rows) or national_minimum(on)


def national_minimum(on: date) -> tuple[PlanPart, ...]:
    """Three months of each care that bilaga 3 asks for: together the six of the law."""
    months = MIN_SETTING_MONTHS.on(on)
    return tuple(
        PlanPart(label=str(care.label).capitalize(), care=care, months=months)
        for care in MANDATORY_CARE.on(on)
    )


def laid_out(model: RegionalModel, starts_on: date) -> tuple[LaidOutPlacement, ...]:
    """The model's year with real dates, from this first day."""
    return lay_out_plan(parts_of(model, starts_on), starts_on)


def plan_options(region: Region, starts_on: date) -> list[PlanOption]:
    """The plans that a BT in this region may follow if it begins on this day."""
    options = []
    for model in models_in_force(region, starts_on):
        placements = laid_out(model, starts_on)
        months = full_time_months(planned_periods(placements))
        options.append(PlanOption(model, placements, months))
    return options


def planned_periods(
    placements: Sequence[LaidOutPlacement], units: Mapping[str, Unit] | None = None
) -> tuple[Period, ...]:
    """A laid-out plan as the rules see it, before anything is written."""
    return tuple(
        Period(
            period.starts_on,
            period.ends_on,
            place=placement.slot,
            label=placement.label,
            care=care_of(placement, (units or {}).get(placement.slot)),
            kind=period.kind,
            placement=placement.slot,
        )
        for placement in placements
        for period in placement.periods
    )


def care_of(placement: LaidOutPlacement, unit: Unit | None) -> CareSetting:
    """What care it is follows from where one serves, once that is decided."""
    return CareSetting(unit.care) if unit else placement.care


def norm_months(placements: Sequence[LaidOutPlacement], on: date) -> Decimal:
    """How long this BT is meant to be, in months of full time.

    Some regions' lengths are known for a part of the year only; theirs is the usual
    one year.
    """
    months = full_time_months(planned_periods(placements))
    return months if months >= MIN_BT_MONTHS.on(on) else USUAL_MONTHS


@dataclass(frozen=True)
class Preview:
    """A plan as it would become, and whether it would make a BT."""

    rows: list[tuple[str, Unit | None, Period]]
    blocks: list[Block]
    months: Decimal
    ends_on: date
    verdict: Verdict


def preview(
    placements: Sequence[LaidOutPlacement], units: Mapping[str, Unit], starts_on: date
) -> Preview:
    """What opening a BT with this plan and these units would write."""
    periods = planned_periods(placements, units)
    titles = {one.slot: one.label for one in placements}
    rows = [(titles[str(p.placement)], units.get(str(p.placement)), p) for p in periods]
    facts = PlanFacts(doctor="", started_on=starts_on, periods=periods)
    return Preview(
        rows=sorted(rows, key=lambda row: row[2].starts_on),
        blocks=blocks_of(placements, units),
        months=full_time_months(periods),
        ends_on=max(period.ends_on for period in periods),
        verdict=check_plan(facts),
    )


def blocks_of(
    placements: Sequence[LaidOutPlacement], units: Mapping[str, Unit]
) -> list[Block]:
    """The plan as blocks for a picture of the year."""
    blocks = [
        Block(
            title=placement.label,
            short=short_title(placement.label),
            care=care_of(placement, units.get(placement.slot)),
            starts=first,
            ends=last,
        )
        for placement in placements
        for first, last in unbroken(planned_periods([placement], units))
    ]
    return sorted(blocks, key=lambda block: block.starts)
