"""Which group meets whom when, over whole days."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bt_admin.lib.people import Person
from recruitment.rules.interview_facts import Candidate, Interviewer, Room, Slot
from recruitment.rules.rotation import faults_in
from recruitment.rules.rotation_days import RotationFacts, plan_rotations

DAY = date(2027, 3, 2)


def slot(hour, minute, until):
    return Slot(DAY, time(hour, minute), time(hour, until))


RUNS = tuple(
    (slot(hour, 0, 15), slot(hour, 20, 35), slot(hour, 40, 55)) for hour in (9, 10, 11)
)
SLOTS = frozenset(one for run in RUNS for one in run)


def judge(number):
    return Person(f"i{number}", f"Intervjuare {number}")


def facts(candidates=8, judges=8, rooms=4, links=(), slots=SLOTS):
    return RotationFacts(
        tuple(
            Candidate(
                Person(f"c{number}", f"Sökande {number}"),
                SLOTS,
                conflicts=frozenset(judge(j) for c, j in links if c == number),
            )
            for number in range(candidates)
        ),
        tuple(Interviewer(judge(number), slots) for number in range(judges)),
        tuple(Room(f"Rum {number}", SLOTS) for number in range(rooms)),
        RUNS,
    )


def check(given, plan):
    """Whatever was asked for, what is planned holds."""
    links = [(j, c.person) for c in given.candidates for j in c.conflicts]
    for one in plan.rotations:
        assert faults_in(one, links) == ()
    seen = [c for table in plan.tables for c in table.candidates]
    assert len(seen) == len(set(seen))
    assert {*seen, *plan.left_out} == {c.person for c in given.candidates}
    for table in plan.tables:
        others = [o for o in plan.tables if o.run == table.run and o is not table]
        assert not set(table.rooms) & {room for o in others for room in o.rooms}
    assert bool(plan.verdict) == (not plan.left_out)


def test_eight_meet_eight_in_one_run():
    plan = plan_rotations(facts())
    check(facts(), plan)
    assert {table.run for table in plan.tables} == {RUNS[0]}
    assert [len(table.candidates) for table in plan.tables] == [4, 4]


def test_seats_left_over_are_spread():
    plan = plan_rotations(facts(candidates=6))
    assert [len(table.candidates) for table in plan.tables] == [3, 3]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (facts(judges=3), "rotation.too_few"),
        (facts(rooms=1), "rotation.no_rooms"),
        (facts(candidates=30), "rotation.too_much"),
        (facts(links=[(0, j) for j in range(8)]), "rotation.stuck"),
        (RotationFacts((), (), (), ()), "rotation.no_time"),
    ],
)
def test_what_is_short_is_said(asked, code):
    plan = plan_rotations(asked)
    assert plan.verdict.codes == [code]


@settings(max_examples=40)
@given(
    candidates=st.integers(1, 20),
    judges=st.integers(4, 12),
    rooms=st.integers(2, 6),
    links=st.sets(st.tuples(st.integers(0, 19), st.integers(0, 11)), max_size=12),
)
def test_whatever_is_asked_what_is_planned_holds(candidates, judges, rooms, links):
    asked = facts(candidates, judges, rooms, links)
    plan = plan_rotations(asked)
    check(asked, plan)
    assert plan == plan_rotations(asked)


@settings(max_examples=25)
@given(st.integers(0, 8), st.integers(9, 12))
def test_nothing_moves_when_a_reserve_takes_over(ill, judges):
    before = plan_rotations(facts(judges=judges))
    asked = facts(judges=judges)
    there = tuple(one for one in asked.interviewers if one.person != judge(ill))
    asked = RotationFacts(asked.candidates, there, asked.rooms, asked.runs)
    after = plan_rotations(asked, before.tables)
    check(asked, after)
    assert [t.candidates for t in after.tables] == [t.candidates for t in before.tables]
    assert judge(ill) not in {p for t in after.tables for p in t.interviewers}
