"""What the worker does for certificates: one kind of outbox work."""

from certificates.actions.documents import RENDER, render_document
from certificates.models import Document
from regions import outbox
from regions.clock import database_now
from regions.models import OutboxMessage, User


@outbox.handler(RENDER)
def render(message: OutboxMessage) -> None:
    render_document(
        document=Document.objects.get(pk=message.payload["document"]),
        by=User.objects.get(pk=str(message.actor_id)),
        at=database_now(),
    )
