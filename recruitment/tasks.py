"""What the worker does: letters, rounds that are over, and calls to reserves."""

import logging

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recruitment.actions import elsewhere, masked_papers
from recruitment.actions.clearing_match import match, tell
from recruitment.actions.figure_sharing import renew
from recruitment.actions.letters import LETTER, RECEIPT
from recruitment.actions.masked_papers import MASK
from recruitment.actions.own_links import LINK
from recruitment.actions.purging import purge_region
from recruitment.actions.references import (
    REFERENCE_LETTER,
    REFERENCE_OVER,
    REFERENCE_RECEIPT,
)
from recruitment.actions.reserves import tend
from recruitment.actions.rounds import close_when_over
from recruitment.models import ApplicantMail, Application, Referee
from recruitment.queries import referees
from recruitment.queries.clearing import to_match
from recruitment.queries.links import path_of
from recruitment.queries.offering import rounds_with_offers
from recruitment.queries.rounds import past_closing
from regions import outbox
from regions.clock import database_now
from regions.context import in_region
from regions.mail import Notice, outside_letter
from regions.models import OutboxMessage, Region

log = logging.getLogger(__name__)

FOLLOW = _("Öppna din ansökan")
RECEIVED = Notice(
    _("Din ansökan till bastjänstgöring har kommit in"),
    _(
        "Vi har tagit emot din ansökan. Med länken följer du den, kompletterar eller "
        "tar tillbaka den. Spara mejlet: länken är din väg in."
    ),
    FOLLOW,
)
NEWS = Notice(
    _("Nytt om din ansökan till bastjänstgöring"),
    _("Det finns ett nytt meddelande om din ansökan."),
    FOLLOW,
)
OWN_LINK = Notice(
    _("Din länk till ansökan om bastjänstgöring"),
    _(
        "Någon har bett om länken till en ansökan med den här adressen. Med den "
        "skriver du klart, skickar och följer ansökan. Var det inte du behöver du "
        "inte göra något."
    ),
    FOLLOW,
)


@outbox.handler(LINK)
def send_link(message: OutboxMessage) -> None:
    """The way in, as it is now. Thrown away or weeded out meanwhile: nowhere to go."""
    rows = Application.objects.select_related("region")
    case = rows.filter(pk=message.payload["application"]).first()
    if case is not None:
        outside_letter(case.email, message, OWN_LINK, path_of(case)).send()


@outbox.handler(LETTER)
def announce(message: OutboxMessage) -> None:
    """Tell the applicant that there is a letter. Weeded out meanwhile: nobody to tell."""
    rows = ApplicantMail.objects.select_related("application__region")
    letter = rows.filter(pk=message.payload["letter"]).first()
    if letter is None or letter.sent_at:
        return
    notice = RECEIVED if letter.kind == RECEIPT else NEWS
    case = letter.application
    outside_letter(case.email, message, notice, path_of(case)).send()
    letter.sent_at = database_now()
    letter.save(update_fields=["sent_at"])


@outbox.handler(elsewhere.NEWS)
def tell_elsewhere(message: OutboxMessage) -> None:
    """In the other regions. Weeded out meanwhile: there is nobody to tell of."""
    case = Application.objects.filter(pk=message.payload["application"]).first()
    if case is not None:
        elsewhere.tell_other_regions(case, at=database_now())


# ------------------------------------------------------------------- masked copies
@outbox.handler(MASK)
def mask_paper(message: OutboxMessage) -> None:
    masked_papers.make(paper_id=message.payload["paper"], at=database_now())


# ----------------------------------------------------------------------- references
ASKED = Notice(
    _("Du är tillfrågad i BT-systemet"),
    _(
        "Någon har angett dig som kontakt. Med länken ser du vad det gäller och svarar, "
        "eller tackar nej. Du behöver inget konto. Länken gäller i 14 dagar."
    ),
    _("Öppna frågorna"),
)
THANKS = Notice(
    _("Ditt svar i BT-systemet har kommit in"),
    _("Tack. Ditt svar är sparat, och länken gäller inte längre."),
    "",
)
OVER = Notice(
    _("Ditt svar i BT-systemet behövs inte längre"),
    _(
        "Du behöver inte svara. Frågan är avslutad, och länken gäller inte längre. Tack."
    ),
    "",
)


@outbox.handler(REFERENCE_LETTER)
def ask_for_reference(message: OutboxMessage) -> None:
    """The link, unless a later one has been asked for, or there is an answer."""
    referee = _referee(message)
    if referee is None or referee.token_hash != message.payload["token_hash"]:
        return
    if referee.answered_at or referee.declined_at:
        return
    outside_letter(referee.email, message, ASKED, referees.path_of(referee)).send()


@outbox.handler(REFERENCE_RECEIPT)
def thank_for_reference(message: OutboxMessage) -> None:
    if (referee := _referee(message)) is not None:
        outside_letter(referee.email, message, THANKS).send()


@outbox.handler(REFERENCE_OVER)
def spare_reference(message: OutboxMessage) -> None:
    """Not when they have been asked anew, or answered in the last moment."""
    referee = _referee(message)
    if referee is not None and not (referee.token_hash or referee.answered_at):
        outside_letter(referee.email, message, OVER).send()


def _referee(message: OutboxMessage) -> Referee | None:
    rows = Referee.objects.select_related("region")
    return rows.filter(pk=message.payload["referee"]).first()


# ----------------------------------------------------------------------------- reserves
@shared_task
def call_reserves_everywhere(region_id: None = None) -> int:
    """A task for each region, so that one region's trouble is no other's."""
    regions = Region.objects.values_list("pk", flat=True)
    for pk in regions:
        call_reserves.apply_async(args=[pk])
    return len(regions)


@shared_task
def call_reserves(region_id: int) -> int:
    """Note what has expired and call the next, round by round; how many were called."""
    region, called = Region.objects.get(pk=region_id), 0
    for round in rounds_with_offers(region):
        try:
            with transaction.atomic():
                called += tend(round=round, at=database_now())
        except Exception:  # the other rounds' reserves wait for an answer too
            log.exception("Reserves were not called in round %s", round.pk)
    return called


# --------------------------------------------------------------------------- clearings
@shared_task
def tend_clearings(region_id: None = None) -> int:
    """Match what has closed, and tell what is released; how many were matched.

    The match enters one region after the other, and keeps codes alone.
    """
    at, made = database_now(), 0
    for one in to_match(at):
        try:
            made += match(clearing_id=one.pk, at=at).matched_at is not None
        except Exception:  # the others are waited for too
            log.exception("The clearing %s was not matched", one.pk)
    for region in Region.objects.all():
        try:
            with in_region(region.pk):
                tell(region=region, at=at)
        except Exception:  # its own applicants alone wait, till the next time
            log.exception("The result was not told in region %s", region.pk)
    return made


# ------------------------------------------------------------------------------ rounds
@shared_task
def close_rounds(region_id: None = None) -> int:
    """Every minute: note that a time to apply is over; in how many rounds it was.

    Nobody waits for it: what is past its moment counts as closed before this.
    """
    closed = 0
    for region in Region.objects.all():
        with in_region(region.pk):
            at = database_now()
            rounds = list(past_closing(region, at))
            closed += sum(close_when_over(round=one, at=at) for one in rounds)
    return closed


@shared_task
def purge_everywhere(region_id: None = None) -> int:
    """At night: what has been kept long enough, region by region; how many people."""
    at, gone = database_now(), 0
    for region in Region.objects.all():
        with in_region(region.pk):
            gone += purge_region(region=region, today=timezone.localdate(at), at=at)
    return gone


@shared_task
def renew_figures(region_id: None = None) -> int:
    """At night: count again what regions share with each other; how many rounds."""
    at, counted = database_now(), 0
    for region in Region.objects.all():
        with in_region(region.pk):
            counted += renew(region=region, at=at)
    return counted
