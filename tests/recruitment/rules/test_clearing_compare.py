"""What the lottery alone would have given, on the same wishes."""

import pytest

from recruitment.rules.clearing import match_of
from recruitment.rules.clearing_compare import (
    BY_DECISION,
    NOWHERE,
    by_lottery_alone,
    granted,
)
from recruitment.rules.clearing_facts import (
    Applicant,
    Clearing,
    Pair,
    Post,
    Special,
)

POSTS = (Post("A", 1, (("x",), ("y",), ("z",))), Post("B", 1, (("z",), ("x", "y"))))
WISHES = (
    Applicant("x", 3, ("A", "B")),
    Applicant("y", 1, ("A", "B")),
    Applicant("z", 2, ("A", "B")),
)


def test_first_wishes_go_before_all_others_whatever_the_rank():
    clearing = Clearing(POSTS, WISHES)
    assert by_lottery_alone(clearing) == {"y": "A", "z": "B"}
    assert match_of(clearing).placed == {"x": "A", "z": "B"}


def test_a_later_wish_waits_for_everybodys_first():
    wishes = (
        Applicant("x", 1, ("A",)),
        Applicant("y", 2, ("A", "B")),
        Applicant("z", 3, ("B",)),
    )
    assert by_lottery_alone(Clearing(POSTS, wishes)) == {"x": "A", "z": "B"}


def test_who_is_not_ranked_gets_nothing_there_and_a_decision_goes_first():
    posts = (Post("A", 1, (("y",),)), Post("B", 1, (("x",), ("z",))))
    clearing = Clearing(posts, WISHES, specials=(Special("z", "B"),))
    placed = by_lottery_alone(clearing)
    assert placed == {"y": "A", "z": "B"}
    assert granted(clearing, placed) == {1: 1, BY_DECISION: 1, NOWHERE: 1}


def test_pairs_are_not_for_it():
    pairs = (Pair("x", "y", (("A", "B"),)),)
    with pytest.raises(ValueError, match="linked pairs"):
        by_lottery_alone(Clearing(POSTS, WISHES, pairs=pairs))
