import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from runpy import run_path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import recruitment
from recruitment.rules.clearing import match_of
from recruitment.rules.clearing_facts import Clearing
from recruitment.rules.clearing_file import as_file, lottery_of, text_of
from recruitment.rules.clearing_pairs import match_with_pairs
from tests.recruitment.rules.clearings import LARGER, WITH_PAIRS, clearing, drawn

CHECKER = Path(recruitment.__file__).parent / "data" / "kontrollera_matchningen.py"
SEED = "0123456789abcdef0123456789abcdef"
RIGHT = [
    "Rätt Startvärdet stämmer med kontrollsumman.",
    "Rätt Lottnumren följer av startvärdet.",
    "Rätt Ingen tjänst har fler än sina platser.",
    "Rätt Alla är placerade enligt beslut eller önskemål.",
    "Rätt Ingen ville hellre till en tjänst som hellre ville ha dem.",
    "Rätt Reservlistorna följer rangordningen.",
    "Rätt En egen beräkning ger samma matchning.",
]
FACTS = clearing(
    {"P": (2, "a b cd"), "Q": (1, "b a c d")},
    {"a": "PQ", "b": "QP", "c": "PQ", "d": "P", "e": ""},
    specials={"e": "P"},
)


def lotted(facts: Clearing) -> Clearing:
    lottery = lottery_of(SEED, [one.id for one in facts.applicants])
    return replace(
        facts,
        applicants=tuple(
            replace(one, lottery=lottery[one.id]) for one in facts.applicants
        ),
    )


def published(facts: Clearing) -> dict:
    facts = lotted(facts)
    return json.loads(text_of(as_file(facts, match_with_pairs(facts), SEED)))


@pytest.fixture
def run(tmp_path):
    """The checker as anybody runs it: alone, in a folder of its own."""

    def checked(file: object, *more: str) -> tuple[int, list[str]]:
        path = tmp_path / "matchning.json"
        path.write_text(file if isinstance(file, str) else json.dumps(file))
        done = subprocess.run(
            [sys.executable, "-I", str(CHECKER), str(path), *more],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env={"PYTHONIOENCODING": "utf-8"},
        )
        assert done.stderr == ""
        return done.returncode, done.stdout.splitlines()

    return checked


def in_process(file: dict) -> list[str]:
    """The titles of the checks that find something."""
    checker = run_path(str(CHECKER))
    results = checker["checks"](checker["Clearing"](file), None)
    return [title for title, faults in results if faults]


def test_a_right_file(run):
    code, lines = run(published(FACTS))
    assert lines == [
        "5 sökande, 2 tjänster, 3 placerade, 0 par.",
        *RIGHT,
        "Allt stämmer.",
    ]
    assert code == 0


def moved(file):
    file["result"]["placed"] |= {"a": "Q", "b": "P"}


def put_in(file):
    file["result"]["placed"]["d"] = "P"


def taken_out(file):
    del file["result"]["placed"]["a"]


def other_seed(file):
    file["seed"] = SEED[::-1]


def other_lottery(file):
    file["lottery"]["a"], file["lottery"]["b"] = (
        file["lottery"]["b"],
        file["lottery"]["a"],
    )


def other_rank(file):
    file["posts"][0]["ranked"] = [["d"], ["c"], ["b"], ["a"]]


def fewer_seats(file):
    file["posts"][0]["capacity"] = 1


def special_forgotten(file):
    file["result"]["placed"]["e"] = "Q"


def reserves_changed(file):
    file["result"]["reserves"]["P"].reverse()


@pytest.mark.parametrize(
    ("plant", "wrong"),
    [
        (moved, [4, 5, 6]),
        (put_in, [2, 5, 6]),
        (taken_out, [4, 5, 6]),
        (other_seed, [0, 1]),
        (other_lottery, [1]),
        (other_rank, [4, 5, 6]),
        (fewer_seats, [2, 6]),
        (special_forgotten, [2, 3, 6]),
        (reserves_changed, [5]),
    ],
)
def test_a_planted_fault_is_found(run, plant, wrong):
    file = published(FACTS)
    plant(file)
    code, lines = run(file)
    found = [n for n, line in enumerate(RIGHT) if line.replace("Rätt", "FEL ") in lines]
    assert code == 1
    assert found == wrong


def test_the_checksum_that_was_published_beforehand(run):
    file = published(FACTS)
    assert run(file, file["commitment"])[0] == 0
    code, lines = run(file, "0" * 64)
    assert code == 1
    assert lines[1] == RIGHT[0].replace("Rätt", "FEL ")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rules": "annat"}'])
def test_a_broken_file_is_an_answer(run, text):
    code, lines = run(text)
    assert code == 1
    assert lines[0].startswith("FEL  Filen går inte att läsa")


def test_it_says_which_files_it_wants(tmp_path):
    done = subprocess.run(
        [sys.executable, str(CHECKER)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout.startswith("Skriv: python3 kontrollera_matchningen.py")


@given(LARGER)
@settings(max_examples=40)
def test_its_own_way_of_counting_finds_the_same(facts: Clearing):
    assert in_process(published(facts)) == []


@given(WITH_PAIRS)
@settings(max_examples=40)
def test_pairs(facts: Clearing):
    assert in_process(published(facts)) == []


@given(st.integers(0, 10**9))
@settings(max_examples=40)
def test_anybody_moved_is_found(seed: int):
    rng = random.Random(seed)
    facts = lotted(drawn(rng, people=12, most_posts=4))
    match = match_of(facts)
    name = rng.choice(facts.applicants).id
    other = rng.choice(facts.posts).id
    file = as_file(facts, match, SEED)
    file["result"]["placed"] = dict(match.placed) | {name: other}
    assert bool(in_process(file)) == (match.placed.get(name) != other)


def test_a_pair_pulled_apart_is_found():
    facts = clearing(
        {"P": (2, "a b c"), "Q": (1, "a b")},
        {"a": "", "b": "", "c": "P"},
        pairs={"ab": "PP"},
    )
    file = published(facts)
    assert in_process(file) == []
    file["result"]["placed"] = {"a": "P", "c": "P"}
    assert "Alla är placerade enligt beslut eller önskemål" in in_process(file)


def test_what_blocks_and_is_not_told_is_found():
    facts = clearing(
        {"P": (1, "a c"), "Q": (1, "c b")},
        {"a": "", "b": "", "c": "PQ"},
        pairs={"ab": "PQ"},
    )
    file = published(facts)
    assert in_process(file) == []
    file["result"]["blocking"] = []
    assert len(in_process(file)) == 1
