"""Huvudansvarig handledare and handledare are appointed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.swedish import long_day, period
from placements import actions, queries
from placements.enums import ProgrammeRole
from placements.forms import SearchForm, SupervisorForm
from placements.forms.appointing import SHOWN
from placements.views.common import done, page, plan_url, posted, visible_programme
from regions import access, roles
from regions.clock import database_now
from regions.roles import Permission


@require_http_methods(["GET", "POST"])
def appoint_main(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = visible_programme(request, pk)
    access.require(request.user, Permission.APPOINT, request.region)
    form, context = choose(request, programme)
    assignment = form.is_valid() and done(
        form,
        lambda: actions.appoint_main_supervisor(
            programme=programme,
            user=form.cleaned_data["person"],
            by=request.user,
            at=database_now(),
        ),
    )
    if assignment:
        return appointed(request, programme, assignment)
    now = queries.role_on(programme, ProgrammeRole.MAIN_SUPERVISOR, access.today())
    context |= {
        "heading": _("Utse huvudansvarig handledare"),
        "facts": facts_of(programme, now),
        "asked": _("Legitimerad specialist med handledarutbildning."),
    }
    return page(request, "placements/appoint.html", context)


@require_http_methods(["GET", "POST"])
def appoint_supervisor(
    request: HttpRequest, region_slug: str, pk: UUID, placement_pk: UUID
) -> HttpResponse:
    programme = visible_programme(request, pk)
    rows = programme.placements.all()
    placement = get_object_or_404(rows.select_related("unit"), pk=placement_pk)
    things = [placement.unit] if placement.unit else []
    access.require(request.user, Permission.APPOINT, request.region, *things)
    form, context = choose(request, programme, placement)
    assignment = form.is_valid() and done(
        form,
        lambda: actions.appoint_supervisor(
            placement=placement,
            user=form.cleaned_data["person"],
            by=request.user,
            at=database_now(),
        ),
    )
    if assignment:
        return appointed(request, programme, assignment)
    now = queries.supervisors_of(placement, access.today())
    context |= {
        "heading": _("Utse handledare, %s") % placement.title,
        "facts": facts_of(programme, now[0] if now else None, placement),
        "asked": asked_of(placement),
    }
    return page(request, "placements/appoint.html", context)


def choose(
    request: HttpRequest, programme: Any, placement: Any = None
) -> tuple[SupervisorForm, dict[str, Any]]:
    """The form with those whom the search found, and what the page needs besides."""
    everybody = queries.candidates(programme, request.region, access.today(), placement)
    search = SearchForm(request.GET)
    found = search.matching(everybody)
    form = SupervisorForm(
        posted(request),
        everybody=everybody,
        shown=found,
    )
    context = {
        "programme": programme,
        "search": search,
        "form": form,
        "found": found,
        "nobody": _("Ingen träff på ”%s”") % search.query,
        "shown": min(len(found), SHOWN),
        "everybody": everybody,
        "back_url": back_url(request, programme),
    }
    return form, context


def facts_of(programme: Any, now: Any, placement: Any = None) -> list[tuple[str, str]]:
    """For whom, where, and who it is now."""
    facts = [(_("BT-läkare"), str(programme))]
    if placement:
        unit = placement.unit or _("Ingen enhet är vald än")
        first, last = queries.first_day(placement), queries.last_day(placement)
        facts += [(_("Enhet"), str(unit))]
        facts += [(_("Period"), period(first, last))] if first else []
    return [*facts, (_("Utsedd nu"), str(now or _("Ingen är utsedd än")))]


def asked_of(placement: Any) -> str:
    unit = placement.unit
    if unit is None or not unit.speciality:
        return _("Legitimerad specialist eller ST-läkare med handledarutbildning.")
    words = _("Legitimerad specialist eller ST-läkare i %s, med handledarutbildning.")
    return words % unit.speciality


def appointed(request: HttpRequest, programme: Any, assignment: Any) -> HttpResponse:
    said = _("%(person)s är utsedd till %(role)s från %(day)s.")
    words = {
        "person": assignment.user,
        "role": roles.title(assignment.role),
        "day": long_day(assignment.starts),
    }
    messages.success(request, said % words)
    return redirect(back_url(request, programme))


def back_url(request: HttpRequest, programme: Any) -> str:
    """To the plan, for those who may see it; else to the BT."""
    may_plan = access.may(request.user, Permission.PLAN, request.region)
    return plan_url(programme) if may_plan else programme.get_absolute_url()
