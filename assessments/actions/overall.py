"""The overall assessment of a placement: begun, signed, and read by the doctor."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.actions.answer import begun_already, record, write_signed
from assessments.actions.content import (
    Content,
    Shown,
    locked,
    shown_now,
    tell,
    write_content,
)
from assessments.enums import AssessmentState, InstrumentKey, Way
from assessments.models import Assessment, AssessmentSignature
from assessments.queries import (
    acknowledge_facts,
    assessment_facts,
    digest_of,
    instrument_in,
    instrument_of,
    overall_facts,
    overall_for,
    take_up_facts,
)
from assessments.rules.answers import RISK, check_answers, check_draft
from assessments.rules.keeping import may_take_up
from assessments.rules.overall import (
    may_acknowledge,
    may_sign_overall,
    may_start_overall,
)
from assessments.rules.requests import may_answer
from assessments.rules.signatures import same_version
from bt_admin.lib.verdicts import Verdict
from placements.models import Placement
from regions import access, mail
from regions.events import Event
from regions.models import User


@transaction.atomic
def start_overall(
    *,
    placement: Placement,
    content: Content,
    by: User,
    at: datetime,
    opened_at: datetime | None = None,
) -> Assessment:
    """Begin the one overall assessment of a placement, or go on with one's own.

    A draft left by somebody who is no longer handledare there is taken over empty:
    nobody has stood for its words.
    """
    Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    begun, today = overall_for(placement), timezone.localdate(at)
    facts = overall_facts(placement, begun, by=by, today=today)
    may_start_overall(facts).require()
    if begun is None:
        return write_first(placement, content, by=by, at=at, opened_at=opened_at)
    may_take_up(take_up_facts(begun, by, today)).require()
    if begun.assessor == by:
        return begun_already(begun, content, by)
    return take_over(begun, content, by=by, at=at, opened_at=opened_at)


def take_over(
    assessment: Assessment,
    content: Content,
    *,
    by: User,
    at: datetime,
    opened_at: datetime | None,
) -> Assessment:
    given = instrument_of(assessment)
    check_draft(given, content.answers, content.texts).require()
    assessment.assessor = by
    assessment.way, assessment.typed_by = Way.OWN, None
    assessment.opened_at = opened_at
    assessment.version += 1
    write_content(assessment, content)
    record(Event.ASSESSMENT_STARTED, assessment, by, at)
    return assessment


def write_first(
    placement: Placement,
    content: Content,
    *,
    by: User,
    at: datetime,
    opened_at: datetime | None,
) -> Assessment:
    given = instrument_in(placement.region, InstrumentKey.OVERALL)
    check_draft(given, content.answers, content.texts).require()
    assessment = Assessment(
        region_id=placement.region_id,
        programme=placement.programme,
        instrument=given.key,
        instrument_version=given.version,
        regional_instrument_id=given.regional,
        state=AssessmentState.DRAFT,
        placement=placement,
        assessor=by,
        registered_at=at,
        opened_at=opened_at,
    )
    write_content(assessment, content)
    record(Event.ASSESSMENT_STARTED, assessment, by, at)
    return assessment


@transaction.atomic
def sign_overall(
    *,
    assessment: Assessment,
    content: Content,
    shown: Shown,
    login: str,
    by: User,
    at: datetime,
) -> AssessmentSignature:
    """Sign the overall assessment. The doctor is told, and a risk reaches the chefs."""
    assessment = locked(assessment)
    may_sign(assessment, content, shown, login=login, by=by, at=at).require()
    signature = write_signed(assessment, content, login=login, by=by, at=at)
    tell(assessment.programme.doctor.user, assessment, by=by, at=at, about="signed")
    if content.answers.get("phase") == RISK:
        tell_of_risk(assessment, by=by, at=at)
    return signature


@transaction.atomic
def sign_overall_at_once(
    *,
    placement: Placement,
    content: Content,
    login: str,
    by: User,
    at: datetime,
    opened_at: datetime | None = None,
) -> AssessmentSignature:
    """Begin the overall assessment and sign it in the same step."""
    assessment = start_overall(
        placement=placement, content=content, by=by, at=at, opened_at=opened_at
    )
    return sign_overall(
        assessment=assessment,
        content=content,
        shown=shown_now(assessment),
        login=login,
        by=by,
        at=at,
    )


def may_sign(
    assessment: Assessment,
    content: Content,
    shown: Shown,
    *,
    login: str,
    by: User,
    at: datetime,
) -> Verdict:
    """The handledare, in time, on the text that was read, and all of it answered."""
    today = timezone.localdate(at)
    given = instrument_of(assessment)
    assert assessment.placement is not None
    facts = overall_facts(
        assessment.placement,
        assessment,
        by=by,
        today=today,
        version_shown=shown.version,
        too_few_reason=content.reason,
        login=login,
    )
    verdict = may_answer(assessment_facts(assessment, by=by, today=today))
    verdict &= may_sign_overall(facts)
    if "sign.text_changed" not in verdict.codes:
        verdict &= same_version(shown.digest, digest_of(assessment), facts.changed_at)
    return verdict & check_answers(given, content.answers, content.texts)


@transaction.atomic
def acknowledge(*, assessment: Assessment, by: User, at: datetime) -> Assessment:
    """The doctor has read it, which is not to agree."""
    assessment = locked(assessment)
    may_acknowledge(acknowledge_facts(assessment, by)).require()
    assessment.state = AssessmentState.ACKNOWLEDGED
    assessment.acknowledged_at = at
    assessment.save(update_fields=["state", "acknowledged_at"])
    record(Event.ASSESSMENT_ACKNOWLEDGED, assessment, by, at)
    return assessment


def tell_of_risk(assessment: Assessment, *, by: User, at: datetime) -> None:
    """Studierektor and AT/BT-chef learn at once that there is something to read."""
    today = timezone.localdate(at)
    for role in ("director_of_studies", "bt_manager"):
        for user in access.holders(role, assessment.region, today):
            tell(user, assessment, by=by, at=at, about="risk", notice=mail.NEWS)
