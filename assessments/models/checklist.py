"""A placement's checklist: what the region has written, and what one placement got."""

from django.conf import settings
from django.db import models

from assessments.enums import ChecklistSection
from placements.models import Placement
from regions.enums import CareSetting
from regions.models import InRegion

PERSON = settings.AUTH_USER_MODEL


class ChecklistEdition(InRegion):
    """The region's own list for a kind of placement. Each change is a new edition.

    `lines`: {section: [line, …]}. It holds for placements that begin on that day or
    later; a region without one uses the national list of checklists.toml.
    """

    care = models.CharField("slag av placering", max_length=20, choices=CareSetting)
    number = models.PositiveSmallIntegerField()
    lines = models.JSONField()
    published_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["care", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "care", "number"], name="checklist_edition_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_care_display()} {self.number}"


class ChecklistItem(InRegion):
    """A line that a placement was given, and who ticked it.

    The whole list is copied at the first tick: a later edition changes nothing here.
    """

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="checklist")
    key = models.CharField(max_length=16)  # rules.checklists.line_key
    section = models.CharField(max_length=20, choices=ChecklistSection)
    text = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    ticked_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    ticked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "key"], name="checklist_line_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ticked_at__isnull=True, ticked_by__isnull=True)
                | models.Q(ticked_at__isnull=False, ticked_by__isnull=False),
                name="checklist_line_ticked_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.text
