"""The filters that somebody has kept for themselves."""

from recruitment.models import SavedView
from regions.models import Region, User


def views_of(user: User, region: Region) -> list[SavedView]:
    """By name. One query."""
    return list(SavedView.objects.filter(region=region, user=user).order_by("name"))
