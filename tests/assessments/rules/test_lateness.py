from datetime import date

import pytest

from assessments.rules.lateness import days_late, late_after


@pytest.mark.parametrize(
    ("settings", "days"),
    [
        ({}, 7),
        ({"requests": {}}, 7),
        ({"requests": {"late_after_days": 14}}, 14),
        ({"requests": {"late_after_days": 0}}, 7),
        ({"requests": {"late_after_days": True}}, 7),
        ({"requests": {"late_after_days": "snart"}}, 7),
    ],
)
def test_when_a_request_is_late(settings, days):
    assert late_after(settings) == days


@pytest.mark.parametrize(("asked", "late"), [(3, 0), (10, 0), (11, 8), (30, 27)])
def test_how_late_it_is(asked, late):
    assert days_late(date(2027, 9, 3), date(2027, 9, asked), 7) == late
