from dataclasses import replace

import pytest

from certificates.rules.declining import (
    AskAgainFacts,
    DeclineFacts,
    may_ask_again,
    may_decline,
)
from tests.certificates.rules.people import (
    BEDOMARE,
    CHEF,
    HUVUDHANDLEDARE,
    LAKARE,
    STUDIEREKTOR,
)

ASKED = DeclineFacts(
    by=BEDOMARE, signers=(HUVUDHANDLEDARE, BEDOMARE), reason="Tjänstestället är fel."
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"by": HUVUDHANDLEDARE}, []),
        ({"by": LAKARE}, ["decline.not_signer"]),
        ({"by": CHEF}, ["decline.not_signer"]),
        ({"signers": (HUVUDHANDLEDARE,)}, ["decline.not_signer"]),  # has signed
        ({"signers": ()}, ["decline.not_signer"]),
        ({"declined": True}, ["decline.twice"]),
        ({"reason": "\n "}, ["decline.reason_missing"]),
    ],
)
def test_whoever_is_to_sign_may_say_no(changes, codes):
    assert may_decline(replace(ASKED, **changes)).codes == codes


@pytest.mark.parametrize(
    ("by", "stands", "codes"),
    [
        (CHEF, True, []),
        (CHEF, False, ["decline.ended"]),
        (STUDIEREKTOR, True, ["decline.not_manager"]),
        (BEDOMARE, True, ["decline.not_manager"]),
    ],
)
def test_those_who_certify_ask_again(by, stands, codes):
    assert may_ask_again(AskAgainFacts(by, (CHEF,), stands)).codes == codes
