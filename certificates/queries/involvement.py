"""What binds somebody to a doctor: every fact that an extern bedömare must not have.

Asked for many people at once: the number of questions does not grow with them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from assessments.enums import AssessmentState
from assessments.models import Assessment, Collegium
from bt_admin.lib.people import Person
from certificates.enums import SignatureRole
from certificates.models import CertificateSignature, ExternalAssessment
from certificates.rules.external import ExternalFacts, Involvement, Service
from placements.models import PlacementPeriod, Programme, ProgrammeAssignment
from placements.rules.supervisors import QualificationFact, competence_on
from regions.audit import Event
from regions.models import (
    AuditRow,
    Employment,
    Qualification,
    Unit,
    UnitAssignment,
    User,
)
from regions.roles import title

# A request that nobody has answered, or that was declined, is no part in a BT.
TOOK_PART = (
    AssessmentState.DRAFT,
    AssessmentState.RETURNED,
    AssessmentState.SIGNED,
    AssessmentState.ACKNOWLEDGED,
    AssessmentState.AMENDED,
)
PLANNING = (Event.PROGRAMME_OPENED, Event.PLAN_CHANGED, Event.PLACEMENT_ADDED)

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
    return {
        user.pk: ExternalFacts(
            person=Person(user.pk, user.full_name),
            doctor=Person(doctor.pk, doctor.full_name),
            competence=competence_on(qualifications[user.pk], today),
            served=tuple(served[user.pk]),
            doctor_served=tuple(served[doctor.pk]),
            involvements=tuple(part[user.pk]),
            declared_conflict_on=conflicts.get(user.pk),
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
    for source in SOURCES:
        for user, role, on in source(people, programme):
            found[user].append(Involvement(role, day_of(on)))
    return found


Part = Iterable[tuple[UUID, str, date | datetime]]


def _roles(people: Sequence[User], programme: Programme) -> Part:
    rows = ProgrammeAssignment.objects.filter(
        programme=programme, region=programme.region_id, user__in=people
    ).exclude(role=SignatureRole.EXTERNAL_ASSESSOR)
    return [(row.user_id, title(row.role), row.starts) for row in rows]


def _assessments(people: Sequence[User], programme: Programme) -> Part:
    rows = Assessment.objects.filter(
        programme=programme, assessor__in=people, state__in=TOOK_PART
    )
    return [
        (row.assessor_id, "bedömare", row.performed_on)
        for row in rows
        if row.assessor_id
    ]


def _collegia(people: Sequence[User], programme: Programme) -> Part:
    documented, told = "den som dokumenterade kollegiet", "den som gav återkoppling"
    rows = Collegium.objects.filter(
        Q(documented_by__in=people) | Q(fed_back_by__in=people), programme=programme
    )
    for row in rows:
        yield row.documented_by_id, documented, row.held_on
        if row.fed_back_by_id and row.fed_back_on:
            yield row.fed_back_by_id, told, row.fed_back_on


def _planning(people: Sequence[User], programme: Programme) -> Part:
    yield programme.opened_by_id, "den som lade upp planen", programme.opened_at
    rows = AuditRow.objects.filter(
        programme_id=programme.pk,
        actor_id__in=[user.pk for user in people],
        event__in=PLANNING,
    )
    for row in rows:
        if row.actor_id:
            yield row.actor_id, "den som planerade", row.at


def _signing(people: Sequence[User], programme: Programme) -> Part:
    rows = CertificateSignature.objects.filter(
        certificate__programme=programme, signer__in=people
    ).exclude(role=SignatureRole.EXTERNAL_ASSESSOR)
    return [
        (row.signer_id, "den som signerade ett intyg", row.signed_at) for row in rows
    ]


SOURCES: list[Callable[[Sequence[User], Programme], Part]] = [
    _roles,
    _assessments,
    _collegia,
    _planning,
    _signing,
]


def _conflicts(people: Sequence[User], programme: Programme) -> dict[UUID, date]:
    rows = ExternalAssessment.objects.filter(
        programme=programme, assessor__in=people, declared_free=False
    )
    return {
        row.assessor_id: day_of(row.declared_at or row.appointed_at) for row in rows
    }


def day_of(moment: date | datetime) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment
