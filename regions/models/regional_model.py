"""What a region has decided about its BT: dated, and never less than the law."""

from django.db import models

from regions.enums import CareSetting, PartKind
from regions.models.tenant import InRegion


class RegionalModel(InRegion):
    """A region's settings from one day on.

    `known` is False where no source tells how the region does it: the national
    minimum then holds, and pages say so. `settings` are the tables of regions.toml
    (introduction, supervision, kollegium, final_assessment …) with their sources.

    Versions with one label are one plan. `written_at` tells that the region wrote it,
    and `written_by` the name of whoever did, as it was then; the log has the account.
    Without them it is from the start data. What is written never changes.
    """

    label = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    known = models.BooleanField()
    note = models.TextField(blank=True)
    source = models.CharField(max_length=80, blank=True)
    confidence = models.CharField(max_length=4, blank=True)
    settings = models.JSONField(default=dict)
    written_by = models.CharField(max_length=320, blank=True)
    written_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-valid_from", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "label", "valid_from"],
                condition=models.Q(written_at__isnull=True),
                name="regional_model_once",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class PlanPart(InRegion):
    """One stretch of the region's usual year, in order.

    Parts with the same `slot` are one placement: in Kronoberg the vårdcentral both
    opens and closes the year. Length in months or in weeks, whichever is stated.
    """

    model = models.ForeignKey(RegionalModel, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    slot = models.CharField(max_length=120)
    label = models.CharField(max_length=120)
    care = models.CharField(max_length=20, choices=CareSetting)
    kind = models.CharField(max_length=20, choices=PartKind, default=PartKind.SERVICE)
    months = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    weeks = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "position"], name="plan_part_position_once"
            ),
            models.CheckConstraint(
                condition=models.Q(months__isnull=True) ^ models.Q(weeks__isnull=True),
                name="plan_part_has_one_length",
            ),
        ]

    def __str__(self) -> str:
        return self.label
