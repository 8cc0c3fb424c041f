"""What the views of this app share: fetch what somebody may see, or it is not there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import queries
from placements.queries import read_plan
from placements.views.common import crumbs as from_everybody
from placements.views.common import done, page, seen_programme
from regions import access, history
from regions.actions.reading import note_reading
from regions.clock import database_now
from regions.requests import RegionRequest

__all__ = [
    "crumbs",
    "done",
    "list_url",
    "note",
    "page",
    "to_todo",
    "visible_assessment",
    "visible_programme",
]


def visible_programme(request: HttpRequest, pk: UUID) -> Any:
    return read_plan(seen_programme(request, pk))


def visible_assessment(request: HttpRequest, pk: UUID) -> Any:
    rows = queries.assessments_for(request.user, request.region)
    return get_object_or_404(
        rows.prefetch_related("delmal", "placement__periods"), pk=pk
    )


def crumbs(
    request: RegionRequest, programme: Any, *more: tuple[str, str]
) -> list[tuple[str, str]]:
    """The way here: from «Min BT» for the doctor, from the list for the others."""
    if programme.doctor.user == request.user:
        return [(_("Min BT"), programme.get_absolute_url()), *more]
    return from_everybody(programme, *more)


def list_url(programme: Any) -> str:
    return reverse("assessments:list", args=[programme.region.slug, programme.pk])


def note(request: RegionRequest, programme: Any, *besides: str) -> None:
    """That somebody else opened this portfolio is kept, once a day.

    `besides`: in which capacity, when it is no role in the BT.
    """
    user, today = request.user, access.today()
    if programme.doctor.user == user or history.has_read(programme, user, today):
        return
    note_reading(
        programme=programme,
        roles=[*roles_in(request, programme), *besides],
        by=user,
        at=database_now(),
    )


def roles_in(request: RegionRequest, programme: Any) -> list[str]:
    """The roles with which this person reads here."""
    units = {str(place.unit_id) for place in programme.placements.all()}
    scopes = {str(programme.pk), str(programme.region_id)} | units
    held = [one for one in request.memberships if one.region_id == programme.region_id]
    return list(dict.fromkeys(one.role for one in held if one.scope_id in scopes))


def to_todo(request: HttpRequest, receipt: str) -> HttpResponse:
    """Back to what waits, saying what was done."""
    messages.success(request, receipt)
    return redirect("todo", request.region.slug)
