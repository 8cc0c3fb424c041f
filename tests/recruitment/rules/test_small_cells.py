"""Small numbers are held back, and the total does not betray them."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.rules.figures import reported
from recruitment.rules.small_cells import Cells, shown_cells


def shown(*numbers: int) -> tuple[list[int | None], int | None]:
    cells = shown_cells({str(place): number for place, number in enumerate(numbers)})
    return [cell.number for cell in cells.rows], cells.total


@pytest.mark.parametrize(
    ("numbers", "rows", "total"),
    [
        ((), [], 0),
        ((5, 9), [5, 9], 14),
        ((0, 9), [0, 9], 9),
        # One alone would be the total minus the rest: the next smallest goes too.
        ((3, 9, 20), [None, None, 20], 32),
        # Two whose sum can only be one and one: a third is hidden.
        ((1, 1, 9, 20), [None, None, None, 20], 31),
        ((4, 4, 9, 20), [None, None, None, 20], 37),
        ((2, 3, 9, 20), [None, None, 9, 20], 34),
        # Of two that are alike both go.
        ((3, 9, 9, 20), [None, None, None, 20], 41),
        # Nothing left to hide behind: then the total goes.
        ((3,), [None], None),
        ((1, 1), [None, None], None),
        ((3, 0), [None, 0], None),
        ((2, 3), [None, None], 5),
    ],
)
def test_what_is_shown(numbers, rows, total):
    assert shown(*numbers) == (rows, total)


def test_the_countries_of_the_first_fifty():
    cells = shown_cells(reported()["countries"])
    assert {c.name: c.number for c in cells.rows if c.number} == {
        "Lettland": 10,
        "Ungern": 7,
    }
    assert (len(cells.hidden), cells.total) == (18, 50)
    assert str(cells.rows[0]) == "–"


def test_there_are_no_fewer_than_none():
    with pytest.raises(ValueError, match="not negative"):
        shown_cells({"a": -1})


def could_be(cells: Cells, biggest: int) -> list[dict[str, int]]:
    """Every table that somebody could think of who sees this one, by trying all."""
    names = cells.hidden
    known = sum(cell.number or 0 for cell in cells.rows)
    tries = product(range(1, biggest + 1), repeat=len(names))
    found = [dict(zip(names, one, strict=True)) for one in tries]
    if cells.total is None:
        return found
    return [one for one in found if sum(one.values()) + known == cells.total]


@settings(max_examples=50)
@given(numbers=st.lists(st.integers(0, 8), max_size=5))
def test_no_small_number_can_be_worked_out(numbers):
    counts = {str(place): number for place, number in enumerate(numbers)}
    cells = shown_cells(counts)
    for name in cells.hidden:
        assert len({one[name] for one in could_be(cells, 8)}) > 1
    for cell in cells.rows:
        assert cell.number is None or cell.number == 0 or cell.number >= 5
    small = sum(numbers)
    assert cells.total in (None, small)


@settings(max_examples=50)
@given(numbers=st.lists(st.integers(0, 7), max_size=4))
def test_not_even_by_somebody_who_knows_how_it_is_done(numbers):
    """Of all tables that would be shown just so, none of the small numbers is the same."""
    counts = {str(place): number for place, number in enumerate(numbers)}
    cells = shown_cells(counts)
    alike = [one for one in could_be(cells, 8) if shown_cells(counts | one) == cells]
    for name in cells.hidden:
        if counts[name] < 5:
            assert len({one[name] for one in alike}) > 1
