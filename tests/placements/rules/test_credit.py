"""How a plan is shortened by credited service."""

from datetime import date
from decimal import Decimal

import pytest

from bt_admin.lib.verdicts import YES
from placements.rules.credit import (
    Policy,
    Stretch,
    amount_text,
    may_credit_at_all,
    shortened,
)

TODAY = date(2027, 3, 1)


def stretch(key, first, last, percent=100, placement="psy"):
    return Stretch(key, placement, first, last, percent)


MED = stretch("med", date(2027, 1, 1), date(2027, 3, 31), placement="med")
PSY = stretch("psy", date(2027, 4, 1), date(2027, 6, 30))
PV = stretch("pv", date(2027, 7, 1), date(2027, 8, 31), placement="pv")
PLAN = [MED, PSY, PV]


@pytest.mark.parametrize(
    ("placement", "months", "days", "moves"),
    [
        ("pv", 1, 0, {"pv": (date(2027, 7, 1), date(2027, 7, 31))}),
        ("pv", 0, 10, {"pv": (date(2027, 7, 1), date(2027, 8, 21))}),
        (
            "psy",
            1,
            0,
            {
                "psy": (date(2027, 4, 1), date(2027, 5, 31)),
                "pv": (date(2027, 6, 1), date(2027, 8, 1)),
            },
        ),
        (
            "med",
            0,
            20,
            {
                "med": (date(2027, 1, 1), date(2027, 3, 11)),
                "psy": (date(2027, 3, 12), date(2027, 6, 10)),
                "pv": (date(2027, 6, 11), date(2027, 8, 11)),
            },
        ),
    ],
)
def test_the_placement_ends_earlier_and_the_rest_follows(
    placement, months, days, moves
):
    effect = shortened(PLAN, placement, months, days, TODAY)
    assert effect.moves == moves
    assert (effect.is_possible, effect.last_before) == (True, date(2027, 8, 31))
    assert effect.last_after == moves["pv"][1]


def test_half_time_takes_twice_as_many_days():
    half = stretch("psy", date(2027, 4, 1), date(2027, 6, 30), percent=50)
    effect = shortened([half], "psy", 0, 10, TODAY)
    assert effect.moves == {"psy": (date(2027, 4, 1), date(2027, 6, 10))}


def test_a_third_of_full_time_takes_three_times_as_many_days():
    third = Decimal("33.33")
    service = stretch("psy", date(2027, 4, 1), date(2027, 6, 30), percent=third)
    effect = shortened([service], "psy", 0, 10, TODAY)
    # 1000 / 33.33 is a little above 30, and a part of a day is a whole day.
    assert effect.moves == {"psy": (date(2027, 4, 1), date(2027, 5, 30))}


def test_a_later_stretch_goes_first_and_whole():
    again = stretch("again", date(2027, 9, 1), date(2027, 9, 10))
    effect = shortened([*PLAN, again], "psy", 0, 15, TODAY)
    assert effect.moves == {
        "again": None,
        "psy": (date(2027, 4, 1), date(2027, 6, 25)),
        "pv": (date(2027, 6, 26), date(2027, 8, 26)),
    }


@pytest.mark.parametrize(
    ("placement", "months", "today"),
    [
        ("psy", 3, TODAY),
        ("med", 2, TODAY),
        ("psy", 1, date(2027, 6, 25)),
        ("x", 1, TODAY),
    ],
)
def test_what_has_been_served_is_not_taken_nor_the_last_day(placement, months, today):
    assert shortened(PLAN, placement, months, 0, today).is_possible is False


def test_a_region_may_credit_nothing():
    none = Policy("Region Halland", "none", confidence="W")
    [reason] = may_credit_at_all(none)
    assert reason.text.startswith("Tidigare tjänstgöring kan inte tillgodoräknas.")
    assert reason.source.label == "regionens modell (källa ej verifierad)"
    assert may_credit_at_all(Policy("Region Stockholm")) == YES


def test_amounts_in_words():
    assert [amount_text(*one) for one in ((2, 10), (1, 0), (0, 1), (0, 0))] == [
        "2\u00a0månader och 10\u00a0dagar",
        "1\u00a0månad",
        "1\u00a0dag",
        "0\u00a0månader",
    ]
