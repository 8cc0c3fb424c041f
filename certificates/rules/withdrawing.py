"""Taking one's own signature back, before the other has signed."""

from dataclasses import dataclass

from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import BILAGA_4, HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from certificates.enums import CertificateState


@dataclass(frozen=True)
class WithdrawFacts:
    """`signed`: who has signed, in order. `state` is the certificate's."""

    by: Person
    signed: tuple[Person, ...]
    state: CertificateState | str
    reason: str


def may_withdraw_signature(facts: WithdrawFacts) -> Verdict:
    """May this person take their signature back?

    Their own, while the certificate waits for the other one (BILAGA_4), and with a
    reason. When it counts it is revoked instead, for both. HOUSE.
    """
    mine = _own(facts)
    return all_of(mine and _still_waits(facts), _reason_given(facts))


def _own(facts: WithdrawFacts) -> Verdict:
    if facts.by in facts.signed:
        return YES
    who = names(facts.signed)
    return no(
        "withdraw.not_own",
        "Du kan inte ta tillbaka någon annans signering. "
        + (f"Det gör {who}." if who else "Ingen har signerat intyget."),
        HOUSE,
    )


def _still_waits(facts: WithdrawFacts) -> Verdict:
    if facts.state == CertificateState.DRAFT:
        return YES
    if facts.state == CertificateState.REVOKED:
        return no(
            "withdraw.revoked",
            "Signeringen kan inte tas tillbaka. Intyget är redan återkallat, och ett "
            "nytt börjar från början.",
            HOUSE,
        )
    others = names(one for one in facts.signed if one != facts.by)
    why = (
        f"{others} har också signerat, och intyget gäller."
        if others
        else "Intyget gäller sedan du signerade."
    )
    return no(
        "withdraw.too_late",
        f"Signeringen kan inte tas tillbaka. {why} Återkalla intyget i stället, och "
        "skriv varför. Därefter kan ett nytt signeras.",
        BILAGA_4,
    )


def _reason_given(facts: WithdrawFacts) -> Verdict:
    if facts.reason.strip():
        return YES
    return no(
        "withdraw.reason_missing",
        "Signeringen kan inte tas tillbaka utan skäl. Den som väntar ska kunna förstå "
        "varför. Skriv en eller två meningar.",
        HOUSE,
        field="reason",
    )
