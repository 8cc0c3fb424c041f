"""The kollegium's joint judgement."""

from django.conf import settings
from django.db import models

from assessments.enums import CollegiumOutcome
from placements.models import Programme
from regions.models import InRegion


class Collegium(InRegion):
    """The BT-kollegium's joint judgement, recorded by the studierektor.

    The doctor sees it when the huvudansvarig handledare has registered the talk.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="collegia")
    held_on = models.DateField("datum")
    outcome = models.CharField("utfall", max_length=30, choices=CollegiumOutcome)
    strengths = models.TextField("starka sidor")
    development = models.TextField("behöver utvecklas")
    actions_agreed = models.TextField("överenskomna åtgärder", blank=True)
    follow_up_on = models.DateField("följs upp", null=True, blank=True)
    documented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    documented_at = models.DateTimeField()
    fed_back_on = models.DateField("återkoppling given", null=True, blank=True)
    fed_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    fed_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-held_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    fed_back_on__isnull=True,
                    fed_back_by__isnull=True,
                    fed_back_at__isnull=True,
                )
                | models.Q(
                    fed_back_on__isnull=False,
                    fed_back_by__isnull=False,
                    fed_back_at__isnull=False,
                ),
                name="collegium_fed_back_whole",
            ),
            models.UniqueConstraint(
                fields=["programme", "held_on"], name="one_collegium_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"BT-kollegium {self.held_on}"
