"""Somebody read a portfolio, or took it along: the one whose it is can see by whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from regions import audit, history
from regions.events import Event
from regions.models import AuditRow, User


@transaction.atomic
def note_reading(
    *, programme: Any, roles: Sequence[str], by: User, at: datetime
) -> AuditRow | None:
    """One row for each reader, programme and day, with the roles they read it in.

    Two requests at once leave one row: the second waits for the chain, then looks.
    """
    audit.last_row_locked(programme.region_id)
    if history.has_read(programme, by, timezone.localdate(at)):
        return None
    return audit.record(
        Event.PORTFOLIO_READ,
        about=programme,
        programme=programme,
        by=by,
        at=at,
        roles=list(roles),
    )


@transaction.atomic
def note_archive(*, programme: Any, digest: str, by: User, at: datetime) -> AuditRow:
    """The doctor took a copy of everything; `digest` is the file's SHA-256."""
    return audit.record(
        Event.PORTFOLIO_ARCHIVED,
        about=programme,
        programme=programme,
        by=by,
        at=at,
        sha256=digest,
    )
