"""Opening a personal link in the demo, where no letter goes to invented people."""

from uuid import UUID

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from assessments import actions, queries
from regions.context import in_region
from regions.queries import region_by_slug


@require_POST
@login_required
def demo_link(request: HttpRequest, place: str, pk: UUID) -> HttpResponse:
    """Log out, and see what the one who got the link sees."""
    region = region_by_slug(place)
    if region is None:
        raise Http404
    with in_region(region.pk, request.user.pk):
        rows = queries.assessments_for(request.user, region)
        row = get_object_or_404(rows, pk=pk, programme__doctor__user__is_demo=True)
        link = queries.link_of(row)
        if link is None or link.used_at is not None:
            raise Http404
        token = actions.new_secret(link)
    logout(request)
    return redirect("by_link", place, token)
