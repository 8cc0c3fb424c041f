"""How long a region lets things wait, how often people want e-mail, what they have had."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from regions.enums import MailPace
from regions.models import MailChoice, OutboxMessage, Region, RegionalModel, User
from regions.queries import models_in_force
from regions.rules.reminders import Delays, delays_of

Paces = tuple[str, str]  # for tasks, and for news
STANDARD: Paces = (MailPace.DAILY, MailPace.DAILY)
REMEMBERED = timedelta(days=30)  # news older than that is told nobody


@dataclass
class Post:
    """What one person has been told lately, and what has not been told yet."""

    last_on: date | None = None
    news_told_at: datetime | None = None
    known: frozenset[str] = frozenset()
    mailed: set[str] = field(default_factory=set)  # addresses sent in e-mail
    news: list[datetime] = field(default_factory=list)  # what was left to the digest

    @property
    def news_told_on(self) -> date | None:
        return timezone.localdate(self.news_told_at) if self.news_told_at else None

    @property
    def untold(self) -> int:
        return sum(
            1 for at in self.news if not self.news_told_at or at > self.news_told_at
        )


def delays_in(region: Region, on: date) -> Delays:
    """The region's delays on this day, or ours."""
    return delays_among(models_in_force(region, on))


def delays_among(models: Iterable[RegionalModel]) -> Delays:
    """As the newest model says that says anything about it."""
    said = (one.settings for one in models if one.settings.get("reminders"))
    return delays_of(next(said, {}))


def paces_of(user: User, region: Region) -> Paces:
    """How often this person wants e-mail here: about tasks, about news."""
    rows = MailChoice.objects.filter(user=user, region=region)
    return rows.values_list("tasks", "news").first() or STANDARD


def paces_in(region: Region) -> dict[object, Paces]:
    """Everybody's choices here, by the person's key; those who chose nothing absent."""
    rows = MailChoice.objects.filter(region=region)
    return {row.user_id: (row.tasks, row.news) for row in rows}


def post_in(region: Region, at: datetime) -> dict[str, Post]:
    """What everybody here has been told lately, by the person's key as text. One query."""
    rows = OutboxMessage.objects.filter(
        region=region, kind__in=["mail", "digest"], created_at__gte=at - REMEMBERED
    ).order_by("created_at")
    found: dict[str, Post] = {}
    for row in rows:
        read_into(found.setdefault(row.payload["user"], Post()), row)
    return found


def read_into(post: Post, row: OutboxMessage) -> None:
    if row.kind == "digest":
        post.last_on = timezone.localdate(row.created_at)
        post.known = frozenset(row.payload["keys"])
        if row.payload["news"]:
            post.news_told_at = row.created_at
    elif row.payload.get("sent"):
        post.mailed.add(row.payload["path"])
    elif row.payload["notice"] == "news":
        post.news.append(row.created_at)
