"""The office's page where one interview is moved by hand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import written
from bt_admin.lib.swedish import begin
from recruitment.actions import interview_moves
from recruitment.enums import InterviewState
from recruitment.forms.interview_moving import MoveForm, TimeForm, key_of
from recruitment.queries import interview_moving as moving
from recruitment.queries import interviews as queries
from recruitment.views.common import page, posted
from regions import access
from regions.clock import database_now
from regions.roles import Permission

TEMPLATE = "recruitment/interview_move.html"


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Choose a time that is free; then a room and who interview; then it is moved."""
    rows = queries.interviews_for(request.user, request.region)
    row = get_object_or_404(queries.with_people(rows), pk=pk)
    access.require(request.user, Permission.RECRUIT, request.region)
    at = database_now()
    verdict = moving.may_move(row, at)
    context = {
        "interview": row,
        "round": row.round,
        "panel": [one.user for one in row.seats.all() if not one.observes],
        "verdict": verdict,
        **back_to(row),
    }
    if not verdict:
        status = 422 if request.method == "POST" else 200
        return render(request, TEMPLATE, context, status=status)
    there = moving.movable(row, at)
    openings = there.openings
    if not openings:
        context |= {"nothing_free": True, "layout_url": layout_url(row)}
        return render(request, TEMPLATE, context)
    opening = opening_asked(request, openings, there)
    form = move_form(request, row, there, opening)
    if written(form, lambda _given: moved(request, row, form)):
        return redirect(context["back_url"])
    times = TimeForm(
        openings=openings, now=there.before.slot, initial={"tid": key_of(opening.slot)}
    )
    context |= {"form": form, "times": times, "heading": begin(str(opening.slot))}
    return page(request, TEMPLATE, context)


def opening_asked(request: Any, openings: Any, there: Any) -> Any:
    """The time that was asked for; else the one it has, else the first that is free."""
    asked = request.POST.get("slot") or request.GET.get("tid", "")
    by_key = {key_of(one.slot): one for one in openings}
    return by_key.get(asked) or by_key.get(key_of(there.before.slot)) or openings[0]


def move_form(request: Any, row: Any, there: Any, opening: Any) -> MoveForm:
    return MoveForm(
        posted(request),
        opening=opening,
        before=there.before,
        size=there.facts.panel,
        initial={"slot": key_of(opening.slot), "version": row.version},
    )


def moved(request: Any, row: Any, form: MoveForm) -> Any:
    said = form.cleaned_data
    choice = interview_moves.Choice(form.opening.slot, said["room"], said["panel"])
    made = interview_moves.move_interview(
        interview=row,
        choice=choice,
        version=said["version"],
        by=request.user,
        at=database_now(),
    )
    told = made.state == InterviewState.CALLED
    words = _("Flyttad. De som berörs har fått besked.") if told else _("Flyttad.")
    messages.success(request, words)
    return made


def layout_url(row: Any) -> str:
    args = [row.region.slug, row.round_id]
    return f"{reverse('recruitment:interview_layout', args=args)}?del={row.phase}"


def back_to(row: Any) -> dict[str, str]:
    args = [row.region.slug, row.round_id]
    return {
        "back_url": reverse("recruitment:interviews", args=args),
        "back_label": _("Intervjuer"),
    }
