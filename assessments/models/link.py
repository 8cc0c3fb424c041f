"""The personal link by which somebody without an account fills in one form."""

from django.db import models

from assessments.models.assessment import Assessment
from regions.models import InRegion


class SigningLink(InRegion):
    """Whoever has the link fills in this one assessment; nothing else opens with it.

    The secret is made when the letter is sent, and kept as a hash alone: neither we nor
    a backup can open it, and a new letter's replaces it. Null until a letter has gone.
    """

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="link")
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    expires_on = models.DateField()  # its last day
    asked_at = models.DateTimeField()  # when the latest letter was asked for
    letters = models.PositiveSmallIntegerField(default=1)
    used_at = models.DateTimeField(null=True)  # signed; locked from then

    def __str__(self) -> str:
        return f"Länk, {self.assessment}"
