"""Rounds in figures, held against Region Stockholm's own of its first three."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.enums import LeaveReason
from recruitment.rules.countries import (
    EU_EEA,
    SWEDEN,
    THIRD,
    area_of,
    by_area,
)
from recruitment.rules.figures import (
    ApplicationRow,
    Load,
    RoundFigures,
    compared,
    days_to_offer,
    figures_of,
    funnel,
    loads,
    reported,
    reported_rounds,
    share,
)

FIRST, SECOND, THIRD_ROUND = reported_rounds()
TOLD = reported()


# ------------------------------------------------------------- Stockholm's three rounds
def test_of_the_first_thirty_everyone_is_accounted_for():
    became = TOLD["round"][0]["became"]
    assert became == {
        "left_region": 2,
        "done_in_12_months": 25,
        "done_in_14_months": 2,
        "expected_in_18_months": 1,
    }
    assert sum(became.values()) == FIRST.started == FIRST.places == 30
    done = became["done_in_12_months"] + became["done_in_14_months"]
    assert done == TOLD["round"][0]["afterwards"]["base_competent"] == 27


def test_where_the_base_competent_worked():
    afterwards = TOLD["round"][0]["afterwards"]
    assert afterwards["workplaces"] == {
        "akutsjukhus": 10,
        "geriatrik": 2,
        "vårdcentraler": 4,
        "psykiatri": 1,
    }
    assert sum(afterwards["workplaces"].values()) == afterwards["in_region"] == 17
    assert afterwards["in_region"] + afterwards["not_followed"] == 27


def test_the_second_round_filled_and_then_lost_four():
    assert (SECOND.places, SECOND.accepted, SECOND.started) == (20, 20, 20)
    assert (SECOND.left_in_introduction, SECOND.left_later) == (3, 1)
    assert SECOND.still_there == TOLD["round"][1]["became"]["done_with_two_parts"] == 16
    assert SECOND.fill_rate == Decimal("100.0")
    assert sum(SECOND.left.values()) == 4
    assert set(SECOND.left) <= set(LeaveReason)


def test_the_third_round_left_eight_places_empty():
    third = THIRD_ROUND
    assert (third.eligible, third.places) == (46, 30)
    assert (third.offered, third.reserves, third.started) == (30, 2, 22)
    assert third.fill_rate == Decimal("73.3")
    assert third.eligible_per_place == Decimal("1.53")
    assert third.unfilled == 8


def test_what_was_told_of_the_country():
    assert TOLD["national"] == {
        "applicants_min": 60,
        "applicants_max": 90,
        "offered_2022": 200,
        "needed_2022": 710,
    }


def test_what_was_told_of_money_people_and_the_first_group():
    assert TOLD["money"] == {"y2021": 12, "y2022": 55, "actual": "lägre"}
    assert TOLD["organisation"] == {
        "providers": 50,
        "supervisors_trained": 150,
        "specialists_to_come": 2300,
        "administrators_before": 2,
        "administrators_after": 3,
        "unit_lead_percent_before": 15,
        "unit_lead_percent_after": 20,
    }
    assert TOLD["first_group"] == {
        "main_supervisor_talks_at_least": 6,
        "observed_min": 1,
        "observed_max": 3,
        "evaluated_after_months": [4, 12],
        "meetings_a_month": 2,
        "starts_on": date(2021, 8, 30),
        "ends_on": date(2022, 8, 31),
        "system_for_a_year": 50,
    }
    course = TOLD["supervisor_course"]
    assert [Decimal(course[f"self_study_hours_{end}"]) for end in ("min", "max")] == [
        Decimal("1.5"),
        Decimal(6),
    ]
    assert course["days"] == [2, 1, 1]
    assert (TOLD["confidence"], TOLD["source"][:16]) == ("S", "Region Stockholm")


def test_where_the_first_fifty_had_studied():
    countries = TOLD["countries"]
    assert countries == {
        "Bulgarien": 2,
        "China": 2,
        "Egypten": 1,
        "Grekland": 3,
        "Indien": 1,
        "Irak": 2,
        "Iran": 2,
        "Kroatien": 2,
        "Lettland": 10,
        "Litauen": 1,
        "Nederländerna": 1,
        "Nord Makedonien": 1,
        "Norge": 1,
        "Polen": 4,
        "Rumänien": 2,
        "Slovakien": 2,
        "Syrien": 1,
        "Tjeckien": 4,
        "Tyskland": 1,
        "Ungern": 7,
    }
    assert (len(countries), sum(countries.values())) == (20, 50)
    assert by_area(countries) == {EU_EEA: 40, THIRD: 10}


@pytest.mark.parametrize(
    ("country", "area"),
    [("Sverige", SWEDEN), ("Norge", EU_EEA), ("Schweiz", THIRD), ("Syrien", THIRD)],
)
def test_in_which_area_a_country_is(country, area):
    assert area_of(country) == area


def test_rounds_lie_side_by_side_and_what_nobody_knows_is_left_out():
    table = compared(reported_rounds())
    assert table["fill_rate"] == (Decimal("100.0"), Decimal("100.0"), Decimal("73.3"))
    assert table["eligible_per_place"] == (None, None, Decimal("1.53"))
    assert table["still_there"] == (30, 16, 22)
    assert "applications" not in table


# ------------------------------------------------------------------- counted from rows
CLOSED = date(2027, 9, 1)


def row(number: int, **given) -> ApplicationRow:
    return ApplicationRow(number, **given)


ROWS = [
    row(1, is_eligible=True, was_interviewed=True, is_ranked=True, country="Polen",
        offered_on=CLOSED + timedelta(15), has_accepted=True, has_started=True),
    row(2, is_eligible=True, was_interviewed=True, is_ranked=True, country="Polen",
        offered_on=CLOSED + timedelta(15), why="elsewhere_bt"),
    row(3, is_eligible=True, was_interviewed=True, is_ranked=True, is_reserve=True,
        offered_on=CLOSED + timedelta(24), has_accepted=True, has_started=True,
        left_in_introduction=True, why=LeaveReason.PERSONAL, country="Syrien"),
    row(4, is_eligible=True, was_interviewed=True),
    row(5),
]  # fmt: skip


def test_a_round_is_counted_from_its_rows():
    assert figures_of("Hösten 2027", 2, ROWS) == RoundFigures(
        label="Hösten 2027",
        places=2,
        applications=5,
        eligible=4,
        interviewed=4,
        ranked=3,
        offered=3,
        reserves=1,
        accepted=2,
        started=2,
        left_in_introduction=1,
        left_later=0,
        left={"elsewhere_bt": 1, "personal": 1},
        countries={"Polen": 2, "Syrien": 1},
    )


def test_the_funnel_tells_the_share_of_the_stage_before():
    stages = funnel(figures_of("Hösten 2027", 2, ROWS))
    assert [(one.number, one.of_previous) for one in stages] == [
        (5, None),
        (4, Decimal("80.0")),
        (4, Decimal("100.0")),
        (3, Decimal("75.0")),
        (3, Decimal("100.0")),
        (2, Decimal("66.7")),
        (2, Decimal("100.0")),
    ]


def test_a_stage_nobody_counted_is_stepped_over():
    stages = {one.key: one for one in funnel(THIRD_ROUND)}
    assert (stages["applications"].number, stages["eligible"].of_previous) == (
        None,
        None,
    )
    assert stages["offered"].of_previous == Decimal("65.2")
    assert stages["started"].of_previous == Decimal("73.3")


def test_days_to_an_offer_are_those_of_the_middle():
    assert days_to_offer(CLOSED, ROWS) == Decimal(15)
    assert days_to_offer(CLOSED, ROWS[1:3]) == Decimal("19.5")
    assert days_to_offer(CLOSED, ROWS[3:]) is None


def test_the_share_of_nothing_is_unknown():
    assert share(0, 0) is None
    assert replace(THIRD_ROUND, places=0).eligible_per_place is None


def test_how_the_reading_was_shared():
    reviews = [("a", True), ("b", True), ("b", False), ("b", True)]
    assert loads(reviews) == (Load("b", 3, 2), Load("a", 1, 1))


STAGES = ("is_eligible", "was_interviewed", "is_ranked", "has_accepted", "has_started")


@settings(max_examples=50)
@given(given_rows=st.lists(st.integers(0, len(STAGES)), max_size=20))
def test_a_funnel_never_widens(given_rows):
    rows = [
        row(number, **dict.fromkeys(STAGES[:reached], True))
        for number, reached in enumerate(given_rows)
    ]
    figures = figures_of(
        "x",
        3,
        [replace(x, offered_on=CLOSED if x.has_accepted else None) for x in rows],
    )
    numbers = [one.number for one in funnel(figures)]
    assert numbers == sorted(numbers, reverse=True)
