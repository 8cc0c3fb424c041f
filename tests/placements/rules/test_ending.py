"""Whether a BT may be ended before it is done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from placements.enums import ProgrammeState
from placements.rules.changes import ChangeFacts, may_change_plan
from placements.rules.ending import EndingFacts, may_end_in_advance, still_open

TODAY = date(2027, 3, 2)
FACTS = EndingFacts("Leila Berg", ProgrammeState.PLANNED, TODAY, TODAY, "Hoppade av.")


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"state": ProgrammeState.FINAL_ASSESSMENT}, []),
        ({"ends_on": TODAY - timedelta(days=30)}, []),
        ({"ends_on": TODAY + timedelta(days=1)}, ["ending.in_future"]),
        ({"reason": " "}, ["ending.no_reason"]),
        ({"state": ProgrammeState.COMPLETED}, ["ending.certified"]),
        ({"state": ProgrammeState.APPLIED}, ["ending.certified"]),
        ({"state": ProgrammeState.ENDED}, ["ending.already"]),
    ],
)
def test_a_bt_that_is_not_done_may_end_with_a_reason(changed, codes):
    assert may_end_in_advance(replace(FACTS, **changed)).codes == codes


def test_nothing_is_planned_or_asked_in_a_bt_that_has_ended():
    ended = ChangeFacts("Leila Berg", ProgrammeState.ENDED)
    assert may_change_plan(ended).codes == ["programme.ended"]
    assert still_open("Leila Berg", ProgrammeState.ENDED).codes == ["programme.ended"]
    assert still_open("Leila Berg", ProgrammeState.IN_SERVICE)
