from datetime import date

import pytest

from assessments.enums import AssessmentState as State
from assessments.rules.circle import (
    ChoiceFacts,
    Involved,
    SendAgainFacts,
    may_ask_for,
    may_be_asked,
    may_send_again,
    may_send_back,
)
from tests.assessments.rules.people import HANDLEDARE, KOLLEGA, LAKARE

SPRING = Involved(HANDLEDARE, date(2027, 3, 1), date(2027, 5, 31))
OPEN = Involved(HANDLEDARE, date(2027, 9, 1))


@pytest.mark.parametrize(
    ("assessor", "day", "codes"),
    [
        pytest.param(HANDLEDARE, date(2027, 3, 1), [], id="första dagen"),
        pytest.param(HANDLEDARE, date(2027, 5, 31), [], id="sista dagen"),
        pytest.param(
            HANDLEDARE, date(2027, 6, 1), ["assess.not_around_then"], id="dagen efter"
        ),
        pytest.param(HANDLEDARE, date(2030, 1, 1), [], id="i ett uppdrag utan slut"),
        pytest.param(
            KOLLEGA, date(2027, 4, 1), ["assess.not_around"], id="någon annan"
        ),
    ],
)
def test_who_may_be_asked(assessor, day, codes):
    facts = ChoiceFacts(assessor, (SPRING, OPEN), day)
    assert may_be_asked(facts).codes == codes


@pytest.mark.parametrize(
    ("by", "state", "codes"),
    [
        pytest.param(LAKARE, State.RETURNED, [], id="tillbakaskickad"),
        pytest.param(LAKARE, State.DECLINED, [], id="avböjd"),
        pytest.param(
            LAKARE, State.REQUESTED, ["assess.not_gone_back"], id="ligger kvar"
        ),
        pytest.param(LAKARE, State.SIGNED, ["assess.not_gone_back"], id="signerad"),
        pytest.param(
            KOLLEGA, State.RETURNED, ["assess.request_by_other"], id="någon annan"
        ),
    ],
)
def test_sending_again(by, state, codes):
    facts = SendAgainFacts(by, LAKARE, HANDLEDARE, state)
    assert may_send_again(facts).codes == codes


def test_only_the_doctor_asks_and_only_what_was_asked_goes_back():
    assert may_ask_for(LAKARE, LAKARE).codes == []
    assert may_ask_for(HANDLEDARE, LAKARE).codes == ["assess.request_by_other"]
    assert may_send_back(True).codes == []
    assert may_send_back(False).codes == ["assess.not_requested"]
