"""The gate: what is sent to whom, the checks, and who lets it out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bt_admin.lib.verdicts import Verdict
from recruitment import queries
from recruitment.actions import sending
from recruitment.forms.offers import NumberForm, PrepareForm, PressForm, ReasonForm
from recruitment.queries import ordering, pages_of_offers
from recruitment.queries.sending import release_under_way
from recruitment.rules.releasing import may_approve
from recruitment.views.common import crumbs, done, page, round_context
from recruitment.views.ranking import round_with_points
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.roles import Permission

WRITTEN = ("prepare", "undo")  # with words, not by a press alone
DECISIONS = {"approve", "release", "confirm", "undo"}
SAID = {
    "prepare": gettext_lazy(
        "Utskicket är förberett. Läs listan och be en kollega godkänna den."
    ),
    "approve": gettext_lazy("Utskicket är godkänt."),
    "discard": gettext_lazy("Utskicket är kastat. Inget har skickats."),
    "release": gettext_lazy("Beskeden är skickade."),
    "confirm": gettext_lazy("Utskicket är bekräftat."),
    "undo": gettext_lazy(
        "Utskicket är tillbakataget, och de som fick besked har fått veta det."
    ),
}


@keeps_draft
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    round = round_with_points(request, pk)
    do, forms = request.POST.get("do", ""), unbound()
    latest = release_under_way(round)
    if do in DECISIONS:
        access.require(request.user, Permission.HIRE, request.region)
    if request.method == "POST":
        forms[do if do in SAID else "approve"] = bound(do, request.POST)
    form = forms.get(do) or forms["approve"]
    drafts = {one: lay_out(request, forms[one], name=one) for one in WRITTEN}
    if (
        form.is_bound
        and form.is_valid()
        and done(form, step(request, round, latest, do, form))
    ):
        messages.success(request, SAID[do])
        return redirect("recruitment:release", region_slug, pk)
    shown = pages_of_offers.release_page(round, latest) if latest else None
    context = round_context(request, round, "offers")
    context |= {
        "shown": shown,
        "may_approve": approval(request.user, latest, shown) if shown else None,
        "is_ranked": ordering.fixed_order(round) is not None,
        "decides": queries.decides(request.user, request.region),
        "crumbs": crumbs(round),
        "forms_of": forms,
        "drafts_of": drafts,
        "form": form,
    }
    return page(request, "recruitment/release.html", context)


def approval(user: Any, latest: Any, shown: pages_of_offers.ReleasePage) -> Verdict:
    """May this person approve what is shown?"""
    checks = [one.check for one in shown.checks]
    return may_approve(sending.person(user), sending.person(latest.prepared_by), checks)


def unbound() -> dict[str, Any]:
    return {name: bound(name) for name in SAID}


def bound(do: str, data: Any = None) -> Any:
    if do == "prepare":
        return PrepareForm(data)
    if do == "release":
        return NumberForm(data)
    if do == "undo":
        hint = _("De som har fått besked läser skälet.")
        return ReasonForm(data, label=_("Varför utskicket tas tillbaka"), hint=hint)
    return PressForm(data)


def step(
    request: HttpRequest, round: Any, latest: Any, do: str, form: Any
) -> Callable[[], Any]:
    who = {"by": request.user, "at": database_now()}
    if do == "prepare":
        return lambda: sending.prepare(round=round, **form.cleaned_data, **who)
    if latest is None or do not in SAID:
        raise SuspiciousOperation("no such step")
    if do == "release":
        number = form.cleaned_data["number"]
        return lambda: sending.let_out(release=latest, number=number, **who)
    if do == "undo":
        reason = form.cleaned_data["reason"]
        return lambda: sending.undo(release=latest, reason=reason, **who)
    plain = {
        "approve": sending.approve,
        "discard": sending.discard,
        "confirm": sending.confirm,
    }
    return lambda: plain[do](release=latest, **who)
