"""Anybody can draw the lottery again, and nobody can choose its seed afterwards."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.rules.lottery import commitment, drawn_order, keeps_promise

SEED = "hösten 2027: 4c1f9a"
IDS = st.lists(st.integers(), unique=True, max_size=12)
SEEDS = st.text(min_size=16, max_size=30)


def test_the_promise_is_the_hash_of_the_seed():
    assert commitment(SEED) == sha256(SEED.encode()).hexdigest()


def test_another_seed_breaks_the_promise():
    promised = commitment(SEED)
    assert [keeps_promise(SEED, promised), keeps_promise(SEED + ".", promised)] == [
        True,
        False,
    ]


def test_a_seed_that_could_be_guessed_is_refused():
    with pytest.raises(ValueError, match="at least 16"):
        commitment("2027")


def test_the_order_is_that_of_the_hashes():
    ids = ["a", "b", "c", "d"]
    by_hand = sorted(ids, key=lambda one: sha256(f"{SEED}:{one}".encode()).hexdigest())
    assert drawn_order(SEED, ids) == by_hand


def test_two_that_look_alike_cannot_be_drawn():
    with pytest.raises(ValueError, match="once"):
        drawn_order(SEED, [1, "1"])


@settings(max_examples=50)
@given(seed=SEEDS, ids=IDS, data=st.data())
def test_the_order_does_not_depend_on_the_order_given(seed, ids, data):
    shuffled = data.draw(st.permutations(ids))
    assert drawn_order(seed, shuffled) == drawn_order(seed, ids)


@settings(max_examples=50)
@given(seed=SEEDS, ids=IDS, data=st.data())
def test_those_left_keep_their_order_when_somebody_withdraws(seed, ids, data):
    some = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    kept = [one for one in drawn_order(seed, ids) if one in some]
    assert drawn_order(seed, some) == kept
