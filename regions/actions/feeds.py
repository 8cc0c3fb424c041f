"""One's own calendar address: made, made anew, taken away."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from bt_admin.lib.links import hash_of, new_token
from regions import audit
from regions.events import Event
from regions.models import CalendarFeed, Region, User


@transaction.atomic
def make_feed(*, region: Region, by: User, at: datetime) -> str:
    """A new secret for one's own calendar address here; the old one opens nothing.

    The only moment at which the secret is known: what is kept is its hash.
    """
    User.objects.select_for_update().get(pk=by.pk)
    token = new_token()
    feed, _created = CalendarFeed.objects.update_or_create(
        region=region,
        user=by,
        defaults={
            "token_hash": hash_of(token),
            "created_at": at,
            "content": "",
            "content_at": None,
            "read_on": None,
        },
    )
    audit.record(Event.FEED_MADE, about=feed, by=by, at=at)
    return token


@transaction.atomic
def end_feed(*, region: Region, by: User, at: datetime) -> None:
    """No calendar reads any more; without an address there is nothing to end."""
    feed = CalendarFeed.objects.select_for_update().filter(region=region, user=by)
    if row := feed.first():
        audit.record(Event.FEED_ENDED, about=row, by=by, at=at)
        row.delete()


@transaction.atomic
def note_sent(
    *, feed: CalendarFeed, content: bytes, on: date, at: datetime
) -> CalendarFeed:
    """What a calendar program was sent; since when it has been so, and when it asked.

    No row in the log: a program asks every hour, and nobody has read anything.
    """
    feed = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    digest = hashlib.sha256(content).hexdigest()
    if feed.content != digest:
        feed.content, feed.content_at = digest, at
    elif feed.read_on == on:
        return feed
    feed.read_on = on
    feed.save(update_fields=["content", "content_at", "read_on"])
    return feed
