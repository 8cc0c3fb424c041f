"""The way in: an e-mail address, the form, and sending it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from placements.views.common import done, page, posted
from recruitment.actions import applying, own_links
from recruitment.forms.applying import AddressForm
from recruitment.queries.links import path_of
from recruitment.views.public import advert_in, inside
from recruitment.views.senders import too_often
from regions.clock import database_now

SHOWN = "demo_case"  # in the session of the demo, where no e-mail goes out


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, place: str, pk: UUID) -> HttpResponse:
    return inside(request, place, lambda one, region: ask_address(one, region, pk))


def ask_address(request: HttpRequest, region: Any, pk: UUID) -> HttpResponse:
    """Whoever has applied already, and who has not, are answered alike."""
    advert = advert_in(region, pk)
    form = AddressForm(posted(request))
    if form.is_bound and form.is_valid():
        at = database_now()
        if page_to_wait := too_often(request, region, at=at):
            return page_to_wait
        email = form.cleaned_data["email"]
        row: Any = done(
            form, lambda: applying.begin(round=advert.round, email=email, at=at)
        )
        if row:
            show_in_demo(request, row)
            return redirect("public_link_sent", region.slug)
    context = {"region": region, "advert": advert, "round": advert.round, "form": form}
    return page(request, "recruitment/public_apply.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, place: str) -> HttpResponse:
    return inside(request, place, ask_for_link)


def ask_for_link(request: HttpRequest, region: Any) -> HttpResponse:
    """The link is lost: mail it again, to the address it belongs to and no other."""
    form = AddressForm(posted(request))
    if form.is_bound and form.is_valid():
        at = database_now()
        if page_to_wait := too_often(request, region, at=at):
            return page_to_wait
        email = form.cleaned_data["email"]
        own_links.mail_links(region=region, email=email, at=at)
        request.session.pop(SHOWN, None)
        return redirect("public_link_sent", region.slug)
    return page(
        request, "recruitment/public_link.html", {"region": region, "form": form}
    )


@never_cache
@require_safe
def link_sent(request: HttpRequest, place: str) -> HttpResponse:
    return inside(request, place, show_sent)


def show_sent(request: HttpRequest, region: Any) -> HttpResponse:
    context = {"region": region, "demo_case": request.session.get(SHOWN, "")}
    return render(request, "recruitment/public_link_sent.html", context)


def show_in_demo(request: HttpRequest, row: Any) -> None:
    """In the demo the link stands on the page: its letters reach nobody."""
    if settings.DEMO:
        request.session[SHOWN] = path_of(row)
