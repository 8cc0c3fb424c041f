"""The applicant's own page, opened by the personal link."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from recruitment.queries.links import application_with
from regions.context import in_region
from regions.queries import region_by_slug


@never_cache
@require_safe
def case(request: HttpRequest, place: str, token: str) -> HttpResponse:
    return opened(request, place, token, show)


def opened(
    request: HttpRequest, place: str, token: str, view: Callable[..., HttpResponse]
) -> HttpResponse:
    """Enter the region that stands in the address, if the link opens a case there.

    A wrong link and a renewed one get the same page. To look changes nothing: mail
    scanners look.
    """
    region = region_by_slug(place)
    if region is None:
        return closed(request)
    with in_region(region.pk):
        application = application_with(token, region)
        if application is None:
            return closed(request)
        response = view(request, application)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "recruitment/case_closed.html", status=404)


def show(request: HttpRequest, application: Any) -> HttpResponse:
    """Where the case stands, and every letter about it."""
    letters = application.mails.order_by("-asked_at")
    context = {"application": application, "letters": letters}
    return render(request, "recruitment/case.html", context)
