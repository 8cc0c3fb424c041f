"""A personal link: to whom, how often, and what it opens."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessments.enums import AssessmentState as State
from assessments.rules.outsiders import (
    LetterFacts,
    LinkFacts,
    Outsider,
    OutsiderFacts,
    link_opens,
    may_remind,
    may_renew_link,
    may_send_link,
)
from tests.assessments.rules.people import HANDLEDARE, KOLLEGA, LAKARE

TODAY = date(2027, 9, 14)
DAY = timedelta(days=1)
OUTSIDER = Outsider("Mikael Ek", "överläkare", "Gläntan", "mikael@example.org")
SENDING = OutsiderFacts(OUTSIDER, "doctor@example.org", (("eva@x.se", "Eva Lind"),))
LINK = LinkFacts(State.REQUESTED, TODAY, TODAY)
LETTER = LetterFacts(
    LAKARE, LAKARE, HANDLEDARE, State.REQUESTED, TODAY - 3 * DAY, TODAY, by_link=True
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="en kollega"),
        pytest.param({"title": " "}, ["link.not_named"], id="utan titel"),
        pytest.param({"email": "DOCTOR@example.org"}, ["link.own_address"], id="egen"),
        pytest.param({"email": "Eva@x.se"}, ["link.has_account"], id="handledare"),
    ],
)
def test_to_whom(changes, codes):
    facts = replace(SENDING, outsider=replace(OUTSIDER, **changes))
    assert may_send_link(facts).codes == codes


@pytest.mark.parametrize(
    ("changes", "opens"),
    [
        pytest.param({}, True, id="sista dagen"),
        pytest.param({"today": TODAY + DAY}, False, id="dagen efter"),
        pytest.param({"used": True}, False, id="använd"),
        pytest.param({"state": State.SIGNED}, False, id="signerad"),
        pytest.param({"state": State.RETURNED}, False, id="tillbakatagen"),
    ],
)
def test_what_it_opens(changes, opens):
    assert bool(link_opens(replace(LINK, **changes))) == opens


@pytest.mark.parametrize(
    ("changes", "reminding", "renewing"),
    [
        pytest.param({}, [], [], id="efter tre dagar"),
        pytest.param(
            {"told_on": TODAY},
            ["assess.reminded_lately"],
            ["assess.reminded_lately"],
            id="samma dag",
        ),
        pytest.param(
            {"told_on": TODAY, "new_address": True},
            ["assess.reminded_lately"],
            [],
            id="fel adress",
        ),
        pytest.param(
            {"told_on": TODAY, "expired": True},
            ["assess.reminded_lately"],
            [],
            id="utgången",
        ),
        pytest.param(
            {"by": KOLLEGA, "leads": True},
            ["assess.not_the_asker"],
            [],
            id="studierektorn",
        ),
        pytest.param(
            {"by": KOLLEGA},
            ["assess.not_the_asker"],
            ["assess.not_the_asker"],
            id="en kollega",
        ),
        pytest.param(
            {"state": State.SIGNED},
            ["assess.not_waiting"],
            ["assess.not_waiting"],
            id="redan signerad",
        ),
        pytest.param({"by_link": False}, [], ["link.not_by_link"], id="har konto"),
    ],
)
def test_how_often(changes, reminding, renewing):
    facts = replace(LETTER, **changes)
    assert may_remind(facts).codes == reminding
    assert may_renew_link(facts).codes == renewing
