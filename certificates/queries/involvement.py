"""What binds somebody to a doctor: every fact that an extern bedömare must not have.

Asked for many people at once: the number of questions does not grow with them. It is
the whole history: every BT of this doctor in the region, and service without end dates.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string

from bt_admin.lib.people import Person
from certificates.enums import SignatureRole
from certificates.models import ExternalAssessment, Kinship
from certificates.queries.traces import Part, traces_of
from certificates.rules.external import ExternalFacts, Involvement, Service
from certificates.rules.kinship import Declared, are_close
from placements.models import PlacementPeriod, Programme, ProgrammeAssignment
from placements.rules.supervisors import QualificationFact, competence_on
from regions.events import Event
from regions.models import (
    AuditRow,
    Employment,
    Qualification,
    StandIn,
    Unit,
    UnitAssignment,
    User,
)
from regions.roles import title

PLANNING = (
    Event.PROGRAMME_OPENED,
    Event.PLAN_CHANGED,
    Event.PLACEMENT_ADDED,
    Event.PLACEMENT_REMOVED,
    Event.SUPERVISOR_APPOINTED,
    Event.MAIN_SUPERVISOR_APPOINTED,
)

Found = dict[UUID, list[Any]]


def external_facts(
    programme: Programme, people: Sequence[User], today: date
) -> dict[UUID, ExternalFacts]:
    """By person; the number of queries does not grow with them."""
    doctor = programme.doctor.user
    qualifications = _qualifications(people)
    served = _served([*people, doctor], programme)
    part = _involvements(people, programme)
    conflicts = _conflicts(people, programme)
    close = _close(people, programme) | _bound_elsewhere(people, programme)
    return {
        user.pk: ExternalFacts(
            person=Person(user.pk, user.full_name),
            doctor=Person(doctor.pk, doctor.full_name),
            competence=competence_on(qualifications[user.pk], today),
            served=tuple(served[user.pk]),
            doctor_served=tuple(served[doctor.pk]),
            involvements=tuple(part[user.pk]),
            declared_conflict_on=conflicts.get(user.pk),
            cannot=user.pk in close,
        )
        for user in people
    }


def _qualifications(people: Iterable[User]) -> Found:
    found: Found = defaultdict(list)
    for row in Qualification.objects.filter(user__in=people):
        found[row.user_id].append(QualificationFact(row.kind, row.name, row.on))
    return found


def _served(people: Sequence[User], programme: Programme) -> Found:
    """Employed, in charge, as handledare, or as BT-läkare: all is service at a unit."""
    found: Found = defaultdict(list)
    for source in (_employed, _in_charge, _supervising, _serving):
        for user, unit, starts, ends in source(people, programme.region_id):
            found[user].append(Service(unit.pk, starts, ends, unit.name))
    return found


Stay = Iterable[tuple[UUID, Unit, date, date | None]]


def _employed(people: Sequence[User], region: int) -> Stay:
    rows = Employment.objects.filter(user__in=people, region=region)
    for row in rows.select_related("unit"):
        yield row.user_id, row.unit, row.starts, row.ends


def _in_charge(people: Sequence[User], region: int) -> Stay:
    rows = UnitAssignment.objects.filter(user__in=people, region=region)
    for row in rows.select_related("unit"):
        yield row.user_id, row.unit, row.starts, row.ends


def _supervising(people: Sequence[User], region: int) -> Stay:
    rows = ProgrammeAssignment.objects.filter(user__in=people, region=region)
    for row in rows.select_related("placement__unit"):
        if row.placement and row.placement.unit:
            yield row.user_id, row.placement.unit, row.starts, row.ends


def _serving(people: Sequence[User], region: int) -> Stay:
    rows = PlacementPeriod.objects.filter(
        region=region, placement__programme__doctor__user__in=people
    )
    for row in rows.select_related("placement__unit", "placement__programme__doctor"):
        user = row.placement.programme.doctor.user_id
        if row.placement.unit:
            yield user, row.placement.unit, row.starts_on, row.ends_on


def _involvements(people: Sequence[User], programme: Programme) -> Found:
    """Every part that these people have had in this BT, whatever it was."""
    found: Found = defaultdict(list)
    for source in sources():
        for user, role, on in source(people, programme):
            found[user].append(Involvement(role, on))
    return found


Source = Callable[[Sequence[User], Programme], Iterable[Part]]


def sources() -> list[Source]:
    """Ours, and those of apps that this one does not know (recruitment)."""
    others = [import_string(one) for one in settings.INVOLVEMENT_SOURCES]
    return [_roles, _standing_in, traces_of, _planning, *others]


def _roles(people: Sequence[User], programme: Programme) -> Iterator[Part]:
    rows = roles_in_bt(programme).filter(user__in=people)
    for row in rows:
        yield row.user_id, title(row.role), row.starts


def roles_in_bt(programme: Programme) -> Any:
    """Every role in every BT of this doctor, but the assessor's own."""
    return ProgrammeAssignment.objects.filter(
        programme__doctor=programme.doctor_id, region=programme.region_id
    ).exclude(role=SignatureRole.EXTERNAL_ASSESSOR)


def _standing_in(people: Sequence[User], programme: Programme) -> Iterator[Part]:
    """Who stood in for somebody with a role in this BT, while they had it."""
    rows = StandIn.objects.filter(user__in=people, region=programme.region_id)
    stood_in = list(rows)
    if not stood_in:
        return
    held = roles_in_bt(programme).filter(user__in=[one.absent_id for one in stood_in])
    for role in held:
        for one in stood_in:
            starts = max(one.starts, role.starts)
            last = min(one.ends or date.max, role.ends or date.max)
            if one.absent_id == role.user_id and starts <= last:
                yield one.user_id, f"ersättare för {title(role.role)}", starts


def _planning(people: Sequence[User], programme: Programme) -> Iterator[Part]:
    bts = Programme.objects.filter(
        doctor=programme.doctor_id, region=programme.region_id
    )
    rows = AuditRow.objects.filter(
        programme_id__in=bts.values("pk"),
        actor_id__in=[user.pk for user in people],
        event__in=PLANNING,
    )
    for row in rows:
        if row.actor_id:
            yield row.actor_id, "den som planerade", day_of(row.at)


def _close(people: Sequence[User], programme: Programme) -> set[UUID]:
    """Those of them who are close to the doctor, by either one's own word. One query."""
    doctor = programme.doctor.user
    rows = Kinship.objects.filter(
        region=programme.region_id,
        declared_by__in=[*people, doctor],
        ended_at__isnull=True,
    ).select_related("declared_by")
    said = [Declared(_told(row.declared_by), row.name, row.email) for row in rows]
    return {
        user.pk
        for user in people
        if are_close(_told(user), user.email, _told(doctor), doctor.email, said)
    }


def _bound_elsewhere(people: Sequence[User], programme: Programme) -> set[UUID]:
    """Those whom another region knows a tie of; not which. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person FROM bound_elsewhere(%s, %s, %s)",
            [
                programme.doctor.user_id,
                [user.pk for user in people],
                programme.region_id,
            ],
        )
        return {row[0] for row in cursor.fetchall()}


def _told(user: User) -> Person:
    return Person(user.pk, user.full_name)


def _conflicts(people: Sequence[User], programme: Programme) -> dict[UUID, date]:
    rows = ExternalAssessment.objects.filter(
        programme=programme, assessor__in=people, declared_free=False
    )
    return {
        row.assessor_id: day_of(row.declared_at or row.appointed_at) for row in rows
    }


def day_of(moment: date | datetime) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment
