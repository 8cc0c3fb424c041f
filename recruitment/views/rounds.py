"""All rounds of the region, and the first page of one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from recruitment import queries
from recruitment.views.common import list_crumbs, round_context, visible_round
from regions.requests import roles_here

GROUP = {"recruiter", "union_observer"}


@require_safe
def rounds(request: HttpRequest, region_slug: str) -> HttpResponse:
    """Every round for the office; the others see those where they have a task."""
    recruits = queries.recruits(request.user, request.region)
    rows = list(queries.listed_rounds(request.user, request.region))
    if not (recruits or rows or GROUP & roles_here(request)):
        text = _("Sidan är till för dem som rekryterar i regionen.")
        raise Refused(no("recruitment.no_task", text, HOUSE))
    return render(
        request, "recruitment/rounds.html", {"rounds": rows, "recruits": recruits}
    )


@require_safe
def round(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Where the round stands: its days, its places, how many applications are where."""
    row = visible_round(request, pk)
    context = round_context(request, row, "round")
    context["crumbs"] = list_crumbs(request)
    context["posts"] = queries.places_of(row)
    if context["recruits"]:
        context["counts"] = queries.counts_of(row)
    return render(request, "recruitment/round.html", context)
