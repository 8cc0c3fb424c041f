"""A BT that ends before it is done: somebody has left the post."""

from dataclasses import dataclass
from datetime import date

from bt_admin.lib.sources import BILAGA_3, HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from placements.enums import ProgrammeState

CERTIFIED = (
    ProgrammeState.COMPLETED,
    ProgrammeState.APPLIED,
    ProgrammeState.APPROVED,
)


@dataclass(frozen=True)
class EndingFacts:
    """A BT about to be ended in advance. `ends_on`: the last day of the post."""

    doctor: str
    state: ProgrammeState | str
    ends_on: date
    today: date
    reason: str


def may_end_in_advance(facts: EndingFacts) -> Verdict:
    """May this BT be ended before it is done?

    With a reason, not ahead of time, and never one whose time is certified: it is done
    (BILAGA_3). The rest is our own rule (HOUSE).
    """
    return all_of(_not_over(facts), _has_been(facts), _said_why(facts))


def _not_over(facts: EndingFacts) -> Verdict:
    if facts.state == ProgrammeState.ENDED:
        text = f"BT för {facts.doctor} är redan avslutad i förtid."
        return no("ending.already", text, HOUSE)
    if facts.state in CERTIFIED:
        text = (
            f"BT för {facts.doctor} kan inte avslutas i förtid. Den är fullgjord. Ett "
            "fel i intyget rättas genom att det återkallas."
        )
        return no("ending.certified", text, BILAGA_3)
    return YES


def _has_been(facts: EndingFacts) -> Verdict:
    if facts.ends_on <= facts.today:
        return YES
    text = "Datumet kan inte ligga framåt i tiden."
    return no("ending.in_future", text, HOUSE, field="ends_on")


def _said_why(facts: EndingFacts) -> Verdict:
    if facts.reason.strip():
        return YES
    return no("ending.no_reason", "Skriv varför.", HOUSE, field="reason")


def still_open(doctor: str, state: ProgrammeState | str) -> Verdict:
    """May somebody still be appointed or asked in this BT? Not in one that has ended."""
    if state != ProgrammeState.ENDED:
        return YES
    text = (
        f"Det går inte. BT för {doctor} är avslutad i förtid. Det som finns i den kan "
        "läsas som förut."
    )
    return no("programme.ended", text, HOUSE)
