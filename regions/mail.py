"""E-mail: that something waits, and the way there; never what it is about.

No name, unit, delmål or outcome, in neither subject nor text: both are read on locked
telephones. An action calls `notify`; the outbox sends.
"""

from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions import outbox
from regions.models import OutboxMessage, Region, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KIND = "mail"


@dataclass(frozen=True)
class Notice:
    """What an e-mail may say: all there is."""

    subject: "StrOrPromise"
    sentence: "StrOrPromise"
    link: "StrOrPromise"


TASK, NEWS, INVITATION = "task", "news", "invitation"
NOTICES = {
    TASK: Notice(
        gettext_lazy("Du har en uppgift i BT-systemet"),
        gettext_lazy("Du har en uppgift i BT-systemet."),
        gettext_lazy("Öppna uppgiften"),
    ),
    NEWS: Notice(
        gettext_lazy("Det finns något nytt att läsa i BT-systemet"),
        gettext_lazy("Något nytt finns att läsa när du loggar in."),
        gettext_lazy("Läs"),
    ),
    INVITATION: Notice(
        gettext_lazy("Du har en inbjudan i BT-systemet"),
        gettext_lazy("Du har en inbjudan. Därifrån kan du lägga den i din kalender."),
        gettext_lazy("Öppna inbjudan"),
    ),
}


def notify(
    user: User,
    path: str,
    *,
    region: Region,
    key: str,
    by: User | None,
    at: datetime,
    notice: str = TASK,
) -> None:
    """Tell somebody, once for each `key`, that there is something at this address.

    Call it in the transaction of the change; nothing is sent unless it commits.
    """
    payload = {"user": str(user.pk), "path": path, "notice": notice}
    outbox.enqueue(
        KIND, f"{key}:{user.pk}", region_id=region.pk, by=by, at=at, **payload
    )


@outbox.handler(KIND)
def send(message: OutboxMessage) -> None:
    """Send one notice; to nobody when the account has been closed since."""
    user = User.objects.get(pk=message.payload["user"])
    if user.is_active:
        letter(user, message).send()


def letter(user: User, message: OutboxMessage) -> EmailMultiAlternatives:
    """The e-mail itself; the same row always gives the same Message-ID."""
    notice = NOTICES[message.payload["notice"]]
    context = {
        "notice": notice,
        "address": settings.BASE_URL.rstrip("/") + message.payload["path"],
        "region": message.region.name,
        "contact": settings.HELP_EMAIL,
    }
    mail = EmailMultiAlternatives(
        subject=str(notice.subject),
        body=render_to_string("emails/notice.txt", context),
        from_email=sender(message.region),
        to=[user.email],
        headers={"Message-ID": f"<{message.pk}@bt-admin>"},
    )
    mail.attach_alternative(
        render_to_string("emails/notice.html", context), "text/html"
    )
    return mail


def sender(region: Region) -> str:
    name = _("%(region)s via BT-systemet") % {"region": region.name}
    return formataddr((name, settings.DEFAULT_FROM_EMAIL))
