"""The letter with the personal link: asked for here, sent by the outbox."""

from datetime import datetime

from django.utils import timezone

from assessments.models import Assessment, SigningLink
from assessments.rules.outsiders import Outsider, last_day_of_link
from bt_admin.lib.links import hash_of, new_token
from regions import outbox
from regions.models import User

LINK_LETTER, RECEIPT = "link_letter", "link_receipt"


def name_outsider(assessment: Assessment, outsider: Outsider) -> None:
    """Put the outsider on the row; the caller saves it."""
    assessment.outsider_name = outsider.name
    assessment.outsider_title = outsider.title
    assessment.outsider_workplace = outsider.workplace
    assessment.outsider_email = outsider.email


def send_link(assessment: Assessment, *, by: User, at: datetime) -> SigningLink:
    """Ask for a letter with a new link. From now on the former one opens nothing."""
    expires_on = last_day_of_link(timezone.localdate(at))
    link, created = SigningLink.objects.get_or_create(
        assessment=assessment,
        defaults={
            "region_id": assessment.region_id,
            "expires_on": expires_on,
            "asked_at": at,
        },
    )
    if not created:
        link.token_hash, link.expires_on, link.asked_at = None, expires_on, at
        link.letters += 1
        link.save()
    outbox.enqueue(
        LINK_LETTER, f"{link.pk}:{link.letters}", region_id=link.region_id, by=by,
        at=at, link=str(link.pk), letter=link.letters,
    )  # fmt: skip
    return link


def send_receipt(assessment: Assessment, *, at: datetime) -> None:
    """Tell the signer's own address that a form was signed in their name."""
    outbox.enqueue(
        RECEIPT, str(assessment.pk), region_id=assessment.region_id, by=None, at=at,
        assessment=str(assessment.pk),
    )  # fmt: skip


def forget_link(assessment: Assessment) -> None:
    """Somebody with an account has it now: the link opens nothing any more."""
    SigningLink.objects.filter(assessment=assessment, used_at__isnull=True).delete()


def new_secret(link: SigningLink) -> str:
    """What the link's address ends with from now on.

    Made when the letter is written, so that it is never stored: what is kept is a hash.
    """
    token = new_token()
    link.token_hash = hash_of(token)
    link.save(update_fields=["token_hash"])
    return token
