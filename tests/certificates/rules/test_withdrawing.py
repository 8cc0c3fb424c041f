from dataclasses import replace

import pytest

from certificates.enums import CertificateState as State
from certificates.rules.withdrawing import WithdrawFacts, may_withdraw_signature
from tests.certificates.rules.people import BEDOMARE, CHEF, HUVUDHANDLEDARE

HALF = WithdrawFacts(
    by=HUVUDHANDLEDARE,
    signed=(HUVUDHANDLEDARE,),
    state=State.DRAFT,
    reason="Fel tjänsteställe.",
)
BOTH = (HUVUDHANDLEDARE, BEDOMARE)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"signed": (BEDOMARE,), "by": BEDOMARE}, []),
        ({"by": BEDOMARE}, ["withdraw.not_own"]),
        ({"by": CHEF}, ["withdraw.not_own"]),
        ({"signed": ()}, ["withdraw.not_own"]),
        ({"reason": "  "}, ["withdraw.reason_missing"]),
        ({"signed": BOTH, "state": State.CERTIFIED}, ["withdraw.too_late"]),
        ({"state": State.CERTIFIED}, ["withdraw.too_late"]),  # bilaga 2 and 3
        ({"signed": BOTH, "state": State.ISSUED}, ["withdraw.too_late"]),
        ({"state": State.REVOKED}, ["withdraw.revoked"]),
    ],
)
def test_ones_own_while_the_other_has_not_signed(changes, codes):
    assert may_withdraw_signature(replace(HALF, **changes)).codes == codes


def test_afterwards_the_way_on_is_told():
    late = replace(HALF, signed=BOTH, state=State.CERTIFIED)
    (reason,) = may_withdraw_signature(late).reasons
    assert reason.text == (
        f"Signeringen kan inte tas tillbaka. {BEDOMARE} har också signerat, och "
        "intyget gäller. Återkalla intyget i stället, och skriv varför. Därefter kan "
        "ett nytt signeras."
    )
