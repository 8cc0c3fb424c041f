"""The sammantagna bedömningen by another hand: the doctor's phone, or the office."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from assessments.actions.answer import record
from assessments.actions.content import Content, says_the_same, tell, write_content
from assessments.actions.held import keep_scans, lock_with_paper
from assessments.actions.overall import tell_of_risk
from assessments.enums import AssessmentState, InstrumentKey, Way
from assessments.models import Assessment
from assessments.queries import (
    instrument_in,
    overall_for,
    overall_held_facts,
)
from assessments.rules.answers import RISK, check_answers
from assessments.rules.overall_held import (
    OverallPaperFacts,
    check_overall_paper,
    may_fill_overall_together,
)
from bt_admin.lib.files import CleanFile
from placements.models import Placement
from regions import access
from regions.events import Event
from regions.models import User
from regions.roles import Permission


@transaction.atomic
def fill_overall_together(
    *, placement: Placement, assessor: User, content: Content, by: User, at: datetime
) -> Assessment:
    """The doctor's phone, both looking at it: a draft of the handledare's, filled in.

    It waits under Att göra; the handledare reads it, may change all of it, and signs
    as themselves. Sent twice it is one.
    """
    Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    if begun := sent_before(placement, content, Way.TOGETHER, by):
        return begun
    facts = overall_held_facts(
        placement, by=by, assessor=assessor, today=timezone.localdate(at)
    )
    assessment = blank(placement, assessor, Way.TOGETHER, by, at)
    given = instrument_in(placement.region, InstrumentKey.OVERALL)
    verdict = may_fill_overall_together(facts)
    (verdict & check_answers(given, content.answers, content.texts)).require()
    write_content(assessment, content)
    record(Event.ASSESSMENT_STARTED, assessment, by, at, way=str(Way.TOGETHER))
    tell(assessor, assessment, by=by, at=at, about="together")
    return assessment


@transaction.atomic
def type_in_overall(
    *,
    placement: Placement,
    assessor: User,
    signed_on: date,
    content: Content,
    by: User,
    at: datetime,
    files: Sequence[CleanFile] = (),
) -> Assessment:
    """The office types in a paper that a handledare of the placement has signed.

    It counts at once; the doctor and the handledare are told, and of a risk the
    chefs. Sent twice it is kept once.
    """
    access.require(by, Permission.PLAN, placement.region)
    Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    if begun := sent_before(placement, content, Way.PAPER, by):
        return begun
    held = overall_held_facts(
        placement, by=by, assessor=assessor, today=timezone.localdate(at),
        too_few_reason=content.reason,
    )  # fmt: skip
    assessment = blank(placement, assessor, Way.PAPER, by, at)
    given = instrument_in(placement.region, InstrumentKey.OVERALL)
    verdict = check_overall_paper(
        OverallPaperFacts(held, content.occasion.performed_on, signed_on)
    )
    (verdict & check_answers(given, content.answers, content.texts)).require()
    assessment.paper_signed_on = signed_on
    write_content(assessment, content)
    keep_scans(assessment, files, by=by, at=at)
    lock_with_paper(assessment, by=by, at=at)
    if content.answers.get("phase") == RISK:
        tell_of_risk(assessment, by=by, at=at)
    return assessment


def sent_before(
    placement: Placement, content: Content, way: Way, by: User
) -> Assessment | None:
    """The same form, sent a second time by the same hand."""
    begun = overall_for(placement)
    if begun is None or (begun.way, begun.typed_by_id) != (way, by.pk):
        return None
    return begun if says_the_same(begun, content) else None


def blank(
    placement: Placement, assessor: User, way: Way, by: User, at: datetime
) -> Assessment:
    given = instrument_in(placement.region, InstrumentKey.OVERALL)
    return Assessment(
        region_id=placement.region_id,
        programme=placement.programme,
        instrument=given.key,
        instrument_version=given.version,
        regional_instrument_id=given.regional,
        state=AssessmentState.DRAFT,
        placement=placement,
        assessor=assessor,
        way=way,
        typed_by=by,
        registered_at=at,
    )
