"""One BT's plan, and the pages that change it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bt_admin.lib import timeline
from bt_admin.lib.swedish import long_day, months, period
from placements import actions, queries
from placements.enums import ProgrammeRole
from placements.forms import NewPlacementForm, PeriodForm, PlacementForm
from placements.queries.extension import extensions_for
from placements.rules.changes import ChangeFacts, may_change_plan
from placements.rules.programme import check_plan
from placements.views.common import (
    crumbs,
    done,
    page,
    plan_url,
    posted,
    programme_to_plan,
)
from regions import access
from regions.clock import database_now
from regions.queries import open_units
from regions.roles import Permission


@require_safe
def plan(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The year as a picture, as placements and as periods."""
    programme = programme_to_plan(request, pk)
    today = access.today()
    role = ProgrammeRole.MAIN_SUPERVISOR
    main_supervisor = queries.role_on(programme, role, today)
    context = {
        "programme": programme,
        "crumbs": crumbs(programme),
        "facts": facts_of(programme, main_supervisor),
        "year": timeline.year(queries.plan_blocks(programme), today=today),
        "verdict": check_plan(queries.plan_facts(programme)),
        "main_supervisor": main_supervisor,
        "placements": queries.placement_rows(programme, today),
        "periods": queries.period_rows(programme),
        "changeable": may_change_plan(ChangeFacts(str(programme), programme.state)),
        "may_extend": access.may(request.user, Permission.CERTIFY, request.region),
        "extensions": extensions_for(request.user, request.region).filter(
            programme=programme
        ),
        "may_appoint": access.may(request.user, Permission.APPOINT, request.region),
    }
    return render(request, "placements/plan.html", context)


def facts_of(programme: Any, main_supervisor: Any) -> list[tuple[str, str]]:
    last = queries.ends_on(programme)
    return [
        (_("Första dag"), long_day(programme.starts_on)),
        (_("Sista dag"), long_day(last) if last else "–"),
        (
            _("Omfattning"),
            _("%s på heltid") % months(queries.planned_months(programme)),
        ),
        (_("Anställning"), programme.get_employment_form_display()),
        (_("Regionens plan"), programme.model.label),
        (
            _("Huvudansvarig handledare"),
            main_supervisor or _("Ingen är utsedd än"),
        ),
    ]


@require_http_methods(["GET", "POST"])
def add_placement(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = programme_to_plan(request, pk)
    form = NewPlacementForm(posted(request), units=list(open_units(request.region)))
    if form.is_valid():
        given = form.cleaned_data
        added = done(
            form,
            lambda: actions.add_placement(
                programme=programme, by=request.user, at=database_now(), **given
            ),
        )
        if added:
            messages.success(request, _("%s är tillagd.") % given["title"])
            return redirect(plan_url(programme))
    heading = _("Lägg till placering")
    return edit(request, programme, form, heading, save=_("Lägg till"))


@require_http_methods(["GET", "POST"])
def change_placement(
    request: HttpRequest, region_slug: str, pk: UUID, placement_pk: UUID
) -> HttpResponse:
    programme = programme_to_plan(request, pk)
    placement = get_object_or_404(programme.placements.all(), pk=placement_pk)
    offered = open_units(request.region, placement.unit_id)
    form = PlacementForm(posted(request), units=list(offered), placement=placement)
    who: dict[str, Any] = {"by": request.user, "at": database_now()}
    if request.POST.get("action") == "remove":
        if done(form, lambda: actions.remove_placement(placement=placement, **who)):
            messages.success(request, _("%s är borttagen.") % placement.title)
            return redirect(plan_url(programme))
    elif form.is_valid():
        given = form.cleaned_data
        if done(
            form,
            lambda: actions.change_placement(placement=placement, **given, **who),
        ):
            messages.success(request, _("%s är ändrad.") % given["title"])
            return redirect(plan_url(programme))
    return edit(request, programme, form, placement.title, remove=_("Ta bort"))


@require_http_methods(["GET", "POST"])
def add_period(
    request: HttpRequest, region_slug: str, pk: UUID, placement_pk: UUID
) -> HttpResponse:
    programme = programme_to_plan(request, pk)
    placement = get_object_or_404(programme.placements.all(), pk=placement_pk)
    form = PeriodForm(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        added = done(
            form,
            lambda: actions.add_period(
                placement=placement, by=request.user, at=database_now(), **given
            ),
        )
        if added:
            messages.success(request, _("Perioden är tillagd."))
            return redirect(plan_url(programme))
    heading = _("Ny period, %s") % placement.title
    return edit(request, programme, form, heading, save=_("Lägg till"))


@require_http_methods(["GET", "POST"])
def move_period(
    request: HttpRequest, region_slug: str, pk: UUID, period_pk: UUID
) -> HttpResponse:
    programme = programme_to_plan(request, pk)
    row = get_object_or_404(queries.periods_in(programme), pk=period_pk)
    form = PeriodForm(posted(request), period=row)
    who: dict[str, Any] = {"by": request.user, "at": database_now()}
    if request.POST.get("action") == "remove":
        if done(form, lambda: actions.remove_period(period=row, **who)):
            messages.success(request, _("Perioden är borttagen."))
            return redirect(plan_url(programme))
    elif form.is_valid():
        given = form.cleaned_data
        if done(form, lambda: actions.move_period(period=row, **given, **who)):
            when = period(given["starts_on"], given["ends_on"])
            messages.success(request, _("Perioden är ändrad till %s.") % when)
            return redirect(plan_url(programme))
    heading = _("Period, %s") % row.placement.title
    return edit(request, programme, form, heading, remove=_("Ta bort"))


def edit(
    request: HttpRequest,
    programme: Any,
    form: Any,
    heading: str,
    *,
    save: str = "",
    remove: str = "",
) -> HttpResponse:
    """A form about one part of the plan, with the way back."""
    context = {
        "form": form,
        "programme": programme,
        "heading": heading,
        "lead": _("BT för %(doctor)s, från den %(day)s.")
        % {"doctor": programme, "day": long_day(programme.starts_on)},
        "save": save or _("Spara"),
        "remove": remove,
        "back_url": plan_url(programme),
    }
    return page(request, "placements/edit.html", context)
