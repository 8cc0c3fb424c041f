"""A round goes on step by step, and says what is left before the next."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bt_admin.lib.swedish import STOCKHOLM as SWEDEN
from recruitment.enums import RoundState
from recruitment.rules.rounds import BEFORE, RoundFacts, may_advance, next_states
from recruitment.rules.steps import states_of
from tests.recruitment.rules.methods import known_methods

KRONOBERG, STOCKHOLM = (states_of(one.steps) for one in known_methods())
CLOSES = datetime(2027, 9, 1, 23, 59, 59, tzinfo=SWEDEN)
STARTS = date(2028, 1, 17)
DAY = timedelta(days=1)
# Everything is done; each case leaves one thing undone.
DONE = RoundFacts(
    states=KRONOBERG,
    state="draft",
    at=CLOSES - DAY,
    today=date(2028, 6, 1),
    closes_at=CLOSES,
    starts_on=STARTS,
    list_lives_until=STARTS + 30 * DAY,
    is_promised=True,
    is_ranked=True,
    is_released=True,
    is_evaluated=True,
)


@pytest.mark.parametrize(
    ("state", "to", "given", "codes"),
    [
        ("draft", "advertised", {}, []),
        ("draft", "advertised", {"faults": 1}, ["round.method_faulty"]),
        ("draft", "advertised", {"closes_at": None}, ["round.no_deadline"]),
        ("draft", "advertised", {"at": CLOSES}, ["round.no_deadline"]),
        ("draft", "advertised", {"is_promised": False}, ["round.no_promise"]),
        ("advertised", "closed", {}, ["round.still_open"]),
        ("advertised", "closed", {"at": CLOSES}, ["round.still_open"]),
        ("advertised", "closed", {"at": CLOSES + DAY}, []),
        ("closed", "screening", {}, []),
        ("screening", "interview", {}, []),
        ("screening", "interview", {"unread": 1}, ["round.unread"]),
        ("interview", "background_check", {}, []),
        ("interview", "background_check", {"unscored": 2}, ["round.unscored"]),
        ("interview", "background_check", {"is_ranked": False}, ["round.unranked"]),
        ("background_check", "offers", {"is_ranked": False}, ["round.unranked"]),
        ("offers", "reserve", {}, []),
        ("offers", "reserve", {"is_released": False}, ["round.not_released"]),
        ("offers", "started", {}, []),
        ("reserve", "started", {"unanswered": 1}, ["round.unanswered"]),
        ("reserve", "started", {"today": STARTS}, []),
        ("reserve", "started", {"today": STARTS - DAY}, ["round.not_begun"]),
        ("reserve", "started", {"starts_on": None}, ["round.not_begun"]),
        ("started", "evaluated", {}, []),
        ("started", "evaluated", {"is_evaluated": False}, ["round.not_evaluated"]),
        ("started", "evaluated", {"today": STARTS + 30 * DAY}, ["round.list_alive"]),
        ("started", "evaluated", {"today": STARTS + 31 * DAY}, []),
        ("draft", "closed", {}, ["round.not_next"]),
        ("closed", "advertised", {}, ["round.not_next"]),
        ("draft", "draft", {}, ["round.not_next"]),
        ("evaluated", "started", {}, ["round.not_next"]),
    ],
)
def test_what_is_left_before_the_next_state(state, to, given, codes):
    facts = replace(DONE, state=state, **given)
    assert may_advance(facts, to).codes == codes


def test_stockholm_goes_from_interviews_to_offers():
    facts = replace(DONE, states=STOCKHOLM, state="interview")
    assert may_advance(facts, "offers").codes == []
    assert may_advance(facts, "background_check").codes == ["round.not_next"]


@pytest.mark.parametrize("states", [KRONOBERG, STOCKHOLM])
def test_every_round_can_be_walked_to_its_end(states):
    walked = [RoundState.DRAFT]
    while next_states(states, walked[-1]):
        walked.append(next_states(states, walked[-1])[0])
    assert tuple(walked) == states


def test_reserves_are_passed_by_when_nobody_was_needed():
    assert next_states(KRONOBERG, "offers") == ("reserve", "started")
    assert next_states(KRONOBERG, "evaluated") == ()


def test_every_state_but_two_has_something_to_be_done_first():
    assert set(RoundState) - set(BEFORE) == {"draft", "screening"}


def test_one_and_many_are_told_apart():
    one = replace(DONE, state="screening", unread=1)
    many = replace(one, unread=12)
    texts = [may_advance(x, "interview").reasons[0].text for x in (one, many)]
    assert "1 ansökan är inte färdiggranskad." in texts[0]
    assert "12 ansökningar är inte färdiggranskade." in texts[1]
