"""Work to be done after the transaction, kept in it: nothing asked for is lost.

An action calls `enqueue`; Celery does the work soon. If the message to Celery was
lost (Redis down, worker killed), the sweeper finds the row. Done twice is done once:
the row is locked and marked in the same transaction as the work.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from regions.models import OutboxMessage, User

log = logging.getLogger(__name__)

Handler = Callable[[OutboxMessage], None]
HANDLERS: dict[str, Handler] = {}
SILENT = ContextVar("outbox_silent", default=False)
RETRY_AFTER = [timedelta(minutes=m) for m in (1, 5, 30, 120, 720)]


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Say which function does this kind of work."""

    def register(function: Handler) -> Handler:
        HANDLERS[kind] = function
        return function

    return register


def enqueue(
    kind: str,
    key: str,
    *,
    region_id: int,
    by: User | None,
    at: datetime,
    **payload: Any,
) -> None:
    """Ask for a piece of work, once: the same kind and key again changes nothing."""
    if SILENT.get():
        return
    message, created = OutboxMessage.objects.get_or_create(
        region_id=region_id,
        kind=kind,
        dedupe_key=key,
        defaults={
            "payload": payload,
            "actor_id": by.pk if by else None,
            "created_at": at,
            "next_attempt_at": at,
        },
    )
    if created:
        transaction.on_commit(lambda: send(message))


@contextmanager
def nothing_sent() -> Iterator[None]:
    """What is told of the past asks for no work: everybody has long had their e-mail."""
    token = SILENT.set(True)
    try:
        yield
    finally:
        SILENT.reset(token)


def send(message: OutboxMessage) -> None:
    """Tell Celery; if it cannot be told, the sweeper will find the row."""
    from regions.tasks import deliver

    try:
        deliver.apply_async(args=[message.region_id, str(message.pk)], retry=False)
    except Exception as error:  # whatever the broker's library raises
        log.warning("Left to the sweeper: %s (%s)", message, error)


def deliver_one(message_id: UUID, *, at: datetime) -> bool:
    """Do the work of one row, unless it is done or somebody is doing it.

    Call it inside the row's region. True when the work was done now. A handler that
    fails leaves nothing behind but the error and a later next attempt.
    """
    message = (
        OutboxMessage.objects.select_for_update(skip_locked=True)
        .filter(pk=message_id, done_at__isnull=True)
        .first()
    )
    if message is None:
        return False
    try:
        with transaction.atomic():
            HANDLERS[message.kind](message)
    except Exception as error:
        log.exception("Outbox work failed: %s", message)
        postpone(message, error, at)
        return False
    message.done_at = at
    message.save(update_fields=["done_at"])
    return True


def postpone(message: OutboxMessage, error: Exception, at: datetime) -> None:
    """Try again later, and less and less often."""
    wait = RETRY_AFTER[min(message.attempts, len(RETRY_AFTER) - 1)]
    message.attempts += 1
    message.last_error = f"{type(error).__name__}: {error}"[:2000]
    message.next_attempt_at = at + wait
    message.save(update_fields=["attempts", "last_error", "next_attempt_at"])


def waiting(at: datetime) -> QuerySet[OutboxMessage]:
    """What should have been done by now, in the active region."""
    return OutboxMessage.objects.filter(done_at__isnull=True, next_attempt_at__lte=at)
