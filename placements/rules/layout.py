"""The region's usual year laid out with real dates, from a first day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from bt_admin.lib.dates import add_months
from placements.rules.time import DAYS_IN_MONTH
from regions.enums import CareSetting, PartKind


@dataclass(frozen=True)
class PlanPart:
    """One stretch of the year. Length in months or in weeks, exactly one of them.

    Parts with the same slot are one placement; an empty slot stands by itself.
    """

    label: str
    care: CareSetting
    months: Decimal | None = None
    weeks: int | None = None
    slot: str = ""
    kind: PartKind = PartKind.SERVICE


@dataclass(frozen=True)
class LaidOutPeriod:
    starts_on: date
    ends_on: date
    kind: PartKind
    label: str


@dataclass(frozen=True)
class LaidOutPlacement:
    """A placement to be, with its periods in order of time.

    `counts` is False for introduction and vacation, which are no placements in the
    sense of the law: four at most are counted.
    """

    slot: str
    label: str
    care: CareSetting
    counts: bool
    position: int
    periods: tuple[LaidOutPeriod, ...]


def lay_out_plan(
    parts: Sequence[PlanPart], start: date
) -> tuple[LaidOutPlacement, ...]:
    """When does each part of the year fall, if the BT begins on this day?

    Each part begins the day after the one before ends. Whole months go by the
    calendar and are counted from the first day, so that a year of months that
    begins on a 31st ends on a 30th a year later; a part of a month is thirtieths.
    """
    slots: dict[str, list[tuple[PlanPart, LaidOutPeriod]]] = {}
    for number, (part, period) in enumerate(
        zip(parts, _days(parts, start), strict=True)
    ):
        slots.setdefault(part.slot or f"part-{number + 1}", []).append((part, period))
    return tuple(
        _placement(slot, position, rows)
        for position, (slot, rows) in enumerate(slots.items(), start=1)
    )


def _placement(
    slot: str, position: int, rows: Sequence[tuple[PlanPart, LaidOutPeriod]]
) -> LaidOutPlacement:
    service = [part for part, _ in rows if part.kind == PartKind.SERVICE]
    first = service[0] if service else rows[0][0]
    periods = tuple(period for _, period in rows)
    return LaidOutPlacement(
        slot, first.label, first.care, bool(service), position, periods
    )


def _days(parts: Sequence[PlanPart], start: date) -> list[LaidOutPeriod]:
    periods = []
    anchor, months, begins = start, 0, start
    for part in parts:
        whole, days = _length(part)
        months += whole
        after = add_months(anchor, months) + timedelta(days=days)
        if days:
            anchor, months = after, 0
        last = after - timedelta(days=1)
        periods.append(LaidOutPeriod(begins, last, part.kind, part.label))
        begins = after
    return periods


def _length(part: PlanPart) -> tuple[int, int]:
    """Whole months, and days over."""
    if (part.months is None) == (part.weeks is None):
        raise ValueError(f"{part.label}: give months or weeks")
    if part.months is None:
        length = 0, (part.weeks or 0) * 7
    else:
        days = (part.months % 1 * DAYS_IN_MONTH).quantize(Decimal(1), ROUND_HALF_UP)
        length = int(part.months), int(days)
    if length <= (0, 0):
        raise ValueError(f"{part.label}: a part lasts at least a day")
    return length
