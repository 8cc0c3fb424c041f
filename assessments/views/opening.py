"""When a form that nobody has asked for was first opened.

Nothing is stored before somebody writes, so the moment travels with the form, stamped
by us: it cannot be made up, only left out.
"""

from datetime import UTC, datetime
from typing import Any

from django.core.signing import BadSignature, Signer

from regions.drafts import Sheet

SIGNER = Signer(salt="assessments.opened")
OPENED = "opened"


def stamp_of(request: Any, draft: Sheet, at: datetime) -> str:
    """The stamp that came with the form; else of when its draft was begun, or of now."""
    begun = draft.begun_at or at
    return request.POST.get(OPENED) or SIGNER.sign(f"{begun.timestamp():.0f}")


def opened_at(request: Any) -> datetime | None:
    """When the form was first shown, by the stamp it was sent with."""
    try:
        seconds = int(SIGNER.unsign(request.POST.get(OPENED, "")))
    except (BadSignature, ValueError):
        return None
    return datetime.fromtimestamp(seconds, tz=UTC)
