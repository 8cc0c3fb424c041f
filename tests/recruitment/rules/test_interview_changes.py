from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bt_admin.lib.dates import NBSP
from bt_admin.lib.people import Person
from recruitment.rules.interview_changes import Change, Move, moves
from recruitment.rules.interview_days import plan_interviews
from recruitment.rules.interview_facts import (
    Candidate,
    Interview,
    Interviewer,
    InterviewFacts,
    Plan,
    Room,
)
from recruitment.rules.interview_faults import faults_in_plan
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

BEFORE = Plan(
    (
        Interview(NINE, "Björken", LEILA, (EVA, MATS)),
        Interview(TEN, "Björken", OMAR, (MATS, ANA)),
        Interview(ELEVEN, "Björken", TOVE, (EVA, ANA)),
    )
)


def replan(facts: InterviewFacts, before: Plan) -> tuple[Plan, list[Move]]:
    """With the facts as they are now, and what that changes."""
    plan = plan_interviews(facts, before.interviews)
    return plan, list(moves(before.interviews, plan.interviews))


def test_nothing_has_happened():
    plan, moved = replan(MORNING, BEFORE)
    assert moved == []
    assert plan.interviews == BEFORE.interviews


def test_one_falls_ill_and_only_those_seats_change():
    ill = tuple(
        replace(one, slots=frozenset()) if one.person == EVA else one
        for one in MORNING.interviewers
    )
    _, moved = replan(replace(MORNING, interviewers=ill), BEFORE)
    assert [move.text for move in moved] == [
        "Ana Haddad tar över efter Eva Lind i intervjun med Leila Berg tisdag "
        f"2{NBSP}mars kl.{NBSP}09.00.",
        "Mats Örneblad tar över efter Eva Lind i intervjun med Tove Alm tisdag "
        f"2{NBSP}mars kl.{NBSP}11.00.",
    ]


def test_a_lost_room_moves_the_one_who_sat_there():
    facts = replace(MORNING, rooms=(room("Eken", NINE), room("Björken", TEN, ELEVEN)))
    _, moved = replan(facts, BEFORE)
    assert [(move.change, move.text) for move in moved] == [
        (
            Change.ROOM,
            f"Intervjun med Leila Berg tisdag 2{NBSP}mars kl.{NBSP}09.00 hålls i Eken, "
            "inte i Björken.",
        )
    ]


def test_a_time_is_moved_when_nothing_else_will_do_and_never_a_booked_one():
    thirteen = slot(13)
    everywhere = (NINE, TEN, ELEVEN, thirteen)
    facts = InterviewFacts(
        (
            candidate(LEILA, *everywhere),
            candidate(OMAR, booked=TEN),
            candidate(TOVE, *everywhere),
        ),
        tuple(interviewer(p, TEN, ELEVEN, thirteen) for p in (EVA, MATS, ANA)),
        (room("Björken", *everywhere),),
        everywhere,
    )
    _, moved = replan(facts, BEFORE)
    assert [(move.change, move.candidate) for move in moved] == [(Change.TIME, LEILA)]
    assert moved[0].text.startswith(
        f"Leila Berg flyttas från tisdag 2{NBSP}mars kl.{NBSP}09.00 till tisdag "
        f"2{NBSP}mars kl.{NBSP}13.00 i Björken med "
    )


def test_who_comes_and_who_goes():
    changed = [
        replace(BEFORE.interviews[0], panel=(EVA, MATS, ANA)),
        replace(BEFORE.interviews[1], panel=(ANA,)),
        replace(BEFORE.interviews[2], candidate=Person("Ny", "Siri Ny")),
    ]
    assert [move.text for move in moves(BEFORE.interviews, changed)] == [
        f"Ana Haddad sitter också med i intervjun med Leila Berg {NINE}.",
        f"Mats Örneblad sitter inte längre med i intervjun med Omar Ek {TEN}.",
        f"Siri Ny får {ELEVEN} i Björken med Eva Lind och Ana Haddad.",
        f"Tove Alm har inte längre någon tid; {ELEVEN} utgår.",
    ]


SLOTS = tuple(slot(hour) for hour in (8, 9, 10, 11, 13, 14))
PEOPLE = [Person(f"I{n}", f"I{n}") for n in range(5)]


def a_day(conflicts: list[int]) -> InterviewFacts:
    everywhere = frozenset(SLOTS)
    return InterviewFacts(
        tuple(
            Candidate(
                Person(f"K{n}", f"K{n}"),
                everywhere,
                conflicts=frozenset({PEOPLE[conflict]}),
                booked=SLOTS[0] if n == 0 else None,
            )
            for n, conflict in enumerate(conflicts)
        ),
        tuple(Interviewer(person, everywhere) for person in PEOPLE),
        (Room("Björken", everywhere), Room("Eken", everywhere)),
        SLOTS,
    )


@settings(max_examples=10)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6), st.integers(0, 4))
def test_whoever_falls_ill_everybody_keeps_their_time(conflicts, ill):
    """Four of five can take every pair: no time has to move, no seat but the lost."""
    facts = a_day(conflicts)
    before = plan_interviews(facts)
    left = tuple(
        replace(one, slots=frozenset()) if n == ill else one
        for n, one in enumerate(facts.interviewers)
    )
    now = replace(facts, interviewers=left)
    plan, moved = replan(now, before)
    assert faults_in_plan(now, plan) == ()
    assert plan.verdict
    changes = [move.change for move in moved]
    assert changes.count(Change.TIME) <= 1
    assert changes.count(Change.PANEL) <= 2 * before.load(PEOPLE[ill])
    assert plan.of(facts.candidates[0].person).slot == SLOTS[0]
