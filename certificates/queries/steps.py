"""The nine steps of one BT, read from everything there is; and what waits for whom."""

from collections import Counter
from dataclasses import replace
from datetime import date

from django.utils import timezone

from assessments.enums import AssessmentState, InstrumentKey
from assessments.models import Assessment
from assessments.queries import collegia_in, formative_minimum, target_share
from bt_admin.lib.people import Person
from bt_admin.lib.sources import EXTERNAL_ASSESSOR
from bt_admin.lib.verdicts import no
from certificates.enums import CertificateKind, CertificateState, ExternalOutcome
from certificates.models import Certificate, ExternalAssessment, FinalFollowUp
from certificates.queries.application import form_with, own_fields
from certificates.queries.certificates import (
    codes_in,
    external_of,
    person,
)
from certificates.queries.documents import originals
from certificates.queries.service import service_facts
from certificates.rules.application import CertificateFact
from certificates.rules.completeness import (
    PlacementFact,
    Step,
    StepFacts,
    next_step,
    steps,
)
from certificates.rules.service import ServiceFacts
from placements.enums import ProgrammeRole
from placements.models import Placement, Programme
from placements.queries import (
    counts,
    last_day,
    people_around,
    placements_of,
    plan_facts,
    role_on,
    with_people,
    with_plan,
)
from regions.models import User

SIGNED = (AssessmentState.SIGNED, AssessmentState.ACKNOWLEDGED)
TOLD_LATER = "step.external_told_later"
TOLD_AT_ONCE = (ExternalOutcome.APPROVED, ExternalOutcome.DOCUMENTATION_INCOMPLETE)


def steps_for(programme: Programme, user: User, today: date) -> tuple[Step, ...]:
    """Where in the chain this BT is, and why each step is not done yet.

    To the doctor the outcome of an external assessment is told in a talk first.
    """
    rows = with_people(with_plan(Programme.objects.filter(pk=programme.pk)))
    whole = rows.select_related("region", "doctor__user", "model").get()
    return told_to(user, step_facts(whole, today))


def told_to(user: User, facts: StepFacts) -> tuple[Step, ...]:
    """The steps as this person may know them."""
    chain = steps(facts)
    told_later = facts.external_held_on and not facts.external_may_be_told
    if user.pk == facts.doctor.id and told_later:
        return tuple(_untold(step, facts) for step in chain)
    return chain


def next_step_for(programme: Programme, user: User, today: date) -> Step | None:
    """What is missing for the next step, for every page about a doctor."""
    return next_step(steps_for(programme, user, today))


def _untold(step: Step, facts: StepFacts) -> Step:
    if step.key != "competence":
        return step
    who = facts.main_supervisor or "Huvudansvarig handledare"
    text = f"Genomförd – {who} berättar om utfallet."
    return replace(step, verdict=no(TOLD_LATER, text, EXTERNAL_ASSESSOR))


# ------------------------------------------------------------------------- the facts
def step_facts(programme: Programme, today: date) -> StepFacts:
    doctor = programme.doctor.user
    rows = Certificate.objects.filter(programme=programme)
    certificates = list(rows.prefetch_related("delmal"))
    collegium = collegia_in(programme).first()
    external = external_of(programme)
    application = _standing(certificates, CertificateKind.APPLICATION)
    papers = originals(programme) if application else []
    return StepFacts(
        doctor=Person(doctor.pk, doctor.full_name),
        today=today,
        plan=plan_facts(programme),
        main_supervisor=person(
            role_on(programme, ProgrammeRole.MAIN_SUPERVISOR, today)
        ),
        placements=_placements(programme, today),
        certificates=tuple(_certificate(one) for one in certificates),
        service=_service(programme, certificates, today),
        collegium_held_on=collegium.held_on if collegium else None,
        collegium_fed_back_on=collegium.fed_back_on if collegium else None,
        collegium_wanted=target_share(programme) is not None,
        external_assessor=person(external.assessor) if external else None,
        external_declared_on=_day(external.declared_at) if external else None,
        external_held_on=external.held_on if external else None,
        external_approved=bool(
            external and external.outcome == ExternalOutcome.APPROVED
        ),
        external_may_be_told=may_be_told(external),
        own_fields=own_fields(form_with(programme, application)),
        documents_ready=bool(papers) and all(one.ready for one in papers),
        waiting_for_pen=tuple(
            box.signatory.full_name
            for paper in papers
            for box in paper.boxes
            if not box.signature
        ),
        regulation=programme.regulation,
    )


def may_be_told(external: ExternalAssessment | None) -> bool:
    """May the doctor read the outcome: «uppnådd», what to complete, or what was told?"""
    if external is None or external.outcome in TOLD_AT_ONCE:
        return True
    row = FinalFollowUp.objects.filter(assessment=external).first()
    return bool(row and (row.told_on or row.reasons_at))


def _placements(programme: Programme, today: date) -> tuple[PlacementFact, ...]:
    rows = Assessment.objects.filter(programme=programme, placement__isnull=False)
    formative: Counter[object] = Counter()
    overall: dict[object, str] = {}
    for row in rows.values("placement", "instrument", "state"):
        if row["instrument"] == InstrumentKey.OVERALL:
            overall[row["placement"]] = row["state"]
        elif row["state"] in SIGNED:
            formative[row["placement"]] += 1
    supervisors = {
        around.placement.pk: person(around.user)
        for around in people_around(programme, today)
        if around.placement
    }
    minimum = formative_minimum(programme)
    return tuple(
        PlacementFact(
            label=placement.title,
            ends_on=last_day(placement) or today,
            has_unit=placement.unit is not None,
            supervisor=supervisors.get(placement.pk) or _last(programme, placement),
            assessments=formative[placement.pk],
            minimum=minimum,
            overall=overall.get(placement.pk),
            counts=counts(placement),
        )
        for placement in placements_of(programme)
    )


def _last(programme: Programme, placement: Placement) -> Person | None:
    """Who was handledare there, once the placement is over; or will be."""
    rows = [row for row in programme.assignments.all() if row.placement == placement]
    latest = max(rows, key=lambda row: row.starts, default=None)
    return person(latest.user) if latest else None


def _certificate(one: Certificate) -> CertificateFact:
    return CertificateFact(one.kind, one.state, codes_in(one))


def _standing(
    certificates: list[Certificate], kind: CertificateKind
) -> Certificate | None:
    """The one of this kind that counts, if it is begun."""
    return next(
        (
            one
            for one in certificates
            if one.kind == kind and one.state != CertificateState.REVOKED
        ),
        None,
    )


def _service(
    programme: Programme, certificates: list[Certificate], today: date
) -> ServiceFacts:
    completed = _standing(certificates, CertificateKind.COMPLETED)
    content = completed.content if completed else {}
    return service_facts(
        programme,
        plan_facts(programme).periods,
        primary_care=content.get("primary_care", ""),
        acute_care=content.get("acute_care", ""),
        today=today,
    )


def _day(moment: object) -> date | None:
    return timezone.localdate(moment) if moment else None  # type: ignore[arg-type]
