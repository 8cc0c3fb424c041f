"""The order: made from the points, fixed, and opened again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recruitment import queries
from recruitment.actions import ordering
from recruitment.forms.offers import PressForm, ReasonForm
from recruitment.queries import pages_of_offers
from recruitment.queries.ordering import own_unsent
from recruitment.rules.orders import may_see_points
from recruitment.views.common import crumbs, done, page, round_context, round_to_run
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.roles import Permission

MAKE, FIX, REOPEN = "make", "fix", "reopen"


@keeps_draft
@require_http_methods(["GET", "HEAD", "POST"])
def ranking(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    round = round_with_points(request, pk)
    do = request.POST.get("do", "")
    shown = pages_of_offers.order_page(round)
    forms = {
        "press": PressForm(),
        "reopen": why(request.POST if do == REOPEN else None),
    }
    draft = lay_out(request, forms["reopen"])
    if request.method == "POST":
        said = press(request, round, do, shown, forms)
        if said:
            messages.success(request, said)
            return redirect("recruitment:ranking", region_slug, pk)
    context = round_context(request, round, "ranking") | forms
    context |= {
        "shown": shown,
        "draft": draft,
        "decides": queries.decides(request.user, request.region),
        "crumbs": crumbs(round),
        "form": forms["reopen"] if do == REOPEN else forms["press"],
    }
    return page(request, "recruitment/ranking.html", context)


def round_with_points(request: HttpRequest, pk: UUID) -> Any:
    """A round whose points this person may see: not with an own review unsent."""
    round = round_to_run(request, pk)
    may_see_points(own_unsent(request.user, round)).require()
    return round


def why(data: Any = None) -> ReasonForm:
    return ReasonForm(
        data,
        label=_("Varför rangordningen öppnas igen"),
        hint=_("Skälet sparas med rangordningen."),
    )


def press(
    request: HttpRequest, round: Any, do: str, shown: Any, forms: dict[str, Any]
) -> str:
    """What was done, in words; nothing when it was refused, which the form says."""
    who = {"by": request.user, "at": database_now()}
    if do in (FIX, REOPEN):
        access.require(request.user, Permission.HIRE, request.region)
    if do == REOPEN and shown.ranking:
        form = forms["reopen"]
        return _("Rangordningen är öppen igen.") * bool(
            form.is_valid()
            and done(
                form,
                lambda: ordering.reopen_order(
                    ranking=shown.ranking, reason=form.cleaned_data["reason"], **who
                ),
            )
        )
    form = forms["press"] = PressForm(request.POST)
    form.is_valid()
    if do == FIX and shown.ranking:
        fixed = done(form, lambda: ordering.fix_order(ranking=shown.ranking, **who))
        return _("Rangordningen är fastställd.") * bool(fixed)
    made = done(form, lambda: ordering.make_order(round=round, **who))
    return _("Rangordningen är gjord. Läs den innan den fastställs.") * bool(made)
