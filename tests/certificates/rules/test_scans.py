from datetime import date

import pytest

from certificates.rules.scans import (
    CodeFacts,
    PlaceFacts,
    may_discard,
    may_file_scan,
    may_hand_out,
    may_keep_scan,
    may_take_back,
)


@pytest.mark.parametrize(
    ("codes", "known", "expected"),
    [
        (0, False, []),  # nothing to read: it waits for somebody to say what it is
        (1, True, []),
        (1, False, ["scan.foreign"]),
        (2, False, ["scan.several"]),
        (2, True, ["scan.several"]),
    ],
)
def test_what_is_kept(codes, known, expected):
    assert may_keep_scan(CodeFacts(codes=codes, known=known)).codes == expected


HERE = {"original": "Bilaga 2, nr 1", "page": 2, "pages": 2}
GONE = date(2027, 3, 4)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ["scan.no_place"]),
        (HERE, []),
        ({**HERE, "page": 0}, ["scan.no_place"]),
        ({**HERE, "page": 3}, ["scan.no_place"]),
        ({**HERE, "taken": True}, ["scan.double"]),
        ({**HERE, "taken": True, "replaces": True}, []),
        ({**HERE, "replaces": True}, []),
        ({**HERE, "withdrawn_on": GONE}, ["scan.withdrawn"]),
        ({**HERE, "withdrawn_on": GONE, "taken": True}, ["scan.withdrawn"]),
        ({**HERE, "withdrawn_on": GONE, "replaces": True}, ["scan.withdrawn"]),
        ({**HERE, "code_says_otherwise": True}, ["scan.other_code"]),
    ],
)
def test_where_it_is_filed(facts, expected):
    assert may_file_scan(PlaceFacts(**facts)).codes == expected


def test_the_words_say_which_paper_and_when():
    [reason] = may_file_scan(PlaceFacts(**HERE, withdrawn_on=GONE))
    assert reason.text.startswith("Bilaga 2, nr 1 på det här papperet gäller inte.")
    assert "2027" in reason.text
    [reason] = may_file_scan(PlaceFacts(**HERE, taken=True))
    assert reason.text.startswith("Bilaga 2, nr 1, sidan 2, är redan skannad.")


@pytest.mark.parametrize(
    ("is_filed", "by_code", "back", "away"),
    [
        (False, False, ["scan.not_filed"], []),
        (False, True, ["scan.not_filed"], []),
        (True, False, [], ["scan.filed"]),
        (True, True, ["scan.by_code"], ["scan.filed"]),
    ],
)
def test_taken_back_and_thrown_away(is_filed, by_code, back, away):
    assert may_take_back(is_filed=is_filed, by_code=by_code).codes == back
    assert may_discard(is_filed=is_filed).codes == away


def test_what_is_weeded_is_not_handed_out():
    assert may_hand_out(is_weeded=False).codes == []
    assert may_hand_out(is_weeded=True).codes == ["scan.weeded"]
