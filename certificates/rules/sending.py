"""The last step: the originals are in the post to Socialstyrelsen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TypeVar

from bt_admin.lib.dates import date_text, list_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import BILAGA_1, HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

Key = TypeVar("Key")


@dataclass(frozen=True)
class SendFacts:
    """`waiting_for` are the names whose pen signatures are not registered."""

    doctor: Person
    by: Person
    printed: bool
    waiting_for: tuple[str, ...] = ()
    sent_on: date | None = None


def annex_numbers(
    in_order: Sequence[Key], keep: dict[Key, int] | None = None
) -> dict[Key, int]:
    """Which «Bilaga nr» does each attachment get?

    One, two, three in the order given. A number in `keep` stays: it stands on an
    original that somebody has signed with a pen; the others get the lowest left.
    """
    keep = keep or {}
    taken = {keep[key] for key in in_order if key in keep}
    free = (number for number in count(1) if number not in taken)
    return {key: keep[key] if key in keep else next(free) for key in in_order}


def may_change_application(sent_on: date | None) -> Verdict:
    """May the application still be changed or made anew? Not once it is sent."""
    if sent_on is None:
        return YES
    return no(
        "application.sent",
        f"Ansökan skickades den {date_text(sent_on)} och kan inte ändras. Vill "
        "Socialstyrelsen ha en komplettering registrerar du det, och då går den att "
        "ändra.",
        HOUSE,
    )


def may_record_sent(facts: SendFacts) -> Verdict:
    """May the application be registered as sent?

    By the doctor, once, when every original is printed and signed with a pen.
    """
    return all_of(
        _by_doctor(facts), may_change_application(facts.sent_on), _signed(facts)
    )


def may_send_again(facts: SendFacts) -> Verdict:
    """May the complement be registered as sent?

    By the doctor, when what was made anew is printed and signed with a pen as well.
    """
    return all_of(_by_doctor(facts), _signed(facts))


def _by_doctor(facts: SendFacts) -> Verdict:
    if facts.by == facts.doctor:
        return YES
    return no(
        "application.not_sender",
        "Du kan inte registrera att ansökan är skickad. Det gör BT-läkaren själv. "
        f"Påminn {facts.doctor}.",
        BILAGA_1,
    )


def _signed(facts: SendFacts) -> Verdict:
    if facts.printed and not facts.waiting_for:
        return YES
    if not facts.printed:
        return no(
            "application.not_printed",
            "Ansökan kan inte skickas än. Originalen är inte framställda. Gör klar "
            "ansökan först.",
            BILAGA_1,
        )
    who = list_text(_once(facts.waiting_for))
    return no(
        "application.not_signed",
        "Ansökan kan inte skickas än. Originalen skrivs under med penna, och "
        f"underskrift är inte registrerad för {who}. Registrera den först.",
        BILAGA_1,
    )


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
