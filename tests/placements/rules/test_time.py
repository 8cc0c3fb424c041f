from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bt_admin.lib.dates import NBSP, add_months
from placements.rules.time import (
    Period,
    PeriodFacts,
    PlacementCountFacts,
    calendar_months,
    check_period,
    full_time_months,
    may_add_placement,
    merge,
    months_by_care,
    overlaps_above_full_time,
    period_months,
)
from regions.enums import CareSetting

YEAR = date(2027, 1, 1)
CARE = CareSetting.PRIMARY_CARE


def period(start: str, end: str, percent: float = 100, place: str = "A") -> Period:
    return Period(
        date.fromisoformat(f"2027-{start}"),
        date.fromisoformat(f"2027-{end}"),
        Decimal(str(percent)),
        place,
        place,
    )


# -------------------------------------------------------------------- how long it was
@pytest.mark.parametrize(
    ("start", "end", "percent", "months"),
    [
        pytest.param("01-01", "04-30", 100, "4.00", id="fyra månader på heltid"),
        pytest.param("01-01", "04-30", 75, "3.00", id="fyra månader på 75 procent"),
        pytest.param("01-01", "12-31", 50, "6.00", id="ett år på halvtid"),
        pytest.param("02-01", "02-28", 100, "1.00", id="hela februari"),
        pytest.param("02-01", "03-01", 100, "1.00", id="1 februari till 1 mars"),
        pytest.param("06-13", "07-13", 100, "1.00", id="13 juni till 13 juli"),
        pytest.param("06-13", "07-12", 100, "1.00", id="13 juni till 12 juli"),
        pytest.param("06-13", "07-14", 100, "1.07", id="13 juni till 14 juli"),
        pytest.param("01-01", "05-15", 100, "4.50", id="fyra månader och 15 dagar"),
        pytest.param("01-01", "01-01", 100, "0.03", id="en dag"),
        pytest.param("01-01", "01-30", 100, "0.97", id="30 dagar av januari"),
        pytest.param("01-18", "02-14", 100, "0.93", id="introduktion i fyra veckor"),
        pytest.param("01-01", "04-30", 87.5, "3.50", id="87,5 procent"),
        pytest.param("02-01", "07-30", 100, "5.97", id="en dag från sex månader"),
        pytest.param("02-01", "07-31", 100, "6.00", id="sex månader på dagen"),
        pytest.param("01-01", "01-10", 1, "0.00", id="tio dagar på en procent"),
        pytest.param("01-01", "03-31", 33.3, "1.00", id="tre månader på 33,3 procent"),
        pytest.param("01-01", "06-30", 33.33, "2.00", id="sex månader på 33,33"),
        pytest.param("01-01", "01-01", 15, "0.01", id="en halv hundradel går uppåt"),
    ],
)
def test_months_of_a_period(start, end, percent, months):
    assert period_months(period(start, end, percent)) == Decimal(months)


@given(
    st.dates(YEAR, date(2030, 12, 31)),
    st.integers(0, 900),
    st.decimals(1, 100, places=2),
)
def test_the_conversion_to_full_time_is_exact(first, days, percent):
    """The nearest hundredth of a month, half a hundredth upwards: no figure drifts."""
    last = first + timedelta(days=days)
    thirtieths = round(calendar_months(first, last) * 30)
    exact = Fraction(thirtieths, 30) * Fraction(percent) / 100
    hundredths = floor(exact * 100 + Fraction(1, 2))
    assert period_months(Period(first, last, percent)) * 100 == hundredths


@given(st.lists(st.decimals(1, 100, places=2), min_size=1, max_size=4))
def test_full_time_is_passed_by_a_hundredth_and_no_less(percents):
    periods = [Period(YEAR, YEAR, percent) for percent in percents]
    above = sum(map(Fraction, percents)) > 100
    assert bool(overlaps_above_full_time(periods)) is above


@pytest.mark.parametrize(
    ("start", "end", "percent"),
    [
        pytest.param("02-02", "02-01", 100, id="slutar före början"),
        pytest.param("02-01", "02-28", 0, id="noll procent"),
        pytest.param("02-01", "02-28", 101, id="över heltid"),
        pytest.param("02-01", "02-28", -50, id="under noll"),
    ],
)
def test_what_is_no_period_is_never_counted(start, end, percent):
    with pytest.raises(ValueError, match=r"must be within|ends before"):
        period_months(period(start, end, percent))


def test_the_kronoberg_year_is_twelve_months():
    cuts = ["01-01", "02-01", "04-01", "06-01", "07-01", "09-01"]
    ends = ["01-31", "03-31", "05-31", "06-30", "08-31", "12-31"]
    periods = [
        period(start, end, place=str(number))
        for number, (start, end) in enumerate(zip(cuts, ends, strict=True))
    ]
    assert [period_months(p) for p in periods] == [1, 2, 2, 1, 2, 4]
    assert full_time_months(periods) == Decimal(12)


def test_the_halland_year_with_half_months_is_twelve_months():
    periods = [
        period("01-01", "03-31", place="akuten"),
        period("04-01", "06-30", place="psykiatrin"),
        period("07-01", "08-15", place="akuten"),
        period("08-16", "12-31", place="vårdcentralen"),
    ]
    assert full_time_months(periods) == Decimal("12.03")  # 16–31 August is 16 days


def test_adjacent_periods_at_one_place_are_counted_as_one():
    halves = [period("01-01", "01-15"), period("01-16", "01-31")]
    assert merge(halves) == (period("01-01", "01-31"),)
    assert full_time_months(halves) == Decimal(1)


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(period("02-02", "02-28"), id="en dag emellan"),
        pytest.param(period("02-01", "02-28", 50), id="annan tjänstgöringsgrad"),
        pytest.param(period("02-01", "02-28", place="B"), id="annat ställe"),
    ],
)
def test_other_periods_stay_apart(second):
    first = period("01-01", "01-31")
    assert merge([second, first]) == (first, second)


def test_periods_without_a_place_stay_apart():
    first = Period(date(2027, 1, 1), date(2027, 1, 31))
    second = Period(date(2027, 2, 1), date(2027, 2, 28))
    assert merge([first, second]) == (first, second)


def test_two_part_time_periods_side_by_side_are_each_merged_with_their_own():
    morning = [period("01-01", "01-31", 50), period("02-01", "02-28", 50)]
    evening = [
        period("01-01", "01-31", 50, "B"),
        period("02-01", "02-28", 50, "B"),
    ]
    assert merge([*morning, *evening]) == (
        period("01-01", "02-28", 50),
        period("01-01", "02-28", 50, "B"),
    )


def test_months_in_each_kind_of_care():
    first = Period(YEAR, date(2027, 3, 31), care=CareSetting.ACUTE)
    second = Period(date(2027, 4, 1), date(2027, 7, 31), care=CARE)
    assert months_by_care([first, second]) == {
        CareSetting.ACUTE: Decimal(3),
        CARE: Decimal(4),
    }


DAYS = st.integers(0, 700).map(lambda number: YEAR + timedelta(days=number))
PERIODS = st.builds(
    lambda start, length, percent, place: Period(
        start, start + timedelta(days=length), Decimal(percent), place, place
    ),
    DAYS,
    st.integers(0, 200),
    st.integers(1, 100),
    st.sampled_from("AB"),
)


@given(DAYS, st.integers(0, 400))
def test_a_longer_stretch_is_never_fewer_months(start, length):
    shorter = calendar_months(start, start + timedelta(days=length))
    assert calendar_months(start, start + timedelta(days=length + 1)) >= shorter


@given(DAYS, st.integers(1, 24))
def test_whole_months_are_whole_whatever_month_they_begin_in(start, months):
    end = add_months(start, months) - timedelta(days=1)
    assert calendar_months(start, end) == months


@given(st.lists(PERIODS, max_size=6))
def test_merging_neither_adds_nor_loses_a_day(periods):
    def worked(some: Iterable[Period]) -> dict[tuple[date, str], Decimal]:
        days: dict[tuple[date, str], Decimal] = {}
        for p in some:
            for number in range((p.ends_on - p.starts_on).days + 1):
                key = (p.starts_on + timedelta(days=number), p.label)
                days[key] = days.get(key, Decimal(0)) + p.percent
        return days

    assert worked(merge(periods)) == worked(periods)


# ------------------------------------------------------------------- what can be saved
@given(st.lists(PERIODS, max_size=6))
def test_overlaps_are_those_a_walk_through_every_day_finds(periods):
    def above(day: date) -> bool:
        return sum(p.percent for p in periods if p.starts_on <= day <= p.ends_on) > 100

    found = {
        overlap.starts_on + timedelta(days=number)
        for overlap in overlaps_above_full_time(periods)
        for number in range((overlap.ends_on - overlap.starts_on).days + 1)
    }
    everyday = {YEAR + timedelta(days=number) for number in range(950)}
    assert found == {day for day in everyday if above(day)}


@pytest.mark.parametrize(
    ("new", "others", "codes"),
    [
        pytest.param(period("03-01", "03-31"), [], [], id="ensam"),
        pytest.param(
            period("03-01", "03-31"),
            [period("01-01", "02-28", place="B")],
            [],
            id="dagen efter en annan",
        ),
        pytest.param(
            period("02-28", "03-31"),
            [period("01-01", "02-28", place="B")],
            ["placement.overlap"],
            id="en dag gemensam på heltid",
        ),
        pytest.param(
            period("01-01", "03-31", 50),
            [period("01-01", "02-28", 50, "B")],
            [],
            id="två halvtider",
        ),
        pytest.param(
            period("01-01", "03-31", 60),
            [period("01-01", "02-28", 50, "B")],
            ["placement.overlap"],
            id="60 och 50 procent",
        ),
        pytest.param(
            period("01-01", "03-31", 50),
            [period("01-01", "01-31", 50, "B"), period("01-31", "02-28", 10, "C")],
            ["placement.overlap"],
            id="tre samtidigt en enda dag",
        ),
        pytest.param(
            period("03-01", "03-31", 50),
            [period("01-01", "02-28", 100, "B"), period("02-01", "02-28", 100, "C")],
            [],
            id="andras krock stoppar inte den här",
        ),
        pytest.param(
            period("03-31", "03-01"), [], ["period.order"], id="slutar före början"
        ),
        pytest.param(
            period("03-01", "03-31", 0), [], ["period.percent"], id="noll procent"
        ),
        pytest.param(
            period("03-01", "03-31", 33.333),
            [],
            ["period.percent_decimals"],
            id="tre decimaler",
        ),
        pytest.param(period("03-01", "03-31", 33.33), [], [], id="två decimaler"),
        pytest.param(
            period("03-31", "03-01", 101),
            [],
            ["period.order", "period.percent"],
            id="två fel på en gång",
        ),
    ],
)
def test_a_period_beside_the_others(new, others, codes):
    assert check_period(PeriodFacts(new, tuple(others))).codes == codes


def test_a_period_before_the_bt_begins():
    facts = PeriodFacts(period("01-01", "01-31"), (), date(2027, 1, 18))
    verdict = check_period(facts)
    assert [(r.code, r.field) for r in verdict] == [("period.outside", "starts_on")]


def test_the_overlap_says_with_what_and_how_much():
    facts = PeriodFacts(
        period("02-28", "03-31", place="Kirurgi"),
        (period("01-01", "02-28", 75, "Psykiatri"),),
    )
    assert check_period(facts).reasons[0].text == (
        "Placeringen kan inte sparas. Den ligger samtidigt som Psykiatri, och "
        f"tillsammans blir det 175{NBSP}%. Ändra datum eller tjänstgöringsgrad så att "
        f"summan blir högst 100{NBSP}%."
    )


@pytest.mark.parametrize(
    ("count", "reason", "codes"),
    [
        pytest.param(0, "", [], id="den första"),
        pytest.param(3, "", [], id="den fjärde"),
        pytest.param(4, "", ["placement.too_many"], id="den femte"),
        pytest.param(4, "  ", ["placement.too_many"], id="ett tomt skäl"),
        pytest.param(4, "Byte av ort.", [], id="studierektorns undantag"),
    ],
)
def test_four_placements_at_most(count, reason, codes):
    facts = PlacementCountFacts("Maja Rosenkvist", YEAR, count, reason)
    assert may_add_placement(facts).codes == codes


def test_the_fifth_placement_is_refused_in_words():
    facts = PlacementCountFacts("Maja Rosenkvist", YEAR, 4)
    reason = may_add_placement(facts).reasons[0]
    assert reason.text == (
        "En femte placering kan inte läggas till. BT har högst fyra placeringar, och "
        "Maja Rosenkvist har fyra. Lägg perioden till en av dem, eller be "
        "studierektorn pröva ett undantag."
    )
    assert reason.source.verified is False
