"""Pages that everybody may read: what BT is, a region's BT, and its rounds."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from recruitment.queries import adverts as queries
from recruitment.queries.cases import questions_of
from recruitment.queries.methods import method_of
from regions.clock import database_now
from regions.context import in_region
from regions.queries import region_by_slug, regions

View = Callable[[HttpRequest, Any], HttpResponse]


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What BT is, what can be applied to in the whole country, and each region."""
    everywhere = list(regions())
    context = {
        "regions": everywhere,
        "vacancies": queries.vacancies(everywhere, database_now()),
    }
    return render(request, "recruitment/public_start.html", context)


def inside(request: HttpRequest, place: str, view: View) -> HttpResponse:
    """Enter the region of the address, or say that there is no such page."""
    region = region_by_slug(place)
    if region is None:
        raise Http404
    with in_region(region.pk):
        return view(request, region)


@require_safe
def region(request: HttpRequest, place: str) -> HttpResponse:
    return inside(request, place, show_region)


def show_region(request: HttpRequest, region: Any) -> HttpResponse:
    found = queries.adverts(region, database_now())
    context = {
        "region": region,
        "adverts": found,
        "models": queries.known_models(region),
        "contact": queries.contact_of(region, found),
    }
    return render(request, "recruitment/public_region.html", context)


def advert_in(region: Any, pk: UUID) -> queries.Advert:
    """A round that is published in this region, or the page for what does not exist."""
    row = queries.published(region).prefetch_related("posts").filter(pk=pk).first()
    if row is None:
        raise Http404
    return queries.advert_of(row, database_now())


@require_safe
def round(request: HttpRequest, place: str, pk: UUID) -> HttpResponse:
    """The advertisement."""
    return inside(request, place, lambda one, region: show_round(one, region, pk))


def show_round(request: HttpRequest, region: Any, pk: UUID) -> HttpResponse:
    advert = advert_in(region, pk)
    method = method_of(advert.round)
    context: dict[str, Any] = {
        "region": region,
        "advert": advert,
        "round": advert.round,
        "method": method,
        "asked": questions_of(method),
        "weighed": [(one, one.weight) for one in method.scheme.phases],
        "contact": queries.contact_of(region, [advert]),
    }
    return render(request, "recruitment/public_round.html", context)
