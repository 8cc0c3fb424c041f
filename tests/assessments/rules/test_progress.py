from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.enums import DelmalState as State
from assessments.enums import Strength
from assessments.rules.delmal import ALL_CODES
from assessments.rules.progress import (
    EMPTY_CELL,
    Cell,
    Evidence,
    codes_with_evidence,
    count_by_state,
    delmal_progress,
    expected_by_week,
    forecast_week,
    share_served,
    week_of,
    weeks_behind,
)

DAY = date(2027, 3, 1)


def seen(
    level, assessor="A", placement="kirurgi", code="BT1", scale="sjalvstandighet_5"
):
    return Evidence(code, placement, "mini_cex", level, assessor, DAY, scale)


@pytest.mark.parametrize(
    ("rows", "state", "strength"),
    [
        pytest.param([], State.NO_EVIDENCE, Strength.NONE, id="inget"),
        pytest.param([seen(5)], State.SOME_EVIDENCE, Strength.THIN, id="ett tillfälle"),
        pytest.param(
            [seen(5), seen(5)],
            State.SOME_EVIDENCE,
            Strength.THIN,
            id="en enda bedömare",
        ),
        pytest.param(
            [seen(3), seen(3, "B")],
            State.SOME_EVIDENCE,
            Strength.THIN,
            id="två bedömare, ingen når nivån",
        ),
        pytest.param(
            [seen(4), seen(2, "B")],
            State.ENOUGH_EVIDENCE,
            Strength.ENOUGH,
            id="två bedömare, en når nivån",
        ),
        pytest.param(
            [seen(None), seen(None, "B")],
            State.SOME_EVIDENCE,
            Strength.THIN,
            id="gick inte att bedöma",
        ),
        pytest.param(
            [seen(4), seen(4, "B"), seen(3), seen(2)],
            State.ENOUGH_EVIDENCE,
            Strength.STRONG,
            id="fyra tillfällen, två når nivån",
        ),
        pytest.param(
            [seen(4), seen(3, "B"), seen(3), seen(2)],
            State.ENOUGH_EVIDENCE,
            Strength.ENOUGH,
            id="fyra tillfällen, en når nivån",
        ),
        pytest.param(
            [seen(3, scale="kvalitet_4"), seen(2, "B", scale="kvalitet_4")],
            State.ENOUGH_EVIDENCE,
            Strength.ENOUGH,
            id="på en fyrgradig skala räcker tre",
        ),
    ],
)
def test_what_the_evidence_bears(rows, state, strength):
    first = delmal_progress(rows)[0]
    assert (first.code, first.state, first.strength) == ("BT1", state, strength)
    assert (first.missing == "") is (state == State.ENOUGH_EVIDENCE)


def test_certified_is_certified_with_or_without_evidence():
    first = delmal_progress([], certified={"BT1"})[0]
    assert (first.state, first.strength, first.missing) == (
        State.CERTIFIED,
        Strength.NONE,
        "",
    )


def test_the_matrix_has_every_delmal_and_every_placement():
    rows = [seen(2), seen(4, "B"), seen(3, "C", "psykiatri"), seen(4, code="BT18")]
    progress = delmal_progress(rows)
    assert tuple(row.code for row in progress) == ALL_CODES
    first = progress[0]
    assert (first.count, first.assessors, first.highest) == (3, 3, 4)
    assert first.by_placement == {
        "kirurgi": Cell(2, 4, Strength.ENOUGH),
        "psykiatri": Cell(1, 3, Strength.THIN),
    }
    assert first.cell("primärvård") == EMPTY_CELL
    assert codes_with_evidence(rows) == {"BT1", "BT18"}


def test_evidence_from_before_bt_existed_counts_too():
    early = Evidence("BT1", None, "mini_cex", 4, "A", date(2015, 3, 1))
    assert delmal_progress([early])[0].state == State.SOME_EVIDENCE


def test_delmal_by_state():
    by_state = count_by_state(delmal_progress([seen(4)], certified={"BT3"}))
    assert by_state[State.CERTIFIED] == ("BT3",)
    assert by_state[State.SOME_EVIDENCE] == ("BT1",)
    assert by_state[State.ENOUGH_EVIDENCE] == ()
    assert len(by_state[State.NO_EVIDENCE]) == 16


EVIDENCE = st.builds(
    seen,
    st.none() | st.integers(1, 5),
    st.sampled_from("ABC"),
    st.sampled_from(["kirurgi", "psykiatri"]),
)
ORDER = [Strength.NONE, Strength.THIN, Strength.ENOUGH, Strength.STRONG]


@given(st.lists(EVIDENCE, max_size=8), EVIDENCE)
def test_more_evidence_never_bears_less(rows, one_more):
    before, after = delmal_progress(rows)[0], delmal_progress([*rows, one_more])[0]
    assert ORDER.index(after.strength) >= ORDER.index(before.strength)


# ------------------------------------------------------------------------------ the year
START, END = date(2027, 1, 18), date(2028, 1, 16)


@pytest.mark.parametrize(
    ("today", "share", "week"),
    [
        pytest.param(date(2027, 1, 17), "0", 0, id="dagen före"),
        pytest.param(date(2027, 1, 18), "0.0027", 1, id="första dagen"),
        pytest.param(date(2027, 1, 25), "0.0220", 2, id="andra måndagen"),
        pytest.param(date(2027, 9, 14), "0.6593", 35, id="vecka 35"),
        pytest.param(date(2028, 1, 16), "1", 52, id="sista dagen"),
        pytest.param(date(2028, 6, 1), "1", 52, id="långt efter"),
    ],
)
def test_where_in_the_year(today, share, week):
    served = share_served(START, END, today)
    assert round(served, 4) == Decimal(share)
    assert week_of(START, END, today) == (week, 52)


@pytest.mark.parametrize(
    ("days", "weeks"), [(1, 1), (7, 1), (365, 52), (366, 52), (367, 52), (368, 53)]
)
def test_a_year_has_52_weeks(days, weeks):
    last = START + timedelta(days=days - 1)
    assert week_of(START, last, last) == (weeks, weeks)


@pytest.mark.parametrize(
    ("week", "expected"),
    [(0, 0), (4, 0), (5, 0), (16, 5), (26, 9), (35, 13), (47, 18), (48, 18), (52, 18)],
)
def test_what_could_be_expected(week, expected):
    assert expected_by_week(week, 52, 18) == expected


def test_in_phase_and_behind():
    assert weeks_behind(13, 18, 35, 52) == 0
    assert weeks_behind(10, 18, 35, 52) == 6
    assert weeks_behind(0, 18, 4, 52) == 0
    assert weeks_behind(0, 18, 52, 52) == 47


@given(st.integers(1, 60), st.integers(0, 40))
def test_expectation_grows_evenly_to_the_whole(weeks, target):
    expected = [expected_by_week(week, weeks, target) for week in range(weeks + 1)]
    assert expected == sorted(expected)
    assert (expected[0], expected[-1]) == (0, target)


@given(st.dates(START, END), st.integers(0, 400))
def test_the_share_is_never_outside_the_bt(today, more):
    share = share_served(START, END, today + timedelta(days=more))
    assert 0 <= share <= 1


@pytest.mark.parametrize(
    ("have", "week", "expected"),
    [
        (0, 30, None),  # nothing to reckon with
        (3, 4, None),  # the run-in weeks
        (1, 5, 22),
        (9, 28, 52),
        (8, 28, 58),  # after the last day of a year
        (18, 20, 20),  # there already
    ],
)
def test_when_would_all_be_there_at_this_pace(have, week, expected):
    assert forecast_week(have, 18, week) == expected
