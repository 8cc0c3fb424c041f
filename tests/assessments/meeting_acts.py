"""A kollegium that meets, step by step, with everything that is not the point filled in."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from assessments.actions import meeting_day, meeting_packs
from assessments.actions import meetings as actions
from assessments.models import CollegiumMeeting, MeetingDoctor, MeetingMember
from assessments.queries import minutes_digest
from tests.assessments.acts import today
from tests.cast import Company, at


def time(**given: Any) -> actions.Time:
    day = given.pop("meets_on", today())
    facts = {
        "meets_on": day,
        "opens_on": day - timedelta(days=14),
        "closes_on": day + timedelta(days=14),
        **given,
    }
    return actions.Time(**facts)


def called(company: Company, **given: Any) -> CollegiumMeeting:
    facts = {
        "id": uuid4(),
        "kind": "collegium",
        "title": "BT-kollegium",
        "when": time(),
        "programmes": [company.programme],
        "by": company.studierektor,
        **given,
    }
    return actions.call_meeting(region=company.region, at=at(), **facts)


def listed(meeting: CollegiumMeeting) -> MeetingDoctor:
    return meeting.doctors.select_related("meeting__region", "programme").get()


def member(meeting: CollegiumMeeting, user: Any) -> MeetingMember:
    return meeting.members.get(user=user)


def give_input(company: Company, meeting: CollegiumMeeting, **given: Any) -> Any:
    facts = {
        "phase": "in_phase",
        "strengths": "Noggrann.",
        "needs": "",
        "by": company.supervisor,
        **given,
    }
    return meeting_packs.give_input(doctor=listed(meeting), at=at(), **facts)


def held(company: Company, meeting: CollegiumMeeting, **given: Any) -> Any:
    facts = {
        "attended": meeting.members.values_list("pk", flat=True),
        "by": company.studierektor,
        **given,
    }
    return meeting_day.hold_meeting(meeting=meeting, at=at(), **facts)


def judged(company: Company, meeting: CollegiumMeeting, **given: Any) -> Any:
    facts = {
        "outcome": "on_track",
        "strengths": "Noggrann.",
        "development": "Besluta själv.",
        "by": company.studierektor,
        **given,
    }
    return meeting_day.judge(doctor=listed(meeting), at=at(), **facts)


def signed(company: Company, meeting: CollegiumMeeting, **given: Any) -> Any:
    facts = {
        "minutes": "Alla var eniga.",
        "shown": minutes_digest(meeting),
        "login": "demo",
        "by": company.studierektor,
        **given,
    }
    return meeting_day.sign_minutes(meeting=meeting, at=at(), **facts)


def to_the_end(company: Company, **given: Any) -> CollegiumMeeting:
    """Called, held, judged and signed."""
    meeting = called(company)
    held(company, meeting)
    judged(company, meeting, **given)
    signed(company, meeting)
    meeting.refresh_from_db()
    return meeting
