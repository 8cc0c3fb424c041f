"""Not signing: by whom, with which reason, and how one goes on."""

from dataclasses import dataclass

from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no


@dataclass(frozen=True)
class DeclineFacts:
    """`signers` are to sign and have not; `declined`: this person has said no, and
    has not been asked again.
    """

    by: Person
    signers: tuple[Person, ...]
    reason: str
    declined: bool = False


@dataclass(frozen=True)
class AskAgainFacts:
    """`managers` certify in the region; `open`: the no still stands."""

    by: Person
    managers: tuple[Person, ...]
    open: bool


def may_decline(facts: DeclineFacts) -> Verdict:
    """May this person say that they do not sign? One who is to, once, with a reason.

    Nobody is made to certify what they do not stand for. HOUSE.
    """
    turn = _is_to_sign(facts)
    return all_of(turn and _once(facts), _reason_given(facts))


def may_ask_again(facts: AskAgainFacts) -> Verdict:
    """May this person ask whoever declined once more, or say that it is settled?

    Those who certify in the region, while it stands. HOUSE.
    """
    if facts.by not in facts.managers:
        return no(
            "decline.not_manager",
            "Du kan inte svara på det här. Det gör den som intygar fullgjord BT i "
            f"regionen. Be {names(facts.managers) or 'regionens BT-kansli'}.",
            HOUSE,
        )
    if facts.open:
        return YES
    return no(
        "decline.ended",
        "Det är redan besvarat. Någon har bett om signeringen igen, intyget är signerat "
        "eller ärendet är avslutat.",
        HOUSE,
    )


def _is_to_sign(facts: DeclineFacts) -> Verdict:
    if facts.by in facts.signers:
        return YES
    who = names(facts.signers)
    return no(
        "decline.not_signer",
        "Du kan inte avstå från att signera intyget, för det väntar inte på dig. "
        + (f"Det väntar på {who}." if who else "Det väntar inte på någon."),
        HOUSE,
    )


def _once(facts: DeclineFacts) -> Verdict:
    if not facts.declined:
        return YES
    return no(
        "decline.twice",
        "Du har redan avstått, och AT/BT-chefen har ditt skäl. Du får en uppgift om du "
        "blir tillfrågad igen. Du kan också signera.",
        HOUSE,
    )


def _reason_given(facts: DeclineFacts) -> Verdict:
    if facts.reason.strip():
        return YES
    return no(
        "decline.reason_missing",
        "Skriv varför du avstår. Den som ska göra något åt det behöver veta vad som är "
        "fel. En eller två meningar räcker.",
        HOUSE,
        field="reason",
    )
