"""The interviewer's own day, the guide, and who came."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from recruitment.actions import interview_scores as actions
from recruitment.forms.scores import PresenceForm
from recruitment.queries import interviews as queries
from recruitment.queries.methods import method_of
from recruitment.rules.interviewing import may_note_presence
from recruitment.views.common import crumbs, round_context, visible_round
from regions.clock import database_now


@require_safe
def my_interviews(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """One's own interviews in order: made to be held in one hand."""
    round = visible_round(request, pk)
    method = method_of(round)
    recruits = queries.recruits(request.user, round.region)
    tab = "interviews" if recruits else "my_interviews"
    context = {
        **round_context(request, round, tab),
        "crumbs": crumbs(round),
        "own": queries.own_day(request.user, round),
        "labels": {one.key: one.label for one in method.scheme.phases},
        "observes": queries.only_observes(request.user, round),
        "phases": [method.scheme.phase(one.phase) for one in method.interviews],
        "union": method.union,
    }
    return render(request, "recruitment/my_interviews.html", context)


@require_safe
def interview(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The guide of one interview, and its candidates."""
    row = get_object_or_404(
        queries.with_people(queries.interviews_for(request.user, request.region)),
        pk=pk,
    )
    [own] = queries.judged(request.user, [row])
    leads = queries.leads_round(request.user, row.round)
    is_day = bool(may_note_presence(queries.day_facts(row, database_now())))
    context = {
        "own": own,
        "interview": row,
        "round": row.round,
        "phase": method_of(row.round).scheme.phase(row.phase),
        "panel": [one.user for one in row.seats.all() if not one.observes],
        "may_note": is_day and (not own.observes or leads),
        "may_score": is_day and not own.observes,
        **way_back(request, own),
    }
    return render(request, "recruitment/interview.html", context)


def way_back(request: Any, own: Any) -> dict[str, str]:
    """To one's own day; to the plan for who has no seat."""
    round = own.interview.round
    args = [round.region.slug, round.pk]
    if own.observes and queries.recruits(request.user, round.region):
        return {
            "back_url": reverse("recruitment:interviews", args=args),
            "back_label": _("Intervjuer"),
        }
    return {
        "back_url": reverse("recruitment:my_interviews", args=args),
        "back_label": _("Mina intervjuer"),
    }


@require_POST
def presence(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Came, or did not come."""
    rows = queries.candidates_seen_by(request.user, request.region)
    row = get_object_or_404(rows, pk=pk)
    form = PresenceForm(request.POST)
    if form.is_valid():
        actions.note_presence(
            candidate=row,
            came=form.cleaned_data["came"],
            by=request.user,
            at=database_now(),
        )
        messages.success(request, _("Noterat."))
    return redirect(interview_url(row))


def interview_url(row: Any) -> str:
    return reverse("recruitment:interview", args=[row.region.slug, row.interview_id])
