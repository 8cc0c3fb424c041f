from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bt_admin.lib import dates

DAYS = st.dates(date(2021, 7, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (date(2027, 1, 1), date(2027, 1, 31), (1, 0)),
        (date(2027, 2, 1), date(2027, 2, 28), (1, 0)),
        (date(2028, 2, 1), date(2028, 2, 29), (1, 0)),
        (date(2027, 1, 1), date(2027, 2, 3), (1, 3)),
        (date(2027, 1, 31), date(2027, 2, 27), (1, 0)),
        (date(2027, 1, 18), date(2028, 1, 17), (12, 0)),
        (date(2027, 5, 5), date(2027, 5, 5), (0, 1)),
    ],
)
def test_months_and_days(starts_on, ends_on, expected):
    assert dates.months_and_days(starts_on, ends_on) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 1, 31), 13, date(2028, 2, 29)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 12, 1), 1, date(2028, 1, 1)),
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
    ],
)
def test_add_months(day, months, expected):
    assert dates.add_months(day, months) == expected


@given(DAYS, st.integers(0, 1500))
def test_months_and_days_put_together_are_the_whole_stretch(starts_on, length):
    ends_on = date.fromordinal(starts_on.toordinal() + length)
    months, days = dates.months_and_days(starts_on, ends_on)
    whole = dates.add_months(starts_on, months).toordinal() + days
    assert whole == ends_on.toordinal() + 1
    assert 0 <= days <= 31


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (dates.yymmdd(date(2027, 9, 14)), "270914"),
        (
            dates.period_yymmdd(date(2027, 1, 1), date(2027, 2, 28)),
            "270101-270228",
        ),
        (
            dates.period_iso(date(2027, 2, 1), date(2027, 3, 31)),
            "2027-02-01–2027-03-31",
        ),
        (dates.date_text(date(2027, 3, 3)), "3_mars 2027"),
        (dates.datetime_text(datetime(2027, 3, 3, 9, 5)), "3_mars 2027 kl._09.05"),
        (dates.period_text(date(2027, 3, 3), date(2027, 3, 28)), "3–28_mars 2027"),
        (
            dates.period_text(date(2027, 2, 1), date(2027, 3, 31)),
            "1_februari–31_mars 2027",
        ),
        (
            dates.period_text(date(2026, 12, 15), date(2027, 3, 14)),
            "15_december 2026–14_mars 2027",
        ),
        (dates.period_text(date(2027, 3, 1), None), "från den 1_mars 2027"),
        (dates.period_text(date(2027, 3, 1), date(2027, 3, 1)), "den 1_mars 2027"),
        (dates.months_text(Decimal("4.50")), "4,5_månader"),
        (dates.months_text(Decimal("3.75")), "3,75_månader"),
        (dates.months_text(Decimal(4)), "4_månader"),
        (dates.months_text(1), "1_månad"),
        (dates.months_column(4), "4,0"),
        (dates.months_column(Decimal("3.75")), "3,75"),
        (dates.months_column(Decimal("4.50")), "4,5"),
        (dates.days_text(1), "1_dag"),
        (dates.days_text(7), "7_dagar"),
        (dates.percent_text(Decimal("87.5")), "87,5_%"),
        (dates.percent_text(100), "100_%"),
        (dates.number_word(Decimal(6)), "sex"),
        (dates.number_word(13), "13"),
        (dates.number_word(Decimal("4.5")), "4,5"),
        (dates.list_text([]), ""),
        (dates.list_text(["BT3"]), "BT3"),
        (dates.list_text(["BT3", "BT6", "BT12"]), "BT3, BT6 och BT12"),
    ],
)
def test_how_it_is_written(text, expected):
    assert text == expected.replace("_", dates.NBSP)
