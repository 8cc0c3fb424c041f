"""How long a BT has lasted, and whether two periods can stand side by side."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from bt_admin.lib.dates import (
    months_and_days,
    number_word,
    percent_text,
    period_text,
)
from bt_admin.lib.sources import (
    BILAGA_3,
    HOUSE,
    IN_FORCE,
    PLACEMENT_COUNT,
    PSF_4_1,
    SETTING_LENGTH,
    Dated,
)
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from regions.enums import CareSetting, PartKind

MIN_BT_MONTHS = Dated(((IN_FORCE, Decimal(6)),), PSF_4_1, "månader på heltid")
MANDATORY_CARE = Dated(
    ((IN_FORCE, (CareSetting.PRIMARY_CARE, CareSetting.ACUTE)),), BILAGA_3
)
# Whether the three months are a «ska» or a «bör» has not been read.
MIN_SETTING_MONTHS = Dated(((IN_FORCE, Decimal(3)),), SETTING_LENGTH, "månader")
MAX_PLACEMENTS = Dated(((IN_FORCE, 4),), PLACEMENT_COUNT, "placeringar")

FULL_TIME = Decimal(100)
DAYS_IN_MONTH = Decimal(30)  # a remainder of days; whole months go by the calendar
MOST_DAYS_OVER = 29  # 1–30 January is a day short of a month, although thirty days
CENT = Decimal("0.01")
ORDINALS = {5: "femte", 6: "sjätte"}
# As they stand in a sentence; the labels of the enum follow the reader's language.
CARE_NAMES = {
    CareSetting.PRIMARY_CARE: "primärvård",
    CareSetting.ACUTE: "akut sjukvård",
}


@dataclass(frozen=True)
class Period:
    """An unbroken stretch of service; both days are counted.

    Periods with the same `place` are at the same tjänstgöringsställe, with the same
    `placement` in the same placement. `percent` is of full time.
    """

    starts_on: date
    ends_on: date
    percent: Decimal | int = FULL_TIME
    place: Hashable = None
    label: str = ""
    care: CareSetting = CareSetting.OTHER
    kind: PartKind = PartKind.SERVICE
    placement: Hashable = None


@dataclass(frozen=True)
class Overlap:
    """A stretch where periods together come to more than full time."""

    starts_on: date
    ends_on: date
    percent: Decimal
    labels: tuple[str, ...]


@dataclass(frozen=True)
class PeriodFacts:
    """A period about to be saved, the doctor's others, and when the BT began."""

    period: Period
    others: tuple[Period, ...] = ()
    programme_starts_on: date | None = None


@dataclass(frozen=True)
class PlacementCountFacts:
    """`count` placements exist already; introduction and vacation are none."""

    doctor: str
    started_on: date
    count: int
    exception_reason: str = ""


# ------------------------------------------------------------------ how long it was
def calendar_months(starts_on: date, ends_on: date) -> Decimal:
    """How many months lie between two days, both counted, not rounded?

    Whole calendar months from the first day, then days over divided by thirty.
    Ending on the date one began (13 June–13 July) is exactly whole months, as
    Socialstyrelsen counts AT (MONTH_COUNTING, not verified for BT).
    """
    return _thirtieths(starts_on, ends_on) / DAYS_IN_MONTH


def _thirtieths(starts_on: date, ends_on: date) -> int:
    """The same in thirtieths of a month, which are whole."""
    months, days = months_and_days(starts_on, ends_on)
    if months and days == 1:
        days = 0
    return months * int(DAYS_IN_MONTH) + min(days, MOST_DAYS_OVER)


def period_months(period: Period) -> Decimal:
    """How long, in months of full time, was this period?

    Its months times its percentage of full time, rounded to two decimals (BILAGA_3,
    columns 3 and 4). ValueError when it ends before it starts or the percentage is
    not within 1 to 100.
    """
    if period.ends_on < period.starts_on:
        raise ValueError("the period ends before it starts")
    if not 1 <= period.percent <= FULL_TIME:
        raise ValueError("the percentage of full time must be within 1 to 100")
    whole = _thirtieths(period.starts_on, period.ends_on)
    # Divided once and last: a day is no decimal fraction of a month, and half a
    # hundredth would else be rounded down.
    months = whole * period.percent / (DAYS_IN_MONTH * FULL_TIME)
    return months.quantize(CENT, ROUND_HALF_UP)


def merge(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same service in as few periods as possible, in order of time.

    Two become one when the second begins the day after the first ends, at the same
    place, with the same care and percentage.
    """
    merged: list[Period] = []
    for period in sorted(periods, key=lambda p: (p.starts_on, p.ends_on, p.label)):
        before = _continued_by(merged, period)
        if before is None:
            merged.append(period)
        else:
            merged[before] = replace(merged[before], ends_on=period.ends_on)
    return tuple(merged)


def full_time_months(periods: Iterable[Period]) -> Decimal:
    """How long, in months of full time, have these periods lasted together?

    The sum of the rows as they are printed, so that Summa adds up (BILAGA_3).
    Vacation earned during BT and introduction count; what does not count as service
    is no period.
    """
    return sum((period_months(row) for row in merge(periods)), Decimal(0))


def months_by_care(periods: Iterable[Period]) -> dict[CareSetting, Decimal]:
    """How long, in months of full time, in each kind of care?"""
    months: dict[CareSetting, Decimal] = defaultdict(Decimal)
    for row in merge(periods):
        months[row.care] += period_months(row)
    return dict(months)


# --------------------------------------------------------------- what can be saved
def overlaps_above_full_time(periods: Sequence[Period]) -> tuple[Overlap, ...]:
    """On which days do these periods together come to more than full time?

    Exact to the day: the days on which a period starts or has ended cut time into
    stretches, and each stretch is summed.
    """
    cuts = sorted(
        {p.starts_on for p in periods}
        | {p.ends_on + timedelta(days=1) for p in periods}
    )
    overlaps: list[Overlap] = []
    for first, after in pairwise(cuts):
        there = [p for p in periods if p.starts_on <= first <= p.ends_on]
        percent = sum((Decimal(p.percent) for p in there), Decimal(0))
        if percent > FULL_TIME:
            labels = tuple(p.label for p in there)
            last = after - timedelta(days=1)
            overlaps.append(Overlap(first, last, percent, labels))
    return tuple(overlaps)


def check_period(facts: PeriodFacts) -> Verdict:
    """May this period be saved beside the doctor's others?

    It ends no earlier than it starts, lies within the BT, is 1 to 100 per cent with
    two decimals at most, and never brings the doctor above full time (BILAGA_3,
    column 3).
    """
    alone = all_of(_check_dates(facts), _check_percent(facts.period))
    return _check_overlap(facts) if alone else alone


def may_add_placement(facts: PlacementCountFacts) -> Verdict:
    """May one more placement be added to this BT?

    Four at most (PLACEMENT_COUNT), unless the studierektor has given a reason.
    """
    highest = MAX_PLACEMENTS.on(facts.started_on)
    if facts.count < highest or facts.exception_reason.strip():
        return YES
    return no(
        "placement.too_many",
        f"En {ORDINALS.get(facts.count + 1, 'till')} placering kan inte läggas till. "
        f"BT har högst {number_word(highest)} placeringar, och {facts.doctor} har "
        f"{number_word(facts.count)}. Lägg perioden till en av dem, eller be "
        "studierektorn pröva ett undantag.",
        MAX_PLACEMENTS.source,
    )


def _continued_by(merged: Sequence[Period], period: Period) -> int | None:
    """The place in the list of the period that this one continues, if any."""
    the_day_before = period.starts_on - timedelta(days=1)
    for index, earlier in enumerate(merged):
        if earlier.ends_on == the_day_before and _alike(earlier, period):
            return index
    return None


def _alike(one: Period, other: Period) -> bool:
    if one.place is None or one.place != other.place:
        return False
    return (one.percent, one.care) == (other.percent, other.care)


def _check_dates(facts: PeriodFacts) -> Verdict:
    if facts.period.ends_on < facts.period.starts_on:
        return no(
            "period.order",
            "Slutdatumet behöver vara samma dag som startdatumet eller senare.",
            HOUSE,
            field="ends_on",
        )
    first = facts.programme_starts_on
    if first is not None and facts.period.starts_on < first:
        return no(
            "period.outside",
            f"Perioden behöver ligga inom BT, {period_text(first, None)}.",
            HOUSE,
            field="starts_on",
        )
    return YES


def _check_percent(period: Period) -> Verdict:
    if not 1 <= period.percent <= FULL_TIME:
        text = "Skriv ett tal mellan 1 och 100."
        return no("period.percent", text, BILAGA_3, field="percent")
    if period.percent % CENT:
        text = "Högst två decimaler, med komma: 33,33."
        return no("period.percent_decimals", text, HOUSE, field="percent")
    return YES


def _check_overlap(facts: PeriodFacts) -> Verdict:
    touching = [
        other
        for other in facts.others
        if other.starts_on <= facts.period.ends_on
        and facts.period.starts_on <= other.ends_on
    ]
    overlaps = overlaps_above_full_time([facts.period, *touching])
    if not overlaps:
        return YES
    worst = max(overlaps, key=lambda overlap: overlap.percent)
    return no(
        "placement.overlap",
        "Placeringen kan inte sparas. Den ligger samtidigt som "
        f"{_other_label(facts.period, worst)}, och tillsammans blir det "
        f"{percent_text(worst.percent)}. Ändra datum eller tjänstgöringsgrad så att "
        f"summan blir högst {percent_text(FULL_TIME)}.",
        BILAGA_3,
        field="starts_on",
    )


def _other_label(period: Period, overlap: Overlap) -> str:
    others = list(overlap.labels)
    if period.label in others:
        others.remove(period.label)
    return " och ".join(label for label in others if label) or "en annan period"
