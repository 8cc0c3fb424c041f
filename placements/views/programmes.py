"""The list of BT-läkare, and the way to one's own."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bt_admin.lib.pieces import Tab
from placements import queries
from placements.forms import FilterForm
from regions import access
from regions.queries import units
from regions.roles import Permission

PER_PAGE = 50


@require_safe
def programmes(request: HttpRequest, region_slug: str) -> HttpResponse:
    """Every BT this person may see, narrowed by what the address says."""
    today = access.today()
    seen = queries.programmes_for(request.user, request.region)
    form = FilterForm(request.GET, list(units(request.region)))
    found = queries.in_swedish_order(queries.matching(seen, today, **form.chosen))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("sida"))
    page.object_list = queries.programme_rows(list(page.object_list), today)
    context = {
        "filter": form,
        "chosen": chosen(form),
        "page": page,
        "query": "".join(f"&{pair}" for pair in [address(form)] if pair),
        "found": len(found),
        "hidden": seen.count() - len(found) if form.words else 0,
        "tabs": tabs(region_slug, "placements:programmes"),
        "may_open": access.may(request.user, Permission.PLAN, request.region),
    }
    return render(request, "placements/programmes.html", context)


def tabs(region_slug: str, current: str) -> list[Tab]:
    """The list, and how it goes for those in it."""
    pages = [("placements:programmes", _("Alla")), ("assessments:cohort", _("Läget"))]
    return [
        Tab(label, reverse(name, args=[region_slug]), current=name == current)
        for name, label in pages
    ]


@require_safe
def mine(request: HttpRequest, region_slug: str) -> HttpResponse:
    """To one's own BT."""
    programme = queries.own_programme(request.user, request.region)
    if programme is None:
        raise Http404
    return redirect(programme)


def chosen(form: FilterForm) -> list[tuple[str, str]]:
    """Each thing chosen, with the address of the list without it."""
    return [(words, f"?{address(form, without=name)}") for name, words in form.words]


def address(form: FilterForm, without: str = "") -> str:
    kept: list[tuple[str, Any]] = [
        (name, form.data[name]) for name, _words in form.words if name != without
    ]
    return urlencode(kept)
