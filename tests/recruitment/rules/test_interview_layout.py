"""The hours of a day, its breaks, and who is there."""

from datetime import date, datetime, time

import pytest

from recruitment.rules.interview_layout import (
    Attendance,
    Hours,
    Layout,
    as_table,
    may_plan_by,
    read_layout,
    unsuited,
    without,
)

DAY, NEXT = date(2027, 3, 2), date(2027, 3, 3)
LAYOUT = Layout(
    days=(Hours(DAY, time(9), time(12)),),
    breaks=((time(10), time(10, 20)),),
    minutes=40,
    rooms=("Rum 1",),
    people=(("a", Attendance(frozenset({f"{DAY} fm"}), 3)),),
)


def times(slots):
    return [f"{one.starts_at:%H.%M}–{one.ends_at:%H.%M}" for one in slots]


def test_no_interview_is_held_through_a_break():
    assert times(LAYOUT.slots()) == ["09.00–09.40", "10.20–11.00", "11.10–11.50"]


def test_a_run_goes_on_after_a_break_and_ends_in_time():
    [run] = LAYOUT.runs((45, 30, 30))
    assert times(run) == ["09.00–09.45", "10.20–10.50", "11.00–11.30"]


def test_a_day_that_does_not_hold_a_run_has_none():
    assert LAYOUT.runs((90, 60, 60)) == []


def test_who_is_away_is_not_there_and_a_lost_room_is_gone():
    slot = LAYOUT.slots()[0]
    assert LAYOUT.is_there("a", slot)
    assert not LAYOUT.is_there("b", slot)
    assert not without(LAYOUT, person="a", days=[DAY]).is_there("a", slot)
    assert without(LAYOUT, person="a", days=[NEXT]).is_there("a", slot)
    assert not without(LAYOUT, room="Rum 1", days=[DAY]).has_room("Rum 1", slot)


def test_the_table_says_all_of_it():
    full = unsuited(
        without(without(LAYOUT, person="a", days=[DAY]), room="Rum 1", days=[DAY]),
        "x",
        datetime(2027, 3, 2, 9),
    )
    assert read_layout(as_table(full)) == full


@pytest.mark.parametrize(
    ("layout", "codes"),
    [
        (LAYOUT, []),
        (Layout(), ["layout.no_day", "layout.no_rooms", "layout.no_people"]),
        (
            Layout(
                days=LAYOUT.days * 2, rooms=LAYOUT.rooms, people=LAYOUT.people
            ),
            ["layout.day_twice"],
        ),
    ],
)  # fmt: skip
def test_what_is_needed_is_said(layout, codes):
    assert may_plan_by(layout, 3).codes == codes
