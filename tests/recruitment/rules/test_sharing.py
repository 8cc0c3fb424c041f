"""When reviews are shared out, and a proposal published."""

from dataclasses import replace

import pytest

from recruitment.enums import RoundState
from recruitment.rules.sharing import Standing, may_publish, may_share

FACTS = Standing(RoundState.SCREENING, True, reviewers=3, applications=9)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"has_review": False}, ["shares.no_review"]),
        ({"round_state": RoundState.INTERVIEW}, ["shares.round_past"]),
        ({"reviewers": 0}, ["shares.no_reviewers"]),
        ({"applications": 0}, ["shares.no_applications"]),
    ],
)
def test_sharing_needs_reviewers_and_something_to_review(change, codes):
    assert may_share(replace(FACTS, **change)).codes == codes


@pytest.mark.parametrize(
    ("proposed", "current", "codes"),
    [
        (True, True, []),
        (False, True, ["shares.no_proposal"]),
        (True, False, ["shares.changed"]),
    ],
)
def test_what_is_published_is_what_was_shown(proposed, current, codes):
    facts = replace(FACTS, is_proposed=proposed, is_current=current)
    assert may_publish(facts).codes == codes
