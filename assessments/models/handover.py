"""The handover card: what goes along from one placement to the next."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from assessments.enums import HandoverState
from assessments.models.assessment import Assessment
from placements.models import Placement
from regions.models import InRegion

PERSON = settings.AUTH_USER_MODEL


class HandoverCard(InRegion):
    """What the doctor and the old handledare have chosen to tell the new one.

    The doctor's until proposed; when the handledare has agreed a trigger keeps it.
    `proposal` is the doctor's text as it was sent, beside what became of it.
    """

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="handover")
    state = models.CharField(
        max_length=20, choices=HandoverState, default=HandoverState.DRAFT
    )
    strengths = models.TextField("fortsätt med", blank=True)
    practise = models.TextField("träna vidare på", blank=True)
    agreements = models.TextField("överenskommet", blank=True)
    proposal = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-changed_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft") ^ models.Q(proposed_at__isnull=False),
                name="handover_proposed_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="agreed", agreed_at__isnull=False, agreed_by__isnull=False
                )
                | models.Q(
                    ~models.Q(state="agreed"),
                    agreed_at__isnull=True,
                    agreed_by__isnull=True,
                ),
                name="handover_agreed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Överlämningskort {self.placement}"

    def get_absolute_url(self) -> str:
        return reverse(
            "assessments:handover", args=[self.region.slug, self.placement_id]
        )


class HandoverEvidence(InRegion):
    """An assessment that the two want the next handledare to read."""

    card = models.ForeignKey(HandoverCard, models.CASCADE, related_name="evidence")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["card", "assessment"], name="handover_evidence_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.assessment)


class HandoverReading(InRegion):
    """A receipt: the next handledare has read the card. Never changed."""

    card = models.ForeignKey(HandoverCard, models.PROTECT, related_name="readings")
    reader = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["read_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["card", "reader"], name="handover_read_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reader}, {self.read_at:%Y-%m-%d}"
