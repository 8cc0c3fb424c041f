"""Signed originals: their scans, and which of them lie in the envelope."""

from django.conf import settings
from django.db import models

from placements.models import Programme
from regions.models import InRegion
from regions.models.files import KeptFile


class ScannedPage(KeptFile):
    """A page of a signed original, as a picture or a PDF of that page alone.

    `document` and `page` are what its control code says (`by_code`), or what somebody
    chose. Until it is filed it waits for an answer; a newer scan of the page replaces
    it and it stays as what was there before. Weeded, `content` is empty.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="scanned_pages"
    )
    source_page = models.PositiveSmallIntegerField()  # of the file that was sent
    document = models.ForeignKey(
        "certificates.Document", models.PROTECT, null=True, related_name="scans"
    )
    page = models.PositiveSmallIntegerField(null=True)
    by_code = models.BooleanField(default=False)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    filed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["uploaded_at", "name", "source_page"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "page"],
                condition=models.Q(filed_at__isnull=False, replaced_at__isnull=True),
                name="one_scan_of_each_page",
            ),
            models.UniqueConstraint(
                fields=["programme", "source_sha256", "source_page"],
                condition=models.Q(replaced_at__isnull=True),
                name="scanned_page_kept_once",
            ),
            models.CheckConstraint(
                condition=models.Q(document__isnull=True, page__isnull=True)
                | models.Q(document__isnull=False, page__isnull=False),
                name="scan_of_a_page_of_a_document",
            ),
            models.CheckConstraint(
                condition=models.Q(filed_at__isnull=True)
                | models.Q(document__isnull=False, filed_by__isnull=False),
                name="scan_filed_somewhere",
            ),
        ]


class PackedOriginal(InRegion):
    """This sheet of paper lies in the envelope, somebody says."""

    document = models.OneToOneField(
        "certificates.Document", models.CASCADE, related_name="packed"
    )
    packed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    packed_at = models.DateTimeField()
