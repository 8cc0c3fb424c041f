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
from assessments.actions.invite import forget_link, name_outsider, send_link
from assessments.enums import AssessmentState, Way
from assessments.models import Assessment
from assessments.queries import (
    assessment_facts,
    choice_facts,
    instrument_in,
    instrument_of,
    may_use,
    outsider_facts,
    request_facts,
    send_again_facts,
)
from assessments.rules.answers import check_context
from assessments.rules.circle import may_be_asked, may_send_again
from assessments.rules.instruments import Instrument
from assessments.rules.outsiders import Outsider, may_send_link
from assessments.rules.requests import may_request, may_take_back, may_withdraw
from bt_admin.lib.verdicts import Verdict
from placements.models import Programme
from placements.rules.ending import still_open
from regions import audit
from regions.events import Event
from regions.models import User


@transaction.atomic
def request_assessment(
    *,
    programme: Programme,
    assessor: User | Outsider,
    occasion: Occasion,
    instrument: str,
    by: User,
    at: datetime,
) -> Assessment:
    """Ask somebody to assess something that has happened, for some delmål.

    A handledare finds it under Att göra; an outsider gets a personal link.
    """
    today = timezone.localdate(at)
    given = instrument_in(programme.region, instrument)
    verdict = may_use(programme.region, given, today) & may_ask(
        programme, assessor, occasion, given, by=by, today=today
    )
    (still_open(str(programme.doctor), programme.state) & verdict).require()
    assessment = Assessment(
        region_id=programme.region_id,
        programme=programme,
        instrument=given.key,
        instrument_version=given.version,
        regional_instrument_id=given.regional,
        state=AssessmentState.REQUESTED,
        requested_by=by,
        registered_at=at,
    )
    hand_to(assessment, assessor)
    write_occasion(assessment, occasion)
    assessment.save(force_insert=True)
    replace_delmal(assessment, occasion.delmal)
    record_request(Event.ASSESSMENT_REQUESTED, assessment, by, at)
    return assessment


@transaction.atomic
def send_again(
    *,
    assessment: Assessment,
    assessor: User | Outsider,
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
    if assessor != assessment.assessed_by:
        assessment.answers, assessment.texts = {}, {}
        hand_to(assessment, assessor)
    write_occasion(assessment, occasion)
    assessment.reason = ""
    assessment.state = AssessmentState.REQUESTED
    assessment.version += 1
    assessment.save()
    replace_delmal(assessment, occasion.delmal)
    record_request(Event.ASSESSMENT_SENT_AGAIN, assessment, by, at)
    return assessment


@transaction.atomic
def take_back(*, assessment: Assessment, by: User, at: datetime) -> Assessment:
    """The doctor takes the request back, to choose somebody else or to change it."""
    assessment = locked(assessment)
    facts = assessment_facts(assessment, by=by, today=timezone.localdate(at))
    (may_withdraw(facts) & may_take_back(facts)).require()
    assessment.state, assessment.reason = AssessmentState.RETURNED, ""
    assessment.version += 1
    assessment.save(update_fields=["state", "reason", "version"])
    audit.record(
        Event.ASSESSMENT_TAKEN_BACK, about=assessment, by=by, at=at,
        programme=assessment.programme,
    )  # fmt: skip
    return assessment


def hand_to(assessment: Assessment, assessor: User | Outsider) -> None:
    """Make it this person's to fill in; the caller saves it."""
    outside = assessor if isinstance(assessor, Outsider) else Outsider("")
    assessment.assessor = None if isinstance(assessor, Outsider) else assessor
    assessment.way = Way.LINK if outside.name else Way.OWN
    assessment.typed_by = assessment.reminded_at = None
    name_outsider(assessment, outside)


def may_ask(
    programme: Programme,
    assessor: User | Outsider,
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
    verdict = may_request(facts)
    verdict &= check_context(instrument, occasion.context, needed=True)
    if isinstance(assessor, Outsider):
        return verdict & may_send_link(outsider_facts(programme, assessor))
    around = choice_facts(programme, assessor, occasion.performed_on)
    # A day ahead is refused as such; who supervises then is beside the point.
    return verdict if occasion.performed_on > today else verdict & may_be_asked(around)


def record_request(
    event: Event, assessment: Assessment, by: User, at: datetime
) -> None:
    audit.record(
        event, about=assessment, by=by, at=at, programme=assessment.programme,
        instrument=assessment.instrument,
        assessor=str(assessment.assessor_id or Way.LINK),
    )  # fmt: skip
    if assessment.assessor:
        forget_link(assessment)
        tell(assessment.assessor, assessment, by=by, at=at, about="assess")
    else:
        send_link(assessment, by=by, at=at)
