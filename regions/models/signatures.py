"""What a signature is worth: a row that nobody can change."""

from django.conf import settings
from django.db import models

from regions.models.tenant import InRegion


class Signature(InRegion):
    """Who stood for which text, in which role, when, and how they had logged in.

    `digest` is the SHA-256, in hex, of the canonical text that was shown;
    `signed_at` is the database's clock. Each kind of document has its own table with
    one row per document and role.
    """

    role = models.CharField(max_length=30)
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    method = models.CharField(max_length=30)  # "demo", "siths", "bankid" …

    class Meta:
        abstract = True
