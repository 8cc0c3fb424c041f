from datetime import date, timedelta

import pytest

from assessments.rules.talk_frequency import (
    Frequency,
    Stretch,
    expected_talks,
    frequency_in,
    stated_frequencies,
)

START = date(2027, 1, 4)
STOCKHOLM = (Frequency("any", 1, 2), Frequency("primary_care", 1, 1))


def stretch(care: str, days: int, start: date = START) -> Stretch:
    return Stretch(care, start, start + timedelta(days=days - 1))


@pytest.mark.parametrize(
    ("care", "served", "expected"),
    [
        ("acute_care", 1, 0),
        ("acute_care", 13, 0),
        ("acute_care", 14, 1),
        ("acute_care", 27, 1),
        ("acute_care", 28, 2),
        ("primary_care", 6, 0),
        ("primary_care", 7, 1),
        ("primary_care", 28, 4),
        ("primary_care", 400, 52),  # a year of it: nothing is expected after its end
    ],
)
def test_so_many_are_expected_after_so_many_days(care, served, expected):
    until = START + timedelta(days=served - 1)
    assert expected_talks([stretch(care, 365)], STOCKHOLM, until) == expected


def test_before_a_stretch_nothing_is_expected():
    assert (
        expected_talks([stretch("acute_care", 90)], STOCKHOLM, date(2026, 12, 1)) == 0
    )


def test_stretches_are_added_each_in_its_own_care():
    later = START + timedelta(days=60)
    both = [stretch("primary_care", 28), stretch("acute_care", 28, later)]
    assert expected_talks(both, STOCKHOLM, date(2027, 12, 31)) == 6


def test_where_the_region_has_said_nothing_nothing_is_expected():
    assert expected_talks([stretch("acute_care", 90)], (), date(2027, 12, 31)) is None


def test_a_care_that_no_rule_covers_expects_nothing():
    only = (Frequency("primary_care", 1, 1),)
    assert frequency_in("psychiatry", only) is None
    assert expected_talks([stretch("psychiatry", 90)], only, date(2027, 12, 31)) == 0


def test_several_meetings_in_a_span_count():
    assert expected_talks([stretch("other", 28)], (Frequency("any", 3, 2),), START) == 0
    last = START + timedelta(days=27)
    assert expected_talks([stretch("other", 28)], (Frequency("any", 3, 2),), last) == 6


def test_what_a_region_has_stated_is_read_from_its_model():
    rules = [
        {"care": "any", "min_meetings": 1, "per_weeks": 2},
        {"care": "primary_care", "min_meetings": 1, "per_weeks": 1},
    ]
    assert stated_frequencies({"supervision": {"rules": rules}}) == STOCKHOLM
    assert stated_frequencies({"supervision": {"frequency": "not stated"}}) == ()
    assert stated_frequencies({}) == ()
