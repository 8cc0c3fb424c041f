"""What everybody may read of a clearing: how it is made, and the means to make it again."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from recruitment.queries import clearing as queries
from recruitment.queries import clearing_pages
from recruitment.rules.clearing_file import text_of
from regions.clock import database_now


@require_safe
def clearings(request: HttpRequest) -> HttpResponse:
    return render(
        request, "recruitment/public_clearings.html", {"clearings": queries.clearings()}
    )


@require_safe
def clearing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The method, the promise, the places; the result when it is released."""
    row = found(pk)
    context = {
        "clearing": row,
        "is_open": queries.facts_of(row, database_now()).is_open,
        "places": clearing_pages.places_of(row),
        "outcome": clearing_pages.outcome_of(row),
    }
    return render(request, "recruitment/public_clearing.html", context)


@require_safe
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The pseudonymised file, once the result is released: the same bytes each time."""
    row = found(pk)
    if row.state != "released":
        raise Http404
    return download(text_of(row.file), "application/json", "matchning.json")


@require_safe
def checker(request: HttpRequest) -> HttpResponse:
    text = clearing_pages.checker()
    return download(text, "text/x-python; charset=utf-8", "kontrollera_matchningen.py")


def found(pk: UUID) -> Any:
    return get_object_or_404(queries.clearings(), pk=pk)


def download(text: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
