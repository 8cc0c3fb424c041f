"""The doctor answers first, then those who were asked: once, and while there is time."""

import pytest

from assessments.rules.round_answers import (
    Opens,
    is_small_group,
    may_answer_round,
    may_answer_self,
    what_link_opens,
)
from tests.assessments.rules.rounds import DAY, ITEMS, MSF, STUDIEREKTOR, TODAY, facts


@pytest.mark.parametrize(
    ("given", "answers", "codes"),
    [
        ({}, dict.fromkeys(ITEMS, 3), []),
        ({}, dict.fromkeys(ITEMS), []),  # «Det har jag inte sett» is an answer
        ({}, dict.fromkeys(ITEMS[1:], 3), ["round.unanswered"]),
        ({}, dict.fromkeys(ITEMS, 5), ["answers.level"] * 10),
        (STUDIEREKTOR, dict.fromkeys(ITEMS, 3), ["round.self_of_other"]),
        ({"self_done": True}, dict.fromkeys(ITEMS, 3), ["round.self_done"]),
        ({"state": "collecting"}, dict.fromkeys(ITEMS, 3), ["round.wrong_state"]),
    ],
)
def test_the_self_assessment(given, answers, codes):
    assert may_answer_self(facts(**given), MSF, answers, {}).codes == codes


# --------------------------------------------------------------------------- the raters
@pytest.mark.parametrize(
    ("state", "closes_on", "answered", "opens"),
    [
        ("collecting", TODAY, False, Opens.FORM),
        ("collecting", TODAY - DAY, False, Opens.OVER),
        ("collecting", TODAY, True, Opens.USED),
        ("collecting", TODAY - DAY, True, Opens.USED),
        ("closed", TODAY, False, Opens.OVER),
        ("released", TODAY, False, Opens.OVER),
        ("cancelled", TODAY, False, Opens.OVER),
        ("open", None, False, Opens.OVER),
    ],
)
def test_what_a_link_opens(state, closes_on, answered, opens):
    assert what_link_opens(state, closes_on, answered, TODAY) is opens


@pytest.mark.parametrize(
    ("opens", "answers", "texts", "codes"),
    [
        (Opens.FORM, dict.fromkeys(ITEMS, 4), {}, []),
        (Opens.FORM, {**dict.fromkeys(ITEMS), "respect": 1}, {}, []),
        (Opens.FORM, dict.fromkeys(ITEMS), {}, ["round.nothing_seen"]),
        (Opens.FORM, {}, {}, ["round.unanswered"] * 10),
        (Opens.FORM, {**dict.fromkeys(ITEMS, 4), "x": 1}, {}, ["answers.unknown"]),
        (Opens.FORM, {**dict.fromkeys(ITEMS, 4), "calm": 0}, {}, ["answers.level"]),
        (
            Opens.FORM,
            dict.fromkeys(ITEMS, 4),
            {"keep_doing": "x" * 4001},
            ["answers.too_long"],
        ),
        (Opens.USED, dict.fromkeys(ITEMS, 4), {}, ["round.answered"]),
        (Opens.OVER, dict.fromkeys(ITEMS, 4), {}, ["round.over"]),
    ],
)
def test_what_may_be_sent(opens, answers, texts, codes):
    found = may_answer_round(opens, MSF, answers, texts).codes
    assert list(dict.fromkeys(found)) == list(dict.fromkeys(codes))


@pytest.mark.parametrize(
    ("profession", "small"), [("doctor", False), ("nurse", True), ("secretary", True)]
)
def test_a_small_group_is_told(profession, small):
    everybody = ("doctor", "doctor", "doctor", "nurse", "nurse", "secretary")
    assert is_small_group(profession, everybody) is small
