"""Ways of looking at a list, that somebody has kept for themselves."""

from django.conf import settings
from django.db import models

from regions.models import InRegion


class SavedView(InRegion):
    """What narrows the list of applications, under a name. One's own alone, by policy.

    `query` is what the address says; never what was searched for, which may be a name.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField("namn", max_length=40)
    query = models.CharField(max_length=400)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "user", "name"], name="view_name_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return self.name
