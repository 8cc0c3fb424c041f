"""Not signing, and saying why."""

from django.conf import settings
from django.db import models

from certificates.enums import CertificateKind, DeclineEnd
from placements.models import Programme
from regions.models import InRegion


class SigningDecline(InRegion):
    """Somebody who was to sign a certificate did not, for this reason.

    Open until that person is asked again, has signed after all, or whoever certifies
    says that nothing more is needed. The words are never changed.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="signing_declines"
    )
    kind = models.CharField(max_length=20, choices=CertificateKind)
    role = models.CharField(max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField("skäl")
    declined_at = models.DateTimeField()
    end = models.CharField(max_length=20, choices=DeclineEnd, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["declined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "by"],
                condition=models.Q(ended_at__isnull=True),
                name="declined_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(end="") ^ models.Q(ended_at__isnull=False),
                name="decline_ended_somehow",
            ),
        ]
