"""Not to be written: a request is returned or declined, a draft thrown away."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.actions.answer import record
from assessments.actions.content import locked, tell
from assessments.enums import AssessmentState
from assessments.models import Assessment
from assessments.queries import assessment_facts, draft_facts
from assessments.rules.circle import may_send_back
from assessments.rules.keeping import may_discard
from assessments.rules.requests import AssessmentFacts, may_decline, may_return
from regions.events import Event
from regions.models import User


@transaction.atomic
def return_request(
    *, assessment: Assessment, reason: str, by: User, at: datetime
) -> Assessment:
    """Send the request back for something to be changed; the doctor sends it again."""
    assessment = locked(assessment)
    verdict = may_return(reply_facts(assessment, reason, by, at))
    (verdict & may_send_back(asked(assessment))).require()
    return send_back(
        assessment, AssessmentState.RETURNED, Event.ASSESSMENT_RETURNED, reason, by, at
    )


@transaction.atomic
def decline(
    *, assessment: Assessment, reason: str, by: User, at: datetime
) -> Assessment:
    """Say no to assessing; the doctor asks somebody else."""
    assessment = locked(assessment)
    verdict = may_decline(reply_facts(assessment, reason, by, at))
    (verdict & may_send_back(asked(assessment))).require()
    return send_back(
        assessment, AssessmentState.DECLINED, Event.ASSESSMENT_DECLINED, reason, by, at
    )


def asked(assessment: Assessment) -> bool:
    return assessment.requested_by_id is not None


def reply_facts(
    assessment: Assessment, reason: str, by: User, at: datetime
) -> AssessmentFacts:
    return assessment_facts(
        assessment, by=by, today=timezone.localdate(at), reason=reason
    )


def send_back(
    assessment: Assessment,
    state: AssessmentState,
    event: Event,
    reason: str,
    by: User,
    at: datetime,
) -> Assessment:
    assessment.state, assessment.reason = state, reason.strip()
    assessment.version += 1
    assessment.save(update_fields=["state", "reason", "version"])
    record(event, assessment, by, at)
    tell(assessment.programme.doctor.user, assessment, by=by, at=at, about="back")
    return assessment


@transaction.atomic
def discard_draft(*, assessment: Assessment, by: User, at: datetime) -> None:
    """Throw away a draft that one has begun oneself. Nobody else has seen it."""
    assessment = locked(assessment)
    may_discard(draft_facts(assessment, assessment.version, by)).require()
    record(Event.ASSESSMENT_DISCARDED, assessment, by, at)
    assessment.delete()
