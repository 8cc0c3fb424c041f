"""E-mail: that something waits, and the way there; never what it is about.

No name, unit, delmål or outcome, in neither subject nor text: both are read on locked
telephones. An action calls `notify`. The outbox sends at once what can't wait, and what
the person wants at once; the rest is told in the digest of the morning.
"""

from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bt_admin.lib.dates import number_word
from regions import outbox, protection
from regions.enums import MailPace
from regions.models import OutboxMessage, Region, User
from regions.reminding import paces_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KIND, DIGEST = "mail", "digest"


@dataclass(frozen=True)
class Notice:
    """What an e-mail may say: all there is."""

    subject: "StrOrPromise"
    sentence: "StrOrPromise"
    link: "StrOrPromise"


TASK, NEWS, INVITATION = "task", "news", "invitation"
REMINDER, ACCOUNT = "reminder", "account"
NOTICES = {
    TASK: Notice(
        gettext_lazy("Du har en uppgift i BT-systemet"),
        gettext_lazy("Du har en uppgift i BT-systemet."),
        gettext_lazy("Öppna uppgiften"),
    ),
    REMINDER: Notice(
        gettext_lazy("Påminnelse: du har en uppgift i BT-systemet"),
        gettext_lazy(
            "En uppgift väntar fortfarande på dig. Har du inte möjlighet kan du tacka "
            "nej, så att någon annan kan ta över."
        ),
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
    ACCOUNT: Notice(
        gettext_lazy("Dina uppgifter i BT-systemet har ändrats"),
        gettext_lazy(
            "Din e-postadress har ändrats. Var det inte du som bad om det? Hör av dig "
            "till oss genast."
        ),
        gettext_lazy("Se ändringen"),
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
    urgent: bool = False,
    to: str = "",
) -> None:
    """Tell somebody, once for each `key`, that there is something at this address.

    `urgent` is what can't wait for the morning, whatever the person has chosen.
    `to`: an e-mail address that is no longer theirs, and is told so.
    Call it in the transaction of the change; nothing is sent unless it commits.
    """
    payload = {"user": str(user.pk), "path": path, "notice": notice}
    if urgent:
        payload["urgent"] = "yes"
    if to:
        payload["to"] = to
    outbox.enqueue(
        KIND, f"{key}:{user.pk}", region_id=region.pk, by=by, at=at, **payload
    )


@outbox.handler(KIND)
def send(message: OutboxMessage) -> None:
    """Send one notice now, or leave it to the digest, which reads these rows."""
    user = User.objects.get(pk=message.payload["user"])
    if may_be_sent(user, message.region) and goes_at_once(user, message):
        letter(user, message).send()
        message.payload["sent"] = "yes"
        message.save(update_fields=["payload"])


def has_post(user: User) -> bool:
    """Closed accounts are told nothing; invented people's addresses lead nowhere."""
    return user.is_active and not user.is_demo


def may_be_sent(user: User, region: Region) -> bool:
    """Nor is anybody with skyddade personuppgifter who has not asked for e-mail."""
    if not has_post(user):
        return False
    return not protection.without_mail(region).filter(user=user).exists()


def goes_at_once(user: User, message: OutboxMessage) -> bool:
    """Can it not wait, or has this person asked for everything of its kind at once?"""
    if message.payload.get("urgent"):
        return True
    tasks, news = paces_of(user, message.region)
    pace = news if message.payload["notice"] == NEWS else tasks
    return pace == MailPace.AT_ONCE


# -------------------------------------------------------------------------- the digest
def enqueue_digest(
    user: User, *, region: Region, counts: dict[str, int], keys: list[str], at: datetime
) -> None:
    """What waits for one person this morning; once a day, however often it is asked.

    `counts`: how many tasks, how many of them due this week, how many that others have
    let wait, and news. `keys` say nothing to anybody but the next digest.
    """
    day = timezone.localdate(at)
    outbox.enqueue(
        DIGEST, f"{day:%Y-%m-%d}:{user.pk}", region_id=region.pk, by=None, at=at,
        user=str(user.pk), path=region.get_absolute_url(), keys=keys, **counts,
    )  # fmt: skip


@outbox.handler(DIGEST)
def send_digest(message: OutboxMessage) -> None:
    """Send it, if the day is still the same: yesterday's figures are no news."""
    user = User.objects.get(pk=message.payload["user"])
    same_day = timezone.localdate(message.created_at) == timezone.localdate()
    if same_day and may_be_sent(user, message.region):
        compose(user, message, digest_notice(message.payload)).send()


def digest_notice(counts: dict[str, Any]) -> Notice:
    """«Du har 3 uppgifter i BT-systemet», and what a locked telephone may show of it."""
    tasks, stuck = counts["tasks"], counts["stuck"]
    parts = []
    if tasks:
        parts.append(waiting_for_you(tasks, counts["soon"]))
    if stuck:
        parts.append(waiting_for_others(stuck))
    if counts["news"]:
        parts.append(_("Något nytt finns att läsa när du loggar in."))
    if tasks + stuck == 0:
        return Notice(NOTICES[NEWS].subject, " ".join(parts), _("Öppna Att göra"))
    subject = ngettext(
        "Du har en uppgift i BT-systemet",
        "Du har %(n)s uppgifter i BT-systemet",
        tasks + bool(stuck),
    ) % {"n": tasks + bool(stuck)}
    return Notice(subject, " ".join(parts), _("Öppna Att göra"))


def waiting_for_you(tasks: int, soon: int) -> str:
    """`soon`: how many of them are to be done this week."""
    words = {"n": number_word(tasks), "soon": number_word(soon)}
    if not soon:
        text = ngettext(
            "Det här väntar på dig just nu: en uppgift.",
            "Det här väntar på dig just nu: %(n)s uppgifter.",
            tasks,
        )
        return text % words
    text = ngettext(
        "Det här väntar på dig just nu: en uppgift, som ska vara klar den här veckan.",
        "Det här väntar på dig just nu: %(n)s uppgifter, varav %(soon)s ska vara "
        "klara den här veckan.",
        tasks,
    )
    return text % words


def waiting_for_others(stuck: int) -> str:
    text = ngettext(
        "En sak har väntat länge hos någon annan.",
        "%(n)s saker har väntat länge hos andra.",
        stuck,
    )
    return (text % {"n": number_word(stuck)}).capitalize()


# ------------------------------------------------------------- people without an account
def outside_letter(
    email: str, message: OutboxMessage, notice: Notice, path: str = ""
) -> EmailMultiAlternatives:
    """An e-mail to somebody who cannot log in; without a path there is nothing to open."""
    address = settings.BASE_URL.rstrip("/") + path if path else ""
    return written(email, message, notice, address, "emails/outside")


# ------------------------------------------------------------------------- the e-mail


def letter(user: User, message: OutboxMessage) -> EmailMultiAlternatives:
    return compose(user, message, NOTICES[message.payload["notice"]])


def compose(
    user: User, message: OutboxMessage, notice: Notice
) -> EmailMultiAlternatives:
    address = settings.BASE_URL.rstrip("/") + message.payload["path"]
    email = message.payload.get("to") or user.email
    return written(email, message, notice, address, "emails/notice")


def written(
    email: str, message: OutboxMessage, notice: Notice, address: str, template: str
) -> EmailMultiAlternatives:
    """The e-mail itself; the same row always gives the same Message-ID."""
    context = {
        "notice": notice,
        "address": address,
        "region": message.region.name,
        "contact": settings.HELP_EMAIL,
    }
    mail = EmailMultiAlternatives(
        subject=str(notice.subject),
        body=render_to_string(f"{template}.txt", context),
        from_email=sender(message.region),
        to=[email],
        headers={"Message-ID": f"<{message.pk}@bt-admin>"},
    )
    mail.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    return mail


def sender(region: Region) -> str:
    name = _("%(region)s via BT-systemet") % {"region": region.name}
    return formataddr((name, settings.DEFAULT_FROM_EMAIL))
