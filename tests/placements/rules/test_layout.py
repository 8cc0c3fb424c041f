import itertools
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bt_admin.lib.dates import add_months
from placements.rules.layout import PlanPart, lay_out_plan
from regions.enums import CareSetting, PartKind

A, P = CareSetting.ACUTE, CareSetting.PRIMARY_CARE
START = date(2027, 1, 18)


def part(label, months=None, *, weeks=None, care=A, slot="", kind=PartKind.SERVICE):
    months = None if months is None else Decimal(str(months))
    return PlanPart(label, care, months, weeks, slot, kind)


KRONOBERG = [
    part("Introduktion", 1, care=CareSetting.OTHER, kind=PartKind.INTRODUCTION),
    part("Primärvård", 1, care=P, slot="pv"),
    part("Internmedicin", 2),
    part("Kirurgi", 2),
    part("Semester", 1, care=CareSetting.OTHER, kind=PartKind.VACATION),
    part("Psykiatri", 2, care=CareSetting.PSYCHIATRY),
    part("Primärvård", 3, care=P, slot="pv"),
]


def test_the_kronoberg_year_with_real_dates():
    plan = lay_out_plan(KRONOBERG, START)
    shown = [
        (
            placement.label,
            [(str(p.starts_on), str(p.ends_on)) for p in placement.periods],
        )
        for placement in plan
    ]
    assert shown == [
        ("Introduktion", [("2027-01-18", "2027-02-17")]),
        (
            "Primärvård",
            [("2027-02-18", "2027-03-17"), ("2027-10-18", "2028-01-17")],
        ),
        ("Internmedicin", [("2027-03-18", "2027-05-17")]),
        ("Kirurgi", [("2027-05-18", "2027-07-17")]),
        ("Semester", [("2027-07-18", "2027-08-17")]),
        ("Psykiatri", [("2027-08-18", "2027-10-17")]),
    ]


def test_introduction_and_vacation_are_no_placements():
    plan = lay_out_plan(KRONOBERG, START)
    assert [placement.label for placement in plan if placement.counts] == [
        "Primärvård",
        "Internmedicin",
        "Kirurgi",
        "Psykiatri",
    ]
    assert [placement.position for placement in plan] == [1, 2, 3, 4, 5, 6]


def test_the_vasternorrland_year_of_52_weeks():
    weeks = [2, 2, 17, 10, 17, 4]
    plan = lay_out_plan([part(str(n), weeks=w) for n, w in enumerate(weeks)], START)
    last = plan[-1].periods[-1].ends_on
    assert (last - START).days + 1 == 52 * 7


def test_half_months_are_fifteen_days():
    plan = lay_out_plan([part("Akut", 4.5), part("Psykiatri", 1)], date(2027, 1, 1))
    assert [p.periods[0].ends_on for p in plan] == [
        date(2027, 5, 15),
        date(2027, 6, 15),
    ]


def test_a_year_from_the_31st_loses_no_day_on_the_way():
    plan = lay_out_plan([part(str(n), 1) for n in range(12)], date(2027, 1, 31))
    assert plan[0].periods[0].ends_on == date(2027, 2, 27)
    assert plan[-1].periods[0].ends_on == date(2028, 1, 30)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(part("Ingen längd"), id="ingen längd"),
        pytest.param(part("Båda", 1, weeks=4), id="månader och veckor"),
        pytest.param(part("Noll", 0), id="noll månader"),
        pytest.param(part("Baklänges", weeks=-1), id="minus en vecka"),
    ],
)
def test_a_part_has_one_length(wrong):
    with pytest.raises(ValueError, match=r"."):
        lay_out_plan([wrong], START)


LENGTHS = st.one_of(
    st.builds(lambda m: part("x", m), st.sampled_from([0.5, 1, 2, 3, 4, 4.5])),
    st.builds(lambda w: part("x", weeks=w), st.integers(1, 20)),
)


@given(st.lists(LENGTHS, min_size=1, max_size=8), st.dates(START, date(2030, 1, 1)))
def test_every_part_begins_the_day_after_the_one_before(parts, start):
    periods = [p.periods[0] for p in lay_out_plan(parts, start)]
    assert periods[0].starts_on == start
    assert all(p.starts_on <= p.ends_on for p in periods)
    for before, after in itertools.pairwise(periods):
        assert (after.starts_on - before.ends_on).days == 1


@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=8),
    st.dates(date(2027, 1, 1), date(2028, 12, 31)),
)
def test_whole_months_end_where_the_calendar_says(months, start):
    plan = lay_out_plan([part("x", m) for m in months], start)
    last = plan[-1].periods[-1].ends_on
    expected = add_months(start, sum(months))
    assert (expected - last).days == 1
