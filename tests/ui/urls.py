"""The addresses that the menu leads to, without the pages behind them."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


placements = (
    [
        path("lakare/", page, name="programmes"),
        path("min-bt/", page, name="mine"),
    ],
    "placements",
)
certificates = (
    [path("bt/<slug:pk>/intyg/", page, name="certificates")],
    "certificates",
)
urlpatterns = [
    path("<slug:region_slug>/", page, name="todo"),
    path("<slug:region_slug>/bt/<slug:pk>/", page, name="programme"),
    path("<slug:region_slug>/", include(certificates)),
    path("<slug:region_slug>/", include(placements)),
]
