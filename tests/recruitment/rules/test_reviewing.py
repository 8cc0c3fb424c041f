"""Who may write and send a review, and see what others have written."""

from dataclasses import replace

import pytest

from recruitment.enums import ApplicationState as A
from recruitment.enums import ReviewState, RoundState
from recruitment.rules.criteria import Anchor, Criterion, Phase
from recruitment.rules.reviewing import (
    ReviewFacts,
    may_see_others,
    may_see_who,
    may_send,
    may_write,
)

FACTS = ReviewFacts(ReviewState.ASSIGNED, RoundState.SCREENING, A.ELIGIBLE)
ANCHORS = tuple(Anchor(step, str(step)) for step in range(1, 6))
PHASE = Phase("review", "Granskning", (
    Criterion("motive", "Motiv", ANCHORS), Criterion("depth", "Djup", ANCHORS),
))  # fmt: skip


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"state": ReviewState.BEGUN}, []),
        ({"round_state": RoundState.ADVERTISED}, []),
        ({"is_mine": False}, ["review.not_mine"]),
        ({"state": ReviewState.SENT}, ["review.sent"]),
        ({"state": ReviewState.PLANNED}, ["review.sent"]),
        ({"round_state": RoundState.INTERVIEW}, ["review.over"]),
        ({"application_state": A.WITHDRAWN}, ["review.over"]),
        ({"link": "du var handledare åt den sökande"}, ["review.conflict"]),
    ],
)
def test_one_writes_in_ones_own_until_it_is_sent(change, codes):
    assert may_write(replace(FACTS, **change)).codes == codes


@pytest.mark.parametrize(
    ("scores", "codes"),
    [
        ({"motive": 1, "depth": 5}, []),
        ({"motive": 1}, ["score.missing"]),
        ({"motive": 0, "depth": 5}, ["score.outside"]),
        ({"motive": 1, "depth": 6}, ["score.outside"]),
        ({"motive": 1, "depth": 5, "looks": 5}, ["score.unknown"]),
    ],
)
def test_what_is_sent_has_every_score_in_its_scale(scores, codes):
    assert may_send(FACTS, PHASE, scores).codes == codes


@pytest.mark.parametrize(
    ("own", "seen"),
    [
        ([], True),
        (["sent"], True),
        (["planned"], True),
        (["assigned"], False),
        (["begun"], False),
        (["sent", "begun"], False),
    ],
)
def test_ones_own_is_sent_before_anything_else_is_seen(own, seen):
    assert (bool(may_see_others(own)), bool(may_see_who(own))) == (seen, seen)
    if not seen:
        assert (
            may_see_others(own).codes == may_see_who(own).codes == ["review.own_first"]
        )
