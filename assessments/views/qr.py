"""A code on the doctor's screen, and where it leads whoever photographs it."""

from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments import queries
from assessments.views.common import list_url, visible_programme
from placements.queries import permissions_on, programme_seen
from regions.context import in_region
from regions.queries import region_by_slug
from regions.roles import Permission

MODULE = 6  # pixels: with the usual address it fills a phone of 360


@require_safe
def code(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The doctor's own; held up to whoever observed."""
    programme = visible_programme(request, pk)
    queries.may_ask_for(programme, request.user).require()
    context = {
        "programme": programme,
        "code": drawn(settings.BASE_URL.rstrip("/") + observe_path(programme)),
        "back_url": list_url(programme),
    }
    return render(request, "assessments/qr.html", context)


def drawn(address: str) -> SafeString:
    """The code as SVG; black on white whatever the theme, or no camera reads it."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(scale=MODULE, dark="#000", light="#fff", omitsize=True)
    return SafeString(svg)  # our own address, drawn by segno


def observe_path(programme: Any) -> str:
    return reverse("observe", args=[programme.region.slug, programme.pk])


@never_cache
@require_safe
def observe(request: HttpRequest, place: str, pk: UUID) -> HttpResponse:
    """The right form for whoever observed; else how one gets to it.

    Nobody is told whether there is such a doctor but those who supervise that doctor:
    to everybody else every address here gives the same page.
    """
    if "logga-in" in request.GET and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    region = region_by_slug(place)
    if request.user.is_authenticated and region is not None:
        with in_region(region.pk, request.user.pk):
            if form := form_for(request.user, region, pk):
                return redirect(form)
    return render(request, "assessments/observe.html")


def form_for(user: Any, region: Any, pk: UUID) -> str | None:
    """What waits for this person from that doctor, if one thing does; else a new one."""
    programme = programme_seen(user, region, pk)
    if programme is None:
        return None
    if programme.doctor.user == user:
        return reverse("assessments:qr", args=[region.slug, pk])
    if Permission.ASSESS not in permissions_on(user, programme):
        return None
    waiting = list(queries.waiting_for(user, programme)[:2])
    if len(waiting) == 1:
        return waiting[0].get_absolute_url()
    return reverse("assessments:start", args=[region.slug, pk])
