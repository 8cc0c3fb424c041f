import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.rules.clearing import match_of
from recruitment.rules.clearing_facts import Blocking, Clearing
from recruitment.rules.clearing_faults import may_be_matched
from recruitment.rules.clearing_fewest import fewest_blocking
from recruitment.rules.clearing_market import market_of
from recruitment.rules.clearing_pairs import match_with_pairs
from recruitment.rules.clearing_seating import Seating, seated
from tests.recruitment.rules.cascade import cascade
from tests.recruitment.rules.clearings import (
    CLEARINGS,
    WITH_PAIRS,
    blocking,
    clearing,
    every_match,
    seats_kept,
    shuffled,
)

SEEDS = st.integers(0, 10**9)
NO_STABLE = clearing(
    {"P": (1, "a c"), "Q": (1, "c b")},
    {"a": "", "b": "", "c": "PQ"},
    pairs={"ab": "PQ"},
)


@pytest.mark.parametrize(
    ("facts", "placed"),
    [
        pytest.param(
            clearing(
                {"P": (1, "a c"), "Q": (1, "b")},
                {"a": "", "b": "", "c": "P"},
                pairs={"ab": "PQ"},
            ),
            {"a": "P", "b": "Q"},
            id="båda får plats",
        ),
        pytest.param(
            clearing(
                {"P": (1, "a c"), "Q": (1, "d b")},
                {"a": "", "b": "", "c": "P", "d": "Q"},
                pairs={"ab": "PQ"},
            ),
            {"c": "P", "d": "Q"},
            id="den ena räcker inte",
        ),
        pytest.param(
            clearing(
                {"P": (2, "a c b")}, {"a": "", "b": "", "c": "P"}, pairs={"ab": "PP"}
            ),
            {"c": "P"},
            id="samma ställe: den lägre av de två avgör",
        ),
        pytest.param(
            clearing(
                {"P": (2, "a b c")}, {"a": "", "b": "", "c": "P"}, pairs={"ab": "PP"}
            ),
            {"a": "P", "b": "P"},
            id="samma ställe: båda före",
        ),
    ],
)
def test_stable_with_a_pair(facts, placed):
    match = match_with_pairs(facts)
    assert match.placed == placed
    assert match.blocking == ()
    assert match.fewest


def test_no_stable_match_is_told_with_who_blocks():
    match = match_with_pairs(NO_STABLE)
    assert match.placed == {"c": "P"}
    assert match.blocking == (Blocking(("a", "b"), ("P", "Q")),)
    assert match.fewest
    assert min(blocking(NO_STABLE, placed) for placed in every_match(NO_STABLE)) == 1


def test_a_pair_that_changes_places_lets_others_ask_again():
    """b ranks below c at P: when a and b change, P would rather have c."""
    facts = clearing(
        {"P": (1, "a c b"), "Q": (1, "a b")},
        {"a": "", "b": "", "c": "P"},
        pairs={"ab": "QP PQ"},
    )
    match = match_with_pairs(facts)
    assert len(match.blocking) == blocking(facts, dict(match.placed)) == 1


@given(WITH_PAIRS)
@settings(max_examples=60)
def test_never_more_blocking_than_the_best_of_all(facts: Clearing):
    match = match_with_pairs(facts)
    assert bool(may_be_matched(facts))
    assert seats_kept(facts, match)
    assert dict(match.placed) in every_match(facts)
    assert len(match.blocking) == blocking(facts, dict(match.placed))
    assert match.fewest
    assert len(match.blocking) == min(
        blocking(facts, placed) for placed in every_match(facts)
    )


@given(WITH_PAIRS)
@settings(max_examples=30)
def test_the_solver_alone_finds_as_few(facts: Clearing):
    market = market_of(facts)
    seating, proved = fewest_blocking(market, Seating(market))
    specials = {one.applicant: one.post for one in facts.specials}
    placed = seating.placed() | specials
    assert proved
    assert blocking(facts, placed) == min(
        blocking(facts, other) for other in every_match(facts)
    )


def test_the_solver_lets_the_two_of_a_pair_change_places():
    """Neither stands in the way of the other, though each is ranked before there."""
    facts = clearing(
        {"P": (1, "a b"), "Q": (1, "b a")}, {"a": "", "b": ""}, pairs={"ab": "QP PQ"}
    )
    market = market_of(facts)
    seating, proved = fewest_blocking(market, seated(market, {"a": 1}))
    assert proved
    assert seating.placed() == {"a": "Q", "b": "P"}


@given(WITH_PAIRS, SEEDS)
@settings(max_examples=30)
def test_the_order_of_the_input_means_nothing(facts: Clearing, seed: int):
    mixed = shuffled(facts, random.Random(seed))
    assert match_with_pairs(mixed) == match_with_pairs(facts)


@given(CLEARINGS)
@settings(max_examples=20)
def test_without_pairs_it_is_the_plain_match(facts: Clearing):
    assert match_with_pairs(facts) == match_of(facts)


@given(WITH_PAIRS, SEEDS)
@settings(max_examples=50)
def test_a_cascade_moves_a_pair_together_and_up(facts: Clearing, seed: int):
    rng = random.Random(seed)
    released = match_with_pairs(facts)
    left = {one.id for one in facts.applicants if rng.random() < 0.3}
    done = cascade(facts, released, left)
    assert seats_kept(facts, done.match)
    for pair in facts.pairs:
        if pair.first in left or pair.second in left:
            continue
        before = _number(pair.wishes, released.placed, pair.first, pair.second)
        after = _number(pair.wishes, done.match.placed, pair.first, pair.second)
        assert after <= before


def _number(wishes, placed, first, second):
    if first not in placed:
        assert second not in placed
        return len(wishes)
    return wishes.index((placed[first], placed[second]))


def test_whoever_stays_of_a_pair_keeps_the_place():
    facts = clearing(
        {"P": (2, "a b c")}, {"a": "", "b": "", "c": "P"}, pairs={"ab": "PP"}
    )
    done = cascade(facts, match_with_pairs(facts), {"a"})
    assert done.match.placed == {"b": "P", "c": "P"}
