"""The plan as pages and rules read it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from placements import queries
from placements.enums import PlacementState
from placements.models import PlacementPeriod, Programme

# The cast's year: primary care, medicine, surgery, psychiatry, primary care again.
FIRST, LAST = 0, 364


def day(company, number):
    return company.programme.starts_on + timedelta(days=number)


@pytest.mark.parametrize(
    ("number", "title"),
    [
        (-1, None),
        (0, "Primärvård"),
        (30, "Primärvård"),
        (31, "Internmedicin"),
        (150, "Kirurgi"),
        (364, "Primärvård"),
        (365, None),
    ],
)
def test_where_the_doctor_serves(cast, number, title):
    company = cast.kronoberg
    with company.inside():
        now = queries.current_placement(company.programme, day(company, number))
        assert (now.title if now else None) == title


@pytest.mark.parametrize(
    ("number", "assessed", "states"),
    [
        (-1, [], ["planned"] * 4),
        (0, [], ["active", "planned", "planned", "planned"]),
        (92, [], ["planned", "awaiting", "active", "planned"]),
        (92, [1], ["planned", "closed", "active", "planned"]),
        (365, [0, 1, 2, 3], ["closed"] * 4),
    ],
)
def test_where_each_placement_stands(cast, number, assessed, states):
    company = cast.kronoberg
    with company.inside():
        found = [
            queries.placement_state(
                placement, day(company, number), assessed=index in assessed
            )
            for index, placement in enumerate(company.placements)
        ]
        assert found == [PlacementState[state.upper()] for state in states]


@pytest.mark.parametrize(
    ("number", "days"), [(-1, 0), (0, 1), (149, 150), (364, 365), (400, 365)]
)
def test_how_much_is_served(cast, number, days):
    company = cast.kronoberg
    with company.inside():
        share = queries.served_share(company.programme, day(company, number))
        assert share == Decimal(days) / 365


def test_service_at_half_time_counts_half(cast):
    company = cast.kronoberg
    with company.inside():
        PlacementPeriod.objects.exclude(placement=company.placements[2]).delete()
        PlacementPeriod.objects.update(percent=50)
        half = queries.served_share(company.programme, day(company, 92 + 45))
        assert half == Decimal(46) / 91


def test_the_year_as_lines_in_order(cast):
    company = cast.kronoberg
    with company.inside():
        lines = queries.placement_lines(company.programme, cast.today)
        assert [(line.title, line.state.word) for line in lines] == [
            ("Primärvård", "Planerad"),
            ("Internmedicin", "Väntar på sammantagen bedömning"),
            ("Kirurgi", "Pågår"),
            ("Psykiatri", "Planerad"),
            ("Primärvård", "Planerad"),
        ]
        blocks = queries.plan_blocks(company.programme)
        assert [block.short for block in blocks] == ["PV", "Med", "Kir", "Psyk", "PV"]


def test_periods_that_follow_on_are_one_stretch(cast):
    company = cast.kronoberg
    surgery = company.placements[2]
    with company.inside():
        for first, last in ((183, 190), (192, 200)):
            PlacementPeriod.objects.create(
                region=company.region,
                placement=surgery,
                starts_on=day(company, first),
                ends_on=day(company, last),
            )
        lines = queries.placement_lines(company.programme, cast.today)
        stretches = [(x.starts, x.ends) for x in lines if x.title == "Kirurgi"]
        assert stretches == [
            (day(company, 92), day(company, 190)),
            (day(company, 192), day(company, 200)),
        ]


def test_the_plan_is_read_in_three_queries(cast, django_assert_num_queries):
    company = cast.kronoberg
    with company.inside():
        rows = queries.with_plan(Programme.objects.select_related("doctor__user"))
        with django_assert_num_queries(3):
            programme = rows.get(pk=company.programme.pk)
            queries.plan_facts(programme)
            queries.placement_lines(programme, cast.today)
            queries.served_share(programme, cast.today)
            queries.current_placement(programme, cast.today)


def test_an_unplanned_bt_breaks_nothing(cast):
    company = cast.kronoberg
    with company.inside():
        PlacementPeriod.objects.all().delete()
        programme = company.programme
        assert queries.ends_on(programme) is None
        assert queries.served_share(programme, cast.today) == 0
        assert queries.placement_lines(programme, cast.today) == []
        assert queries.plan_blocks(programme) == []
