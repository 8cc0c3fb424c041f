"""What the worker does for 360s: writes the letters, reminds, and closes in time."""

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions.round_answers import new_link
from assessments.actions.rounds import LETTER, close_when_over, remind_rater
from assessments.models import RoundRater
from assessments.queries.rounds import past_their_day, to_be_reminded
from assessments.rules.rounds import Opens, what_link_opens
from bt_admin.lib.working_days import is_working_day
from regions import mail, outbox
from regions.clock import database_now
from regions.models import OutboxMessage, Region


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
