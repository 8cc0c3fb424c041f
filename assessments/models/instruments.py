"""What a region has made of the instruments: its own versions, and which are in use."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.rules.parts import REGIONAL_FROM
from regions.models import InRegion


class RegionalInstrument(InRegion):
    """A region's own version of an instrument: a draft, then published and locked.

    `definition` is a pack with this one instrument (docs/instrument.md). Versions are
    counted from 10 001 in each region, which national ones never reach; `key` is a
    national instrument's, or begins with «egen_». `revision` counts the draft's saves.
    """

    key = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(null=True)
    definition = models.JSONField()
    based_on = models.CharField(max_length=40)  # the key it was copied from
    based_on_version = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["key", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "key", "version"], name="regional_version_once"
            ),
            models.UniqueConstraint(
                fields=["region", "key"],
                condition=Q(version__isnull=True),
                name="one_draft_of_an_instrument",
            ),
            models.CheckConstraint(
                condition=Q(version__isnull=True) | Q(version__gte=REGIONAL_FROM),
                name="regional_versions_stand_apart",
            ),
            models.CheckConstraint(
                condition=Q(
                    version__isnull=True,
                    published_by__isnull=True,
                    published_at__isnull=True,
                )
                | Q(
                    version__isnull=False,
                    published_by__isnull=False,
                    published_at__isnull=False,
                ),
                name="regional_instrument_published_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version or 'utkast'}"


class InstrumentUse(InRegion):
    """From this day the region uses an instrument, or no longer does."""

    key = models.CharField(max_length=40)
    in_use = models.BooleanField()
    from_on = models.DateField("från och med")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["from_on", "decided_at"]

    def __str__(self) -> str:
        return f"{self.key} {'på' if self.in_use else 'av'} {self.from_on}"
