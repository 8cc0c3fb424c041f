"""Roles as dated facts, and guardian's copy of them.

The facts are the truth; `regions.access` keeps the grants equal to them, and
`manage.py check_grants` compares the two.
"""

from django.conf import settings
from django.db import models
from guardian.models import UserObjectPermissionBase

from regions.models.places import Region, Unit
from regions.models.tenant import InRegion


class Assignment(InRegion):
    """Somebody has a role in something between two dates, both included."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="%(class)ss"
    )
    role = models.CharField(max_length=30)  # a key of regions.roles.ROLES
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    # The field that names what the role is held in; set by each kind of assignment.
    SCOPE = ""

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="%(class)s_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class RegionAssignment(Assignment):
    SCOPE = "region"

    class Meta(Assignment.Meta):
        abstract = False


class UnitAssignment(Assignment):
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    SCOPE = "unit"

    class Meta(Assignment.Meta):
        abstract = False


class Grant(UserObjectPermissionBase):
    """One right of one person in one thing; written by `regions.access` only."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="+")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


class RegionGrant(Grant):
    content_object = models.ForeignKey(Region, models.CASCADE, related_name="grants")

    class Meta(Grant.Meta):
        abstract = False


class UnitGrant(Grant):
    content_object = models.ForeignKey(Unit, models.CASCADE, related_name="grants")

    class Meta(Grant.Meta):
        abstract = False
