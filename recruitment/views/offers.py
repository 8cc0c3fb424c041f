"""Offers and reserves: who has answered what, who is next, and what is still empty."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from recruitment import queries
from recruitment.actions import answering, reserves
from recruitment.forms.offers import CallForm, LeftForm, ReasonForm
from recruitment.queries import offering
from recruitment.queries.methods import method_of
from recruitment.queries.sending import release_under_way
from recruitment.views.common import crumbs, done, page, posted, round_context
from recruitment.views.ranking import round_with_points
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.roles import Permission


@require_safe
def offers(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The order can be checked by everybody at the office."""
    round = round_with_points(request, pk)
    listed = offering.reserve_list(round, method_of(round))
    context = round_context(request, round, "offers")
    context |= {
        "release": release_under_way(round),
        "offers": offering.offers_in(round),
        "listed": listed,
        "vacancies": listed.vacancies(access.today()),
        "decides": queries.decides(request.user, request.region),
        "crumbs": crumbs(round),
    }
    return render(request, "recruitment/offers.html", context)


def offer_here(request: HttpRequest, pk: UUID, permission: Permission) -> Any:
    rows = offering.offers_for(request.user, request.region)
    offer = get_object_or_404(rows, pk=pk)
    access.require(request.user, permission, request.region)
    return offer


def back_to(round: Any) -> str:
    return reverse("recruitment:offers", args=[round.region.slug, round.pk])


@keeps_draft
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    offer = offer_here(request, pk, Permission.HIRE)
    form = ReasonForm(
        posted(request),
        label=_("Varför erbjudandet tas tillbaka"),
        hint=_("Den som fick erbjudandet läser skälet."),
    )
    draft = lay_out(request, form)
    if form.is_valid() and done(
        form,
        lambda: answering.withdraw(
            offer=offer, by=request.user, at=database_now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Erbjudandet är tillbakataget."))
        return redirect(back_to(offer.application.round))
    return task(request, offer.application, form, draft, _("Ta tillbaka erbjudandet"))


@keeps_draft
@require_http_methods(["GET", "HEAD", "POST"])
def left(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    offer = offer_here(request, pk, Permission.RECRUIT)
    hired = offer.application.programme_id is not None
    if hired:  # the BT ends with it, and that is decided by who may open one
        access.require(request.user, Permission.HIRE, request.region)
    form = LeftForm(posted(request))
    draft = lay_out(request, form)
    if form.is_valid() and done(
        form,
        lambda: answering.leave_place(
            offer=offer, by=request.user, at=database_now(), **form.cleaned_data
        ),
    ):
        messages.success(
            request, _("Avhoppet är registrerat. Nästa reserv tillfrågas.")
        )
        return redirect(back_to(offer.application.round))
    note = _(
        "BT:n som är upplagd avslutas samtidigt. Handledarnas rättigheter i den "
        "upphör, och det som är skrivet finns kvar för läkaren."
    )
    heading = _("Registrera avhopp")
    note = note if hired else ""
    return task(request, offer.application, form, draft, heading, note)


@keeps_draft
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    rows = offering.reserves_for(request.user, request.region)
    entry = get_object_or_404(rows, pk=pk)
    access.require(request.user, Permission.HIRE, request.region)
    form = CallForm(posted(request), free=offering.free_in(entry.round))
    draft = lay_out(request, form)
    if form.is_valid() and done(
        form,
        lambda: reserves.call_by_hand(
            entry=entry, by=request.user, at=database_now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Erbjudandet är skickat."))
        return redirect(back_to(entry.round))
    return task(request, entry.application, form, draft, _("Fråga reserven"))


def task(
    request: HttpRequest,
    case: Any,
    form: Any,
    draft: Any,
    heading: str,
    note: str = "",
) -> HttpResponse:
    """A page of its own for one thing about one person."""
    context = {
        "form": form,
        "draft": draft,
        "heading": heading,
        "note": note,
        "lead": f"{case.full_name}, {case.round}",
        "back_url": back_to(case.round),
        "round": case.round,
    }
    return page(request, "recruitment/offer_task.html", context)
