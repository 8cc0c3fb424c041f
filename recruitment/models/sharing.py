"""What a region lets other regions read of its rounds: numbers, and nothing of people."""

from django.conf import settings
from django.db import models

from recruitment.models.rounds import RecruitmentRound
from regions.models import InRegion


class FigureSharing(InRegion):
    """This region shares the figures of its rounds, and reads those of others."""

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region"], name="sharing_once_per_region")
        ]

    def __str__(self) -> str:
        return f"{self.region}"


class SharedFigures(InRegion):
    """A round's figures as every region that shares may read them.

    The one table whose rows other regions see: those that share themselves, which the
    database asks. `table` is as recruitment.rules.shared_figures has it, with small
    numbers held back before it is written.
    """

    round = models.OneToOneField(
        RecruitmentRound, models.CASCADE, related_name="shared_figures"
    )
    label = models.CharField(max_length=80)
    starts_on = models.DateField()
    table = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_on", "region_id"]

    def __str__(self) -> str:
        return self.label
