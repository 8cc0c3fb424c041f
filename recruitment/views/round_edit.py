"""Beginning a round, and changing its words, days, places and group."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import written
from bt_admin.lib.verdicts import Reason, Verdict
from recruitment.actions import round_people as people
from recruitment.actions import rounds as actions
from recruitment.forms.rounds import MemberForm, NewRoundForm, PlacesForm, RoundForm
from recruitment.queries import group, methods, standing
from recruitment.queries import rounds as queries
from recruitment.views.common import done, page, posted, round_to_run
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.queries import open_units, people_in
from regions.requests import RegionRequest
from regions.roles import Permission

NEWEST = 3  # rounds that a new one is offered to begin as


@require_http_methods(["GET", "POST"])
def new(request: RegionRequest, region_slug: str) -> HttpResponse:
    """As the last one was, by a known way of recruiting, or from nothing."""
    access.require(request.user, Permission.RECRUIT, request.region)
    form = NewRoundForm(
        posted(request),
        rounds=queries.listed_rounds(request.user, request.region)[:NEWEST],
        library=methods.library_for(request.region),
        initial={"id": uuid4()},
    )
    if made := written(
        form,
        lambda given: actions.create_round(
            id=given["id"] or uuid4(),
            region=request.region,
            name=given["name"],
            source=form.source(),
            method=form.method(),
            by=request.user,
            at=database_now(),
        ),
    ):
        text = _("%s är ett utkast. Ingen utanför ser den än.")
        messages.success(request, text % made.name)
        return redirect(made)
    context = {
        "form": form,
        "heading": _("Ny omgång"),
        "lead": _("Allt går att ändra tills omgången annonseras."),
        "save": _("Lägg upp omgången"),
        "back_url": reverse("recruitment:rounds", args=[region_slug]),
        "back_label": _("Rekrytering"),
    }
    return page(request, "recruitment/round_form.html", context)


@keeps_draft
@require_http_methods(["GET", "POST"])
def change(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The words and the days."""
    round = round_to_run(request, pk)
    form = RoundForm(posted(request), round=round)
    draft = lay_out(request, form, basis=str(round.version))
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        names = ("name", "text", "contact_name", "contact_email")
        kept = done(
            form,
            lambda: actions.change_round(
                round=round,
                words=actions.Words(**{name: told[name] for name in names}),
                days=form.days(),
                version=told["version"],
                by=request.user,
                at=database_now(),
            ),
        )
        if kept:
            messages.success(request, _("Omgången är ändrad."))
            return redirect(round)
    return page(request, "recruitment/round_form.html", task(round, form, {
        "heading": _("Annons och dagar"), "save": _("Spara"), "draft": draft,
    }))  # fmt: skip


def task(round: Any, form: Any, more: dict[str, Any]) -> dict[str, Any]:
    """What a page of its own about a round is told."""
    return {
        "round": round,
        "form": form,
        "lead": round.name,
        "back_url": round.get_absolute_url(),
        "back_label": round.name,
        **more,
    }


# -------------------------------------------------------------------------- the places
@require_http_methods(["GET", "POST"])
def places(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    round = round_to_run(request, pk)
    posts = list(group.posts_of(round))
    form = PlacesForm(
        posted(request),
        towns=queries.places_of(round),
        posts=posts,
        units=open_units(request.region, *(one.unit_id for one in posts)),
    )
    if form.is_bound and form.is_valid():
        posts = form.particulars().items()
        kept = done(
            form,
            lambda: people.change_places(
                round=round,
                towns=form.towns(),
                posts={pk: people.Particulars(*told) for pk, told in posts},
                by=request.user,
                at=database_now(),
            ),
            lambda verdict: at_towns(form, verdict),
        )
        if kept:
            messages.success(request, _("BT-tjänsterna är sparade."))
            return redirect("recruitment:round_places", region_slug, pk)
    context = task(round, form, {"held": standing.held_places(round)})
    return page(request, "recruitment/round_places.html", context)


def at_towns(form: PlacesForm, verdict: Verdict) -> Verdict:
    """Reasons about a town, at the line where its number is written."""
    moved = [
        Reason(one.text, one.source, one.remedy, form.field_of(one.field), one.code)
        if one.field
        else one
        for one in verdict.reasons
    ]
    return Verdict(tuple(moved))


# --------------------------------------------------------------------------- the group
@require_http_methods(["GET", "POST"])
def members(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Who takes part: they are put in here, and taken out."""
    round = round_to_run(request, pk)
    if request.POST.get("remove"):
        return remove(request, round)
    form = MemberForm(posted(request), people=people_in(request.region))
    if added := written(
        form,
        lambda _given: people.add_member(
            round=round, by=request.user, at=database_now(), **form.given()
        ),
    ):
        words = _("%(who)s: %(task)s.")
        told = {"who": added.user.full_name, "task": added.get_task_display()}
        messages.success(request, words % told)
        return redirect("recruitment:round_members", region_slug, pk)
    context = task(round, form, {"members": group.members_of(round)})
    return page(request, "recruitment/round_members.html", context)


def remove(request: RegionRequest, round: Any) -> HttpResponse:
    """One click; what the person has sent stays."""
    member = get_object_or_404(round.members, pk=uuid_of(request.POST["remove"]))
    people.remove_member(member=member, by=request.user, at=database_now())
    messages.success(request, _("%s är inte med längre.") % member.user.full_name)
    return redirect("recruitment:round_members", request.region.slug, round.pk)


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
