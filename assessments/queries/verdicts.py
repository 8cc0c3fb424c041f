"""What a page asks before it shows a form or a button; the action asks again."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from assessments.enums import AssessmentState, InstrumentKey
from assessments.models import Assessment, Collegium
from assessments.queries.facts import (
    assessment_facts,
    correction_facts,
    feed_back_facts,
    letter_facts,
    overall_facts,
    overall_held_facts,
    send_again_facts,
    take_up_facts,
)
from assessments.queries.instruments import is_in_use
from assessments.queries.people import doctor_of, person
from assessments.queries.visible import overall_for
from assessments.rules import (
    circle,
    collegium,
    correcting,
    keeping,
    outsiders,
    overall,
    overall_held,
    regional,
    requests,
)
from assessments.rules.instruments import Instrument
from bt_admin.lib.verdicts import Verdict
from placements.models import Placement, Programme
from regions import access
from regions.models import Region, User
from regions.roles import Permission

ANY_REASON = "–"  # whether one may reply at all; the form asks for the reason


def may_ask_for(programme: Programme, user: User) -> Verdict:
    return circle.may_ask_for(person(user), doctor_of(programme))


def may_send_again(assessment: Assessment, user: User) -> Verdict:
    return circle.may_send_again(send_again_facts(assessment, user))


def may_answer(assessment: Assessment, user: User) -> Verdict:
    facts = assessment_facts(assessment, by=user, today=access.today())
    return requests.may_answer(facts)


def may_correct(assessment: Assessment, user: User) -> Verdict:
    facts = correction_facts(assessment, by=user, today=access.today())
    return correcting.may_correct(facts)


def may_use(region: Region, given: Instrument, today: date) -> Verdict:
    """Does the region use this instrument today? It is asked before one begins."""
    return regional.may_use(
        given.name, is_in_use(region, given.key, today), region.name
    )


def may_reply(assessment: Assessment, user: User) -> Verdict:
    """May this person send the request back or decline it, given a reason?"""
    facts = assessment_facts(
        assessment, by=user, today=access.today(), reason=ANY_REASON
    )
    asked = assessment.requested_by_id is not None
    return requests.may_return(facts) & circle.may_send_back(asked)


def may_remind(assessment: Assessment, user: User) -> Verdict:
    return outsiders.may_remind(letter_facts(assessment, by=user, today=access.today()))


def may_renew_link(assessment: Assessment, user: User) -> Verdict:
    """May this person send a new link, to some address? How soon is asked then."""
    facts = letter_facts(
        assessment,
        by=user,
        today=access.today(),
        leads=access.may(user, Permission.LEAD, assessment.region),
        new_address=True,
    )
    return outsiders.may_renew_link(facts)


def may_take_back(assessment: Assessment, user: User) -> Verdict:
    facts = assessment_facts(assessment, by=user, today=access.today())
    return requests.may_withdraw(facts) & requests.may_take_back(facts)


def may_sign(assessment: Assessment, *, by: User, at: datetime, login: str) -> Verdict:
    """May this person sign now, whatever the form holds?"""
    today = timezone.localdate(at)
    facts = assessment_facts(assessment, by=by, today=today, login=login)
    return requests.may_sign_assessment(facts)


def may_start_overall(
    placement: Placement, assessment: Assessment | None, user: User
) -> Verdict:
    today = access.today()
    facts = overall_facts(placement, assessment, by=user, today=today)
    verdict = overall.may_start_overall(facts)
    if not verdict or assessment is None:
        return verdict
    return keeping.may_take_up(take_up_facts(assessment, user, today))


def may_sign_overall(
    placement: Placement, assessment: Assessment, *, by: User, today: date, login: str
) -> Verdict:
    """As above; a reason for too few assessments is asked for in the form."""
    facts = overall_facts(
        placement,
        assessment,
        by=by,
        today=today,
        login=login,
        too_few_reason=ANY_REASON,
    )
    return overall.may_sign_overall(facts)


def may_fill_overall_together(placement: Placement, user: User) -> Verdict:
    facts = overall_held_facts(placement, by=user, today=access.today())
    return overall_held.may_fill_overall_together(facts)


def may_type_in_overall(placement: Placement, user: User) -> Verdict:
    facts = overall_held_facts(placement, by=user, today=access.today())
    return overall_held.may_type_in_overall(facts)


def may_feed_back(row: Collegium, user: User, today: date) -> Verdict:
    return collegium.may_feed_back(feed_back_facts(row, by=user, on=today, today=today))


# --------------------------------------------------------------- rows, stored or not
def blank(
    programme: Programme,
    given: Instrument,
    *,
    by: User,
    at: datetime,
    placement: Placement | None = None,
    **more: Any,
) -> Assessment:
    """An assessment that nobody has begun, for the form to start from. Not saved."""
    return Assessment(
        region=programme.region,
        programme=programme,
        placement=placement,
        instrument=given.key,
        instrument_version=given.version,
        regional_instrument_id=given.regional,
        state=AssessmentState.DRAFT,
        assessor=by,
        performed_on=timezone.localdate(at),
        registered_at=at,
        version=0,
        **more,
    )


def stored(assessment: Assessment) -> Assessment | None:
    """The row as the database has it now, if it is there."""
    if assessment.instrument == InstrumentKey.OVERALL and assessment.placement:
        return overall_for(assessment.placement)
    return row_with(assessment.pk)


def row_with(pk: UUID) -> Assessment | None:
    rows = Assessment.objects.filter(pk=pk)
    return rows.select_related("region", "programme__doctor__user", "assessor").first()
