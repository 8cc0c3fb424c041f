"""What follows an outcome: each step of the final judgement after the decision."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from certificates import queries
from certificates.actions.delmal import locked
from certificates.actions.progress import advance
from certificates.enums import ExternalOutcome, FinalDecision, SignatureRole
from certificates.models import ExternalAssessment, FinalFollowUp
from certificates.queries.final import Round, certifies, roles_in_final, round_of
from certificates.rules import final_outcome as rules
from certificates.rules.final_state import may_take_step
from placements.actions.ending import end_programme
from placements.models import Programme, ProgrammeAssignment
from regions import access, audit, mail
from regions.events import Event
from regions.models import User


@transaction.atomic
def answer_outcome(
    *, programme: Programme, verdict: str, reasons: str = "", by: User, at: datetime
) -> FinalFollowUp:
    """The huvudansvariga say what they came to; another verdict calls for a second.

    The same as the assessor's is the outcome. Are both for «uppnådd» after all, the
    assessor comes back and signs.
    """
    now = to_step("answer", programme, by, at)
    assessment = decided(now)
    assessors = assessment.own_verdict or assessment.outcome
    rules.may_answer(rules.AnswerFacts(verdict, assessors, reasons)).require()
    row = follow_up_of(now)
    row.verdict, row.verdict_reasons = verdict, reasons.strip()
    row.answered_by, row.answered_at = by, at
    row.save()
    agreed = verdict == assessors
    outcome = assessors if agreed else ExternalOutcome.DISAGREEMENT
    if agreed and verdict == ExternalOutcome.APPROVED:
        outcome = assessment.outcome
        begin_again(now, assessment, by, at)
    if assessment.outcome != outcome:
        assessment.outcome = outcome
        assessment.save(update_fields=["outcome"])
    record(Event.FINAL_ANSWERED, row, by, at)
    tell_managers(now, "answered", by, at)
    return row


@transaction.atomic
def tell_outcome(
    *, programme: Programme, told_on: date, by: User, at: datetime
) -> FinalFollowUp:
    """The talk in which the doctor heard the outcome has been held."""
    now = to_step("tell", programme, by, at)
    rules.was(told_on, timezone.localdate(at), "told_on").require()
    row = follow_up_of(now)
    row.told_on, row.told_at = told_on, at
    row.save()
    record(Event.FINAL_TOLD, row, by, at)
    tell_doctor(now, "told", by, at)
    return row


@transaction.atomic
def complete_documentation(
    *, programme: Programme, by: User, at: datetime
) -> FinalFollowUp:
    """What was lacking is there: the same assessor is asked for a new time."""
    now = to_step("complete", programme, by, at)
    assessment = decided(now)
    row = follow_up_of(now)
    row.completed_by, row.completed_at = by, at
    row.save()
    begin_again(now, assessment, by, at)
    record(Event.FINAL_COMPLETED, row, by, at)
    supervisor = queries.main_supervisor(now.programme, timezone.localdate(at))
    tell_person(supervisor, now, "completed", by, at)
    return row


@transaction.atomic
def refuse_extension(
    *, programme: Programme, reasons: str, by: User, at: datetime
) -> FinalFollowUp:
    """No more time, with the reason; what follows is reasons and a personnel case."""
    now = to_step("extension", programme, by, at)
    rules.may_refuse_extension(reasons).require()
    row = follow_up_of(now)
    row.refusal, row.refused_by, row.refused_at = reasons.strip(), by, at
    row.save()
    record(Event.FINAL_EXTENSION_REFUSED, row, by, at)
    supervisor = queries.main_supervisor(now.programme, timezone.localdate(at))
    tell_person(supervisor, now, "refused", by, at)
    return row


@transaction.atomic
def give_reasons(
    *, programme: Programme, reasons: str, told_on: date, by: User, at: datetime
) -> FinalFollowUp:
    """The huvudansvariga give the doctor the reasons in writing, after a talk."""
    now = to_step("reasons", programme, by, at)
    rules.may_give_reasons(reasons, told_on, timezone.localdate(at)).require()
    row = follow_up_of(now)
    row.reasons, row.reasons_by, row.reasons_at = reasons.strip(), by, at
    row.told_on, row.told_at = told_on, at
    row.save()
    record(Event.FINAL_REASONS_GIVEN, row, by, at)
    tell_doctor(now, "reasons", by, at)
    tell_managers(now, "case", by, at)
    return row


@transaction.atomic
def confirm_reasons(*, programme: Programme, by: User, at: datetime) -> FinalFollowUp:
    """The doctor has read them; it says nothing of what the doctor thinks."""
    now = to_step("read", programme, by, at)
    row = follow_up_of(now)
    row.read_at = at
    row.save()
    record(Event.FINAL_REASONS_READ, row, by, at)
    return row


@transaction.atomic
def close_case(
    *,
    programme: Programme,
    decision: str,
    text: str,
    ends_on: date | None = None,
    by: User,
    at: datetime,
) -> FinalFollowUp:
    """The AT/BT-chef closes the personnel case; BT ends now, or is judged anew."""
    now = to_step("close", programme, by, at)
    today = timezone.localdate(at)
    rules.may_close(rules.CloseFacts(decision, text, ends_on, today)).require()
    row = follow_up_of(now)
    row.decision, row.decision_text = decision, text.strip()
    row.closed_by, row.closed_at = by, at
    row.save()
    record(Event.FINAL_CASE_CLOSED, row, by, at)
    tell_doctor(now, "closed", by, at)
    if decision == FinalDecision.BT_ENDS:
        assert ends_on is not None
        end_programme(
            programme=now.programme, ends_on=ends_on, reason=text, by=by, at=at
        )
    return row


# ------------------------------------------------------------------------- in common
def to_step(key: str, programme: Programme, by: User, at: datetime) -> Round:
    """The round as it is, locked, when it is this person's turn for this step."""
    programme, today = locked(programme), timezone.localdate(at)
    now = round_of(programme, today)
    roles = roles_in_final(by, programme, today)
    may_take_step(key, roles, now.facts, certifies(by, programme)).require()
    return now


def decided(now: Round) -> ExternalAssessment:
    assert now.assessment is not None
    return now.assessment


def follow_up_of(now: Round) -> FinalFollowUp:
    return now.follow_up or FinalFollowUp(
        region_id=now.programme.region_id,
        programme=now.programme,
        assessment=decided(now),
    )


def begin_again(
    now: Round, before: ExternalAssessment, by: User, at: datetime
) -> ExternalAssessment:
    """The same assessor once more: a new round, with the two questions asked anew."""
    today = timezone.localdate(at)
    assessment = ExternalAssessment.objects.create(
        region_id=before.region_id,
        programme=now.programme,
        assessor=before.assessor,
        appointed_by=before.appointed_by,
        appointed_at=at,
    )
    access.assign(
        ProgrammeAssignment(
            region_id=before.region_id,
            programme=now.programme,
            user=before.assessor,
            role=SignatureRole.EXTERNAL_ASSESSOR,
            starts=today,
            by=by,
        )
    )
    advance(now.programme)
    audit.record(
        Event.EXTERNAL_APPOINTED, about=assessment, by=by, at=at,
        programme=now.programme, assessor=str(before.assessor_id),
    )  # fmt: skip
    tell_person(before.assessor, now, "again", by, at, "certificates:declare")
    return assessment


def tell_managers(now: Round, why: str, by: User, at: datetime) -> None:
    on = timezone.localdate(at)
    for row in queries.certifying_managers(now.programme.region, on)[:1]:
        tell_person(row.user, now, why, by, at)


def tell_doctor(now: Round, why: str, by: User, at: datetime) -> None:
    tell_person(now.programme.doctor.user, now, why, by, at)


def tell_person(
    user: User | None,
    now: Round,
    why: str,
    by: User,
    at: datetime,
    page: str = "certificates:final",
) -> None:
    if user is None or user == by:
        return
    mail.notify(
        user,
        reverse(page, args=[now.programme.region.slug, now.programme.pk]),
        region=now.programme.region,
        key=f"final:{why}:{decided(now).pk}",
        by=by,
        at=at,
    )


def record(event: Event, row: FinalFollowUp, by: User, at: datetime) -> None:
    """The doctor can read the log: what was said stays out of it."""
    audit.record(event, about=row, by=by, at=at, programme=row.programme)
