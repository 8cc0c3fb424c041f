import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.rules.clearing import match_of
from recruitment.rules.clearing_facts import Clearing
from tests.recruitment.rules.cascade import Move, cascade
from tests.recruitment.rules.clearings import (
    LARGER,
    blocking,
    choice_number,
    clearing,
)

SEEDS = st.integers(0, 10**9)
CHAIN = clearing(
    {"P": (1, "a b c"), "Q": (1, "b c a"), "R": (1, "c d")},
    {"a": "P", "b": "PQ", "c": "QR", "d": "R"},
)


def without(facts: Clearing, left: set[str]) -> Clearing:
    return Clearing(
        posts=tuple(
            replace(
                post,
                groups=tuple(
                    tuple(name for name in group if name not in left)
                    for group in post.groups
                ),
            )
            for post in facts.posts
        ),
        applicants=tuple(one for one in facts.applicants if one.id not in left),
        specials=tuple(one for one in facts.specials if one.applicant not in left),
    )


def some(facts: Clearing, rng: random.Random) -> set[str]:
    names = [one.id for one in facts.applicants]
    return set(rng.sample(names, rng.randint(0, len(names) // 2)))


def test_one_leaves_and_three_move_each_for_a_reason():
    done = cascade(CHAIN, match_of(CHAIN), {"a"})
    assert done.moves == (
        Move(1, "b", "P", "Q", "a", 2),
        Move(2, "c", "Q", "R", "b", 2),
        Move(3, "d", "R", "", "c", 2),
    )
    assert done.match.placed == {"b": "P", "c": "Q", "d": "R"}
    assert done.match.reserves == {"P": (), "Q": (), "R": ()}


@pytest.mark.parametrize(
    ("left", "settled", "moved"),
    [
        pytest.param({"d"}, set(), [], id="en reserv lämnar: ingen flyttar"),
        pytest.param(set(), set(), [], id="ingen lämnar"),
        pytest.param({"a"}, {"b"}, [], id="den som tackat ja slutgiltigt stannar"),
        pytest.param({"a"}, {"c"}, ["b"], id="kedjan slutar hos den som stannar"),
        pytest.param({"a", "b"}, set(), ["c", "d"], id="två lämnar samtidigt"),
    ],
)
def test_who_moves(left, settled, moved):
    done = cascade(CHAIN, match_of(CHAIN), left, settled)
    assert [move.applicant for move in done.moves] == moved


def test_the_first_reserve_goes_first():
    facts = clearing({"P": (1, "a b c")}, {"c": "P", "b": "P", "a": "P"})
    assert cascade(facts, match_of(facts), {"a"}).match.placed == {"b": "P"}


def test_the_seat_of_a_special_place_goes_to_the_reserves():
    facts = clearing({"P": (1, "b")}, {"a": "", "b": "P"}, specials={"a": "P"})
    assert cascade(facts, match_of(facts), {"a"}).match.placed == {"b": "P"}


def test_someone_who_only_waits_leaves_and_nobody_has_to_move():
    """A new match of all would let a and b change places though no seat was left."""
    facts = clearing(
        {"P": (1, "b c a"), "Q": (1, "a b")}, {"a": "PQ", "b": "QP", "c": "P"}
    )
    released = match_of(facts)
    assert released.placed == {"a": "Q", "b": "P"}
    assert cascade(facts, released, {"c"}).moves == ()
    assert match_of(without(facts, {"c"})).placed == {"a": "P", "b": "Q"}


@given(LARGER, SEEDS)
@settings(max_examples=80)
def test_a_cascade_is_stable_and_nobody_loses(facts: Clearing, seed: int):
    released, left = match_of(facts), some(facts, random.Random(seed))
    done = cascade(facts, released, left)
    assert done.match.blocking == ()
    assert blocking(without(facts, left), dict(done.match.placed)) == 0
    for one in facts.applicants:
        if one.id not in left:
            before = choice_number(facts, released.placed, one.id)
            assert choice_number(facts, done.match.placed, one.id) <= before


@given(LARGER, SEEDS)
@settings(max_examples=80)
def test_the_moves_tell_the_whole_way(facts: Clearing, seed: int):
    released, left = match_of(facts), some(facts, random.Random(seed))
    done = cascade(facts, released, left)
    placed = {n: post for n, post in released.placed.items() if n not in left}
    gone = set(left)
    for move in done.moves:
        assert move.came_from == placed.get(move.applicant, "")
        assert move.seat_after in gone
        gone = gone - {move.seat_after} | {move.applicant}
        placed[move.applicant] = move.post
    assert placed == done.match.placed


@given(LARGER, SEEDS)
@settings(max_examples=80)
def test_leaving_one_by_one_ends_the_same(facts: Clearing, seed: int):
    rng = random.Random(seed)
    match = released = match_of(facts)
    left = some(facts, rng)
    gone: set[str] = set()
    for name in rng.sample(sorted(left), len(left)):
        gone.add(name)
        match = cascade(facts, match, gone).match
    assert match.placed == cascade(facts, released, left).match.placed
