"""All rounds of the region, and the first page of one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from recruitment import queries
from recruitment.queries import group, standing
from recruitment.views.common import list_crumbs, page, round_context, visible_round
from recruitment.views.states import of_round
from regions.clock import database_now
from regions.requests import RegionRequest, roles_here

GROUP = {"recruiter", "union_observer"}


@require_safe
def rounds(request: RegionRequest, region_slug: str) -> HttpResponse:
    """Every round for the office; the others see those where they have a task."""
    recruits = queries.recruits(request.user, request.region)
    rows = list(queries.listed_rounds(request.user, request.region))
    for row in rows:
        row.sign = of_round(row.state)
    if not (recruits or rows or GROUP & roles_here(request)):
        text = _("Sidan är till för dem som rekryterar i regionen.")
        raise Refused(no("recruitment.no_task", text, HOUSE))
    return render(
        request, "recruitment/rounds.html", {"rounds": rows, "recruits": recruits}
    )


@require_safe
def round(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Where the round stands: its days, its places, how many applications are where."""
    return show_round(request, visible_round(request, pk))


def show_round(request: RegionRequest, row: Any, refused: Any = None) -> HttpResponse:
    """The page, with why a step could not be taken when one was tried."""
    at = database_now()
    now = standing.state_now(row, at)
    context = round_context(request, row, "round")
    context |= {
        "form": refused,
        "crumbs": list_crumbs(request),
        "posts": queries.places_of(row),
        "now": now,
        "sign": of_round(now),
        "group": group.by_task(row),
    }
    if context["recruits"]:
        context["counts"] = queries.counts_of(row)
        context["standing"] = standing.standing_of(row, at)
    return page(request, "recruitment/round.html", context)
