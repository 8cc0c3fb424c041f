"""Where and when a doctor serves."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from placements.models.programme import Programme
from regions.enums import CareSetting, PartKind
from regions.models import InRegion, Unit


class Placement(InRegion):
    """One of at most four places; it may be served in several periods."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="placements")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="placements")
    title = models.CharField("namn", max_length=80)
    care = models.CharField("typ av vård", max_length=20, choices=CareSetting)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "position"], name="placement_position_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class PlacementPeriod(InRegion):
    """One unbroken stretch of a placement; both dates are included."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="periods")
    starts_on = models.DateField("från")
    ends_on = models.DateField("till och med")
    percent = models.DecimalField(
        "procent av heltid",
        max_digits=5,
        decimal_places=2,  # a third of full time is written 33,33
        default=Decimal(100),
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    kind = models.CharField(max_length=20, choices=PartKind, default=PartKind.SERVICE)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="period_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(percent__gte=1, percent__lte=100),
                name="period_percent_1_to_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on}"
