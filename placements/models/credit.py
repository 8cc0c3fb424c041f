"""Earlier service that may count: asked for, supported by papers, decided once."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from placements.enums import CreditKind, CreditPaper, CreditState
from placements.models.placement import Placement
from placements.models.programme import Programme
from regions.models import InRegion
from regions.models.files import KeptFile

DECIDED = [CreditState.GRANTED, CreditState.GRANTED_IN_PART, CreditState.REFUSED]


class Credit(InRegion):
    """Tillgodoräknande: time of full-time service, taken off the end of a placement.

    Decided with a reason by who certifies in the region, and then locked by a trigger.
    The two last days say what the decision did to the plan.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="credits")
    kind = models.CharField("slag", max_length=20, choices=CreditKind)
    workplace = models.CharField("arbetsplats", max_length=120)
    starts_on = models.DateField("från")
    ends_on = models.DateField("till och med")
    percent = models.DecimalField(
        "procent av heltid",
        max_digits=5,
        decimal_places=2,  # a third of full time is written 33,33
        default=Decimal(100),
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    text = models.TextField("vad det var", blank=True)
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="credits")
    asked_months = models.PositiveSmallIntegerField("månader")
    asked_days = models.PositiveSmallIntegerField("dagar", default=0)
    state = models.CharField(
        max_length=20, choices=CreditState, default=CreditState.REQUESTED
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField()
    granted_months = models.PositiveSmallIntegerField(null=True)
    granted_days = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField("skäl", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    last_day_before = models.DateField(null=True)
    last_day_after = models.DateField(null=True)

    class Meta:
        ordering = ["requested_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="credit_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(percent__gte=1, percent__lte=100),
                name="credit_percent_1_to_100",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DECIDED)
                ^ models.Q(decided_at__isnull=True),
                name="credit_decided_at_when_decided",
            ),
        ]
        indexes = [models.Index(fields=["region", "state"])]

    def __str__(self) -> str:
        return self.workplace

    def get_absolute_url(self) -> str:
        return reverse("placements:credit", args=[self.region.slug, self.pk])


class CreditFile(KeptFile):
    """A tjänstgöringsintyg, or assessments from that time."""

    credit = models.ForeignKey(Credit, models.CASCADE, related_name="files")
    paper = models.CharField("vad det är", max_length=20, choices=CreditPaper)
