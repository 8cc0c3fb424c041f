"""The assessor writes and signs."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.actions.content import (
    Content,
    Shown,
    locked,
    says_the_same,
    shown_now,
    tell,
    write_content,
)
from assessments.enums import AssessmentState
from assessments.models import Assessment, AssessmentSignature
from assessments.queries import (
    assessment_facts,
    assignment_on,
    digest_of,
    draft_facts,
    instrument_in,
    instrument_of,
    may_use,
    start_facts,
)
from assessments.rules.answers import check_answers, check_context, check_draft
from assessments.rules.circle import may_start_with
from assessments.rules.instruments import Instrument
from assessments.rules.keeping import may_overwrite
from assessments.rules.requests import (
    check_delmal,
    may_answer,
    may_sign_assessment,
)
from assessments.rules.signatures import same_version
from bt_admin.lib.verdicts import Verdict
from placements.enums import ProgrammeRole
from placements.models import Programme
from regions import access, audit, mail
from regions.events import Event
from regions.models import User
from regions.roles import Permission

NEVER_SHOWN = 0  # the version of a form that began from nothing


@transaction.atomic
def start_assessment(
    *,
    programme: Programme,
    instrument: str,
    content: Content,
    id: UUID,
    by: User,
    at: datetime,
    version: int | None = None,
    opened_at: datetime | None = None,
) -> Assessment:
    """Begin an assessment that nobody has asked for: a draft, seen by its writer alone.

    `version` is that of the form that was shown; the one in use when it is not told.
    `id` is decided when the form is shown, so that the same form sent twice is one
    assessment.
    """
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    begun = Assessment.objects.filter(pk=id, programme=programme, assessor=by).first()
    if begun is not None:
        return begun_already(begun, content, by)
    access.require(by, Permission.ASSESS, programme.region, programme)
    today = timezone.localdate(at)
    given = instrument_in(programme.region, instrument, version)
    assessment = Assessment(
        id=id,
        region_id=programme.region_id,
        programme=programme,
        instrument=given.key,
        instrument_version=given.version,
        regional_instrument_id=given.regional,
        state=AssessmentState.DRAFT,
        assessor=by,
        registered_at=at,
        opened_at=opened_at,
    )
    facts = assessment_facts(
        assessment,
        by=by,
        today=today,
        performed_on=content.occasion.performed_on,
    )
    verdict = may_answer(facts) & may_use(programme.region, given, today)
    if verdict:
        on = content.occasion.performed_on
        verdict &= may_start_with(start_facts(programme, given, by=by, on=on))
    (verdict & check_kept(given, content)).require()
    write_content(assessment, content)
    record(Event.ASSESSMENT_STARTED, assessment, by, at)
    return assessment


def check_kept(given: Instrument, content: Content) -> Verdict:
    """May this be kept, however little it is? Nothing the form does not know."""
    context = content.occasion.context
    return check_draft(given, content.answers, content.texts) & check_context(
        given, context, needed=False
    )


def begun_already(assessment: Assessment, content: Content, by: User) -> Assessment:
    """The same form came twice. Nothing is written over what the first one said."""
    if not says_the_same(assessment, content):
        may_overwrite(draft_facts(assessment, NEVER_SHOWN, by)).require()
    return assessment


@transaction.atomic
def note_opened(*, assessment: Assessment, by: User, at: datetime) -> None:
    """When the assessor first had the form open. No row in the log: nothing is done."""
    waiting = (AssessmentState.REQUESTED, AssessmentState.DRAFT)
    rows = Assessment.objects.filter(pk=assessment.pk, assessor=by, opened_at=None)
    rows.filter(state__in=waiting).update(opened_at=at)


@transaction.atomic
def save_draft(
    *, assessment: Assessment, content: Content, shown: Shown, by: User, at: datetime
) -> Assessment:
    """Keep what has been written so far. Only the assessor sees it."""
    assessment = locked(assessment)
    today = timezone.localdate(at)
    verdict = (
        may_answer(assessment_facts(assessment, by=by, today=today))
        & may_overwrite(draft_facts(assessment, shown.version, by))
        & check_kept(instrument_of(assessment), content)
    )
    verdict.require()
    assessment.version += 1
    write_content(assessment, content)
    record(Event.ASSESSMENT_SAVED, assessment, by, at)
    return assessment


@transaction.atomic
def sign_assessment(
    *,
    assessment: Assessment,
    content: Content,
    shown: Shown,
    login: str,
    by: User,
    at: datetime,
) -> AssessmentSignature:
    """Sign what is in the form: the text is saved, locked and made readable at once."""
    assessment = locked(assessment)
    may_sign(assessment, content, shown, login=login, by=by, at=at).require()
    signature = write_signed(assessment, content, login=login, by=by, at=at)
    tell(
        assessment.programme.doctor.user, assessment, by=by, at=at,
        about="signed", notice=mail.NEWS,
    )  # fmt: skip
    return signature


@transaction.atomic
def sign_at_once(
    *,
    programme: Programme,
    instrument: str,
    content: Content,
    id: UUID,
    login: str,
    by: User,
    at: datetime,
    version: int | None = None,
    opened_at: datetime | None = None,
) -> AssessmentSignature:
    """Begin an assessment that nobody has asked for, and sign it in the same step."""
    assessment = start_assessment(
        programme=programme, instrument=instrument, version=version, content=content,
        id=id, by=by, at=at, opened_at=opened_at,
    )  # fmt: skip
    return sign_assessment(
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
    """The right person and time, the text that was read, and a form filled in enough."""
    given = instrument_of(assessment)
    facts = assessment_facts(
        assessment,
        by=by,
        today=timezone.localdate(at),
        performed_on=content.occasion.performed_on,
        version_shown=shown.version,
        login=login,
    )
    verdict = may_sign_assessment(facts)
    if "sign.text_changed" not in verdict.codes:
        verdict &= same_version(shown.digest, digest_of(assessment), facts.changed_at)
    return (
        verdict
        & check_delmal(content.occasion.delmal)
        & check_context(given, content.occasion.context, needed=True)
        & check_answers(given, content.answers, content.texts)
    )


def write_signed(
    assessment: Assessment, content: Content, *, login: str, by: User, at: datetime
) -> AssessmentSignature:
    """Write the last version of the text, then lock it with its signature.

    The order matters: the database lets nothing be changed once the row is signed.
    """
    assessment.version += 1
    write_content(assessment, content)
    assessment.state = AssessmentState.SIGNED
    assessment.signed_at = at
    assessment.save(update_fields=["state", "signed_at"])
    signature = AssessmentSignature.objects.create(
        region_id=assessment.region_id,
        assessment=assessment,
        role=role_of(assessment, by),
        signer=by,
        signed_at=at,
        digest=digest_of(assessment),
        method=login,
    )
    record(Event.ASSESSMENT_SIGNED, assessment, by, at, digest=signature.digest)
    return signature


def role_of(assessment: Assessment, by: User) -> str:
    """In which role somebody assesses: what they were to the doctor on that day."""
    held = assignment_on(
        assessment.programme, by, assessment.performed_on, assessment.placement_id
    )
    return held.role if held else ProgrammeRole.PLACEMENT_SUPERVISOR


def record(
    event: Event, assessment: Assessment, by: User | None, at: datetime, **detail: str
) -> None:
    audit.record(
        event, about=assessment, by=by, at=at, programme=assessment.programme, **detail
    )
