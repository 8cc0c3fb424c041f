"""Records are kept until their time is out, and as long as something holds them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from recruitment.rules.retention import (
    OverFacts,
    may_hold,
    purged_by_rule,
    purged_on,
)

FINAL = date(2027, 10, 15)
DAY = timedelta(days=1)


TOLD, OVER = date(2027, 9, 24), date(2027, 12, 1)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ({}, date(2029, 10, 15)),  # told, three weeks to appeal, two years
        ({"told_on": None}, date(2029, 12, 22)),
        ({"noted": date(2031, 1, 1)}, date(2031, 1, 1)),
        ({"is_held": True}, None),
        ({"is_held": True, "noted": date(2031, 1, 1)}, date(2031, 1, 1)),
        ({"lifted_on": date(2028, 3, 1)}, date(2030, 3, 1)),
        ({"lifted_on": date(2027, 9, 25)}, date(2029, 10, 15)),
    ],
)
def test_a_round_that_is_over_gets_its_day(given, day):
    assert purged_by_rule(replace(OverFacts(OVER, TOLD), **given)) == day


def test_two_years_from_a_leap_day():
    assert purged_on(date(2028, 2, 29), 2) == date(2030, 2, 28)


def test_a_hold_says_why():
    assert [may_hold("").codes, may_hold("Tvist.").codes] == [
        ["purge.hold_no_reason"],
        [],
    ]
