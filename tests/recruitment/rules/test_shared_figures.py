"""What of a round's figures may leave the region."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.rules.figures import RoundFigures
from recruitment.rules.shared_figures import (
    Shared,
    apart,
    as_shared,
    read_shared,
    shareable,
)


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([40, 30, 20, 10, 5, 0], [40, 30, 20, 10, 5, 0]),
        ([40, 38, 30], [40, None, 30]),  # two who were not eligible
        ([40, 40, 40], [40, 40, 40]),
        ([7, 4, 0], [7, None, 0]),
        ([4, 3], [None, None]),
        ([40, None, 36, 35], [40, None, None, 35]),
    ],
)
def test_no_two_numbers_that_are_shown_tell_a_small_one(numbers, shown):
    given = dict(enumerate(numbers))
    assert list(apart({str(k): n for k, n in given.items()}).values()) == shown


@settings(max_examples=50)
@given(st.lists(st.integers(0, 60), max_size=8))
def test_it_holds_for_all_numbers(numbers):
    found = apart({str(key): number for key, number in enumerate(numbers)})
    shown = [0, *(n for n in found.values() if n is not None)]
    assert all(a == b or abs(a - b) >= 5 for a, b in combinations(shown, 2))


FIGURES = RoundFigures(
    label="BT våren", places=10, applications=60, eligible=50, interviewed=30,
    ranked=20, offered=12, accepted=10, started=10, left={"terms": 6, "personal": 2},
    countries={"Polen": 3},
)  # fmt: skip


def test_reasons_that_few_gave_and_countries_stay():
    shared = shareable(FIGURES, Decimal(12))
    assert shared.stages["accepted"] is None  # two said no
    assert shared.reasons["personal"] is None
    assert (shared.places, shared.days) == (10, Decimal(12))
    assert "Polen" not in str(as_shared(shared))
    assert read_shared(as_shared(shared)) == shared


def test_what_is_derived_is_of_what_is_told():
    assert Shared(10, {"started": 8}).fill_rate == Decimal("80.0")
    assert Shared(10, {"started": None}).fill_rate is None
    few = RoundFigures("x", 4, applications=4, offered=3)
    assert shareable(few, Decimal(9)).days is None
