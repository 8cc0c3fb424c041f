"""A 360 as its rules see it: its state, who is asked, and who has a hand in it."""

from dataclasses import dataclass, field
from datetime import date

from assessments.enums import RoundState
from assessments.rules.round_limits import RoundLimits
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no

KEY = "msf_360"
UNDER_WAY = (RoundState.OPEN, RoundState.COLLECTING, RoundState.CLOSED)


@dataclass(frozen=True)
class Asked:
    """Somebody on the list."""

    email: str
    profession: str


@dataclass(frozen=True)
class RoundFacts:
    """A 360, and somebody who wants to do something with it.

    `is_doctor`: it is about them; `leads`: studierektor; `guides`: huvudansvarig
    handledare. `answered` counts those who have.
    """

    is_doctor: bool
    leads: bool
    guides: bool
    doctor: Person
    doctor_email: str
    state: RoundState | str
    today: date
    closes_on: date | None = None
    self_done: bool = False
    raters: tuple[Asked, ...] = ()
    answered: int = 0
    limits: RoundLimits = field(default_factory=RoundLimits)


def takes_part(yes: bool) -> Verdict:
    if yes:
        return YES
    return no(
        "round.not_yours",
        "Du får inte göra det här. En 360-återkoppling sköts av BT-läkaren själv och av "
        "studierektorn.",
        HOUSE,
    )


def steers(facts: RoundFacts, *, guides_too: bool = False) -> Verdict:
    return takes_part(facts.is_doctor or facts.leads or (guides_too and facts.guides))


def in_state(facts: RoundFacts, *states: RoundState) -> Verdict:
    if facts.state in states:
        return YES
    words = {
        RoundState.OPEN: "mejlen är inte skickade än",
        RoundState.COLLECTING: "svaren samlas in",
        RoundState.CLOSED: "studierektorn går igenom svaren",
        RoundState.RELEASED: "den är klar",
        RoundState.CANCELLED: "den är avbruten",
    }
    text = (
        f"Det går inte att göra nu: {words[RoundState(facts.state)]}. Läs sidan igen."
    )
    return no("round.wrong_state", text, HOUSE)
