"""Before a kollegium meets: what the handledare say, and who stands aside."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments.actions.meetings import locked
from assessments.enums import MeetingState
from assessments.models import (
    CollegiumMeeting,
    MeetingConflict,
    MeetingDoctor,
    MeetingInput,
)
from assessments.queries import meeting_facts
from assessments.queries.people import person
from assessments.rules.meeting_packs import (
    InputFacts,
    may_close_input,
    may_declare_conflict,
    may_give_input,
)
from regions import audit
from regions.events import Event
from regions.models import User


@transaction.atomic
def give_input(
    *,
    doctor: MeetingDoctor,
    phase: str,
    strengths: str,
    needs: str,
    by: User,
    at: datetime,
) -> MeetingInput:
    """What a handledare says before the meeting; said again, the later holds."""
    meeting = locked(doctor.meeting)
    row = MeetingInput.objects.filter(doctor=doctor, author=by).first()
    facts = InputFacts(
        by=person(by),
        doctor=person(doctor.programme.doctor.user),
        was_asked=row is not None,
        state=meeting.state,
        phase=phase,
        strengths=strengths,
        needs=needs,
    )
    may_give_input(facts).require()
    assert row is not None
    told = {"phase": phase, "strengths": strengths.strip(), "needs": needs.strip()}
    if row.given_at and all(getattr(row, key) == told[key] for key in told):
        return row
    for key, value in told.items():
        setattr(row, key, value)
    row.given_at = at
    row.save(update_fields=[*told, "given_at"])
    audit.record(Event.MEETING_INPUT_GIVEN, about=row, by=by, at=at)
    return row


@transaction.atomic
def close_input(
    *, meeting: CollegiumMeeting, by: User, at: datetime
) -> CollegiumMeeting:
    """No more is asked for: what has come in is what the meeting has."""
    meeting = locked(meeting)
    lead = meeting_facts.lead_facts(meeting, by, timezone.localdate(at))
    may_close_input(lead).require()
    meeting.state = MeetingState.INPUT_COLLECTED
    meeting.save(update_fields=["state"])
    audit.record(Event.MEETING_INPUT_CLOSED, about=meeting, by=by, at=at)
    return meeting


@transaction.atomic
def declare_conflict(
    *, doctor: MeetingDoctor, reason: str = "", by: User, at: datetime
) -> MeetingConflict:
    """A member may not take part about this doctor: the pack is shut at once."""
    locked(doctor.meeting)
    facts = meeting_facts.pack_facts(doctor, by, timezone.localdate(at))
    may_declare_conflict(facts).require()
    row = MeetingConflict.objects.create(
        region_id=doctor.region_id,
        doctor=doctor,
        user=by,
        reason=reason.strip(),
        declared_at=at,
    )
    audit.record(Event.MEETING_CONFLICT, about=row, by=by, at=at)
    return row
