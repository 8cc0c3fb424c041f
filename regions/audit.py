"""One line for each change, written with the change itself: no row, no change.

The rows of a region form a chain: each carries the hash of the one before it, so that
a changed, removed or inserted row is found by `broken_links`.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from bt_admin.lib.ready_queries import put_together_once
from regions.events import Event
from regions.models import AuditRow, User

FIRST = "0" * 64  # what stands before the first row of a chain


def record(
    event: Event,
    *,
    about: Any,
    by: User | None,
    at: datetime,
    programme: Any = None,
    region: Any = None,
    **detail: Any,
) -> AuditRow:
    """Write one row at the end of the active region's chain.

    Call it inside the action's transaction. `about` is the row that changed (with
    `region` when it is a person, who belongs to none),
    `programme` whose portfolio it belongs to, `detail` what a reader needs besides
    (JSON values, never free text about a person).
    """
    region_id = region.pk if region is not None else about.region_id
    previous = last_row_locked(region_id)
    row = AuditRow(
        region_id=region_id,
        number=previous.number + 1 if previous else 1,
        at=at,
        actor_id=by.pk if by else None,
        event=event,
        about_kind=about._meta.label_lower,
        about_id=about.pk,
        programme_id=programme.pk if programme else None,
        detail=detail,
        salt=secrets.token_hex(16),
        previous_hash=previous.hash if previous else FIRST,
    )
    row.detail_digest = digest_of_detail(row)
    row.hash = hash_of(row)
    row.save(force_insert=True)
    return row


def last_row_locked(region_id: int) -> AuditRow | None:
    """The end of the chain; others wait here until this transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, region_id])
    return next(iter(_last_row(region_id)), None)


@put_together_once
def _last_row(region_id: int) -> QuerySet[AuditRow]:
    return AuditRow.objects.filter(region_id=region_id).order_by("-number")[:1]


LOCK = 0x4254  # the chain's own family of advisory locks


def digest_of_detail(row: AuditRow) -> str:
    text = json.dumps(row.detail, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(f"{row.salt}{text}".encode()).hexdigest()


def hash_of(row: AuditRow) -> str:
    """SHA-256 over everything in the row but its salt and its weedable detail."""
    parts = [
        row.previous_hash, row.region_id, row.number, row.at.timestamp(),
        row.actor_id, row.event, row.about_kind, row.about_id, row.programme_id,
        row.detail_digest,
    ]  # fmt: skip
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


def broken_links(region_id: int) -> Iterator[tuple[int, str]]:
    """Where the chain does not hold: (number, what is wrong), in order."""
    previous_hash, expected = FIRST, 1
    for row in (
        AuditRow.objects.filter(region_id=region_id).order_by("number").iterator()
    ):
        if row.number != expected:
            yield expected, "the row is missing"
        elif row.previous_hash != previous_hash:
            yield row.number, "it does not follow the row before it"
        if row.detail and row.detail_digest != digest_of_detail(row):
            yield row.number, "its detail was changed"
        elif row.hash != hash_of(row):
            yield row.number, "it was changed"
        previous_hash, expected = row.hash, row.number + 1
