"""What may be decided about an application, from where, and what is then written."""

import pytest

from recruitment.enums import ApplicationState as A
from recruitment.enums import RoundState as R
from recruitment.rules.deciding import (
    COMPLEMENT,
    FROM,
    DecideFacts,
    good_news,
    may_answer,
    may_ask_for_papers,
    may_decide,
    may_send_many,
    may_undo,
    phase_of,
    possible,
)

ELIGIBILITY = (A.ELIGIBLE, A.NOT_ELIGIBLE)
SELECTION = (A.SHORTLISTED, A.NOT_SELECTED)


@pytest.mark.parametrize(
    ("state", "decisions"),
    [
        (A.DRAFT, ()),
        (A.SUBMITTED, ELIGIBILITY),
        (A.INCOMPLETE, ELIGIBILITY),
        (A.NOT_ELIGIBLE, ELIGIBILITY),
        (A.ELIGIBLE, ELIGIBILITY + SELECTION),
        (A.SHORTLISTED, SELECTION),
        (A.NOT_SELECTED, SELECTION),
        (A.RANKED, ()),
        (A.NOT_APPOINTABLE, ()),
        (A.HIRED, ()),
        (A.WITHDRAWN, ()),
    ],
)
def test_what_can_be_decided_follows_from_the_state(state, decisions):
    assert possible(DecideFacts(state, R.SCREENING)) == decisions


@pytest.mark.parametrize(
    ("state", "rolling", "codes"),
    [
        (R.DRAFT, False, ["decision.round_past"]),
        (R.ADVERTISED, False, ["decision.too_early"]),
        (R.ADVERTISED, True, []),
        (R.CLOSED, False, []),
        (R.SCREENING, False, []),
        (R.INTERVIEW, False, []),
        (R.OFFERS, False, ["decision.round_past"]),
        (R.STARTED, False, ["decision.round_past"]),
        (R.EVALUATED, True, ["decision.round_past"]),
    ],
)
def test_when_it_can_be_decided_follows_from_the_round(state, rolling, codes):
    facts = DecideFacts(A.SUBMITTED, state, is_rolling=rolling)
    assert may_decide(facts, A.ELIGIBLE).codes == codes


@pytest.mark.parametrize(
    ("decided", "told", "codes"),
    [
        (False, False, ["decision.none"]),
        (True, True, ["decision.told"]),
        (True, False, []),
    ],
)
def test_a_decision_is_undone_until_it_is_told(decided, told, codes):
    facts = DecideFacts(A.ELIGIBLE, R.SCREENING, is_decided=decided, is_told=told)
    assert may_undo(facts).codes == codes


@pytest.mark.parametrize(
    ("state", "round", "open", "codes"),
    [
        (A.SUBMITTED, R.SCREENING, True, []),
        (A.INCOMPLETE, R.ADVERTISED, True, []),
        (A.SUBMITTED, R.SCREENING, False, ["complement.too_late"]),
        (A.ELIGIBLE, R.SCREENING, True, ["decision.not_from_here"]),
        (A.SUBMITTED, R.STARTED, True, ["decision.round_past"]),
    ],
)
def test_papers_are_asked_for_while_they_can_come_in(state, round, open, codes):
    facts = DecideFacts(state, round, may_complete=open)
    assert may_ask_for_papers(facts).codes == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Tack!", []),
        ("", ["answer.empty"]),
        (" \n", ["answer.empty"]),
        ("Tack, […]!", ["answer.gap"]),
    ],
)
def test_an_answer_says_something_and_has_no_gap(text, codes):
    assert may_answer(text).codes == codes


@pytest.mark.parametrize(
    ("typed", "shown", "codes"),
    [
        (3, 3, []),
        (2, 3, ["answers.number"]),
        (None, 3, ["answers.number"]),
        (0, 0, ["answers.none"]),
    ],
)
def test_many_are_sent_when_their_number_is_typed(typed, shown, codes):
    assert may_send_many(typed, shown).codes == codes


def test_each_good_news_can_be_written():
    facts = {"region": "Region Kronoberg"}
    for to in (A.ELIGIBLE, A.SHORTLISTED):
        assert good_news(to, facts).startswith("Hej! Tack för din ansökan till BT i")
    with pytest.raises(LookupError):
        good_news(A.NOT_ELIGIBLE, facts)
    facts |= {"papers": "bevis om svenska", "complement_until": "3 mars 2027"}
    assert "bevis om svenska" in COMPLEMENT.format_map(facts)


def test_reasons_follow_the_round():
    phases = [phase_of(one) for one in (R.ADVERTISED, R.SCREENING, R.INTERVIEW)]
    assert [*phases, phase_of(R.BACKGROUND_CHECK)] == [
        "screening", "screening", "interview", "decision",
    ]  # fmt: skip
    assert set(FROM) == {*ELIGIBILITY, *SELECTION}
