"""The private address where a calendar program reads what somebody has to attend."""

from django.conf import settings
from django.db import models

from regions.models.tenant import InRegion


class CalendarFeed(InRegion):
    """One person's feed in one region; whoever knows its address reads it.

    The secret of the address is kept as a hash alone, so neither we nor a backup can
    open it; a new address replaces the hash, and the old one opens nothing. `content`
    is the hash of what was last sent, `content_at` since when it has been so: that is
    the feed's Last-Modified, for talks are also removed from it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds"
    )
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256, in hex
    created_at = models.DateTimeField()
    content = models.CharField(max_length=64, blank=True)
    content_at = models.DateTimeField(null=True)
    read_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "user"], name="one_feed_in_a_region"
            )
        ]

    def __str__(self) -> str:
        return f"Kalender, {self.user}"
