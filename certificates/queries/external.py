"""Who could be extern bedömare of a doctor: every fact the rule asks for, in bulk."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from assessments.enums import AssessmentState, InstrumentKey
from assessments.models import Assessment, Collegium
from bt_admin.lib.people import Person
from bt_admin.lib.verdicts import Verdict
from certificates.enums import SignatureRole
from certificates.models import CertificateSignature, ExternalAssessment
from certificates.rules.external import (
    ExternalFacts,
    Involvement,
    Service,
    may_be_external_assessor,
)
from certificates.rules.judgement import MaterialFacts
from placements.models import (
    Placement,
    PlacementPeriod,
    Programme,
    ProgrammeAssignment,
)
from placements.rules.supervisors import QualificationFact, competence_on
from regions.audit import Event
from regions.enums import PartKind, QualificationKind
from regions.models import (
    AuditRow,
    Employment,
    Qualification,
    Unit,
    UnitAssignment,
    User,
)
from regions.queries import people_in
from regions.roles import title

# A request that nobody has answered, or that was declined, is no part in a BT.
TOOK_PART = (
    AssessmentState.DRAFT,
    AssessmentState.RETURNED,
    AssessmentState.SIGNED,
    AssessmentState.ACKNOWLEDGED,
    AssessmentState.AMENDED,
)
SIGNED = (AssessmentState.SIGNED, AssessmentState.ACKNOWLEDGED)
PLANNING = (Event.PROGRAMME_OPENED, Event.PLAN_CHANGED, Event.PLACEMENT_ADDED)
SUGGESTED = 3

Found = dict[UUID, list[Any]]


@dataclass(frozen=True)
class Candidate:
    """Somebody trained in assessing competence, and whether this doctor is for them."""

    user: User
    note: str
    verdict: Verdict


def candidates(programme: Programme, today: date) -> list[Candidate]:
    """The region's trained assessors; those who may be appointed first."""
    people = list(
        people_in(programme.region)
        .filter(
            qualifications__kind=QualificationKind.ASSESSOR_TRAINING, is_active=True
        )
        .exclude(pk=programme.doctor.user_id)
        .prefetch_related("qualifications")
        .distinct()
    )
    facts = external_facts(programme, people, today)
    found = [
        Candidate(user, note(user), may_be_external_assessor(facts[user.pk]))
        for user in people
    ]
    return sorted(found, key=lambda one: not one.verdict)


def note(user: User) -> str:
    """«internmedicin, Medicinkliniken Växjö»"""
    kinds = [
        row.name
        for row in user.qualifications.all()
        if row.kind == QualificationKind.SPECIALITY
    ]
    return ", ".join([*sorted(kinds), *filter(None, [user.workplace])])


def facts_with_suggestions(
    programme: Programme, user: User, today: date
) -> ExternalFacts:
    """Everything about one person, and who could do it instead."""
    facts = external_facts(programme, [user], today)[user.pk]
    if may_be_external_assessor(facts):
        return facts
    others = [one for one in candidates(programme, today) if one.verdict]
    names = tuple(one.user.full_name for one in others[:SUGGESTED])
    return replace(facts, suggestions=names)


def person_by_email(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip(), is_active=True).first()


# ------------------------------------------------------------------------- the facts
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
            found[user].append(Involvement(role, _day(on)))
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
    return [(row.assessor_id, "bedömare", row.performed_on) for row in rows]


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
    return {row.assessor_id: _day(row.declared_at or row.appointed_at) for row in rows}


def _day(moment: date | datetime) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


# -------------------------------------------------------------------- the assignment
def assessment_of(programme: Programme, assessor: User) -> ExternalAssessment | None:
    """The latest time this person was appointed here, whatever became of it."""
    rows = ExternalAssessment.objects.filter(programme=programme, assessor=assessor)
    return (
        rows.select_related(
            "assessor", "appointed_by", "programme__doctor__user", "programme__region"
        )
        .order_by("-appointed_at")
        .first()
    )


def material_facts(assessment: ExternalAssessment | None, by: User) -> MaterialFacts:
    """Declared jäv closes; so does the end of the assignment."""
    if assessment is None:
        return MaterialFacts(Person(by.pk, by.full_name), None)
    free, declared = assessment.declared_free, assessment.declared_at
    return MaterialFacts(
        by=Person(by.pk, by.full_name),
        assessor=Person(assessment.assessor_id, assessment.assessor.full_name),
        declared_on=_day(declared) if declared and free else None,
        conflict_on=_day(declared) if declared and not free else None,
        ended_on=_day(assessment.ended_at) if assessment.ended_at else None,
    )


def overall_missing(programme: Programme) -> tuple[str, ...]:
    """The placements with service whose sammantagna bedömning is not signed."""
    served = Placement.objects.filter(
        programme=programme, periods__kind=PartKind.SERVICE
    ).distinct()
    signed = Assessment.objects.filter(
        programme=programme, instrument=InstrumentKey.OVERALL, state__in=SIGNED
    )
    left = served.exclude(pk__in=signed.values("placement"))
    return tuple(left.order_by("position").values_list("title", flat=True))
