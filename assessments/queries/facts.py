"""What the rules are told about an assessment, a placement or a kollegium."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assessments.enums import AssessmentState, InstrumentKey
from assessments.models import Assessment, Collegium, SigningLink
from assessments.queries.people import (
    assignment_on,
    directors,
    doctor_of,
    involved,
    is_licensed,
    main_supervisor,
    person,
    roles_on,
    span,
    supervisor_assignments,
    writers_of,
)
from assessments.queries.visible import overall_for
from assessments.rules.circle import ChoiceFacts, SendAgainFacts, StartFacts
from assessments.rules.collegium import CollegiumFacts, FeedBackFacts
from assessments.rules.correcting import CorrectionFacts
from assessments.rules.instruments import Instrument
from assessments.rules.keeping import DraftFacts, TakeUpFacts
from assessments.rules.outsiders import (
    LetterFacts,
    LinkFacts,
    Outsider,
    OutsiderFacts,
)
from assessments.rules.overall import AcknowledgeFacts, OverallFacts
from assessments.rules.overall_held import OverallHeldFacts
from assessments.rules.requests import LOCKED, AssessmentFacts, RequestFacts
from placements.models import Placement, Programme
from placements.queries import last_day
from regions import access
from regions.models import AuditRow, User
from regions.roles import Permission

HALF_WAY = Decimal("0.5")


# ------------------------------------------------------------------- asking for one
def request_facts(
    programme: Programme,
    assessor: User | Outsider,
    *,
    by: User,
    performed_on: date,
    today: date,
    delmal: tuple[str, ...],
    instrument: Instrument,
) -> RequestFacts:
    # Of an outsider nobody knows; that no licence was checked is told on the form.
    licensed, held = True, tuple[str, ...]()
    if isinstance(assessor, User):
        licensed = is_licensed(assessor, performed_on)
        held = roles_on(programme, assessor, performed_on)
    return RequestFacts(
        by=person(by),
        doctor=doctor_of(programme),
        assessor=person(assessor),
        performed_on=performed_on,
        today=today,
        delmal=delmal,
        instrument=instrument.name,
        who=instrument.who,
        assessor_licensed=licensed,
        assessor_roles=held,
        region=programme.region.name,
        programme_ended_on=ended_on(programme, today),
    )


def outsider_facts(programme: Programme, outsider: Outsider) -> OutsiderFacts:
    around = {row.user for row in supervisor_assignments(programme)}
    return OutsiderFacts(
        outsider=outsider,
        doctor_email=programme.doctor.user.email,
        around=tuple((user.email, user.full_name) for user in around),
    )


def link_facts(link: SigningLink, today: date) -> LinkFacts:
    return LinkFacts(
        state=link.assessment.state,
        expires_on=link.expires_on,
        today=today,
        used=link.used_at is not None,
    )


def letter_facts(
    assessment: Assessment,
    *,
    by: User,
    today: date,
    leads: bool = False,
    new_address: bool = False,
) -> LetterFacts:
    """About the link's letters; of somebody with an account, about the reminders."""
    link = SigningLink.objects.filter(assessment=assessment).first()
    told_at = assessment.reminded_at or assessment.registered_at
    return LetterFacts(
        by=person(by),
        doctor=doctor_of(assessment.programme),
        assessor=person(assessment.assessed_by),
        state=assessment.state,
        told_on=timezone.localdate(link.asked_at if link else told_at),
        today=today,
        by_link=link is not None,
        leads=leads,
        expired=link is not None and link.expires_on < today,
        new_address=new_address,
    )


def start_facts(
    programme: Programme, instrument: Instrument, *, by: User, on: date
) -> StartFacts:
    """Somebody begins unasked, about something that happened on that day."""
    return StartFacts(
        by=person(by),
        instrument=instrument.name,
        who=instrument.who,
        licensed=is_licensed(by, on),
        roles=roles_on(programme, by, on),
    )


def ended_on(programme: Programme, today: date) -> date | None:
    """The last day of a BT that is over; None while it lasts."""
    last = span(programme)[1]
    return last if last < today else None


def choice_facts(
    programme: Programme, assessor: User, performed_on: date
) -> ChoiceFacts:
    return ChoiceFacts(person(assessor), involved(programme), performed_on)


def send_again_facts(assessment: Assessment, by: User) -> SendAgainFacts:
    return SendAgainFacts(
        by=person(by),
        doctor=doctor_of(assessment.programme),
        assessor=person(assessment.assessed_by),
        state=assessment.state,
    )


# ------------------------------------------------------------------------ answering
def assessment_facts(
    assessment: Assessment,
    *,
    by: User | Outsider,
    today: date,
    performed_on: date | None = None,
    version_shown: int | None = None,
    login: str = "",
    reason: str = "",
) -> AssessmentFacts:
    """`performed_on` and `version_shown` are what was posted; stored when not given."""
    day = performed_on or assessment.performed_on
    role = None
    if isinstance(by, User):
        role = assignment_on(assessment.programme, by, day, assessment.placement_id)
    return AssessmentFacts(
        by=person(by),
        doctor=doctor_of(assessment.programme),
        assessor=person(assessment.assessed_by),
        state=assessment.state,
        today=today,
        performed_on=day,
        version_shown=assessment.version if version_shown is None else version_shown,
        version_now=assessment.version,
        changed_at=changed_at(assessment, version_shown),
        login=login,
        role_period=(role.starts, role.ends) if role else None,
        reason=reason,
        already_signed_on=signed_on(assessment),
    )


def correction_facts(
    assessment: Assessment, *, by: User, today: date, changed: bool = True, **given: Any
) -> CorrectionFacts:
    """`given` as for assessment_facts; `reason` is what was corrected and why."""
    region, used_at = assessment.region, assessment.used_at
    return CorrectionFacts(
        about=assessment_facts(assessment, by=by, today=today, **given),
        way=assessment.way,
        types_papers=access.may(by, Permission.PLAN, region),
        certified_on=timezone.localdate(used_at) if used_at else None,
        changed=changed,
    )


def draft_facts(
    assessment: Assessment, version_shown: int, by: User | Outsider
) -> DraftFacts:
    return DraftFacts(
        by=person(by),
        writer=person(assessment.assessed_by),
        state=assessment.state,
        version_shown=version_shown,
        version_now=assessment.version,
        changed_at=changed_at(assessment, version_shown),
    )


def signed_on(assessment: Assessment) -> date | None:
    """The day it was signed, in Swedish time."""
    if assessment.signed_at is None:
        return None
    return timezone.localdate(assessment.signed_at)


def changed_at(assessment: Assessment, version_shown: int | None) -> datetime | None:
    """When it was last changed, in Swedish time; asked only when that matters."""
    if version_shown in (None, assessment.version):
        return None
    row = AuditRow.objects.filter(about_id=assessment.pk).order_by("-number").first()
    return timezone.localtime(row.at) if row else None


# -------------------------------------------------------------- the whole placement
def overall_facts(
    placement: Placement,
    assessment: Assessment | None,
    *,
    by: User,
    today: date,
    version_shown: int | None = None,
    too_few_reason: str = "",
    login: str = "",
) -> OverallFacts:
    """The overall assessment of a placement; `assessment` None when none is begun."""
    now = assessment.version if assessment else 0
    return OverallFacts(
        by=person(by),
        doctor=doctor_of(placement.programme),
        supervisors=tuple(person(user) for user in writers_of(placement, today)),
        placement_ends_on=last_day(placement) or today,
        today=today,
        formative_count=formative_count(placement),
        formative_minimum=formative_minimum(placement.programme),
        too_few_reason=too_few_reason,
        region=placement.region.name,
        state=assessment.state if assessment else AssessmentState.DRAFT,
        version_shown=now if version_shown is None else version_shown,
        version_now=now,
        changed_at=changed_at(assessment, version_shown) if assessment else None,
        login=login,
        already_signed_on=signed_on(assessment) if assessment else None,
    )


def overall_held_facts(
    placement: Placement,
    *,
    by: User,
    today: date,
    assessor: User | None = None,
    too_few_reason: str = "",
) -> OverallHeldFacts:
    """Somebody else than the assessor types the overall assessment of a placement."""
    begun = overall_for(placement)
    return OverallHeldFacts(
        about=overall_facts(
            placement, begun, by=by, today=today, too_few_reason=too_few_reason
        ),
        assessor=person(assessor) if assessor else None,
        begun_by=person(begun.assessed_by) if begun else None,
    )


def take_up_facts(assessment: Assessment, by: User, today: date) -> TakeUpFacts:
    assert assessment.placement is not None
    return TakeUpFacts(
        by=person(by),
        writer=person(assessment.assessed_by),
        supervisors=tuple(
            person(user) for user in writers_of(assessment.placement, today)
        ),
        state=assessment.state,
    )


def formative_count(placement: Placement) -> int:
    """How many signed assessments of single occasions there are from a placement."""
    rows = Assessment.objects.filter(placement=placement, state__in=LOCKED)
    rows = rows.exclude(instrument=InstrumentKey.OVERALL)
    return rows.exclude(state=AssessmentState.AMENDED).count()


def formative_minimum(programme: Programme) -> int:
    """How many the region asks for on each placement; 0 when it says nothing."""
    asked = programme.model.settings.get("assessment_minimums", {}).get("items", [])
    numbers = [
        item.get("min", 0)
        for item in asked
        if item.get("what") == "formative" and item.get("per") == "placement"
    ]
    return max(numbers, default=0)


def acknowledge_facts(assessment: Assessment, by: User) -> AcknowledgeFacts:
    return AcknowledgeFacts(
        by=person(by), doctor=doctor_of(assessment.programme), state=assessment.state
    )


# --------------------------------------------------------------------- the kollegium
def collegium_facts(
    programme: Programme, *, by: User, today: date, **given: Any
) -> CollegiumFacts:
    """`given`: held_on, outcome, strengths, development, actions_agreed, follow_up_on."""
    starts_on, ends_on = span(programme)
    return CollegiumFacts(
        by=person(by),
        directors=tuple(person(user) for user in directors(programme.region, today)),
        doctor=doctor_of(programme),
        today=today,
        starts_on=starts_on,
        ends_on=ends_on,
        target_share=target_share(programme) or HALF_WAY,
        region=programme.region.name,
        **given,
    )


def target_share(programme: Programme) -> Decimal | None:
    """How far into BT the region holds its kollegium; None when it does not say."""
    kollegium = programme.model.settings.get("kollegium", {})
    share = kollegium.get("at_share_of_programme")
    return Decimal(str(share)) if share else None


def feed_back_facts(
    collegium: Collegium, *, by: User, on: date, today: date
) -> FeedBackFacts:
    supervisor = main_supervisor(collegium.programme, today)
    return FeedBackFacts(
        by=person(by),
        main_supervisor=person(supervisor) if supervisor else None,
        doctor=doctor_of(collegium.programme),
        held_on=collegium.held_on,
        on=on,
        today=today,
        fed_back_on=collegium.fed_back_on,
        signed=collegium.meeting is None or collegium.meeting.documented_at is not None,
    )
