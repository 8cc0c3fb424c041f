"""Who may be extern bedömare.

The externa bedömaren comes from outside: has not served at the same vårdenhet at the
same time as the doctor, and has had no part in that person's BT (EXTERNAL_ASSESSOR).
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from bt_admin.lib.dates import date_text, list_text, period_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import (
    EXTERNAL_ASSESSOR,
)
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from placements.rules.supervisors import Competence


@dataclass(frozen=True)
class Service:
    """Time at a unit; both days are included, None is open in that direction."""

    place: Hashable
    starts_on: date | None
    ends_on: date | None
    place_name: str = ""


@dataclass(frozen=True)
class SharedTime:
    """A stretch when two people served at the same unit."""

    place: Hashable
    starts_on: date | None
    ends_on: date | None
    place_name: str = ""


@dataclass(frozen=True)
class Involvement:
    """Something a person has done in the doctor's BT, in words: «handledare»."""

    role: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ExternalFacts:
    """Somebody proposed as extern bedömare of a doctor.

    `involvements` are every role, assessment, collegium and recruitment step in this
    doctor's BT. `suggestions` are names of people without such a link.
    """

    person: Person
    doctor: Person
    competence: Competence
    served: tuple[Service, ...]
    doctor_served: tuple[Service, ...]
    involvements: tuple[Involvement, ...] = ()
    declared_conflict_on: date | None = None
    # Close, by a declaration of either; or bound by what another region has registered.
    # Nobody is told which.
    cannot: bool = False
    suggestions: tuple[str, ...] = ()


def may_be_external_assessor(facts: ExternalFacts) -> Verdict:
    """May this person be extern bedömare of this doctor?

    A licensed specialist with knowledge of assessing competence, who has neither
    served at the same unit on the same day nor had any part in the doctor's BT.
    One common day is enough. EXTERNAL_ASSESSOR, known at second hand.
    """
    return all_of(
        _not_oneself(facts),
        _qualified(facts),
        _never_together(facts),
        _took_no_part(facts),
        _can(facts),
        _declared_no_conflict(facts),
    )


def is_independent(facts: ExternalFacts) -> Verdict:
    """Is there still nothing that binds the appointed assessor to the doctor?

    Asked again whenever the material is opened and when it is judged: a history is
    written late, and people meet again. EXTERNAL_ASSESSOR.
    """
    return all_of(
        _not_oneself(facts), _never_together(facts), _took_no_part(facts),
        _can(facts),
    )  # fmt: skip


def shared_time(
    served: Iterable[Service], doctor_served: Iterable[Service]
) -> tuple[SharedTime, ...]:
    """When have the two served at the same unit on the same days?

    First and last days are included and open ends never end: to leave on the day the
    other arrives is to have met.
    """
    mine, theirs = list(served), list(doctor_served)
    shared = {
        _common(one, other)
        for one in mine
        for other in theirs
        if one.place == other.place and _meet(one, other)
    }
    return tuple(sorted(shared, key=lambda time: (_first(time), str(time.place))))


def _meet(one: Service, other: Service) -> bool:
    return _first(one) <= _last(other) and _first(other) <= _last(one)


def _common(one: Service, other: Service) -> SharedTime:
    latest = max((one, other), key=_first)
    earliest = min((one, other), key=_last)
    name = other.place_name or one.place_name
    return SharedTime(one.place, latest.starts_on, earliest.ends_on, name)


def _first(time: Service | SharedTime) -> date:
    return time.starts_on or date.min


def _last(time: Service | SharedTime) -> date:
    return time.ends_on or date.max


def _not_oneself(facts: ExternalFacts) -> Verdict:
    if facts.person != facts.doctor:
        return YES
    return no(
        "appoint_external.self",
        f"{facts.person} kan inte vara extern bedömare åt sig själv. Någon utifrån "
        "bedömer. Välj någon annan.",
        EXTERNAL_ASSESSOR,
    )


def _qualified(facts: ExternalFacts) -> Verdict:
    return is_qualified(facts.person, facts.competence)


def is_qualified(person: Person, competence: Competence) -> Verdict:
    """Is this a licensed specialist with knowledge of assessing competence?"""
    has = {
        "legitimation": competence.licensed,
        "bevis om specialistkompetens": bool(competence.specialities),
        "kunskaper i kompetensbedömning": competence.assessment_trained,
    }
    missing = [name for name, held in has.items() if not held]
    if not missing:
        return YES
    return no(
        "appoint_external.not_qualified",
        f"{person} kan inte utses till extern bedömare. Uppdraget kräver "
        "legitimation, bevis om specialistkompetens och kunskaper i "
        f"kompetensbedömning, och {list_text(missing)} är inte registrerat. "
        "Registrera det, eller välj någon annan.",
        EXTERNAL_ASSESSOR,
    )


def _never_together(facts: ExternalFacts) -> Verdict:
    shared = shared_time(facts.served, facts.doctor_served)
    if not shared:
        return YES
    place = shared[0].place_name or "samma vårdenhet"
    return no(
        "appoint_external.same_unit",
        f"{facts.person} kan inte vara extern bedömare för {facts.doctor}. De "
        f"tjänstgjorde samtidigt vid {place}{_when(shared[0])}, och det får den "
        f"externa bedömaren inte ha gjort. {_somebody_else(facts)}",
        EXTERNAL_ASSESSOR,
    )


def _when(shared: SharedTime) -> str:
    if shared.starts_on is not None:
        return f" {period_text(shared.starts_on, shared.ends_on)}"
    if shared.ends_on is not None:
        return f" till och med den {date_text(shared.ends_on)}"
    return ""


def _took_no_part(facts: ExternalFacts) -> Verdict:
    if not facts.involvements:
        return YES
    first = min(facts.involvements, key=lambda involvement: involvement.on)
    return no(
        "appoint_external.took_part",
        f"{facts.person} kan inte vara extern bedömare för {facts.doctor}. "
        f"{facts.person} hade del i bastjänstgöringen som {first.role} den "
        f"{date_text(first.on)}. {_somebody_else(facts)}",
        EXTERNAL_ASSESSOR,
    )


def _can(facts: ExternalFacts) -> Verdict:
    """Says no more than that: whoever declares need not say how, nor be named, and what
    another region knows is not told here.
    """
    if not facts.cannot:
        return YES
    return no(
        "appoint_external.cannot",
        f"{facts.person} kan inte vara extern bedömare för {facts.doctor}. "
        f"{_somebody_else(facts)}",
        EXTERNAL_ASSESSOR,
    )


def _declared_no_conflict(facts: ExternalFacts) -> Verdict:
    if facts.declared_conflict_on is None:
        return YES
    return no(
        "appoint_external.declared_conflict",
        f"{facts.person} kan inte vara extern bedömare för {facts.doctor}. "
        f"{facts.person} anmälde jäv den {date_text(facts.declared_conflict_on)}, och "
        "underlaget stängdes då. Utse någon annan.",
        EXTERNAL_ASSESSOR,
    )


def _somebody_else(facts: ExternalFacts) -> str:
    if not facts.suggestions:
        return "Välj någon annan."
    who = list_text(facts.suggestions)
    return f"Välj någon annan: {who} har ingen sådan koppling."
