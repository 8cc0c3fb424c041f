"""Reading calendar addresses: one's own, and the one that a program asks for."""

from datetime import date

from bt_admin.lib.links import hash_of
from regions import access
from regions.models import CalendarFeed, Region, User


def feed_of(user: User, region: Region) -> CalendarFeed | None:
    """This person's feed in this region, if they have made one."""
    return CalendarFeed.objects.filter(user=user, region=region).first()


def feed_opened_by(token: str, region: Region, on: date) -> CalendarFeed | None:
    """The feed that this secret opens, in the active region; None when it opens none.

    It closes with the account, and when its owner has no role in the region any more.
    """
    rows = CalendarFeed.objects.filter(token_hash=hash_of(token), region=region)
    feed = rows.select_related("user").first()
    if feed is None or not feed.user.is_active:
        return None
    held = access.memberships(feed.user, on)
    return feed if region.pk in {one.region_id for one in held} else None
