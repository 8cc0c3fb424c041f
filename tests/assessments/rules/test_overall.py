from dataclasses import replace
from datetime import date

import pytest

from assessments.enums import AssessmentState as State
from assessments.rules.overall import (
    AcknowledgeFacts,
    OverallFacts,
    may_acknowledge,
    may_sign_overall,
    may_start_overall,
)
from bt_admin.lib.dates import NBSP
from regions.enums import LoginMethod
from tests.assessments.rules.people import HANDLEDARE, KOLLEGA, LAKARE

FACTS = OverallFacts(
    by=HANDLEDARE,
    doctor=LAKARE,
    supervisors=(HANDLEDARE,),
    placement_ends_on=date(2027, 5, 31),
    today=date(2027, 6, 1),
    login=LoginMethod.BANKID,
    region="Region Dalarna",
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="dagen efter placeringen"),
        pytest.param(
            {"today": date(2027, 5, 18)}, [], id="första av de 14 sista dagarna"
        ),
        pytest.param(
            {"today": date(2027, 5, 17)}, ["overall.not_ended"], id="dagen före"
        ),
        pytest.param(
            {"by": KOLLEGA}, ["overall.not_supervisor"], id="en annan handledare"
        ),
        pytest.param(
            {"by": LAKARE, "supervisors": (LAKARE,)},
            ["assess.self"],
            id="läkaren själv",
        ),
        pytest.param(
            {"formative_minimum": 2, "formative_count": 2},
            [],
            id="två av två bedömningar",
        ),
        pytest.param(
            {"formative_minimum": 2, "formative_count": 1},
            ["overall.too_few"],
            id="en av två bedömningar",
        ),
        pytest.param(
            {"formative_minimum": 2, "too_few_reason": "Sjukskriven i mars."},
            [],
            id="för få men med skäl",
        ),
        pytest.param(
            {"state": State.SIGNED, "already_signed_on": date(2027, 6, 1)},
            ["sign.already_signed"],
            id="redan signerad",
        ),
        pytest.param({"version_shown": 0}, ["sign.text_changed"], id="texten ändrades"),
        pytest.param({"login": ""}, ["sign.login_too_weak"], id="okänd inloggning"),
    ],
)
def test_signing(changes, codes):
    assert may_sign_overall(replace(FACTS, **changes)).codes == codes


def test_a_draft_may_be_begun_early():
    assert may_start_overall(replace(FACTS, today=date(2027, 3, 1))).codes == []


def test_too_early_in_words():
    verdict = may_sign_overall(replace(FACTS, today=date(2027, 3, 1)))
    assert verdict.reasons[0].text == (
        "Den sammantagna bedömningen kan inte signeras än. Den gäller hela placeringen, "
        f"som slutar den 31{NBSP}maj 2027. Spara ett utkast så länge."
    )


@pytest.mark.parametrize(
    ("by", "state", "codes"),
    [
        pytest.param(LAKARE, State.SIGNED, [], id="läkaren, signerad"),
        pytest.param(LAKARE, State.DRAFT, ["overall.not_signed"], id="läkaren, utkast"),
        pytest.param(
            LAKARE, State.ACKNOWLEDGED, ["overall.already_read"], id="läkaren, läst"
        ),
        pytest.param(
            HANDLEDARE, State.SIGNED, ["assess.not_the_doctor"], id="handledaren"
        ),
    ],
)
def test_acknowledging(by, state, codes):
    assert may_acknowledge(AcknowledgeFacts(by, LAKARE, state)).codes == codes
