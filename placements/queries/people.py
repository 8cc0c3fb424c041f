"""Who is around a BT: roles on a day, and who could take one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from bt_admin.lib.order import swedish_key
from bt_admin.lib.people import Person
from bt_admin.lib.verdicts import Verdict
from placements.enums import ProgrammeRole
from placements.models import Placement, Programme, ProgrammeAssignment
from placements.rules.supervisors import (
    Competence,
    QualificationFact,
    SupervisorFacts,
    competence_on,
    may_be_main_supervisor,
    may_be_placement_supervisor,
)
from regions.access import today
from regions.models import Region, User
from regions.queries import people_in

ORDER = [
    ProgrammeRole.MAIN_SUPERVISOR,
    ProgrammeRole.PLACEMENT_SUPERVISOR,
    ProgrammeRole.EXTERNAL_ASSESSOR,
]


class Around(NamedTuple):
    """Somebody with a role in a BT. `until` None: as long as the BT lasts."""

    user: User
    role: str
    placement: Placement | None
    until: date | None


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be chosen, what they can show, and what the rule says."""

    user: User
    competence: Competence
    verdict: Verdict


def with_people(rows: QuerySet[Programme]) -> QuerySet[Programme]:
    """The same programmes with everybody's roles, in one query more."""
    return rows.prefetch_related(the_people())


def read_people(programme: Programme) -> Programme:
    """The same programme, everybody's roles at hand from now on."""
    prefetch_related_objects([programme], the_people())
    return programme


def assignments_of(programme: Programme) -> list[ProgrammeAssignment]:
    if "assignments" in getattr(programme, "_prefetched_objects_cache", {}):
        return list(programme.assignments.all())
    return list(_assignments().filter(programme=programme))


def in_force(row: ProgrammeAssignment, day: date) -> bool:
    return row.starts <= day and (row.ends is None or day <= row.ends)


def role_on(programme: Programme, role: str, day: date) -> User | None:
    """Who had this role in the BT on that day? The latest appointed, if two met."""
    return _latest(row for row in _on(programme, day) if row.role == role)


def supervisor_on(programme: Programme, placement: Placement, day: date) -> User | None:
    """Who was handledare on this placement on that day?"""
    return _latest(
        row for row in _on(programme, day) if row.placement_id == placement.pk
    )


def _on(programme: Programme, day: date) -> list[ProgrammeAssignment]:
    return [row for row in assignments_of(programme) if in_force(row, day)]


def _latest(rows: Iterable[ProgrammeAssignment]) -> User | None:
    row = max(rows, key=lambda row: (row.ends is None, row.starts), default=None)
    return row.user if row else None


def supervisors_of(placement: Placement, on: date | None = None) -> list[User]:
    """Who is handledare on this placement, on this day?"""
    rows = _assignments().filter(
        placement=placement, role=ProgrammeRole.PLACEMENT_SUPERVISOR
    )
    return [row.user for row in rows if in_force(row, on or today())]


def people_around(programme: Programme, on: date | None = None) -> list[Around]:
    """Everybody with a role in this BT on the day, but the doctor.

    The huvudansvarig handledare first, then handledare in the order of placements.
    """
    rows = [row for row in _on(programme, on or today()) if row.role in ORDER]
    rows.sort(key=_place_in_list)
    return [Around(row.user, row.role, row.placement, row.ends) for row in rows]


def _place_in_list(row: ProgrammeAssignment) -> tuple[int, int]:
    position = row.placement.position if row.placement else 0
    return ORDER.index(ProgrammeRole(row.role)), position


# --------------------------------------------------------------- who could be chosen
def competence_of(user: User, on: date) -> Competence:
    """What this person can show on that day."""
    facts = [
        QualificationFact(row.kind, row.name, row.on)
        for row in user.qualifications.all()
    ]
    return competence_on(facts, on)


def supervisor_facts(
    user: User, programme: Programme, on: date, placement: Placement | None = None
) -> SupervisorFacts:
    """What the rules ask about somebody proposed as supervisor."""
    doctor, unit = programme.doctor.user, placement.unit if placement else None
    asked = {unit.speciality} if unit and unit.speciality else set()
    return SupervisorFacts(
        person=Person(user.pk, user.full_name),
        doctor=Person(doctor.pk, doctor.full_name),
        competence=competence_of(user, on),
        unit=str(unit or ""),
        unit_specialities=frozenset(asked),
    )


def candidates(
    programme: Programme, region: Region, on: date, placement: Placement | None = None
) -> list[Candidate]:
    """Everybody else in the region with a qualification; those who may be chosen, and who
    work there, first.

    With a placement for handledare there, without one for huvudansvarig handledare.
    Two queries, however many people.
    """
    rule = may_be_placement_supervisor if placement else may_be_main_supervisor
    people = people_in(region).exclude(pk=programme.doctor.user_id)
    people = people.filter(qualifications__isnull=False).distinct()
    found = []
    for user in people.prefetch_related("qualifications"):
        facts = supervisor_facts(user, programme, on, placement)
        found.append(Candidate(user, facts.competence, rule(facts)))
    there = str(placement.unit or "") if placement else ""
    return sorted(
        found,
        key=lambda one: (
            not one.verdict,
            one.user.workplace != there,
            swedish_key(one.user.last_name, one.user.first_name),
        ),
    )


def the_people() -> Prefetch:
    """Everybody's roles, for many programmes at once."""
    return Prefetch("assignments", _assignments())


def _assignments() -> QuerySet[ProgrammeAssignment]:
    return ProgrammeAssignment.objects.select_related("user", "placement")
