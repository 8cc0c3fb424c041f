"""Which days people work."""

from datetime import date

import pytest

from bt_admin.lib.working_days import easter, is_working_day


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter(year, sunday):
    assert easter(year) == sunday


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2027, 3, 25), True),  # skärtorsdag
        (date(2027, 3, 26), False),  # långfredag
        (date(2027, 3, 29), False),  # annandag påsk
        (date(2027, 5, 6), False),  # Kristi himmelsfärdsdag
        (date(2027, 5, 7), True),
        (date(2027, 6, 25), False),  # midsommarafton
        (date(2027, 6, 18), True),
        (date(2027, 12, 24), False),
        (date(2027, 9, 14), True),
        (date(2027, 9, 18), False),  # a Saturday
        (date(2025, 6, 6), False),  # a Friday
    ],
)
def test_a_working_day(day, works):
    assert is_working_day(day) is works
