"""What the worker does for certificates: one kind of outbox work, and sweeping."""

from celery import shared_task

from regions import outbox
from regions.clock import database_now
from regions.models import OutboxMessage, User


@outbox.handler("render_document")
def render(message: OutboxMessage) -> None:
    """Print one document; whoever asked for it must still have the right."""
    # The printer takes seconds to import, and this module is imported at every start.
    from certificates.actions.documents import render_document
    from certificates.models import Document

    render_document(
        document=Document.objects.get(pk=message.payload["document"]),
        by=User.objects.get(pk=str(message.actor_id)),
        at=database_now(),
    )


@shared_task
def forget_verifications(region_id: None = None) -> int:
    """Every ten minutes: who asked at /verifiera/ is forgotten; how many questions."""
    from certificates.actions.verifying import forget_verifications

    return forget_verifications(at=database_now())
