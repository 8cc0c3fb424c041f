"""A final judgement as far as a story needs it."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from certificates.actions.external import appoint_external, decide, declare_free
from certificates.actions.final_meeting import hold_meeting, plan_meeting
from certificates.models import ExternalAssessment, FinalMeeting
from placements.models import PlacementPeriod
from regions.enums import QualificationKind
from regions.models import Employment, Qualification, Unit, User
from tests.cast import Company, person
from tests.certificates.year import declared

WHY = "BT10: minst två planeringsmöten till."


def last_week_is_now(company: Company) -> None:
    """The year moves back, so that BT ends in three days."""
    mine = {"placement__programme": company.programme}
    last = PlacementPeriod.objects.filter(**mine).latest("ends_on").ends_on
    back = last - timezone.localdate() - timedelta(days=3)
    PlacementPeriod.objects.filter(**mine).update(
        starts_on=F("starts_on") - back, ends_on=F("ends_on") - back
    )
    company.programme.starts_on -= back
    company.programme.save(update_fields=["starts_on"])


def second_assessor(company: Company) -> User:
    """Trained, from another unit, with no part in anything here."""
    user = person("second", company.region.slug)
    user.personal_number = "190001029818"
    user.save()
    today = timezone.localdate()
    for kind, name in [
        (QualificationKind.LICENCE, "Sverige"),
        (QualificationKind.SPECIALITY, "geriatrik"),
        (QualificationKind.ASSESSOR_TRAINING, ""),
    ]:
        Qualification.objects.create(user=user, kind=kind, name=name, on=today)
    Employment.objects.create(
        region=company.region, user=user, unit=Unit.objects.get(care="geriatrics"),
        starts=today - timedelta(days=900),
    )  # fmt: skip
    return user


def planned(company: Company, **given: Any) -> FinalMeeting:
    soon = timezone.now() + timedelta(hours=25)
    return plan_meeting(
        **{
            "programme": company.programme,
            "starts_at": soon,
            "minutes": 60,
            "place": "Rum 4",
            "by": company.main_supervisor,
            "at": timezone.now(),
        }
        | given
    )


def held(company: Company, meeting: FinalMeeting) -> datetime:
    """They met; the moment after."""
    after = meeting.starts_at + timedelta(hours=1)
    hold_meeting(
        programme=company.programme,
        supervisor_there=True,
        assessor_there=True,
        doctor_there=True,
        by=company.main_supervisor,
        at=after,
    )
    return after


def judged(company: Company, outcome: str, **given: Any) -> ExternalAssessment:
    """The first assessor has decided this."""
    assessment = declared(company)
    decision(company, assessment, outcome, **given)
    return assessment


def decision(
    company: Company, assessment: ExternalAssessment, outcome: str, **given: Any
) -> None:
    decide(
        **{
            "assessment": assessment,
            "outcome": outcome,
            "held_on": timezone.localdate(),
            "motivation": WHY,
            "by": assessment.assessor,
            "at": timezone.now(),
            "digest_shown": "",
            "method": "demo",
            "identified_at": timezone.now(),
        }
        | given
    )
    assessment.refresh_from_db()


def appointed_second(company: Company, user: User) -> ExternalAssessment:
    at = timezone.now()
    row = appoint_external(
        programme=company.programme, assessor=user, planned_on=None,
        by=company.bt_manager, at=at,
    )  # fmt: skip
    declare_free(assessment=row, not_same_unit=True, no_part=True, by=user, at=at)
    row.refresh_from_db()
    return row
