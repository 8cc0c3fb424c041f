"""More time in BT: decided, with its effect on the plan."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from placements.enums import ExtensionReason
from placements.models.placement import Placement
from placements.models.programme import Programme
from regions.models import InRegion


class Extension(InRegion):
    """The AT/BT-chef's decision to lengthen one placement. Never changed afterwards.

    `consulted`: [[role as it was called, "2027-03-01"], …], who was heard and when.
    `moved`: what it did to the plan, one line a period as the log has it.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="extensions")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="extensions")
    reason = models.CharField("skäl", max_length=20, choices=ExtensionReason)
    months = models.DecimalField("månader", max_digits=4, decimal_places=1)
    motivation = models.TextField("motivering")
    extraordinary = models.TextField("synnerliga skäl", blank=True)
    consulted = models.JSONField(default=list)
    ended_on = models.DateField("slutade")
    ends_on = models.DateField("slutar")
    moved = models.JSONField(default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(months__gt=0), name="extension_longer_than_nothing"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("ended_on")),
                name="extension_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement}: {self.months}"

    def get_absolute_url(self) -> str:
        return reverse("placements:extension", args=[self.region.slug, self.pk])
