"""What reviewers and interviewers are given: the form and the guide, from one source."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from recruitment.queries.standing import usable_method
from recruitment.views.common import crumbs, visible_round
from regions.requests import RegionRequest


@require_safe
def guide(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """To be read and printed by everybody in the group, the observer too."""
    round = visible_round(request, pk)
    method = usable_method(round)
    context = {
        "round": round,
        "crumbs": crumbs(round),
        "method": method,
        "phases": held(method) if method else [],
    }
    return render(request, "recruitment/guide.html", context)


def held(method):  # type: ignore[no-untyped-def]
    """Each phase with how it is held."""
    sittings = {one.phase: one for one in method.sittings}
    return [(phase, sittings[phase.key]) for phase in method.scheme.phases]
