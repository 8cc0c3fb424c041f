from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bt_admin.lib import swedish

S = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (swedish.day, f"7{S}mars"),
        (swedish.long_day, f"7{S}mars 2027"),
        (swedish.short_day, f"sön 7{S}mar"),
        (swedish.week_day, f"söndag 7{S}mars 2027"),
        (swedish.month, "mars 2027"),
        (swedish.iso, "2027-03-07"),
    ],
)
def test_a_day(write, expected):
    assert write(date(2027, 3, 7)) == expected


def test_a_moment_is_told_in_swedish_time():
    at = datetime(2027, 7, 1, 22, 30, tzinfo=UTC)
    assert swedish.moment(at) == f"2{S}juli 2027 kl.{S}00.30"
    assert swedish.clock(at) == f"kl.{S}00.30"


def test_short_period():
    text = swedish.short_period(date(2027, 1, 18), date(2027, 2, 14))
    assert text == f"18{S}jan–14{S}feb"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2027, 3, 6), "i går"),
        (date(2027, 3, 7), f"i{S}dag"),
        (date(2027, 3, 8), "i morgon"),
        (date(2027, 3, 17), f"om 10{S}dagar"),
        (date(2027, 3, 5), f"för 2{S}dagar sedan"),
    ],
)
def test_how_far_away(on, expected):
    assert swedish.relative_day(on, date(2027, 3, 7)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (1234, f"1{S}234"),
        (10000, f"10{S}000"),
        (Decimal("4.50"), "4,5"),
        (Decimal("1234.567"), f"1{S}234,57"),
        (-2, "\N{MINUS SIGN}2"),
    ],
)
def test_number(value, expected):
    assert swedish.number(value) == expected


@pytest.mark.parametrize(("value", "expected"), [(1, f"1{S}vecka"), (2, f"2{S}veckor")])
def test_weeks(value, expected):
    assert swedish.weeks(value) == expected


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], ""),
        (["BT12"], "BT12"),
        (["BT3", "BT12", "BT6"], "BT3, BT6 och BT12"),
        (["BT1", "BT2"], "BT1 och BT2"),
        (["BT12", "BT1", "BT2", "BT3", "BT4", "BT7"], "BT1–BT4, BT7 och BT12"),
        ([f"BT{n}" for n in range(1, 19)], "BT1–BT18"),
    ],
)
def test_delmal_list(codes, expected):
    assert swedish.delmal_list(codes) == expected


@pytest.mark.parametrize(
    ("words", "begun"),
    [("AT/BT-chef", "AT/BT-chef"), ("övning", "Övning"), ("", "")],
)
def test_begin(words, begun):
    assert swedish.begin(words) == begun
