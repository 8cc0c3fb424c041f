"""What the worker does: letters to people without an account, and the care of 360s."""

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions.invite import LINK_LETTER, RECEIPT, new_secret
from assessments.actions.round_answers import new_link
from assessments.actions.rounds import LETTER, close_when_over, remind_rater
from assessments.models import Assessment, RoundRater, SigningLink
from assessments.queries.rounds import past_their_day, to_be_reminded
from assessments.rules.round_answers import Opens, what_link_opens
from bt_admin.lib.swedish import long_day, moment
from bt_admin.lib.working_days import is_working_day
from regions import mail, outbox
from regions.clock import database_now
from regions.mail import Notice, outside_letter
from regions.models import OutboxMessage, Region


# ----------------------------------------------------------------------------- 360s
@outbox.handler(LETTER)
def write_letter(message: OutboxMessage) -> None:
    """One letter, with a link of its own; not to somebody who has answered since."""
    rows = RoundRater.objects.select_related("round", "region")
    rater = rows.filter(pk=message.payload["rater"]).first()
    if rater is None:
        return
    round, today = rater.round, timezone.localdate(database_now())
    opens = what_link_opens(round.state, round.closes_on, rater.answered, today)
    if opens is not Opens.FORM:
        return
    place = [rater.region.slug, new_link(rater=rater)]
    context = {
        "subject": _("Du är tillfrågad i BT-systemet"),
        "address": settings.BASE_URL.rstrip("/") + reverse("answer_round", args=place),
        "closes_on": round.closes_on,
        "region": rater.region.name,
        "contact": settings.HELP_EMAIL,
    }
    letter = EmailMultiAlternatives(
        subject=context["subject"],
        body=render_to_string("emails/round.txt", context),
        from_email=mail.sender(rater.region),
        to=[rater.email],
        headers={"Message-ID": f"<{message.pk}@bt-admin>"},
    )
    letter.attach_alternative(
        render_to_string("emails/round.html", context), "text/html"
    )
    letter.send()


@shared_task
def tend_rounds_everywhere(region_id: None = None) -> int:
    """A task for each region, so that one region's trouble is no other's."""
    regions = Region.objects.values_list("pk", flat=True)
    for pk in regions:
        tend_rounds.apply_async(args=[pk])
    return len(regions)


@shared_task
def tend_rounds(region_id: int) -> int:
    """Close what is over, and on working days remind; how many of both."""
    region, at = Region.objects.get(pk=region_id), database_now()
    today = timezone.localdate(at)
    done = sum(
        close_when_over(round=one, at=at) for one in past_their_day(region, today)
    )
    if is_working_day(today):
        done += sum(remind_rater(rater=one, at=at) for one in to_be_reminded(region))
    return done


# ------------------------------------------------------------------- personal links
@outbox.handler(LINK_LETTER)
def send_link_letter(message: OutboxMessage) -> None:
    """Make the secret and send it, unless a later letter is on its way."""
    links = SigningLink.objects.select_for_update(of=("self",)).select_related(
        "region", "assessment__programme__doctor__user"
    )
    link = links.filter(pk=message.payload["link"], used_at=None).first()
    if link is None or link.letters != message.payload["letter"] or is_invented(link):
        return
    words = {"day": long_day(link.expires_on)}
    notice = Notice(
        _("Du har en uppgift i BT-systemet"),
        _(
            "Någon du arbetar med ber dig om en uppgift i BT-systemet. Den tar ett par "
            "minuter, och du behöver inget konto. Länken är personlig och gäller till "
            "och med den %(day)s."
        )
        % words,
        _("Öppna uppgiften"),
    )
    path = reverse("by_link", args=[link.region.slug, new_secret(link)])
    outside_letter(link.assessment.outsider_email, message, notice, path).send()


@outbox.handler(RECEIPT)
def send_receipt(message: OutboxMessage) -> None:
    row = Assessment.objects.select_related("programme__doctor__user").get(
        pk=message.payload["assessment"]
    )
    if row.programme.doctor.user.is_demo or row.signed_at is None:
        return
    notice = Notice(
        _("Kvitto från BT-systemet"),
        _(
            "Ett formulär signerades i ditt namn den %(at)s, med en länk som hade "
            "skickats hit. Var det inte du? Hör av dig genast."
        )
        % {"at": moment(row.signed_at)},
        "",
    )
    outside_letter(row.outsider_email, message, notice).send()


def is_invented(link: SigningLink) -> bool:
    """What invented doctors ask of anybody leads nowhere."""
    return link.assessment.programme.doctor.user.is_demo
