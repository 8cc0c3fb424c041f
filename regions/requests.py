"""A request inside a region: what the middleware has put there."""

from django.http import HttpRequest

from regions.access import Membership
from regions.models import Region, User


class RegionRequest(HttpRequest):
    """What a view below a region's address is given."""

    user: User
    region: Region
    memberships: list[Membership]
    todo_count: int
