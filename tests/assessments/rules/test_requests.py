from dataclasses import replace
from datetime import date, datetime

import pytest

from assessments.enums import AssessmentState as State
from assessments.rules.requests import (
    AssessmentFacts,
    RequestFacts,
    may_answer,
    may_decline,
    may_request,
    may_return,
    may_sign_assessment,
    may_withdraw,
)
from bt_admin.lib.dates import NBSP
from regions.enums import LoginMethod
from tests.assessments.rules.people import HANDLEDARE, KOLLEGA, LAKARE

TODAY = date(2027, 3, 10)
REQUEST = RequestFacts(
    by=LAKARE,
    doctor=LAKARE,
    assessor=HANDLEDARE,
    performed_on=date(2027, 3, 8),
    today=TODAY,
    delmal=("BT1", "BT9"),
    instrument="Mini-CEX",
    who=("any_licensed_doctor", "placement_supervisor"),
)
ASKED = AssessmentFacts(
    by=HANDLEDARE,
    doctor=LAKARE,
    assessor=HANDLEDARE,
    state=State.REQUESTED,
    today=TODAY,
    performed_on=date(2027, 3, 8),
    login=LoginMethod.SITHS,
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="av handledaren, i förrgår"),
        pytest.param({"performed_on": TODAY}, [], id="i dag"),
        pytest.param(
            {"performed_on": date(2027, 3, 11)}, ["assess.future"], id="i morgon"
        ),
        pytest.param({"assessor": LAKARE}, ["assess.self"], id="av sig själv"),
        pytest.param({"by": KOLLEGA}, ["assess.request_by_other"], id="åt någon annan"),
        pytest.param(
            {"assessor_licensed": False}, ["assess.not_licensed"], id="av olegitimerad"
        ),
        pytest.param(
            {"assessor_licensed": False, "who": ("other_profession", "self")},
            [],
            id="360 av annan yrkesgrupp",
        ),
        pytest.param({"max_age_days": 2}, [], id="på regionens sista dag"),
        pytest.param(
            {"max_age_days": 1}, ["assess.too_late_to_ask"], id="en dag för sent"
        ),
        pytest.param(
            {"programme_ended_on": date(2027, 3, 7)},
            ["assess.after_end"],
            id="efter BT:s slut",
        ),
        pytest.param({"delmal": ()}, ["assess.no_delmal"], id="inget delmål"),
        pytest.param(
            {"delmal": ("BT19",)}, ["assess.unknown_delmal"], id="okänt delmål"
        ),
        pytest.param(
            {"delmal": ("BT1", "BT2", "BT3", "BT4", "BT5")},
            ["assess.many_delmal"],
            id="fem delmål",
        ),
        pytest.param(
            {"delmal": ("BT1", "BT1", "BT2", "BT3", "BT4")},
            [],
            id="fyra, ett två gånger",
        ),
    ],
)
def test_asking(changes, codes):
    assert may_request(replace(REQUEST, **changes)).codes == codes


@pytest.mark.parametrize(
    ("changes", "answering", "signing"),
    [
        pytest.param({}, [], [], id="handledaren som fick frågan"),
        pytest.param(
            {"by": KOLLEGA},
            ["assess.not_assessor"],
            ["assess.not_assessor"],
            id="en annan handledare",
        ),
        pytest.param(
            {"by": LAKARE}, ["assess.self"], ["assess.self"], id="läkaren själv"
        ),
        pytest.param(
            {"by": LAKARE, "assessor": LAKARE},
            ["assess.self"],
            ["assess.self"],
            id="läkaren som sin egen bedömare",
        ),
        pytest.param(
            {"assessor": None},
            ["assess.not_assessor"],
            ["assess.not_assessor"],
            id="ingen är tillfrågad",
        ),
        pytest.param(
            {"state": State.RETURNED},
            ["assess.returned"],
            ["assess.returned"],
            id="tillbaka hos BT-läkaren",
        ),
        pytest.param(
            {"state": State.SIGNED},
            ["assess.locked"],
            ["assess.locked"],
            id="redan signerad",
        ),
        pytest.param(
            {"state": State.SIGNED, "already_signed_on": TODAY},
            ["sign.already_signed"],
            ["sign.already_signed"],
            id="signerad av samma person",
        ),
        pytest.param(
            {"state": State.DECLINED},
            ["assess.declined"],
            ["assess.declined"],
            id="avböjd",
        ),
        pytest.param(
            {"performed_on": date(2027, 3, 11)}, [], ["assess.future"], id="i morgon"
        ),
        pytest.param(
            {"version_now": 2}, [], ["sign.text_changed"], id="texten ändrades"
        ),
        pytest.param({"login": ""}, [], ["sign.login_too_weak"], id="okänd inloggning"),
        pytest.param(
            {"login": LoginMethod.PASSKEY},
            [],
            ["sign.login_too_weak"],
            id="bara passernyckel",
        ),
        pytest.param(
            {"role_period": (date(2027, 3, 8), date(2027, 3, 8))},
            [],
            [],
            id="uppdragets enda dag",
        ),
        pytest.param(
            {"role_period": (date(2027, 3, 9), None)},
            [],
            ["assess.outside_assignment"],
            id="dagen före uppdraget",
        ),
        pytest.param(
            {"role_period": (date(2027, 1, 1), date(2027, 3, 7))},
            [],
            ["assess.outside_assignment"],
            id="dagen efter uppdraget",
        ),
    ],
)
def test_answering_and_signing(changes, answering, signing):
    facts = replace(ASKED, **changes)
    assert may_answer(facts).codes == answering
    assert may_sign_assessment(facts).codes == signing


def test_the_changed_text_says_when():
    changed_at = datetime(2027, 3, 10, 10, 42)
    facts = replace(ASKED, version_now=2, changed_at=changed_at)
    assert may_sign_assessment(facts).reasons[0].text == (
        f"Du kan inte signera den här versionen. Texten ändrades kl.{NBSP}10.42, och en "
        "signering gäller bara det du har sett. Läs den nya versionen och signera den."
    )


@pytest.mark.parametrize(
    ("changes", "returning", "declining"),
    [
        pytest.param({"reason": "Fel dag."}, [], [], id="med skäl"),
        pytest.param(
            {"reason": " "},
            ["assess.return_reason"],
            ["assess.decline_reason"],
            id="utan skäl",
        ),
        pytest.param(
            {"reason": "x", "by": KOLLEGA},
            ["assess.not_assessor"],
            ["assess.not_assessor"],
            id="någon annan",
        ),
        pytest.param(
            {"reason": "x", "state": State.SIGNED},
            ["assess.not_open"],
            ["assess.not_open"],
            id="redan signerad",
        ),
    ],
)
def test_returning_and_declining(changes, returning, declining):
    facts = replace(ASKED, **changes)
    assert may_return(facts).codes == returning
    assert may_decline(facts).codes == declining


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({"by": LAKARE}, [], id="läkaren"),
        pytest.param({}, ["assess.not_the_doctor"], id="handledaren"),
        pytest.param(
            {"by": LAKARE, "state": State.SIGNED}, ["assess.locked"], id="signerad"
        ),
    ],
)
def test_taking_a_request_back(changes, codes):
    assert may_withdraw(replace(ASKED, **changes)).codes == codes
