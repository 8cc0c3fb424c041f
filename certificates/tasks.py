"""What the worker does for certificates: outbox work, sweeping, and a daily list."""

import logging

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from regions import outbox
from regions.clock import database_now
from regions.models import OutboxMessage, Region, User

log = logging.getLogger(__name__)


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


@outbox.handler("print_dossier")
def print_kept_dossier(message: OutboxMessage) -> None:
    """Print one dossier; one that has given way to another, or is weeded, is no work."""
    from certificates.actions.dossier import print_pdf
    from certificates.models import Dossier

    dossier = Dossier.objects.filter(pk=message.payload["dossier"]).first()
    if dossier is not None and dossier.data:
        by = User.objects.get(pk=str(message.actor_id))
        print_pdf(dossier=dossier, by=by, at=database_now())


@shared_task
def forget_verifications(region_id: None = None) -> int:
    """Every ten minutes: who asked at /verifiera/ is forgotten; how many questions."""
    from certificates.actions.verifying import forget_verifications

    return forget_verifications(at=database_now())


@shared_task
def tell_final_debts_everywhere(region_id: None = None) -> int:
    """A task for each region, so that one region's trouble is no other's."""
    regions = Region.objects.values_list("pk", flat=True)
    for pk in regions:
        tell_final_debts.apply_async(args=[pk])
    return len(regions)


@shared_task
def tell_final_debts(region_id: int) -> int:
    """Tell those who owe something before a last week here; how many were new.

    One BT that fails is logged and tried the next time; the others get theirs.
    """
    from certificates.actions import readiness
    from certificates.queries.readiness import nearing_their_end

    at, told = database_now(), 0
    region = Region.objects.get(pk=region_id)
    for programme in nearing_their_end(region, timezone.localdate(at)):
        try:
            with transaction.atomic():
                told += readiness.tell_final_debts(programme=programme, at=at)
        except Exception:
            log.exception("No list before the last week of %s", programme.pk)
    return told


@outbox.handler("weed")
def weed(message: OutboxMessage) -> None:
    """One batch of an approved weeding; it asks for the next itself."""
    from certificates.actions.weeding import weed_batch
    from certificates.models import RetentionProposal

    proposal = RetentionProposal.objects.get(pk=message.payload["proposal"])
    weed_batch(proposal=proposal, at=database_now())


@shared_task
def remind_invited_everywhere(region_id: None = None) -> int:
    """A task for each region, so that one region's trouble is no other's."""
    regions = Region.objects.values_list("pk", flat=True)
    for pk in regions:
        remind_invited.apply_async(args=[pk])
    return len(regions)


@shared_task
def remind_invited(region_id: int) -> int:
    """Those who have been asked to judge here and have not answered; how many."""
    from certificates.actions.inviting import remind_all_invited

    region = Region.objects.get(pk=region_id)
    return remind_all_invited(region=region, at=database_now())
