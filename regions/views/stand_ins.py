"""Somebody is named to look after what waits during leave."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bt_admin.lib.forms import done
from bt_admin.lib.swedish import long_day
from regions import absence, access, queries
from regions.actions.stand_ins import end_stand_in, name_stand_in
from regions.clock import database_now
from regions.forms import StandInForm
from regions.roles import Permission


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest, region_slug: str) -> HttpResponse:
    """One's own stand-in."""
    return choose(request, request.user, reverse("regions:me", args=[region_slug]))


@require_http_methods(["GET", "POST"])
def theirs(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Somebody else's, who may be too ill to ask."""
    absent = get_object_or_404(queries.people_in(request.region), pk=pk)
    access.require(request.user, Permission.APPOINT, request.region)
    back = reverse("regions:person", args=[region_slug, absent.pk])
    return choose(request, absent, back)


def choose(request: HttpRequest, absent: Any, back_url: str) -> HttpResponse:
    today = access.today()
    people = absence.candidates(absent, request.region, today)
    posted = request.POST if request.method == "POST" else None
    form = StandInForm(posted, people=people)
    if form.is_valid() and named(request, absent, form):
        words = {
            "person": form.cleaned_data["person"],
            "day": long_day(form.cleaned_data["ends"]),
        }
        messages.success(
            request, _("%(person)s är ersättare till och med %(day)s.") % words
        )
        return redirect(back_url)
    context = {
        "form": form,
        "absent": absent,
        "own": absent == request.user,
        "may_name": absence.has_roles_to_pass_on(absent, request.region, today),
        "back_url": back_url,
        "back_label": _("Mina uppgifter") if absent == request.user else str(absent),
    }
    status = 422 if form.errors else 200
    return render(request, "regions/stand_in.html", context, status=status)


def named(request: HttpRequest, absent: Any, form: StandInForm) -> Any:
    given = form.cleaned_data
    return done(
        form,
        lambda: name_stand_in(
            absent=absent,
            stand_in=given["person"],
            region=request.region,
            starts=given["starts"],
            ends=given["ends"],
            by=request.user,
            at=database_now(),
        ),
    )


@require_POST
def end(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    rows = absence.stand_ins_touched_by(request.user, request.region)
    row = get_object_or_404(rows, pk=pk)
    end_stand_in(stand_in=row, by=request.user, at=database_now())
    messages.success(request, _("%s är inte längre ersättare.") % row.user)
    if request.user in (row.user, row.absent):
        return redirect("regions:me", region_slug)
    return redirect("regions:person", region_slug, row.absent_id)
