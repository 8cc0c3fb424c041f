"""What the rules ask about a kollegium that meets, and what they answer."""

from datetime import date
from typing import Any

from django.utils import timezone

from assessments.models import (
    Collegium,
    CollegiumMeeting,
    MeetingConflict,
    MeetingDoctor,
    MeetingMember,
)
from assessments.queries.meetings import doctors_in
from assessments.queries.people import directors, person
from assessments.rules import meeting_day, meeting_packs
from assessments.rules.meeting_day import SignFacts
from assessments.rules.meeting_packs import PackFacts, no_conflict
from assessments.rules.meetings import LeadFacts, may_change_meeting, may_lead_meeting
from bt_admin.lib.verdicts import Verdict
from regions.models import Region, User


def lead_facts(meeting: CollegiumMeeting, by: User, today: date) -> LeadFacts:
    return LeadFacts(person(by), directors_of(meeting.region, today), meeting.state)


def directors_of(region: Region, today: date) -> tuple[Any, ...]:
    return tuple(person(user) for user in directors(region, today))


def pack_facts(doctor: MeetingDoctor, user: User, today: date) -> PackFacts:
    meeting = doctor.meeting
    sits = MeetingMember.objects.filter(meeting=meeting, user=user)
    return PackFacts(
        by=person(user),
        doctor=person(doctor.programme.doctor.user),
        is_member=sits.exists(),
        opens_on=meeting.opens_on,
        closes_on=meeting.closes_on,
        today=today,
        conflicted_on=conflict_of(doctor, user),
    )


def conflict_of(doctor: MeetingDoctor, user: User) -> date | None:
    """The day this person declared a conflict of interest about this doctor."""
    row = MeetingConflict.objects.filter(doctor=doctor, user=user).first()
    return timezone.localdate(row.declared_at) if row else None


def sign_facts(
    meeting: CollegiumMeeting, by: User, today: date, minutes: str
) -> SignFacts:
    judged = Collegium.objects.filter(meeting=meeting).values("programme_id")
    without = doctors_in(meeting).exclude(programme__in=judged)
    return SignFacts(
        lead=lead_facts(meeting, by, today),
        minutes=minutes,
        unjudged=tuple(person(row.programme.doctor.user) for row in without),
    )


# --------------------------------------------------------------------- may this person?
def may_read_pack(doctor: MeetingDoctor, user: User, today: date) -> Verdict:
    return meeting_packs.may_read_pack(pack_facts(doctor, user, today))


def may_declare_conflict(doctor: MeetingDoctor, user: User, today: date) -> Verdict:
    return meeting_packs.may_declare_conflict(pack_facts(doctor, user, today))


def may_lead(meeting: CollegiumMeeting, user: User, today: date) -> Verdict:
    return may_lead_meeting(lead_facts(meeting, user, today))


def may_change(meeting: CollegiumMeeting, user: User, today: date) -> Verdict:
    return may_change_meeting(lead_facts(meeting, user, today))


def may_judge(doctor: MeetingDoctor, user: User, today: date) -> Verdict:
    """May this person write down what the meeting says of this doctor?"""
    facts = pack_facts(doctor, user, today)
    verdict = meeting_day.may_judge(lead_facts(doctor.meeting, user, today))
    return verdict & no_conflict(facts)
