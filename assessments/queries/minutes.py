"""The record of a meeting in one form only, and its fingerprint."""

import hashlib
import json
from typing import Any

from assessments.models import Collegium, CollegiumMeeting, MeetingMember


def minutes_text(meeting: CollegiumMeeting) -> str:
    """Everything the studierektor stands for, as JSON: ids, not names; UTF-8."""
    members = MeetingMember.objects.filter(meeting=meeting).order_by("user_id")
    judgements = Collegium.objects.filter(meeting=meeting).order_by("programme_id")
    content = {
        "meeting": [meeting.kind, meeting.title, meeting.meets_on.isoformat()],
        "members": [[str(row.user_id), row.role, row.attended] for row in members],
        "minutes": meeting.minutes,
        "judgements": [judged(row) for row in judgements.prefetch_related("actions")],
    }
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def judged(row: Collegium) -> dict[str, Any]:
    return {
        "programme": str(row.programme_id),
        "outcome": row.outcome,
        "strengths": row.strengths,
        "development": row.development,
        "agreed": row.actions_agreed,
        "follow_up_on": row.follow_up_on.isoformat() if row.follow_up_on else "",
        "actions": [
            [one.what, str(one.owner_id), one.due_on.isoformat()]
            for one in row.actions.all()
        ],
    }


def minutes_digest(meeting: CollegiumMeeting) -> str:
    """SHA-256, in hex, of the stored record."""
    return hashlib.sha256(minutes_text(meeting).encode()).hexdigest()
