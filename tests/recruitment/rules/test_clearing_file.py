import copy
import json
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings

from recruitment.rules.clearing_facts import Clearing
from recruitment.rules.clearing_file import (
    BrokenFile,
    as_file,
    commitment_of,
    lottery_of,
    read_file,
    text_of,
)
from recruitment.rules.clearing_pairs import match_with_pairs
from tests.recruitment.rules.clearings import WITH_PAIRS, clearing

SEED = "0123456789abcdef0123456789abcdef"
FACTS = clearing(
    {"P": (2, "a bc")},
    {"a": "", "b": "", "c": "P", "d": ""},
    specials={"d": "P"},
    pairs={"ab": "PP"},
)
FILE = as_file(FACTS, match_with_pairs(FACTS), SEED)


def normal(facts: Clearing) -> Clearing:
    return Clearing(
        posts=tuple(
            replace(post, groups=tuple(tuple(sorted(g)) for g in post.groups))
            for post in sorted(facts.posts, key=lambda post: post.id)
        ),
        applicants=tuple(sorted(facts.applicants, key=lambda one: one.id)),
        specials=tuple(sorted(facts.specials, key=lambda one: one.applicant)),
        pairs=tuple(sorted(facts.pairs, key=lambda pair: pair.first)),
    )


def test_the_lottery_is_the_order_of_the_hashes():
    hashes = {n: sha256(f"{SEED}:{n}".encode()).hexdigest() for n in "abcd"}
    drawn = lottery_of(SEED, "abcd")
    assert sorted("abcd", key=lambda n: drawn[n]) == sorted("abcd", key=hashes.get)
    assert sorted(drawn.values()) == [1, 2, 3, 4]
    assert lottery_of(SEED, "dcba") == drawn


def test_a_seed_that_can_be_guessed_is_refused():
    with pytest.raises(ValueError, match="32 characters"):
        commitment_of("1234")


@given(WITH_PAIRS)
@settings(max_examples=20)
def test_what_is_read_is_what_was_written(facts: Clearing):
    match = match_with_pairs(facts)
    read = read_file(json.loads(text_of(as_file(facts, match, SEED))))
    assert read.clearing == normal(facts)
    assert read.match == match
    assert (read.seed, read.commitment) == (SEED, commitment_of(SEED))


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        (["posts", 0, "capacity"], "2", "posts[0].capacity ska vara ett heltal"),
        (["posts", 0, "capacity"], True, "posts[0].capacity ska vara ett heltal"),
        (["posts", 0, "ranked", 1], "bc", "posts[0].ranked[1] ska vara en lista"),
        (["wishes"], [], "wishes ska vara ett objekt"),
        (["wishes", "c", 0], None, "wishes.c[0] ska vara text"),
        (["wishes", "x"], [], "x saknar lottnummer"),
        (["special", 0], {"post": "P"}, "applicant saknas i special[0]"),
        (["pairs", 0, "wishes", 0], ["P"], "pairs[0].wishes[0] ska ha två delar"),
        (["result"], {}, "reserves saknas i result"),
        (
            ["result", "fewest_proved"],
            1,
            "result.fewest_proved ska vara sant eller falskt",
        ),
    ],
)
def test_a_broken_file_says_where(path, value, text):
    file = copy.deepcopy(FILE)
    inner = file
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with pytest.raises(BrokenFile) as broken:
        read_file(file)
    assert str(broken.value) == f"Filen går inte att läsa. {text}."


def test_something_else_than_a_file():
    with pytest.raises(BrokenFile, match=r"^Filen går inte att läsa\. filen ska vara"):
        read_file([])
