"""Who could be extern bedömare of a doctor: every fact the rule asks for, in bulk."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from assessments.enums import AssessmentState, InstrumentKey
from assessments.models import Assessment
from bt_admin.lib.people import Person
from bt_admin.lib.verdicts import YES, Verdict
from certificates.models import ExternalAssessment, LostIndependence
from certificates.queries.involvement import day_of, external_facts
from certificates.rules.external import (
    ExternalFacts,
    is_independent,
    may_be_external_assessor,
)
from certificates.rules.judgement import MaterialFacts
from placements.models import (
    Placement,
    Programme,
)
from regions.enums import PartKind, QualificationKind
from regions.models import (
    User,
)
from regions.queries import people_in

SIGNED = (AssessmentState.SIGNED, AssessmentState.ACKNOWLEDGED)
SUGGESTED = 3


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
        declared_on=day_of(declared) if declared and free else None,
        conflict_on=day_of(declared) if declared and not free else None,
        ended_on=day_of(assessment.ended_at) if assessment.ended_at else None,
        bound=independence(assessment),
    )


def independence(assessment: ExternalAssessment) -> Verdict:
    """Does anything bind the appointed assessor to the doctor, as it is known today?"""
    if assessment.ended_at is not None:
        return YES
    programme, user = assessment.programme, assessment.assessor
    facts = external_facts(programme, [user], timezone.localdate())
    return is_independent(facts[user.pk])


def loss_of(assessment: ExternalAssessment) -> LostIndependence | None:
    """That the assessor was found to be bound, if it has not been mended."""
    rows = LostIndependence.objects.filter(assessment=assessment)
    return rows.filter(mended_at__isnull=True).first()


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
