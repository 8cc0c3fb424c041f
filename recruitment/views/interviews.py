"""The office's pages of a round's interviews: laid out, planned, called, planned again."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from bt_admin.lib.forms import written
from recruitment.actions import interview_calls, interview_plan
from recruitment.forms.interviews import LayoutForm, SetbackForm
from recruitment.queries import interview_pages as pages
from recruitment.queries import interviews as queries
from recruitment.queries.interview_planning import layout_of, parts_in, proposal_for
from recruitment.queries.methods import method_of
from recruitment.rules.interview_layout import Layout, read_layout
from recruitment.views.common import (
    crumbs,
    done,
    page,
    posted,
    round_context,
    round_to_run,
)
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def interviews(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Each part of the round with its plan, by room and time and by person."""
    round = round_to_run(request, pk)
    context = {
        **round_context(request, round, "interviews"),
        "crumbs": crumbs(round),
        "parts": pages.parts_with_plans(round, database_now()),
        "also_apply": queries.also_apply(round),
        "union": method_of(round).union,
    }
    return render(request, "recruitment/interviews.html", context)


@keeps_draft
@require_http_methods(METHODS)
def layout(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Days, rooms and people of one part; saved, and a plan proposed from them."""
    round = round_to_run(request, pk)
    part = part_asked(request, round)
    kept = layout_of(round, part)
    stood = (
        read_layout(kept.table) if kept else Layout(minutes=part.sittings[0].minutes)
    )
    longest = method_of(round).times.interview_days_max
    form = LayoutForm(
        posted(request),
        layout=stood,
        members=pages.interviewers(round),
        days=longest,
        rotates=part.is_rotation,
    )
    draft = lay_out(request, form, name=part.key)
    if written(
        form, lambda _given: save_and_propose(request, round, part, form, longest)
    ):
        return redirect(to_interviews(round))
    context = {
        "form": form,
        "draft": draft,
        "part": part,
        "round": round,
        **back_to(round),
    }
    return page(request, "recruitment/interview_layout.html", context)


def save_and_propose(
    request: Any, round: Any, part: Any, form: Any, longest: int
) -> Any:
    """Once somebody is called, what is saved is used when it is planned again."""
    at, by = database_now(), request.user
    row = interview_plan.save_layout(
        round=round, part=part, layout=form.layout_said(), longest=longest, by=by, at=at
    )
    if pages.is_called(round, part):
        messages.success(request, _("Sparat. Planera om för att använda det."))
        return row
    proposal = interview_plan.propose_plan(round=round, part=part, by=by, at=at)
    say_how_it_went(request, proposal)
    return row


def say_how_it_went(request: Any, proposal: Any) -> None:
    if proposal.verdict and proposal.planned:
        messages.success(request, _("Planen är gjord. Alla har en tid."))
    elif proposal.verdict:
        messages.warning(request, _("Ingen går vidare till intervju än."))


@require_http_methods(METHODS)
def call(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Look at who is called to what; the button calls them."""
    round = round_to_run(request, pk)
    part = part_asked(request, round)
    shown = pages.part_with_plan(round, part, database_now())
    form = forms.Form(posted(request))
    if called := written(
        form,
        lambda _given: interview_calls.call_candidates(
            round=round, part=part, by=request.user, at=database_now()
        ),
    ):
        words = ngettext(
            "%(n)d sökande är kallad.", "%(n)d sökande är kallade.", called
        )
        messages.success(request, words % {"n": called})
        return redirect(to_interviews(round))
    context = {
        "form": form,
        "part": part,
        "shown": shown,
        "round": round,
        **back_to(round),
    }
    return page(request, "recruitment/interview_call.html", context)


@require_http_methods(METHODS)
def plan_again(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What has happened; the list of moves; and only then the button that moves."""
    round = round_to_run(request, pk)
    part = part_asked(request, round)
    kept = layout_of(round, part)
    if kept is None:
        raise Http404
    table, at = read_layout(kept.table), database_now()
    people = [one.user for one in pages.interviewers(round)]
    form = SetbackForm(
        posted(request), people=people, layout=table, initial={"what": "person"}
    )
    proposal = None
    if form.is_bound and form.is_valid():
        setback = interview_plan.Setback(**form.happened)
        if form.cleaned_data["digest"]:
            carried = done(form, lambda: carry_out(request, round, part, setback, form))
            if carried:
                return redirect(to_interviews(round))
        proposal = proposal_for(round, part, setback.after(table), at, keep=True)
    context = {
        "form": form, "part": part, "round": round, "proposal": proposal,
        **back_to(round),
    }  # fmt: skip
    return page(request, "recruitment/interview_again.html", context)


def carry_out(request: Any, round: Any, part: Any, setback: Any, form: Any) -> Any:
    made = interview_plan.plan_again(
        round=round,
        part=part,
        setback=setback,
        digest=form.cleaned_data["digest"],
        by=request.user,
        at=database_now(),
    )
    count = len(made.moves)
    words = ngettext(
        "Genomfört: %(n)d ändring. De som berörs har fått besked.",
        "Genomfört: %(n)d ändringar. De som berörs har fått besked.",
        count,
    )
    messages.success(request, words % {"n": count})
    return made


@require_POST
def propose(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Make the plan anew from the days that are saved."""
    round = round_to_run(request, pk)
    part = part_asked(request, round)
    proposal = interview_plan.propose_plan(
        round=round, part=part, by=request.user, at=database_now()
    )
    say_how_it_went(request, proposal)
    return redirect(to_interviews(round))


def part_asked(request: HttpRequest, round: Any) -> Any:
    """The part that the address asks for with ?del=; the first without."""
    parts = parts_in(round)
    asked = request.GET.get("del", "")
    found = [one for one in parts if one.key == asked or not asked]
    if not found:
        raise Http404
    return found[0]


def to_interviews(round: Any) -> str:
    return reverse("recruitment:interviews", args=[round.region.slug, round.pk])


def back_to(round: Any) -> dict[str, str]:
    return {"back_url": to_interviews(round), "back_label": _("Intervjuer")}
