"""From a yes to a BT: who may be hired, and when. Our own rules (HOUSE)."""

from dataclasses import dataclass
from datetime import datetime

from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.rules.releasing import may_act_on_a_yes


@dataclass(frozen=True)
class HireFacts:
    """Somebody about to be hired. `account`: whose account has the same address.

    `is_same`: somebody has said that it is the same person.
    """

    applicant: Person
    has_accepted: bool
    has_left: bool
    confirmed_at: datetime | None
    account: str = ""
    is_same: bool = False


def may_hire(facts: HireFacts) -> Verdict:
    """May a BT be opened for this applicant? After a yes, when all is confirmed."""
    return all_of(_said_yes(facts), _confirmed(facts))


def is_the_person(facts: HireFacts) -> Verdict:
    """Is the account with this address theirs? Somebody has to have said so."""
    if not facts.account or facts.is_same:
        return YES
    return no(
        "hire.same_person",
        f"{facts.account} Kryssa i att det är samma person, eller kontakta den sökande "
        "och be om en annan adress.",
        HOUSE,
        field="same_person",
    )


def is_the_number(known: str) -> Verdict:
    """Is the number typed the account's? `known`: what the account has, if any.

    Tells nothing of the other number: it may be another person's.
    """
    if not known:
        return YES
    return no(
        "hire.other_number",
        "Personnumret är inte det som står på kontot. Kontrollera siffrorna och att det "
        "är samma person, eller lämna fältet tomt.",
        HOUSE,
        field="personal_number",
    )


def _said_yes(facts: HireFacts) -> Verdict:
    if facts.has_accepted and not facts.has_left:
        return YES
    why = "har lämnat platsen" if facts.has_left else "har inte tackat ja"
    return no(
        "hire.no_yes",
        f"BT kan inte öppnas. {facts.applicant} {why}. Vänta på svaret, eller gå vidare "
        "till nästa i ordningen.",
        HOUSE,
    )


def _confirmed(facts: HireFacts) -> Verdict:
    return may_act_on_a_yes(facts.confirmed_at) if facts.has_accepted else YES
