"""Somebody else held the pen: the doctor's phone, or the office with a paper before it."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.actions.answer import check_kept, record
from assessments.actions.content import Content, tell, write_content
from assessments.actions.invite import name_outsider
from assessments.actions.request import may_ask, record_request
from assessments.enums import AssessmentState, Way
from assessments.models import Assessment, AssessmentSignature, PaperScan
from assessments.queries import digest_of, instrument_in, may_use, request_facts
from assessments.rules.answers import check_answers, check_context
from assessments.rules.instruments import Instrument
from assessments.rules.outsiders import Outsider, named_in_full
from assessments.rules.requests import PaperFacts, may_type_in
from bt_admin.lib.files import CleanFile
from bt_admin.lib.verdicts import YES, Verdict
from placements.models import Programme
from regions import access, mail
from regions.enums import LoginMethod
from regions.events import Event
from regions.models import User
from regions.roles import Permission

BY_OFFICE = "office"  # the role of the signature: whoever typed it in


@transaction.atomic
def fill_together(
    *,
    programme: Programme,
    assessor: User,
    instrument: str,
    content: Content,
    id: UUID,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Assessment:
    """The doctor's phone, both looking at it; the handledare signs as themselves.

    It waits under Att göra like every request, filled in. Nothing counts before. The
    same form sent twice is one request (`id`, as in start_assessment).
    """
    today = timezone.localdate(at)
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    if begun := Assessment.objects.filter(pk=id, programme=programme).first():
        return begun
    given = instrument_in(programme.region, instrument, version)
    (
        may_use(programme.region, given, today)
        & may_ask(programme, assessor, content.occasion, given, by=by, today=today)
        & check_answers(given, content.answers, content.texts)
    ).require()
    assessment = unsaved(programme, given, id, at)
    assessment.assessor, assessment.requested_by = assessor, by
    assessment.state, assessment.way = AssessmentState.REQUESTED, Way.TOGETHER
    assessment.typed_by = by
    write_content(assessment, content)
    record_request(Event.ASSESSMENT_REQUESTED, assessment, by, at)
    return assessment


@transaction.atomic
def type_in(
    *,
    programme: Programme,
    assessor: User | Outsider,
    signed_on: date,
    instrument: str,
    content: Content,
    id: UUID,
    by: User,
    at: datetime,
    files: Sequence[CleanFile] = (),
    version: int | None = None,
) -> Assessment:
    """The office types in a paper: the assessor's judgement, and who typed it.

    It counts at once, since somebody has put their name to it on paper; the doctor is
    told, and so is an assessor with an account. Sent twice it is kept once.
    """
    access.require(by, Permission.PLAN, programme.region)
    today = timezone.localdate(at)
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    if begun := Assessment.objects.filter(pk=id, programme=programme).first():
        return begun
    given = instrument_in(programme.region, instrument, version)
    facts = PaperFacts(
        request_facts(
            programme, assessor, by=by, performed_on=content.occasion.performed_on,
            today=today, delmal=content.occasion.delmal, instrument=given,
        ),
        signed_on,
    )  # fmt: skip
    (
        may_use(programme.region, given, content.occasion.performed_on)
        & may_type_in(facts)
        & check_who(assessor)
        & check_kept(given, content)
        & check_context(given, content.occasion.context, needed=True)
        & check_answers(given, content.answers, content.texts)
    ).require()
    assessment = unsaved(programme, given, id, at)
    if isinstance(assessor, Outsider):
        name_outsider(assessment, assessor)
    else:
        assessment.assessor = assessor
    assessment.state, assessment.way = AssessmentState.DRAFT, Way.PAPER
    assessment.typed_by, assessment.paper_signed_on = by, signed_on
    write_content(assessment, content)
    keep_scans(assessment, files, by=by, at=at)
    lock_with_paper(assessment, by=by, at=at)
    return assessment


def check_who(assessor: User | Outsider) -> Verdict:
    """Is it told who signed the paper? No address is needed: nothing is sent."""
    if isinstance(assessor, Outsider):
        return named_in_full(assessor, with_email=False)
    return YES


def unsaved(
    programme: Programme, given: Instrument, id: UUID, at: datetime
) -> Assessment:
    return Assessment(
        id=id,
        region_id=programme.region_id,
        programme=programme,
        instrument=given.key,
        instrument_version=given.version,
        regional_instrument_id=given.regional,
        registered_at=at,
    )


def lock_with_paper(assessment: Assessment, *, by: User, at: datetime) -> None:
    """What was typed is locked, by whoever typed it; then those it is about are told."""
    assessment.state, assessment.signed_at = AssessmentState.SIGNED, at
    assessment.save(update_fields=["state", "signed_at"])
    signature = AssessmentSignature.objects.create(
        region_id=assessment.region_id,
        assessment=assessment,
        role=BY_OFFICE,
        signer=by,
        signed_at=at,
        digest=digest_of(assessment),
        method=LoginMethod.PAPER,
    )
    record(Event.ASSESSMENT_TYPED_IN, assessment, by, at, digest=signature.digest)
    for user in (assessment.programme.doctor.user, assessment.assessor):
        if user:
            tell(user, assessment, by=by, at=at, about="signed", notice=mail.NEWS)


def keep_scans(
    assessment: Assessment, files: Sequence[CleanFile], *, by: User, at: datetime
) -> None:
    for file in files:
        PaperScan.objects.create(
            region_id=assessment.region_id, assessment=assessment,
            uploaded_by=by, uploaded_at=at, **PaperScan.values_of(file),
        )  # fmt: skip
