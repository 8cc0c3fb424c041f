"""The external assessment: appointed, declared free of jäv, held, decided."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bt_admin.lib.verdicts import YES, Verdict
from certificates import queries
from certificates.actions.competence import sign_competence
from certificates.actions.delmal import locked
from certificates.actions.dossier import freeze
from certificates.actions.notices import tell
from certificates.actions.progress import advance
from certificates.actions.revoke import withdraw
from certificates.enums import (
    CertificateKind,
    ExternalOutcome,
    FinalMeetingState,
    SignatureRole,
)
from certificates.models import ExternalAssessment
from certificates.queries.final import decides_alone, meeting_of
from certificates.rules.external import may_be_external_assessor
from certificates.rules.final_outcome import is_another
from certificates.rules.identifying import identified_lately
from certificates.rules.inviting import not_chosen_by_the_doctor
from certificates.rules.judgement import (
    DeclareFacts,
    OutcomeFacts,
    may_declare,
    may_record_outcome,
)
from certificates.rules.people import one_assessor_at_a_time
from placements.models import Programme, ProgrammeAssignment
from regions import access, audit
from regions.events import Event
from regions.models import User
from regions.roles import Permission

ANOTHER_ASSESSOR = "En annan extern bedömare är utsedd."


@transaction.atomic
def appoint_external(
    *,
    programme: Programme,
    assessor: User,
    planned_on: date | None,
    by: User,
    at: datetime,
) -> ExternalAssessment:
    """Somebody from outside judges this doctor; the final assessment begins."""
    programme, today = locked(programme), timezone.localdate(at)
    doctor = queries.person(programme.doctor.user)
    not_chosen_by_the_doctor(queries.person(by), doctor).require()
    verdict_to_appoint(programme, assessor, today).require()
    assessment = ExternalAssessment.objects.create(
        region_id=programme.region_id,
        programme=programme,
        assessor=assessor,
        appointed_by=by,
        appointed_at=at,
        planned_on=planned_on,
    )
    let_in(assessment, today)
    withdraw_half_signed(programme, by, at)
    advance(programme)
    record(Event.EXTERNAL_APPOINTED, assessment, by, at, assessor=str(assessor.pk))
    tell(
        assessor,
        about=assessment,
        programme=programme,
        why="appointed",
        by=by,
        at=at,
        page="certificates:declare",
    )
    return assessment


def let_in(assessment: ExternalAssessment, today: date) -> None:
    """Whoever judges from outside has the BT before them from this day."""
    access.assign(
        ProgrammeAssignment(
            region_id=assessment.region_id,
            programme=assessment.programme,
            user=assessment.assessor,
            role=SignatureRole.EXTERNAL_ASSESSOR,
            starts=today,
            by=assessment.appointed_by,
        )
    )


def verdict_to_appoint(programme: Programme, assessor: User, today: date) -> Verdict:
    current = queries.external_of(programme)
    undecided = current if current and current.decided_at is None else None
    sitting = queries.person(undecided.assessor) if undecided else None
    facts = queries.facts_with_suggestions(programme, assessor, today)
    return (
        one_assessor_at_a_time(sitting)
        & another_after_disagreement(programme, current, assessor)
        & may_be_external_assessor(facts)
    )


def another_after_disagreement(
    programme: Programme, current: ExternalAssessment | None, proposed: User
) -> Verdict:
    """The one who decides has not judged, and has no way to read who did and what."""
    if current is None or current.outcome != ExternalOutcome.DISAGREEMENT:
        return YES
    sees = Permission.SEE in queries.permissions_on(proposed, programme)
    before = queries.person(current.assessor)
    return is_another(queries.person(proposed), before, sees)


def withdraw_half_signed(programme: Programme, by: User, at: datetime) -> None:
    """A bilaga 4 that one has signed names the former assessor: it is made anew."""
    half = queries.current(programme, CertificateKind.COMPETENCE)
    if half and queries.signatures_of(half):
        withdraw(half, reason=ANOTHER_ASSESSOR, by=by, at=at)


@transaction.atomic
def declare_free(
    *,
    assessment: ExternalAssessment,
    not_same_unit: bool,
    no_part: bool,
    by: User,
    at: datetime,
) -> None:
    """The assessor's own answer that nothing binds the two; the dossier opens."""
    assessment = held(assessment)
    facts = declare_facts(assessment, not_same_unit, no_part, by)
    may_declare(facts).require()
    assessment.declared_at, assessment.declared_free = at, True
    assessment.save(update_fields=["declared_at", "declared_free"])
    record(Event.EXTERNAL_DECLARED, assessment, by, at, free=True)


@transaction.atomic
def declare_conflict(*, assessment: ExternalAssessment, by: User, at: datetime) -> None:
    """The assessor is bound to the doctor: the dossier closes at once."""
    assessment = held(assessment)
    # The rule asks who and whether it lasts; the boxes are for those who are free.
    may_declare(
        DeclareFacts(
            queries.person(by), queries.person(assessor_of(assessment)), True, True
        )
    ).require()
    assessment.declared_at, assessment.declared_free = at, False
    assessment.save(update_fields=["declared_at", "declared_free"])
    end(assessment, at)
    advance(assessment.programme)
    record(Event.EXTERNAL_DECLARED, assessment, by, at, free=False)
    tell_those_who_wait([assessment.appointed_by], "conflict", assessment, by, at)


@transaction.atomic
def end_external(*, assessment: ExternalAssessment, by: User, at: datetime) -> None:
    """The AT/BT-chef takes the assignment back before anything is decided."""
    assessment = held(assessment)
    end(assessment, at)
    advance(assessment.programme)
    record(Event.EXTERNAL_ENDED, assessment, by, at)


@transaction.atomic
def decide(
    *,
    assessment: ExternalAssessment,
    outcome: str,
    held_on: date,
    motivation: str,
    own_verdict: str = "",
    by: User,
    at: datetime,
    digest_shown: str,
    method: str,
    identified_at: datetime | None,
) -> None:
    """What the assessor came to. Baskompetens uppnådd is signed on bilaga 4 at once."""
    assessment = held(assessment)
    facts = outcome_facts(assessment, outcome, held_on, motivation, own_verdict, by, at)
    (may_record_outcome(facts) & identified_lately(identified_at, at)).require()
    freeze(assessment=assessment, by=by, at=at)
    assessment.outcome, assessment.motivation = outcome, motivation
    assessment.own_verdict = own_verdict or outcome
    assessment.held_on, assessment.decided_at = held_on, at
    assessment.save(
        update_fields=[
            "outcome", "own_verdict", "motivation", "held_on", "decided_at",
        ]
    )  # fmt: skip
    if outcome == ExternalOutcome.APPROVED:
        sign_competence(
            programme=assessment.programme,
            by=by,
            at=at,
            digest_shown=digest_shown,
            method=method,
            identified_at=identified_at,
        )
    end(assessment, at)
    record(Event.EXTERNAL_DECIDED, assessment, by, at, outcome=outcome)
    programme, today = assessment.programme, timezone.localdate(at)
    waiting = [queries.main_supervisor(programme, today), assessment.appointed_by]
    tell_those_who_wait(waiting, "decided", assessment, by, at)


def held(assessment: ExternalAssessment) -> ExternalAssessment:
    """The newest row, locked after its programme, as everything here is."""
    programme = locked(assessment.programme)
    rows = ExternalAssessment.objects.select_related("assessor", "appointed_by")
    row = rows.select_for_update(of=("self",)).get(pk=assessment.pk)
    row.programme = programme
    return row


def end(assessment: ExternalAssessment, at: datetime) -> None:
    """The assignment's last day is yesterday, so that the rights end now."""
    assessment.ended_at = at
    assessment.save(update_fields=["ended_at"])
    yesterday = timezone.localdate(at) - timedelta(days=1)
    rows = ProgrammeAssignment.objects.filter(
        programme=assessment.programme,
        region=assessment.region_id,
        user=assessment.assessor,
        role=SignatureRole.EXTERNAL_ASSESSOR,
        ends__isnull=True,
    )
    for row in rows:
        access.end(row, on=yesterday)


def assessor_of(assessment: ExternalAssessment) -> User | None:
    """Nobody, once the assignment has ended."""
    return None if assessment.ended_at else assessment.assessor


def declare_facts(
    assessment: ExternalAssessment, not_same_unit: bool, no_part: bool, by: User
) -> DeclareFacts:
    declared = assessment.declared_at
    return DeclareFacts(
        by=queries.person(by),
        assessor=queries.person(assessor_of(assessment)),
        not_same_unit=not_same_unit,
        no_part=no_part,
        declared_on=timezone.localdate(declared) if declared else None,
    )


def outcome_facts(
    assessment: ExternalAssessment,
    outcome: str,
    held_on: date,
    motivation: str,
    own_verdict: str,
    by: User,
    at: datetime,
) -> OutcomeFacts:
    programme = assessment.programme
    meeting = meeting_of(assessment)
    declared = assessment.declared_at if assessment.declared_free else None
    return OutcomeFacts(
        by=queries.person(by),
        assessor=queries.person(assessor_of(assessment)),
        outcome=outcome,
        held_on=held_on,
        today=timezone.localdate(at),
        declared_on=timezone.localdate(declared) if declared else None,
        codes_certified=queries.certified_codes(programme),
        overall_missing=queries.overall_missing(programme),
        reasons=motivation,
        own_verdict=own_verdict,
        decides=decides_alone(programme),
        meeting_on=timezone.localdate(meeting.starts_at) if meeting else None,
        meeting_held=bool(meeting and meeting.state == FinalMeetingState.HELD),
        regulation=programme.regulation,
        bound=queries.independence(assessment),
    )


def tell_those_who_wait(
    people: list[User | None],
    why: str,
    assessment: ExternalAssessment,
    by: User,
    at: datetime,
) -> None:
    for user in people:
        tell(
            user,
            about=assessment,
            programme=assessment.programme,
            why=why,
            by=by,
            at=at,
        )


def record(
    event: Event,
    assessment: ExternalAssessment,
    by: User,
    at: datetime,
    **detail: object,
) -> None:
    audit.record(
        event,
        about=assessment,
        by=by,
        at=at,
        programme=assessment.programme,
        **detail,
    )
