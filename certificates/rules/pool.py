"""The pool of assessors: who can be asked now, and in which order.

The law says who may not be an extern bedömare (rules/external.py). Who is asked first
of those who may is the region's own: whoever travels there, then whoever has had
fewest assignments this year, then whoever has waited longest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bt_admin.lib.dates import date_text, number_word, period_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from certificates.rules.external import ExternalFacts, may_be_external_assessor

MOST_A_YEAR = 50


@dataclass(frozen=True)
class Span:
    """Days from one to another, both included; None has no end."""

    starts: date
    ends: date | None = None

    def holds(self, on: date) -> bool:
        return self.starts <= on and (self.ends is None or on <= self.ends)


@dataclass(frozen=True, kw_only=True)
class PoolFacts:
    """One member of the pool, asked to judge on a day.

    `load` is assignments of this calendar year: going on, and done. `last_on` is the day
    of the latest one ever. `towns` are where the person goes; none means anywhere.
    `lender` is the region that lends, while `lending` holds.
    """

    person: Person
    active: Span
    pauses: tuple[Span, ...] = ()
    maximum: int
    going_on: int = 0
    done: int = 0
    last_on: date | None = None
    towns: tuple[str, ...] = ()
    distance: str = ""
    lender: str = ""
    lending: Span | None = None

    @property
    def load(self) -> int:
        return self.going_on + self.done


@dataclass(frozen=True, kw_only=True)
class ShortlistFacts:
    """A member of the pool and one doctor.

    `on` is the planned day, or today; `town` is where the last placement is.
    `declined_on`: when the person said no to judging this very doctor; `asked_on`: when
    they were asked, and have not answered.
    """

    member: PoolFacts
    external: ExternalFacts
    on: date
    town: str = ""
    declined_on: date | None = None
    asked_on: date | None = None


@dataclass(frozen=True)
class Proposal:
    """A place on the shortlist: may be asked or why not, and what speaks for it."""

    person: Person
    verdict: Verdict
    reasons: tuple[str, ...]
    order: tuple[object, ...]


def is_available(facts: PoolFacts, on: date) -> Verdict:
    """Is this member of the pool there to be asked for that day? HOUSE."""
    return all_of(
        _active(facts, on), _lent(facts, on), _not_paused(facts, on), _has_room(facts)
    )


def may_be_asked(facts: ShortlistFacts) -> Verdict:
    """May this person be asked to judge this doctor on this day?

    All that the law asks of an extern bedömare, and that the person is there to ask.
    """
    return all_of(
        may_be_external_assessor(facts.external),
        is_available(facts.member, facts.on),
        _has_not_declined(facts),
        _is_not_asked(facts),
    )


def shortlist(candidates: Iterable[ShortlistFacts]) -> list[Proposal]:
    """Whom to ask first? Those who cannot stand last, by name.

    Travel there, fewest assignments this year, longest since the last one, name.
    """
    found = [_proposal(one) for one in candidates]
    return sorted(found, key=lambda one: one.order)


def _proposal(facts: ShortlistFacts) -> Proposal:
    verdict, member = may_be_asked(facts), facts.member
    order = (
        not verdict,
        not goes_to(member, facts.town) if verdict else False,
        member.load if verdict else 0,
        member.last_on or date.min if verdict else date.min,
        str(member.person),
        str(member.person.id),
    )
    return Proposal(member.person, verdict, why(facts), order)


def goes_to(member: PoolFacts, town: str) -> bool:
    """Does this person go there? Anywhere, when nothing is said."""
    if not member.towns or not town:
        return True
    return town.casefold() in {one.casefold() for one in member.towns}


def why(facts: ShortlistFacts) -> tuple[str, ...]:
    """What speaks for this place on the list, in words: one line for each thing."""
    member = facts.member
    lines = [
        "Legitimerad specialist med utbildning i kompetensbedömning.",
        f"Ingen koppling till {facts.external.doctor} i det som är registrerat.",
        f"Tillgänglig den {date_text(facts.on)}.",
        load_told(member),
        travel_told(member, facts.town),
    ]
    if member.lender:
        lines.append(f"Lånas från {member.lender}.")
    return tuple(line for line in lines if line)


def load_told(member: PoolFacts) -> str:
    """«Inget uppdrag i år. Det senaste var den 3 mars 2026.»"""
    if not member.load:
        told = "Inget uppdrag i år"
    elif member.load == 1:
        told = f"Ett uppdrag i år, av högst {member.maximum}"
    else:
        count = number_word(member.load).capitalize()
        told = f"{count} uppdrag i år, av högst {member.maximum}"
    if member.last_on is None:
        return f"{told}, och har inte bedömt här förut."
    return f"{told}. Det senaste var den {date_text(member.last_on)}."


def travel_told(member: PoolFacts, town: str) -> str:
    far = f" {member.distance.rstrip('. ')}." if member.distance else ""
    if not town or not member.towns:
        return f"Åker dit det behövs.{far}"
    if goes_to(member, town):
        return f"Åker till {town}.{far}"
    return f"Åker i regel inte till {town}, utan till {', '.join(member.towns)}.{far}"


def _active(facts: PoolFacts, on: date) -> Verdict:
    if facts.active.holds(on):
        return YES
    when = period_text(facts.active.starts, facts.active.ends)
    return no(
        "pool.not_active",
        f"{facts.person} finns inte i poolen den {date_text(on)}. Uppdraget i poolen "
        f"gäller {when}. Välj en annan dag eller någon annan.",
        HOUSE,
    )


def _lent(facts: PoolFacts, on: date) -> Verdict:
    if facts.lending is None or facts.lending.holds(on):
        return YES
    when = period_text(facts.lending.starts, facts.lending.ends)
    return no(
        "pool.not_lent",
        f"{facts.person} lånas från {facts.lender}, och avtalet gäller {when}. Förnya "
        "avtalet, eller välj någon annan.",
        HOUSE,
    )


def _not_paused(facts: PoolFacts, on: date) -> Verdict:
    pause = next((one for one in facts.pauses if one.holds(on)), None)
    if pause is None:
        return YES
    until = f" till och med den {date_text(pause.ends)}" if pause.ends else ""
    return no(
        "pool.paused",
        f"{facts.person} är inte tillgänglig den {date_text(on)}. Det är paus från den "
        f"{date_text(pause.starts)}{until}. Välj en annan dag eller någon annan.",
        HOUSE,
    )


def _has_room(facts: PoolFacts) -> Verdict:
    if facts.load < facts.maximum:
        return YES
    most = number_word(facts.maximum)
    return no(
        "pool.full",
        f"{facts.person} har sina {most} uppdrag i år. Fråga någon annan, eller ändra "
        "hur många det får vara om ni är överens.",
        HOUSE,
    )


def _has_not_declined(facts: ShortlistFacts) -> Verdict:
    if facts.declined_on is None:
        return YES
    return no(
        "pool.declined",
        f"{facts.member.person} tackade nej till att bedöma {facts.external.doctor} den "
        f"{date_text(facts.declined_on)}. Fråga någon annan.",
        HOUSE,
    )


def _is_not_asked(facts: ShortlistFacts) -> Verdict:
    if facts.asked_on is None:
        return YES
    return no(
        "pool.asked",
        f"{facts.member.person} tillfrågades den {date_text(facts.asked_on)} och har "
        "inte svarat. Påminn, eller fråga någon annan.",
        HOUSE,
    )
