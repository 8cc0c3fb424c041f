"""Who may be handledare, and huvudansvarig handledare."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bt_admin.lib.dates import list_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE, SUPERVISORS
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from regions.enums import QualificationKind

SUPERVISOR = "handledare"
MAIN_SUPERVISOR = "huvudansvarig handledare"


@dataclass(frozen=True)
class QualificationFact:
    """Something registered about a person: what, of which speciality, from when."""

    kind: QualificationKind | str
    name: str
    on: date


@dataclass(frozen=True)
class Competence:
    """What a person can show on a certain day."""

    licensed: bool = False
    supervisor_trained: bool = False
    specialities: frozenset[str] = frozenset()
    training_in: frozenset[str] = frozenset()
    assessment_trained: bool = False


@dataclass(frozen=True)
class SupervisorFacts:
    """A person proposed as supervisor of a doctor, on the placement's unit.

    `unit_specialities` are those a supervisor there may have; empty means any.
    """

    person: Person
    doctor: Person
    competence: Competence
    unit: str = ""
    unit_specialities: frozenset[str] = frozenset()


def competence_on(qualifications: Iterable[QualificationFact], day: date) -> Competence:
    """What could this person show on that day?"""
    kinds: dict[str, set[str]] = {}
    for fact in qualifications:
        if fact.on <= day:
            kinds.setdefault(fact.kind, set()).add(fact.name)
    return Competence(
        licensed=QualificationKind.LICENCE in kinds,
        supervisor_trained=QualificationKind.SUPERVISOR_TRAINING in kinds,
        specialities=frozenset(kinds.get(QualificationKind.SPECIALITY, ())),
        training_in=frozenset(kinds.get(QualificationKind.SPECIALITY_TRAINING, ())),
        assessment_trained=QualificationKind.ASSESSOR_TRAINING in kinds,
    )


def may_be_placement_supervisor(facts: SupervisorFacts) -> Verdict:
    """May this person be handledare of the doctor on this placement?

    A licensed doctor with supervisor training who is a specialist, or ST-läkare, in
    the speciality of the placement (SUPERVISORS).
    """
    return all_of(
        _not_oneself(facts, SUPERVISOR),
        _licensed(facts, SUPERVISOR),
        _trained(facts, SUPERVISOR),
        _right_speciality(facts),
    )


def may_be_main_supervisor(facts: SupervisorFacts) -> Verdict:
    """May this person be huvudansvarig handledare of the doctor?

    As a handledare, and always a specialist, of whatever speciality (SUPERVISORS).
    """
    return all_of(
        _not_oneself(facts, MAIN_SUPERVISOR),
        _licensed(facts, MAIN_SUPERVISOR),
        _trained(facts, MAIN_SUPERVISOR),
        _specialist(facts),
    )


def competence_text(competence: Competence) -> str:
    """«specialist i kirurgi och ST-läkare i urologi», or that nothing is known."""
    parts = []
    if competence.specialities:
        parts.append("specialist i " + list_text(sorted(competence.specialities)))
    if competence.training_in:
        parts.append("ST-läkare i " + list_text(sorted(competence.training_in)))
    return list_text(parts) or "läkare utan specialitet"


def _not_oneself(facts: SupervisorFacts, role: str) -> Verdict:
    if facts.person != facts.doctor:
        return YES
    return no(
        "appoint_supervisor.self",
        f"{facts.person} kan inte utses till {role}. Ingen är handledare åt sig "
        "själv. Välj någon annan.",
        HOUSE,
    )


def _licensed(facts: SupervisorFacts, role: str) -> Verdict:
    if facts.competence.licensed:
        return YES
    return no(
        "appoint_supervisor.not_licensed",
        f"{facts.person} kan inte utses till {role}. En handledare är legitimerad "
        "läkare, och ingen legitimation är registrerad. Registrera den, eller välj "
        "någon annan.",
        SUPERVISORS,
    )


def _trained(facts: SupervisorFacts, role: str) -> Verdict:
    if facts.competence.supervisor_trained:
        return YES
    return no(
        "appoint_supervisor.not_trained",
        f"{facts.person} kan inte utses till {role}. En handledare har gått "
        "handledarutbildning, och ingen sådan är registrerad. Registrera utbildningen "
        "med datum, eller välj någon annan.",
        SUPERVISORS,
    )


def _right_speciality(facts: SupervisorFacts) -> Verdict:
    theirs = facts.competence.specialities | facts.competence.training_in
    wanted = {speciality.casefold() for speciality in facts.unit_specialities}
    having = {speciality.casefold() for speciality in theirs}
    if having and (not wanted or having & wanted):
        return YES
    where = f" på {facts.unit}" if facts.unit else ""
    return no(
        "appoint_supervisor.wrong_competence",
        f"{facts.person} kan inte utses till handledare{where}. Handledaren är "
        "specialist eller ST-läkare i placeringens specialitet, och "
        f"{facts.person} är registrerad som {competence_text(facts.competence)}. "
        "Välj någon annan, eller rätta uppgiften.",
        SUPERVISORS,
    )


def _specialist(facts: SupervisorFacts) -> Verdict:
    if facts.competence.specialities:
        return YES
    return no(
        "appoint_main_supervisor.not_specialist",
        f"{facts.person} kan inte utses till huvudansvarig handledare. Uppdraget "
        "kräver specialistkompetens, och ingen specialitet är registrerad. Registrera "
        "beviset om specialistkompetens, eller välj någon annan.",
        SUPERVISORS,
    )
