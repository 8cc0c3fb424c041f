"""Where doctors can serve: the region's units, as those who plan keep them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bt_admin.lib.swedish import long_day
from placements.actions import units as actions
from placements.forms.units import CloseForm, UnitForm
from placements.queries import units as queries
from placements.views.common import done, page, posted
from regions import access
from regions.clock import database_now
from regions.queries import units
from regions.roles import Permission


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, region_slug: str) -> HttpResponse:
    access.require(request.user, Permission.PLAN, request.region)
    form = UnitForm(posted(request), specialities=queries.specialities(request.region))
    if form.is_valid():
        added = done(
            form,
            lambda: actions.add_unit(
                region=request.region, **who(request), **form.cleaned_data
            ),
        )
        if added:
            messages.success(request, _("%s är tillagd.") % added)
            return redirect(list_url(region_slug))
    context = {"form": form, "heading": _("Lägg till enhet"), "save": _("Lägg till")}
    return shown(request, "placements/unit.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What is said of the unit, and the ways to close it and open it again."""
    unit = unit_to_keep(request, pk)
    known = queries.specialities(request.region)
    form = UnitForm(posted(request), specialities=known, unit=unit)
    context = {"form": form, "unit": unit, "heading": unit.name, "save": _("Spara")}
    if form.is_valid() and agreed(form, context):
        given = {k: v for k, v in form.cleaned_data.items() if k != "sure"}
        saved = done(
            form, lambda: actions.change_unit(unit=unit, **who(request), **given)
        )
        if saved:
            messages.success(request, _("%s är sparad.") % saved)
            return redirect(list_url(region_slug))
    return shown(request, "placements/unit.html", context)


def agreed(form: UnitForm, context: dict[str, Any]) -> bool:
    """May it be saved at once? Not before one has seen whose plans it touches."""
    if not form.changes_care():
        return True
    care = form.cleaned_data["care"]
    consequence = queries.consequence_of(form.unit, care, access.today())
    if not consequence or form.ask_to_go_on():
        return True
    context["consequence"] = consequence
    context["new_care"] = dict(form.fields["care"].choices)[care].lower()
    return False


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Its last day; and who is there, with the way to each plan."""
    unit = unit_to_keep(request, pk)
    form = CloseForm(posted(request), initial={"last_day": unit.closed_on})
    if form.is_valid():
        last = form.cleaned_data["last_day"]
        closed = done(
            form,
            lambda: actions.close_unit(unit=unit, last_day=last, **who(request)),
        )
        if closed:
            words = {"unit": unit.name, "day": long_day(last)}
            messages.success(
                request, _("%(unit)s är stängd efter den %(day)s.") % words
            )
            return redirect(list_url(region_slug))
    context = {
        "form": form,
        "unit": unit,
        "stays": queries.stays_at(unit, access.today()),
        "back_url": reverse("placements:unit", args=[region_slug, unit.pk]),
        "back_label": unit.name,
    }
    return shown(request, "placements/unit_close.html", context)


@require_POST
def reopen(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    unit = unit_to_keep(request, pk)
    actions.reopen_unit(unit=unit, **who(request))
    messages.success(request, _("%s är öppen igen.") % unit)
    return redirect(list_url(region_slug))


# ------------------------------------------------------------------------ in common
def unit_to_keep(request: HttpRequest, pk: UUID) -> Any:
    """A unit of this region, for those who plan in it."""
    unit = get_object_or_404(units(request.region), pk=pk)
    access.require(request.user, Permission.PLAN, request.region)
    return unit


def who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": database_now()}


def list_url(region_slug: str) -> str:
    return reverse("regions:region", args=[region_slug]) + "#enheter"


def shown(request: HttpRequest, template: str, more: dict[str, Any]) -> HttpResponse:
    back = list_url(request.region.slug)
    context = {"back_url": back, "back_label": _("Regionen"), **more}
    return page(request, template, context)
