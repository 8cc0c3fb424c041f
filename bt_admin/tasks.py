"""Celery tasks that need every app: fetch by key, call one function."""

from celery import shared_task

from bt_admin import digest
from regions.clock import database_now
from regions.models import Region


@shared_task
def send_digests_everywhere(region_id: None = None) -> int:
    """A task for each region, so that one region's trouble is no other's."""
    regions = Region.objects.values_list("pk", flat=True)
    for pk in regions:
        send_digests.apply_async(args=[pk])
    return len(regions)


@shared_task
def send_digests(region_id: int) -> int:
    """This region's e-mail of the morning; how many."""
    return digest.send_digests(Region.objects.get(pk=region_id), database_now())
