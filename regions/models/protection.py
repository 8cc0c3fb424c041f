"""Skyddade personuppgifter: a dated fact about a doctor, and those who may see them.

What follows from it is decided by the database (`hide_protected`): nobody else is shown
anything of the person, whatever a query asks for.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from regions.enums import ProtectionKind
from regions.models.tenant import InRegion


class Protection(InRegion):
    """What somebody told the region, until it is ended. Ended, it never changes.

    `mail_asked_on`: when the person asked in writing for e-mail all the same.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="protections"
    )
    kind = models.CharField("slag", max_length=20, choices=ProtectionKind)
    ground = models.CharField("hur regionen fick veta det", max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    mail_asked_on = models.DateField("bad om mejl", null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.CharField("varför det upphör", max_length=200, blank=True)

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "user"],
                condition=Q(ended_at__isnull=True),
                name="one_protection_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) ^ Q(ended_by__isnull=False),
                name="protection_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ProtectionReader(InRegion):
    """Somebody may see the person, from when they were named until it ended.

    It gives no right: it only lets the rights that somebody has count here too.
    """

    protection = models.ForeignKey(Protection, models.PROTECT, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["named_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["protection", "user"],
                condition=Q(ended_at__isnull=True),
                name="protection_reader_named_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)
