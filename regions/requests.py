"""A request inside a region: what the middleware has put there."""

from typing import Any, TypeVar

from django.http import Http404, HttpRequest

from regions.access import Membership
from regions.models import Region, User

Thing = TypeVar("Thing")


class RegionRequest(HttpRequest):
    """What a view below a region's address is given."""

    user: User
    region: Region
    memberships: list[Membership]
    todo_count: int


def roles_here(request: Any) -> set[str]:
    """The roles that this person has in the region that the page is about."""
    held: list[Membership] = request.memberships
    return {one.role for one in held if one.region_id == request.region.pk}


def found(thing: Thing | None) -> Thing:
    """What was looked for, or else the page for what does not exist."""
    if thing is None:
        raise Http404
    return thing
