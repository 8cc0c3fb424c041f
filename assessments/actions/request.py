"""The doctor asks for an assessment, and asks again when it has come back."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from assessments.actions.content import (
    Occasion,
    locked,
    replace_delmal,
    tell,
    write_occasion,
)
from assessments.enums import AssessmentState
from assessments.models import Assessment
from assessments.queries import (
    choice_facts,
    instrument_in,
    instrument_of,
    may_use,
    request_facts,
    send_again_facts,
)
from assessments.rules.answers import check_context
from assessments.rules.circle import may_be_asked, may_send_again
from assessments.rules.instruments import Instrument
from assessments.rules.requests import may_request
from bt_admin.lib.verdicts import Verdict
from placements.models import Programme
from regions import audit
from regions.audit import Event
from regions.models import User


@transaction.atomic
def request_assessment(
    *,
    programme: Programme,
    assessor: User,
    occasion: Occasion,
    instrument: str,
    by: User,
    at: datetime,
) -> Assessment:
    """Ask a handledare to assess something that has happened, for some delmål."""
    today = timezone.localdate(at)
    given = instrument_in(programme.region, instrument)
    verdict = may_use(programme.region, given, today) & may_ask(
        programme, assessor, occasion, given, by=by, today=today
    )
    verdict.require()
    assessment = Assessment(
        region_id=programme.region_id,
        programme=programme,
        instrument=given.key,
        instrument_version=given.version,
        regional_instrument_id=given.regional,
        state=AssessmentState.REQUESTED,
        requested_by=by,
        assessor=assessor,
        registered_at=at,
    )
    write_occasion(assessment, occasion)
    assessment.save(force_insert=True)
    replace_delmal(assessment, occasion.delmal)
    record_request(Event.ASSESSMENT_REQUESTED, assessment, by, at)
    return assessment


@transaction.atomic
def send_again(
    *,
    assessment: Assessment,
    assessor: User,
    occasion: Occasion,
    by: User,
    at: datetime,
) -> Assessment:
    """Change a request that has come back, and send it: to the same person or another.

    A new assessor starts from an empty form; what the former one had begun is theirs.
    """
    assessment = locked(assessment)
    programme, today = assessment.programme, timezone.localdate(at)
    verdict = may_send_again(send_again_facts(assessment, by)) & may_ask(
        programme, assessor, occasion, instrument_of(assessment), by=by, today=today
    )
    verdict.require()
    if assessor != assessment.assessor:
        assessment.answers, assessment.texts = {}, {}
    write_occasion(assessment, occasion)
    assessment.assessor, assessment.reason = assessor, ""
    assessment.state = AssessmentState.REQUESTED
    assessment.version += 1
    assessment.save()
    replace_delmal(assessment, occasion.delmal)
    record_request(Event.ASSESSMENT_SENT_AGAIN, assessment, by, at)
    return assessment


def may_ask(
    programme: Programme,
    assessor: User,
    occasion: Occasion,
    instrument: Instrument,
    *,
    by: User,
    today: date,
) -> Verdict:
    """Everything that must hold for a request, whichever time it is sent."""
    facts = request_facts(
        programme,
        assessor,
        by=by,
        performed_on=occasion.performed_on,
        today=today,
        delmal=occasion.delmal,
        instrument=instrument,
    )
    around = choice_facts(programme, assessor, occasion.performed_on)
    verdict = may_request(facts)
    verdict &= check_context(instrument, occasion.context, needed=True)
    # A day ahead is refused as such; who supervises then is beside the point.
    return verdict if occasion.performed_on > today else verdict & may_be_asked(around)


def record_request(
    event: Event, assessment: Assessment, by: User, at: datetime
) -> None:
    audit.record(
        event, about=assessment, by=by, at=at, programme=assessment.programme,
        instrument=assessment.instrument, assessor=str(assessment.assessor_id),
    )  # fmt: skip
    tell(assessment.assessor, assessment, by=by, at=at, about="assess")
