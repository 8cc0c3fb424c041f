from dataclasses import replace
from datetime import date

import pytest

from certificates.enums import CertificateKind as Kind
from certificates.enums import CertificateState as State
from certificates.rules.paper import (
    CorrectionFacts,
    IssueFacts,
    PackFacts,
    PaperFacts,
    PrintFacts,
    RevokeFacts,
    may_correct_paper,
    may_edit,
    may_issue,
    may_pack,
    may_print,
    may_register_paper,
    may_revoke,
)
from tests.certificates.rules.people import BEDOMARE, HUVUDHANDLEDARE

KNOWN = PrintFacts(
    kind=Kind.COMPETENCE,
    signatory=HUVUDHANDLEDARE,
    viewer_is_signatory=True,
    personal_number="197701172392",
    speciality="allmänmedicin",
    workplace="Lindängens vårdcentral",
)
OWN, THEIRS = "print.own_data_missing", "print.signatory_data_missing"


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="allt finns"),
        pytest.param({"personal_number": ""}, [OWN], id="eget personnummer saknas"),
        pytest.param(
            {"speciality": " ", "viewer_is_signatory": False},
            [THEIRS],
            id="den andres specialitet saknas",
        ),
        pytest.param(
            {"kind": Kind.COMPLETED, "personal_number": "", "speciality": ""},
            [],
            id="bilaga 3 frågar inte efter dem",
        ),
        pytest.param(
            {"kind": Kind.COMPLETED, "workplace": ""}, [OWN], id="bilaga 3 utan ställe"
        ),
        pytest.param(
            {"kind": Kind.APPLICATION, "workplace": ""}, [], id="bilaga 1 har ingen"
        ),
    ],
)
def test_printing(changes, codes):
    assert may_print(replace(KNOWN, **changes)).codes == codes


def test_what_is_missing_for_print_in_words():
    facts = replace(KNOWN, personal_number="", speciality="")
    assert may_print(facts).reasons[0].text == (
        "Intyget kan inte skrivas ut än. Blanketten ska ha personnummer och specialitet "
        "för den som intygar, och det saknas för dig. Lägg till det under ”Mina "
        "uppgifter”."
    )


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        (State.DRAFT, []),
        (State.CERTIFIED, ["certificate.locked"]),
        (State.ISSUED, ["certificate.locked"]),
        (State.REVOKED, ["certificate.locked"]),
    ],
)
def test_what_is_signed_is_locked(state, codes):
    assert may_edit(state).codes == codes


INK = PaperFacts(
    signatory=BEDOMARE,
    signed_on=date(2028, 1, 14),
    place="Växjö",
    printed_on=date(2028, 1, 12),
    today=date(2028, 1, 14),
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="i dag i Växjö"),
        pytest.param({"place": " "}, ["paper.no_place"], id="utan ort"),
        pytest.param({"signed_on": date(2028, 1, 15)}, ["paper.future"], id="i morgon"),
        pytest.param(
            {"signed_on": date(2028, 1, 12)}, [], id="samma dag som utskriften"
        ),
        pytest.param(
            {"signed_on": date(2028, 1, 11)},
            ["paper.before_print"],
            id="före utskriften",
        ),
        pytest.param(
            {"has_signed_here": False},
            ["paper.not_signed_here"],
            id="inte signerat här",
        ),
    ],
)
def test_registering_ink(changes, codes):
    assert may_register_paper(replace(INK, **changes)).codes == codes


@pytest.mark.parametrize(
    ("on_paper", "codes"),
    [
        pytest.param((HUVUDHANDLEDARE, BEDOMARE), [], id="båda"),
        pytest.param((BEDOMARE,), ["certificate.not_on_paper"], id="en av två"),
        pytest.param((), ["certificate.not_on_paper"], id="ingen"),
    ],
)
def test_issuing(on_paper, codes):
    facts = IssueFacts((HUVUDHANDLEDARE, BEDOMARE), on_paper)
    assert may_issue(facts).codes == codes


@pytest.mark.parametrize(
    ("state", "reason", "codes"),
    [
        pytest.param(State.ISSUED, "Fel period.", [], id="utfärdat, med skäl"),
        pytest.param(State.CERTIFIED, "Fel period.", [], id="signerat, med skäl"),
        pytest.param(State.ISSUED, " ", ["certificate.reason_missing"], id="utan skäl"),
        pytest.param(
            State.REVOKED, "x", ["certificate.nothing_to_revoke"], id="en gång till"
        ),
        pytest.param(State.DRAFT, "x", ["certificate.nothing_to_revoke"], id="utkast"),
    ],
)
def test_revoking(state, reason, codes):
    assert may_revoke(RevokeFacts(state, reason)).codes == codes


WRONG = CorrectionFacts(
    by=BEDOMARE, recorded_by=BEDOMARE, issues=False, reason="Fel dag."
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"recorded_by": HUVUDHANDLEDARE}, ["pen.not_recorder"]),
        ({"recorded_by": HUVUDHANDLEDARE, "issues": True}, []),
        ({"reason": " "}, ["pen.no_reason"]),
        ({"changes": False}, ["pen.same"]),
        ({"holds": False}, ["pen.gone"]),
        ({"reason": "", "holds": False}, ["pen.gone", "pen.no_reason"]),
    ],
)
def test_correcting_what_was_told(changes, codes):
    assert may_correct_paper(replace(WRONG, **changes)).codes == codes


@pytest.mark.parametrize(
    ("waiting", "codes"), [((), []), ((HUVUDHANDLEDARE,), ["pack.not_signed"])]
)
def test_into_the_envelope(waiting, codes):
    facts = PackFacts(original="Bilaga 4, nr 3", waiting_for=waiting)
    assert may_pack(facts).codes == codes
