from dataclasses import replace

import pytest

from certificates.enums import CertificateState as State
from certificates.rules.drafts import (
    CompletedDraftFacts,
    DelmalDraftFacts,
    draft_replaced,
    may_write_completed,
    may_write_delmal,
)
from tests.certificates.rules.people import CHEF, HUVUDHANDLEDARE, STUDIEREKTOR

WRITTEN = DelmalDraftFacts(
    writer=HUVUDHANDLEDARE,
    signatory=HUVUDHANDLEDARE,
    texts={"BT1": ("Tjänstgöring.", "Mini-CEX."), "BT2": ("Kurs.", "Prov.")},
    codes_with_evidence=frozenset({"BT1", "BT2"}),
    codes_certified=frozenset(),
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="HUVUDHANDLEDARE"),
        pytest.param(
            {"writer": CHEF}, ["write_delmal.not_supervisor"], id="någon annan"
        ),
        pytest.param(
            {"signatory": None}, ["write_delmal.not_supervisor"], id="ingen utsedd"
        ),
        pytest.param({"texts": {}}, ["sign_delmal.no_codes"], id="inget delmål"),
        pytest.param(
            {"codes_certified": frozenset({"BT2"})},
            ["sign_delmal.certified_already"],
            id="redan intygat",
        ),
        pytest.param(
            {"codes_with_evidence": frozenset({"BT2"})},
            ["sign_delmal.no_evidence"],
            id="underlag saknas",
        ),
        pytest.param(
            {"texts": {"BT1": (" ", "")}},
            ["sign_delmal.box_empty", "sign_delmal.box_empty"],
            id="båda rutorna tomma",
        ),
    ],
)
def test_writing_bilaga_2(changes, codes):
    assert may_write_delmal(replace(WRITTEN, **changes)).codes == codes


BOXES = CompletedDraftFacts(writer=CHEF, signatories=(CHEF,))


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="CHEF"),
        pytest.param(
            {"writer": STUDIEREKTOR}, ["write_fullgjord.not_manager"], id="STUDIEREKTOR"
        ),
        pytest.param(
            {"state": State.CERTIFIED}, ["certificate.locked"], id="redan signerat"
        ),
        pytest.param(
            {"overflowing": (("Primärvård", "primary_care"),)},
            ["sign.box_overflow"],
            id="får inte plats",
        ),
        pytest.param(
            {"strange": (("Primärvård", "primary_care", "☃"),)},
            ["sign.unprintable"],
            id="finns inte i trycket",
        ),
    ],
)
def test_writing_bilaga_3(changes, codes):
    assert may_write_completed(replace(BOXES, **changes)).codes == codes


def test_a_replaced_draft_is_not_signed():
    assert draft_replaced().codes == ["sign.text_changed"]
