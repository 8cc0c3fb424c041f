"""One's own calendar address: shown once, made anew with one click, taken away."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regions import feeds
from regions.actions.feeds import end_feed, make_feed
from regions.clock import database_now


@require_http_methods(["GET", "POST"])
def my_calendar(request: HttpRequest, region_slug: str) -> HttpResponse:
    """Answers a new address on the spot: it is kept nowhere, so not for a redirect."""
    here: dict[str, Any] = {
        "region": request.region, "by": request.user, "at": database_now()
    }  # fmt: skip
    wanted = request.POST.get("do") if request.method == "POST" else ""
    if wanted == "end":
        end_feed(**here)
        messages.success(request, _("Kalenderadressen är borttagen."))
        return redirect("regions:calendar", region_slug)
    address = address_with(make_feed(**here), region_slug) if wanted == "make" else ""
    context = {
        "feed": feeds.feed_of(request.user, request.region),
        "address": address,
        "subscribe": address.replace("https://", "webcal://", 1).replace(
            "http://", "webcal://", 1
        ),
        "back_url": reverse("regions:me", args=[region_slug]),
        "back_label": _("Mina uppgifter"),
    }
    return render(request, "regions/calendar.html", context)


def address_with(token: str, region_slug: str) -> str:
    path = reverse("feed", args=[region_slug, token])
    return settings.BASE_URL.rstrip("/") + path
