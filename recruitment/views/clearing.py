"""A round's part in a national clearing: open one, join, leave, and who goes before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import written
from recruitment import queries
from recruitment.actions import clearing as actions
from recruitment.forms.clearing import BeforeForm, JoinForm, NewClearingForm
from recruitment.forms.offers import PressForm
from recruitment.queries import clearing as clearings
from recruitment.queries.ordering import fixed_order
from recruitment.views.common import crumbs, done, page, posted, round_context
from recruitment.views.ranking import round_with_points
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.roles import Permission

JOIN, LEAVE, TAKE_BACK = "join", "leave", "take_back"


@require_http_methods(["GET", "HEAD", "POST"])
def clearing(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Where the round stands in it, and what may be done."""
    round, at = round_with_points(request, pk), database_now()
    if request.method == "POST":
        access.require(request.user, Permission.HIRE, request.region)
    part = clearings.part_of(round)
    found = [] if part else clearings.open_clearings(at)
    form = form_of(request, found)
    if form.is_bound and form.is_valid():
        said = press(request, round, part, form, at)
        if said:
            messages.success(request, said)
            return redirect("recruitment:clearing", region_slug, pk)
    context = round_context(request, round, "ranking")
    context |= {
        "form": form,
        "part": part,
        "open": found,
        "decides": queries.decides(request.user, request.region),
        "is_ranked": fixed_order(round) is not None,
        "crumbs": crumbs(round),
        **(shown(part, at) if part else {}),
    }
    return page(request, "recruitment/clearing.html", context)


def form_of(request: HttpRequest, found: list[Any]) -> Any:
    if request.POST.get("do") in (LEAVE, TAKE_BACK):
        return PressForm(request.POST)
    return JoinForm(posted(request), clearings=found)


def shown(part: Any, at: Any) -> dict[str, Any]:
    """What stands about the clearing that the round is in. Three queries."""
    row = part.side.clearing
    entries = clearings.entries_of(part)
    return {
        "clearing": row,
        "is_open": clearings.facts_of(row, at).is_open,
        "sides": clearings.sides_of(row),
        "number": len(entries),
        "specials": [one for one in entries if one.special_place_id],
    }


def press(request: HttpRequest, round: Any, part: Any, form: Any, at: Any) -> str:
    """What was done, in words; nothing when it was refused, which the form says."""
    who, do = {"by": request.user, "at": at}, request.POST.get("do")
    if do == LEAVE:
        left = done(form, lambda: actions.leave(round=round, **who))
        return _(
            "Regionen har lämnat matchningen, och de sökande får veta det."
        ) * bool(left)
    if do == TAKE_BACK:
        return take_back(request, part, form, who)
    joined = done(
        form, lambda: actions.join(round=round, clearing=form.chosen(), **who)
    )
    return _("Omgången är med. De sökande får veta hur de önskar.") * bool(joined)


def take_back(request: HttpRequest, part: Any, form: Any, who: dict[str, Any]) -> str:
    key = request.POST.get("entry", "")
    found = [one for one in clearings.entries_of(part) if part and str(one.pk) == key]
    if not found:
        return _("Platsen var redan tillbakatagen.")
    taken = done(form, lambda: actions.take_back_before(entry=found[0], **who))
    return _("Beslutet är tillbakataget. Matchningen avgör.") * bool(taken)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """A clearing that other regions may join too."""
    round = round_with_points(request, pk)
    access.require(request.user, Permission.HIRE, request.region)
    form = NewClearingForm(posted(request))
    if written(
        form,
        lambda given: actions.open_clearing(
            region=request.region,
            name=given["name"],
            wishes_close_at=form.moment(),
            by=request.user,
            at=database_now(),
        ),
    ):
        text = _("Matchningen är öppnad. Andra regioner kan gå med, och du med.")
        messages.success(request, text)
        return redirect("recruitment:clearing", region_slug, pk)
    return page(request, "recruitment/round_form.html", {
        **task(round),
        "form": form,
        "heading": _("Öppna en nationell matchning"),
        "lead": _("Lottens frö dras nu och kan inte ändras. Kontrollsumman blir "
                  "offentlig på en gång."),
        "save": _("Öppna matchningen"),
    })  # fmt: skip


@keeps_draft
@require_http_methods(["GET", "HEAD", "POST"])
def before(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """A place by a decision about special circumstances, before the match."""
    round = round_with_points(request, pk)
    access.require(request.user, Permission.HIRE, request.region)
    part = clearings.part_of(round)
    if part is None:
        return redirect("recruitment:clearing", region_slug, pk)
    form = BeforeForm(
        posted(request),
        entries=clearings.entries_of(part),
        places=list(part.side.places.order_by("town")),
    )
    draft = lay_out(request, form)
    if form.is_bound and form.is_valid():
        given = {**form.given(), "by": request.user, "at": database_now()}
        if done(form, lambda: actions.give_before(**given)):
            messages.success(request, _("Platsen är given före matchningen."))
            return redirect("recruitment:clearing", region_slug, pk)
    return page(request, "recruitment/round_form.html", {
        **task(round),
        "form": form,
        "draft": draft,
        "heading": _("Ge en plats före matchningen"),
        "lead": _("För särskilda omständigheter. Platsen fördelas inte till någon annan."),
        "save": _("Ge platsen"),
    })  # fmt: skip


def task(round: Any) -> dict[str, Any]:
    url = reverse("recruitment:clearing", args=[round.region.slug, round.pk])
    return {"round": round, "back_url": url, "back_label": _("Nationell matchning")}
