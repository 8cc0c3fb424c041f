"""A case asked for as a public record, and what was given out or refused."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from certificates.enums import DisclosureState
from placements.models import Programme
from regions.models import InRegion

PERSON = settings.AUTH_USER_MODEL


class CaseDisclosure(InRegion):
    """One request for one case, from the day it came until it is answered.

    `decision` has the paragraphs and reasons, what was left out, and how many places
    were masked: never the masked words. Locked once it is decided; `bundle` alone may
    be weeded, by a decision of two.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="disclosures")
    state = models.CharField(
        max_length=10, choices=DisclosureState, default=DisclosureState.REQUESTED
    )
    requested_on = models.DateField("kom in")
    request = models.CharField("vad som begärs", max_length=500)
    opened_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    decision = models.JSONField(default=dict)
    refusal = models.TextField("skäl till avslaget", blank=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    bundle = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="requested")
                ^ models.Q(decided_at__isnull=False),
                name="disclosure_decided_once_answered",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="given") | ~models.Q(sha256=""),
                name="disclosure_given_has_a_bundle",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    def get_absolute_url(self) -> str:
        return reverse(
            "disclosure", args=[self.region.slug, self.programme_id, self.pk]
        )
