"""Reserves are asked in their order, for places they want, as long as the list lives."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.enums import ReserveState
from recruitment.rules.reserves import (
    LeaveFacts,
    Reserve,
    free_places,
    list_lives_until,
    may_call,
    may_leave_place,
    may_use_list,
    next_reserve,
    to_call,
)

VAXJO, LJUNGBY = "Växjö", "Ljungby"
A = Reserve("a", "Åsa-Maria Börjegård", 1, "declined")
B = Reserve("b", "Hodan Abdirahman", 2, wishes=(LJUNGBY,))
C = Reserve("c", "Ruben Falkenström", 3, wishes=(VAXJO, LJUNGBY))
D = Reserve("d", "Tuva Ljungqvist", 4)
LIST = (D, B, A, C)


@pytest.mark.parametrize(
    ("town", "first"), [("", B), (LJUNGBY, B), (VAXJO, C), ("Kalmar", D)]
)
def test_the_first_waiting_who_wants_the_town_is_next(town, first):
    assert next_reserve(LIST, town) == first


def test_nobody_is_next_on_an_empty_list():
    assert next_reserve([A]) is None


@pytest.mark.parametrize(
    ("free", "called"),
    [
        ({}, []),
        ({VAXJO: 0, LJUNGBY: 0}, []),
        ({VAXJO: 1}, [(VAXJO, C)]),
        ({LJUNGBY: 1}, [(LJUNGBY, B)]),
        ({VAXJO: 1, LJUNGBY: 2}, [(LJUNGBY, B), (VAXJO, C), (LJUNGBY, D)]),
        ({LJUNGBY: 2}, [(LJUNGBY, B), (LJUNGBY, C)]),
        ({"": 2}, [("", B), ("", C)]),
    ],
)
def test_free_places_are_offered_down_the_list(free, called):
    assert [(one.town, one.reserve) for one in to_call(LIST, free)] == called


@pytest.mark.parametrize(
    ("reserve", "given", "codes"),
    [
        (B, {}, []),
        (C, {}, ["reserve.out_of_order"]),
        (C, {"town": VAXJO}, []),
        (D, {"town": VAXJO}, ["reserve.out_of_order"]),
        (D, {"town": VAXJO, "reason": "Ruben är på resa."}, []),
        (D, {"town": VAXJO, "reason": "  "}, ["reserve.out_of_order"]),
        (A, {"reason": "Ändå."}, ["reserve.not_waiting"]),
    ],
)
def test_a_reserve_is_asked_in_turn_or_with_a_reason(reserve, given, codes):
    assert may_call(reserve, LIST, **given).codes == codes


def test_who_stands_before_is_named():
    [reason] = may_call(C, LIST).reasons
    assert reason.text == (
        "Ruben Falkenström kan inte tillfrågas än. Reserver tillfrågas i turordning, "
        "och Hodan Abdirahman står före. Fråga Hodan Abdirahman först, eller skriv "
        "varför ordningen bryts."
    )


def test_places_that_are_held_are_not_free():
    places = {VAXJO: 4, LJUNGBY: 2}
    held = [VAXJO, VAXJO, LJUNGBY, LJUNGBY, LJUNGBY]
    assert free_places(places, held) == {VAXJO: 2, LJUNGBY: 0}


STARTS = date(2028, 1, 17)


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        (date(2028, 1, 1), []),
        (date(2028, 2, 16), []),
        (date(2028, 2, 17), ["reserve.list_over"]),
    ],
)
def test_the_list_lives_some_days_after_the_start(today, codes):
    until = list_lives_until(STARTS, 30)
    assert until == date(2028, 2, 16)
    assert may_use_list(until, today).codes == codes


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (("accepted", False, STARTS), []),
        (("accepted", True, STARTS), ["leave.already"]),
        (("accepted", False, date(2028, 3, 1)), ["leave.in_future"]),
        (("offered", False, STARTS), ["leave.no_place"]),
        (("declined", False, STARTS), ["leave.no_place"]),
    ],
)
def test_only_who_said_yes_can_leave(given, codes):
    facts = LeaveFacts(*given, today=date(2028, 2, 1))
    assert may_leave_place(facts).codes == codes


TOWNS = ("A", "B", "C")
RESERVES = st.lists(
    st.tuples(
        st.sampled_from(list(ReserveState)),
        st.lists(st.sampled_from(TOWNS), unique=True).map(tuple),
    ),
    max_size=8,
).map(
    lambda rows: [
        Reserve(number, str(number), number, state, wishes)
        for number, (state, wishes) in enumerate(rows, start=1)
    ]
)
FREE = st.fixed_dictionaries({town: st.integers(0, 3) for town in TOWNS})


@settings(max_examples=50)
@given(reserves=RESERVES, free=FREE, data=st.data())
def test_no_place_goes_twice_and_nobody_is_passed_over(reserves, free, data):
    calls = to_call(data.draw(st.permutations(reserves)), free)
    assert calls == to_call(reserves, free)
    used = [call.town for call in calls]
    assert all(used.count(town) <= free[town] for town in TOWNS)
    asked = {call.reserve.number for call in calls}
    assert len(asked) == len(calls)
    for passed in reserves:
        if passed.state == "waiting" and passed.number not in asked:
            later = [c.town for c in calls if c.reserve.number > passed.number]
            assert not any(passed.takes(town) for town in later)
