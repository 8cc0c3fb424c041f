"""Where somebody can serve: what a unit is called, and until when it is there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bt_admin.lib.dates import date_text, list_text
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no

NAMED_AT_MOST = 5  # doctors in a refusal; the page lists them all


@dataclass(frozen=True)
class NameFacts:
    """A name about to be given to a unit, and those that the region's others have."""

    name: str
    others: Collection[str]


@dataclass(frozen=True)
class ServiceFacts:
    """Service at a unit until `last_day`; `closed_on` is the unit's own last day."""

    unit: str
    closed_on: date | None
    last_day: date | None


@dataclass(frozen=True)
class ClosingFacts:
    """A unit about to close after `last_day`.

    `staying`: (doctor, last planned day there) for each placement that goes on longer.
    """

    unit: str
    last_day: date
    staying: tuple[tuple[str, date], ...] = ()


def may_be_named(facts: NameFacts) -> Verdict:
    """May a unit of the region have this name?

    Not when another has it, be it written with other capitals or spaces: people choose
    a unit by its name.
    """
    same = [one for one in facts.others if plain(one) == plain(facts.name)]
    return name_taken(same[0]) if same else YES


def name_taken(name: str) -> Verdict:
    return no(
        "unit.name_taken",
        f"Regionen har redan en enhet som heter {name}. Ändra den, eller skriv ett "
        "annat namn, till exempel med orten.",
        HOUSE,
        field="name",
    )


def plain(name: str) -> str:
    """The name as it is compared: capitals and spaces make no difference."""
    return " ".join(name.split()).casefold()


def may_serve_at(facts: ServiceFacts) -> Verdict:
    """Can somebody serve at this unit until this day? Not past the unit's own last."""
    closed, last = facts.closed_on, facts.last_day
    if closed is None or last is None or last <= closed:
        return YES
    return no(
        "unit.closed",
        f"{facts.unit} är stängd efter den {date_text(closed)}, och tiden där går till "
        f"och med den {date_text(last)}. Välj en annan enhet eller tidigare dagar.",
        HOUSE,
        field="unit",
    )


def may_close(facts: ClosingFacts) -> Verdict:
    """May the unit close after this day?

    Not while a doctor serves there, or is to serve there, past it: they are moved first.
    """
    if not facts.staying:
        return YES
    first = [
        f"{doctor} (till och med {date_text(last)})"
        for doctor, last in facts.staying[:NAMED_AT_MOST]
    ]
    more = len(facts.staying) - len(first)
    who = list_text([*first, f"{more} till"] if more else first)
    return no(
        "unit.in_use",
        f"{facts.unit} kan inte stängas efter den {date_text(facts.last_day)}. Där "
        f"tjänstgör eller planeras {who}. Flytta dem i planen först, eller välj en "
        "senare dag.",
        HOUSE,
        field="last_day",
    )
