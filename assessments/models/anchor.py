"""What a region says that a requirement row looks like in everyday work."""

from django.conf import settings
from django.db import models

from regions.models import InRegion


class Anchor(InRegion):
    """The region's own lines for one requirement row. Each change is a new edition.

    Nothing of it is official. Editions stand as they were written; one without lines
    takes the text away. `row` counts from 1 within the delmål of that regulation.
    """

    regulation = models.CharField(max_length=40)
    code = models.CharField(max_length=5)
    row = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    lines = models.JSONField(default=list)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["code", "row", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "regulation", "code", "row", "number"],
                name="anchor_edition_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} rad {self.row}, {self.number}"
