"""Who may be asked, and when a request goes back and is sent again."""

from datetime import date

import pytest

from assessments.rules.circle import (
    ChoiceFacts,
    Involved,
    SendAgainFacts,
    may_ask_for,
    may_be_asked,
    may_send_again,
    may_send_back,
)
from bt_admin.lib.people import Person

LÄKAREN = Person(1, "Ebba Åkerström")
HANDLEDAREN = Person(2, "Mats Örneblad")
ANNAN = Person(3, "Leyla Yıldırım")
RUNT_OM = (
    Involved(HANDLEDAREN, date(2027, 2, 1), date(2027, 3, 31)),
    Involved(HANDLEDAREN, date(2027, 9, 1)),
)


@pytest.mark.parametrize(
    ("vem", "dag", "koder"),
    [
        (HANDLEDAREN, date(2027, 2, 1), []),
        (HANDLEDAREN, date(2027, 3, 31), []),
        (HANDLEDAREN, date(2027, 4, 1), ["assess.not_around_then"]),
        (HANDLEDAREN, date(2028, 1, 1), []),
        (ANNAN, date(2027, 2, 1), ["assess.not_around"]),
    ],
)
def test_bara_den_som_var_handledare_den_dagen(vem, dag, koder):
    assert may_be_asked(ChoiceFacts(vem, RUNT_OM, dag)).codes == koder


def test_skälet_säger_när_uppdraget_gällde():
    [reason] = may_be_asked(
        ChoiceFacts(HANDLEDAREN, RUNT_OM[:1], date(2027, 4, 1))
    ).reasons
    assert (reason.field, "1\u00a0februari–31\u00a0mars 2027" in reason.text) == (
        "assessor",
        True,
    )


def test_bara_läkaren_ber():
    assert may_ask_for(LÄKAREN, LÄKAREN).codes == []
    assert may_ask_for(HANDLEDAREN, LÄKAREN).codes == ["assess.request_by_other"]


@pytest.mark.parametrize(
    ("vem", "läge", "koder"),
    [
        (LÄKAREN, "returned", []),
        (LÄKAREN, "declined", []),
        (LÄKAREN, "requested", ["assess.not_gone_back"]),
        (LÄKAREN, "signed", ["assess.not_gone_back"]),
        (HANDLEDAREN, "returned", ["assess.request_by_other"]),
    ],
)
def test_det_som_har_kommit_tillbaka_skickas_igen(vem, läge, koder):
    facts = SendAgainFacts(vem, LÄKAREN, HANDLEDAREN, läge)
    assert may_send_again(facts).codes == koder


def test_det_ingen_har_bett_om_skickas_inte_tillbaka():
    assert may_send_back(asked=True).codes == []
    assert may_send_back(asked=False).codes == ["assess.not_requested"]
