"""Teaching for many: what is coming, planned by some, attendance on one page."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments import actions
from assessments.forms.teaching import AttendanceForm, SessionForm, planned_before
from assessments.queries import teaching as queries
from assessments.rules.delmal import catalogue
from assessments.rules.teaching import may_tick
from assessments.views.common import done, page
from bt_admin.lib.forms import written
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.queries import people_in
from regions.roles import Permission

PER_PAGE = 50
SOON = 3


@require_safe
def teaching(request: HttpRequest, region_slug: str) -> HttpResponse:
    """What is coming, or has been; a doctor's own cohort is marked."""
    past, today = "tidigare" in request.GET, access.today()
    rows = queries.sessions_shown(request.region, today, past=past)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("sida"))
    shown.object_list = queries.session_lines(
        list(shown.object_list), request.user, request.region
    )
    address = reverse("assessments:teaching", args=[region_slug])
    context = {
        "page": shown,
        "past": past,
        "query": "&tidigare=1" if past else "",
        "coming_url": address,
        "past_url": f"{address}?tidigare=1",
        "may_plan": queries.may_plan(request.user, request.region),
        "is_doctor": any(
            one.role == "doctor" and one.region_id == request.region.pk
            for one in request.memberships
        ),
    }
    return render(request, "assessments/teaching.html", context)


def coming_for(programme: Any) -> list[Any]:
    """The next few sessions for one doctor's cohort."""
    rows = queries.sessions_shown(programme.region, access.today(), past=False)
    lines = queries.session_lines(
        list(rows[: SOON * 5]), programme.doctor.user, programme.region
    )
    return [one for one in lines if one.mine][:SOON]


@require_safe
def session(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = visible_session(request, pk)
    facts = queries.attendance_facts(row, request.user, access.today())
    [line] = queries.session_lines([row], request.user, request.region)
    headings = {one.code: one.heading for one in catalogue().delmal}
    context = {
        "row": row,
        "state": line.state,
        "mine": line.mine,
        "codes": [(code, headings[code]) for code in row.delmal if code in headings],
        "may_plan": facts.may_plan and not row.cancelled_at,
        "may_tick": may_tick(facts),
        "leads": facts.may_plan or facts.is_leader,
        "crumbs": crumbs(row),
    }
    return render(request, "assessments/session.html", context)


@keeps_draft
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, region_slug: str) -> HttpResponse:
    access.require(request.user, Permission.PLAN, request.region)
    form = session_form(request, {})
    draft = lay_out(request, form)
    if row := written(
        form,
        lambda given: actions.plan_session(
            region=request.region,
            planned=form.planned(),
            id=given["id"],
            by=request.user,
            at=database_now(),
        ),
    ):
        messages.success(request, _("%s är planerad.") % row.title)
        return redirect(row)
    back = reverse("assessments:teaching", args=[region_slug])
    return edit(request, form, _("Planera undervisning"), back, draft)


@keeps_draft
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = visible_session(request, pk)
    access.require(request.user, Permission.PLAN, request.region)
    form = session_form(request, planned_before(row))
    draft = lay_out(request, form, basis=basis_of(row))
    who: dict[str, Any] = {"session": row, "by": request.user, "at": database_now()}
    if request.POST.get("action") == "cancel":
        if done(form, lambda: actions.cancel_session(**who)):
            messages.success(request, _("%s är inställd.") % row.title)
            return redirect(row)
    elif form.is_bound and form.is_valid():
        planned = form.planned()
        if done(form, lambda: actions.change_session(planned=planned, **who)):
            messages.success(request, _("Ändringen är sparad."))
            return redirect(row)
    return edit(request, form, row.title, row.get_absolute_url(), draft, row)


@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Who was there: everybody the session was for, with a tick each."""
    row = visible_session(request, pk)
    facts = queries.attendance_facts(row, request.user, access.today())
    may_tick(facts).require()
    data = request.POST if request.method == "POST" else None
    form = AttendanceForm(data, listed=queries.attendants(row))
    if form.is_bound and form.is_valid():
        present = form.present()
        if done(
            form,
            lambda: (
                actions.tick_attendance(
                    session=row, present=present, by=request.user, at=database_now()
                )
                + 1
            ),
        ):
            words = ngettext("En var med.", "%(n)s var med.", len(present))
            messages.success(request, words % {"n": len(present)})
            return redirect(row)
    context = {"form": form, "row": row, "back_url": row.get_absolute_url()}
    return page(request, "assessments/attendance.html", context)


# ------------------------------------------------------------------------- in common
def visible_session(request: HttpRequest, pk: UUID) -> Any:
    return get_object_or_404(queries.sessions_in(request.region), pk=pk)


def crumbs(row: Any) -> list[tuple[str, str]]:
    return [
        (_("Undervisning"), reverse("assessments:teaching", args=[row.region.slug]))
    ]


def basis_of(row: Any) -> str:
    """A mark of what is stored, for a draft that was begun before it was changed."""
    return sha256(repr(planned_before(row)).encode()).hexdigest()[:16]


def session_form(request: HttpRequest, initial: dict[str, Any]) -> SessionForm:
    data = request.POST if request.method == "POST" else None
    return SessionForm(data, initial=initial, people=list(people_in(request.region)))


def edit(
    request: HttpRequest,
    form: Any,
    heading: str,
    back_url: str,
    draft: Any,
    row: Any = None,
) -> HttpResponse:
    context = {
        "form": form,
        "draft": draft,
        "heading": heading,
        "back_url": back_url,
        "row": row,
    }
    return page(request, "assessments/session_edit.html", context)
