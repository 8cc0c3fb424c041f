from dataclasses import replace
from datetime import date

import pytest

from assessments.enums import AssessmentState as State
from assessments.rules.keeping import (
    DraftFacts,
    TakeUpFacts,
    may_discard,
    may_overwrite,
    may_record_once,
    may_take_up,
)
from tests.assessments.rules.people import HANDLEDARE, KOLLEGA

DRAFT = DraftFacts(HANDLEDARE, HANDLEDARE, State.DRAFT)


@pytest.mark.parametrize(
    ("changes", "overwriting", "discarding"),
    [
        pytest.param({}, [], [], id="eget utkast"),
        pytest.param(
            {"version_now": 2}, ["edit.stale"], [], id="ändrat av någon annan"
        ),
        pytest.param({"by": KOLLEGA}, [], ["assess.not_your_draft"], id="någon annans"),
        pytest.param(
            {"state": State.REQUESTED}, [], ["assess.not_your_draft"], id="en begäran"
        ),
        pytest.param(
            {"state": State.SIGNED}, [], ["assess.not_your_draft"], id="signerad"
        ),
    ],
)
def test_drafts(changes, overwriting, discarding):
    facts = replace(DRAFT, **changes)
    assert may_overwrite(facts).codes == overwriting
    assert may_discard(facts).codes == discarding


@pytest.mark.parametrize(
    ("by", "writer", "supervisors", "codes"),
    [
        pytest.param(HANDLEDARE, HANDLEDARE, (HANDLEDARE,), [], id="sitt eget"),
        pytest.param(
            KOLLEGA,
            HANDLEDARE,
            (HANDLEDARE, KOLLEGA),
            ["overall.begun_by_other"],
            id="en annan handledares",
        ),
        pytest.param(
            KOLLEGA, HANDLEDARE, (KOLLEGA,), [], id="efter den som har slutat"
        ),
    ],
)
def test_taking_up(by, writer, supervisors, codes):
    assert may_take_up(TakeUpFacts(by, writer, supervisors)).codes == codes


def test_a_kollegium_is_recorded_once():
    day = date(2027, 7, 1)
    assert may_record_once(day, ()).codes == []
    assert may_record_once(day, (day,)).codes == ["collegium.already_recorded"]
