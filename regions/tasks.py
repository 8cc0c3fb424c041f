"""Celery tasks: fetch by key, call one function."""

from uuid import UUID

from celery import shared_task

from regions import access, outbox
from regions.clock import database_now
from regions.context import in_region
from regions.models import Region


@shared_task
def deliver(region_id: int, message_id: str) -> bool:
    """Do one piece of outbox work."""
    return outbox.deliver_one(UUID(message_id), at=database_now())


@shared_task
def sweep_outbox(region_id: None = None) -> int:
    """Send again whatever stayed behind, region by region; how many."""
    sent = 0
    for region in Region.objects.all():
        with in_region(region.pk):
            for message in outbox.waiting(database_now())[:200]:
                outbox.send(message)
                sent += 1
    return sent


@shared_task
def turn_grants(region_id: None = None) -> int:
    """At midnight: what begins today, and what ended yesterday; how many changed."""
    changed = 0
    for region in Region.objects.all():
        with in_region(region.pk):
            changed += access.renew_turning()
    return changed


@shared_task
def renew_grants(region_id: None = None) -> int:
    """Let rights begin and end with their assignments' dates; how many changed."""
    changed = 0
    for region in Region.objects.all():
        with in_region(region.pk):
            changed += access.renew_all()
    return changed
