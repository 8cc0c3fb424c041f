"""The final judgement of one BT as facts, and what each person may read of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from assessments.enums import MeetingKind, MeetingState
from assessments.models import CollegiumMeeting
from certificates.enums import CertificateKind, ExternalOutcome, FinalMeetingState
from certificates.models import (
    ExternalAssessment,
    FinalFollowUp,
    FinalMeeting,
    MeetingNote,
)
from certificates.queries.certificates import (
    external_of,
    person,
    valid_certificates,
)
from certificates.rules.final_meeting import (
    MeetingModel,
    Window,
    meeting_model,
    new_time_by,
    window_of,
)
from certificates.rules.final_state import FinalFacts
from placements.models import Extension, Programme, ProgrammeAssignment
from placements.queries import ends_on
from regions import access
from regions.models import User
from regions.roles import Permission


@dataclass(frozen=True)
class Round:
    """The latest round of a final judgement, with all that belongs to it."""

    programme: Programme
    assessment: ExternalAssessment | None
    before: ExternalAssessment | None  # the decided one before it
    meeting: FinalMeeting | None
    follow_up: FinalFollowUp | None
    facts: FinalFacts
    model: MeetingModel
    window: Window | None


def committees_for(programme: Programme, today: date) -> list[CollegiumMeeting]:
    """The kompetenskommittéer ahead that are to talk about this doctor. One query."""
    rows = CollegiumMeeting.objects.filter(
        kind=MeetingKind.COMMITTEE,
        state__in=[MeetingState.SCHEDULED, MeetingState.INPUT_COLLECTED],
        doctors__programme=programme,
        meets_on__gte=today,
    )
    return list(rows.order_by("meets_on", "title"))


def round_of(programme: Programme, today: date) -> Round:
    """Where this BT's final judgement is."""
    latest = external_of(programme)
    before = decided_before(latest)
    meeting = meeting_of(latest)
    follow_up = FinalFollowUp.objects.filter(assessment=latest).first()
    model = meeting_model_of(programme)
    last = ends_on(programme)
    is_second = bool(before and before.outcome == ExternalOutcome.DISAGREEMENT)
    completed = completed_on(before)
    return Round(
        programme=programme,
        assessment=latest,
        before=before,
        meeting=meeting,
        follow_up=follow_up,
        facts=FinalFacts(
            today=today,
            last=last,
            appointed=bool(latest and latest.ended_at is None),
            is_second=is_second,
            meeting_on=timezone.localdate(meeting.starts_at) if meeting else None,
            held=bool(latest and latest.held_on),
            outcome=latest.outcome if latest else "",
            decided_on=_day(latest.decided_at) if latest else None,
            extended_on=extended_after(latest),
            new_time_by=new_time_by(completed, model) if completed else None,
            certified=is_certified(programme),
            **_followed(follow_up),
        ),
        model=model,
        window=window_of(model, last, completed, is_second, today),
    )


def _followed(row: FinalFollowUp | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "answered_on": _day(row.answered_at),
        "told_on": row.told_on,
        "completed_on": _day(row.completed_at),
        "refused_on": _day(row.refused_at),
        "reasons_on": _day(row.reasons_at),
        "read_on": _day(row.read_at),
        "closed_on": _day(row.closed_at),
        "decision": row.decision,
    }


def decided_before(latest: ExternalAssessment | None) -> ExternalAssessment | None:
    """The round before this one, whatever became of it."""
    if latest is None:
        return None
    rows = ExternalAssessment.objects.filter(
        programme=latest.programme_id,
        decided_at__isnull=False,
        appointed_at__lt=latest.appointed_at,
    )
    return rows.select_related("assessor").order_by("-appointed_at").first()


def meeting_of(assessment: ExternalAssessment | None) -> FinalMeeting | None:
    """The meeting that is planned or held; one that is cancelled is none."""
    if assessment is None:
        return None
    rows = FinalMeeting.objects.exclude(state=FinalMeetingState.CANCELLED)
    return rows.filter(assessment=assessment).first()


def completed_on(before: ExternalAssessment | None) -> date | None:
    """When what the round before lacked was completed; None for other outcomes."""
    if before is None or before.outcome != ExternalOutcome.DOCUMENTATION_INCOMPLETE:
        return None
    row = FinalFollowUp.objects.filter(assessment=before).first()
    return _day(row.completed_at) if row else None


def extended_after(assessment: ExternalAssessment | None) -> date | None:
    """The day an extension was decided after this outcome."""
    if assessment is None or assessment.decided_at is None:
        return None
    rows = Extension.objects.filter(
        programme=assessment.programme_id, decided_at__gt=assessment.decided_at
    )
    row = rows.order_by("decided_at").first()
    return _day(row.decided_at) if row else None


def is_certified(programme: Programme) -> bool:
    """Is bilaga 4 signed by both?"""
    return any(
        one.kind == CertificateKind.COMPETENCE for one in valid_certificates(programme)
    )


def decides_alone(programme: Programme) -> bool:
    """Is the latest assessor the second, after different verdicts?"""
    before = decided_before(external_of(programme))
    return bool(before and before.outcome == ExternalOutcome.DISAGREEMENT)


def meeting_model_of(programme: Programme) -> MeetingModel:
    """What the doctor's own regional model says of the meeting."""
    told: Any = programme.model.settings.get("final_assessment", {})
    return meeting_model(programme.region.name, told if isinstance(told, dict) else {})


def note_of(meeting: FinalMeeting, author: User) -> MeetingNote | None:
    return MeetingNote.objects.filter(meeting=meeting, author=author).first()


def roles_in_final(user: User, programme: Programme, today: date) -> frozenset[str]:
    """This person's roles in the BT on this day."""
    rows = ProgrammeAssignment.objects.filter(
        access.in_force(today), programme=programme, user=user
    )
    return frozenset(rows.values_list("role", flat=True))


def certifies(user: User, programme: Programme) -> bool:
    return access.may(user, Permission.CERTIFY, programme.region)


def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None


__all__ = [
    "Round",
    "certifies",
    "completed_on",
    "decided_before",
    "meeting_model_of",
    "meeting_of",
    "note_of",
    "person",
    "roles_in_final",
    "round_of",
]
