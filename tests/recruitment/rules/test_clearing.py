import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.rules.clearing import match_of
from recruitment.rules.clearing_facts import Clearing
from recruitment.rules.clearing_faults import may_be_matched
from tests.recruitment.rules.clearings import (
    CLEARINGS,
    blocking,
    choice_number,
    clearing,
    every_match,
    seats_kept,
    shuffled,
)

SEEDS = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("facts", "placed", "reserves"),
    [
        pytest.param(
            clearing({"P": (1, "a b")}, {"a": "P", "b": "P"}),
            {"a": "P"},
            {"P": ("b",)},
            id="en plats, två sökande",
        ),
        pytest.param(
            clearing({"P": (1, "ab")}, {"b": "P", "a": "P"}),
            {"b": "P"},
            {"P": ("a",)},
            id="lika poäng: lägst lottnummer",
        ),
        pytest.param(
            clearing({"P": (1, "b a"), "Q": (1, "a b")}, {"a": "PQ", "b": "QP"}),
            {"a": "P", "b": "Q"},
            {"P": (), "Q": ()},
            id="den bästa för de sökande av två stabila",
        ),
        pytest.param(
            clearing({"P": (2, "a"), "Q": (1, "b")}, {"a": "QP", "b": "P"}),
            {"a": "P"},
            {"P": (), "Q": ()},
            id="den som inte är rangordnad placeras inte",
        ),
        pytest.param(
            clearing(
                {"P": (1, "a b c")}, {"a": "P", "b": "P", "c": "P"}, specials={"c": "P"}
            ),
            {"c": "P"},
            {"P": ("a", "b")},
            id="särskilda omständigheter tar platsen före alla",
        ),
        pytest.param(
            clearing({"P": (0, "a")}, {"a": "P"}), {}, {"P": ("a",)}, id="ingen plats"
        ),
        pytest.param(
            clearing(
                {"P": (1, "c b a"), "Q": (1, "a b c"), "R": (1, "a b c")},
                {"a": "PQR", "b": "PQ", "c": "P"},
            ),
            {"a": "Q", "c": "P"},
            {"P": ("b", "a"), "Q": ("b",), "R": ()},
            id="reserver i tjänstens ordning",
        ),
    ],
)
def test_match(facts, placed, reserves):
    match = match_of(facts)
    assert match.placed == placed
    assert match.reserves == reserves
    assert match.blocking == ()
    assert match.fewest


def test_linked_pairs_are_for_another_rule():
    facts = clearing({"P": (2, "a b")}, {"a": "", "b": ""}, pairs={"ab": "PP"})
    with pytest.raises(ValueError, match="linked pairs"):
        match_of(facts)


@given(CLEARINGS)
@settings(max_examples=60)
def test_best_of_all_stable_for_every_applicant(facts: Clearing):
    match = match_of(facts)
    assert bool(may_be_matched(facts))
    assert seats_kept(facts, match)
    stable = [placed for placed in every_match(facts) if blocking(facts, placed) == 0]
    assert dict(match.placed) in stable
    for one in facts.applicants:
        mine = choice_number(facts, match.placed, one.id)
        assert mine == min(choice_number(facts, other, one.id) for other in stable)


@given(CLEARINGS, SEEDS)
@settings(max_examples=50)
def test_the_order_of_the_input_means_nothing(facts: Clearing, seed: int):
    assert match_of(shuffled(facts, random.Random(seed))) == match_of(facts)


@given(CLEARINGS, SEEDS)
@settings(max_examples=100)
def test_nobody_gains_by_wishing_for_something_else(facts: Clearing, seed: int):
    rng = random.Random(seed)
    liar = rng.choice(facts.applicants)
    posts = [post.id for post in facts.posts]
    lie = replace(liar, wishes=tuple(rng.sample(posts, rng.randint(0, len(posts)))))
    others = tuple(one for one in facts.applicants if one != liar)
    told = match_of(replace(facts, applicants=(*others, lie)))
    honest = choice_number(facts, match_of(facts).placed, liar.id)
    assert honest <= choice_number(facts, told.placed, liar.id)


@given(CLEARINGS, SEEDS)
@settings(max_examples=50)
def test_one_more_seat_is_worse_for_nobody(facts: Clearing, seed: int):
    grown = random.Random(seed).choice(facts.posts)
    posts = tuple(
        replace(post, capacity=post.capacity + (post == grown)) for post in facts.posts
    )
    before, after = match_of(facts), match_of(replace(facts, posts=posts))
    for one in facts.applicants:
        assert choice_number(facts, after.placed, one.id) <= choice_number(
            facts, before.placed, one.id
        )
