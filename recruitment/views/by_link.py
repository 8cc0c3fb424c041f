"""Opening a case by its personal link."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recruitment.queries.links import application_with
from regions.context import in_region
from regions.queries import region_by_slug

View = Callable[..., HttpResponse]


def opened(request: HttpRequest, place: str, token: str, view: View) -> HttpResponse:
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
    # Not "no-referrer": a browser then hides where a form comes from, and it is refused.
    response["Referrer-Policy"] = "same-origin"
    return response


def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "recruitment/case_closed.html", status=404)
