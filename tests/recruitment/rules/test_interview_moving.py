"""What is free for one interview, and whether it may go there."""

from dataclasses import replace
from datetime import datetime
from itertools import combinations

import pytest

from recruitment.enums import ApplicationState, InterviewState, RoundState
from recruitment.rules.interview_facts import Interview
from recruitment.rules.interview_moving import (
    MoveFacts,
    changes_something,
    may_move_by_hand,
    may_move_to,
    openings,
)
from tests.recruitment.rules.interviews import (
    ANA,
    ELEVEN,
    EVA,
    LEILA,
    MATS,
    MORNING,
    NINE,
    OMAR,
    TEN,
    TOVE,
    candidate,
    interviewer,
    room,
    slot,
)

BEFORE = datetime(2027, 3, 1, 8)
# Leila at nine with Eva and Mats, Omar at ten with Mats and Ana; eleven is free.
LEILAS = Interview(NINE, "Björken", LEILA, (EVA, MATS))
OMARS = Interview(TEN, "Björken", OMAR, (MATS, ANA))
FACTS = MoveFacts(
    RoundState.INTERVIEW, InterviewState.CALLED, ApplicationState.SHORTLISTED,
    rotates=False, begun=False,
)  # fmt: skip


def free(facts=MORNING, others=(OMARS,), who=LEILA, now=BEFORE):
    return {
        one.slot: (one.rooms, one.people) for one in openings(facts, others, who, now)
    }


def test_its_own_time_and_what_is_free_are_open():
    everybody = (("Björken",), (EVA, MATS, ANA))
    assert free() == {NINE: everybody, ELEVEN: everybody}


def test_two_rooms_leave_who_is_not_sitting():
    facts = replace(MORNING, rooms=(room("Björken"), room("Eken")),
                    interviewers=(*MORNING.interviewers, interviewer(TOVE)))  # fmt: skip
    facts = replace(facts, candidates=facts.candidates[:2])
    assert free(facts)[TEN] == (("Eken",), (EVA, TOVE))


@pytest.mark.parametrize(
    ("changed", "left"),
    [
        ({"candidates": (candidate(LEILA, NINE),)}, {NINE}),
        ({"candidates": (candidate(LEILA, conflicts=frozenset({EVA, ANA})),)}, set()),
        ({"candidates": (candidate(OMAR),)}, set()),
        ({"rooms": (room("Björken", ELEVEN),)}, {ELEVEN}),
        ({"panel": 4}, set()),
        ({"slots": (NINE, TEN)}, {NINE}),
    ],
)
def test_a_time_is_open_only_when_everything_is_free(changed, left):
    assert set(free(replace(MORNING, **changed))) == left


def test_who_has_enough_that_day_is_not_asked_again():
    facts = replace(
        MORNING, interviewers=(*MORNING.interviewers[:2], interviewer(ANA, most=1))
    )
    assert free(facts)[ELEVEN][1] == (EVA, MATS)


def test_what_has_begun_is_not_open():
    assert set(free(now=datetime(2027, 3, 2, 9))) == {ELEVEN}


def test_everything_that_is_open_may_be_chosen_and_nothing_else():
    """The list and the check were made apart: they say the same."""
    allowed = {
        (when, panel)
        for when in MORNING.slots
        for panel in combinations((EVA, MATS, ANA), 2)
        if may_move_to(
            MORNING, (OMARS,), Interview(when, "Björken", LEILA, panel), BEFORE
        )
    }
    listed = {
        (one.slot, panel)
        for one in openings(MORNING, (OMARS,), LEILA, BEFORE)
        for panel in combinations(one.people, MORNING.panel)
    }
    assert allowed == listed


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        (Interview(TEN, "Björken", LEILA, (EVA, ANA)), "Ana Haddad är på två ställen"),
        (Interview(TEN, "Björken", LEILA, (EVA, EVA)), "Björken är upptaget av två"),
        (Interview(ELEVEN, "Eken", LEILA, (EVA, ANA)), "Eken är inte ledigt"),
        (Interview(ELEVEN, "Björken", LEILA, (EVA,)), "Leila Berg ska möta 2"),
        (Interview(slot(15), "Björken", LEILA, (EVA, ANA)), "Leila Berg kan inte"),
    ],
)
def test_why_it_may_not_go_there_is_told(moved, told):
    [reason] = may_move_to(MORNING, (OMARS,), moved, BEFORE)
    assert reason.code == "move.not_free"
    assert told in reason.text


def test_a_fault_that_stood_before_stops_nothing():
    broken = replace(OMARS, panel=(MATS,))
    moved = Interview(ELEVEN, "Björken", LEILA, (EVA, MATS))
    assert may_move_to(MORNING, (broken,), moved, BEFORE)


def test_a_time_that_has_been_is_said():
    [reason] = may_move_to(MORNING, (), LEILAS, datetime(2027, 3, 2, 9, 1))
    assert "har redan varit" in reason.text


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"interview": InterviewState.PLANNED}, []),
        ({"interview": InterviewState.HELD}, ["move.begun"]),
        ({"begun": True}, ["move.begun"]),
        ({"rotates": True}, ["move.rotation"]),
        ({"application": ApplicationState.WITHDRAWN}, ["move.gone"]),
        ({"round": RoundState.OFFERS}, ["interviews.not_now"]),
    ],
)
def test_which_interviews_can_be_moved_by_hand(changed, codes):
    assert may_move_by_hand(replace(FACTS, **changed)).codes == codes


def test_nothing_changed_is_said():
    same = replace(LEILAS, panel=(MATS, EVA))
    assert changes_something(LEILAS, same).codes == ["move.same"]
    assert changes_something(LEILAS, replace(LEILAS, slot=ELEVEN))
