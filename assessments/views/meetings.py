"""Kollegier that meet: all of them, one of them, and calling one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions import meeting_day, meeting_packs
from assessments.actions import meetings as actions
from assessments.forms import CallForm, HoldForm, MeetingForm
from assessments.queries import meeting_facts, meeting_people
from assessments.queries import meetings as queries
from assessments.queries.people import leads_in
from assessments.rules.meetings import KINDS, SIGNED
from assessments.views.common import page
from bt_admin.lib.forms import written
from bt_admin.lib.swedish import clock_time, long_day
from bt_admin.lib.verdicts import Refused
from placements.views.common import posted
from regions import access
from regions.clock import database_now
from regions.roles import Permission

Step = Callable[[HttpRequest, Any, dict[str, Any]], str]


@require_safe
def meetings(request: HttpRequest, region_slug: str) -> HttpResponse:
    """The kollegier this person leads or sits in, the latest first."""
    context = {
        "lines": queries.meeting_lines(request.user, request.region),
        "may_call": access.may(request.user, Permission.LEAD, request.region),
    }
    return render(request, "assessments/meetings.html", context)


@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, region_slug: str) -> HttpResponse:
    access.require(request.user, Permission.LEAD, request.region)
    programmes = queries.in_service(request.region)
    cohorts = queries.cohorts(programmes)
    form = CallForm(
        posted(request),
        programmes=programmes,
        cohorts=cohorts,
        initial={"id": uuid4()},
    )
    if called := written(
        form,
        lambda given: actions.call_meeting(
            id=given["id"] or uuid4(),
            region=request.region,
            kind=given["kind"],
            title=given["title"],
            when=time_of(given),
            programmes=form.chosen(),
            by=request.user,
            at=database_now(),
        ),
    ):
        text = _("%s är kallat. Handledarna har fått frågan om synpunkter.")
        messages.success(request, text % called.title)
        return redirect(called)
    context = {
        "form": form,
        "heading": _("Kalla till kollegium"),
        "lead": _(
            "De som leder BT och de som är runt läkarna blir ledamöter från början. "
            "Du kan lägga till och ta bort på nästa sida."
        ),
        "save": _("Kalla till mötet"),
        "back_url": list_url(region_slug),
        "back_label": _("Kollegium"),
    }
    return page(request, "assessments/meeting_edit.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = visible_meeting(request, pk)
    meeting_facts.may_change(row, request.user, access.today()).require()
    form = MeetingForm(posted(request), initial=vars(row))
    if written(
        form,
        lambda given: actions.move_meeting(
            meeting=row,
            title=given["title"],
            when=time_of(given),
            by=request.user,
            at=database_now(),
        ),
    ):
        messages.success(request, _("Kollegiet är ändrat."))
        return redirect(row)
    context = {
        "form": form,
        "heading": _("Ändra kollegiet"),
        "lead": row.title,
        "save": _("Spara"),
        "back_url": row.get_absolute_url(),
        "back_label": row.title,
    }
    return page(request, "assessments/meeting_edit.html", context)


def time_of(given: dict[str, Any]) -> actions.Time:
    """What the form says of the time; an empty window is the usual one."""
    opens_on, closes_on = queries.opens_after(given["meets_on"])
    return actions.Time(
        meets_on=given["meets_on"],
        opens_on=given["opens_on"] or opens_on,
        closes_on=given["closes_on"] or closes_on,
        meets_at=given["meets_at"],
        place=given["place"],
    )


# --------------------------------------------------------------------- one of the meetings
@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The list, the members, what has come in; and what the studierektor does next."""
    row, today = visible_meeting(request, pk), access.today()
    leads = meeting_facts.may_lead(row, request.user, today)
    members = meeting_people.members_of(row)
    hold = HoldForm(
        posted(request) if request.POST.get("action") == "hold" else None,
        members=members,
    )
    if request.method == "POST":
        leads.require()
        try:
            if answer := act(request, row, hold):
                messages.success(request, answer)
                return redirect(row)
        except Refused as refused:
            if not hold.is_bound:
                raise
            hold.add_error("attended", str(refused))
    context = about(row, request.user, today) | {
        "form": hold,
        "members": [(one, meeting_people.title_of(one.role)) for one in members],
        "may_lead": bool(leads),
        "may_change": bool(meeting_facts.may_change(row, request.user, today)),
        "hold_due": row.meets_on <= today,
        "others": not_yet_in(row, members, today) if leads else [],
        "not_listed": not_listed(row) if leads else [],
    }
    return page(request, "assessments/meeting.html", context)


def about(row: Any, user: Any, today: Any) -> dict[str, Any]:
    """What everybody who may open the meeting sees of it."""
    member = row.members.filter(user=user).exists()
    is_open = row.opens_on <= today <= row.closes_on
    return {
        "meeting": row,
        "state": queries.state_shown(row),
        "lead": when_and_where(row),
        "kind": row.get_kind_display(),
        "lines": queries.doctor_lines(row, user, today),
        "is_member": member,
        "reads": member and is_open,
        "is_open": is_open,
        # What a pack says is for those who may read packs, and those who lead.
        "figures": (member and is_open) or leads_in(user, row.region),
        "whole_cohort": KINDS[row.kind].whole_cohort,
        "signed": row.state in SIGNED,
        "crumbs": [(_("Kollegium"), list_url(row.region.slug))],
    }


def when_and_where(row: Any) -> str:
    """«30 september 2027 kl. 13.15. Konferensrum Linné.»"""
    when = long_day(row.meets_on)
    if row.meets_at:
        when += f" {clock_time(row.meets_at)}"
    return f"{when}. {row.place}." if row.place else f"{when}."


def not_yet_in(row: Any, members: list[Any], today: Any) -> list[tuple[str, str]]:
    """The pool, without those who sit there and those who are discussed."""
    sits = {one.user_id for one in members}
    listed = {one.programme.doctor.user_id for one in queries.doctors_in(row)}
    return [
        (str(user.pk), f"{user.full_name}, {meeting_people.title_of(role)}")
        for user, role in meeting_people.pool(row.kind, row.region, today)
        if user.pk not in sits | listed
    ]


def not_listed(row: Any) -> list[tuple[str, str]]:
    listed = {one.programme_id for one in queries.doctors_in(row)}
    return [
        (str(one.pk), str(one))
        for one in queries.in_service(row.region)
        if one.pk not in listed
    ]


# ---------------------------------------------------------------------- what is pressed
def act(request: HttpRequest, row: Any, hold: HoldForm) -> str:
    """Do what the button says; empty when the form it belongs to is wrong."""
    steps: dict[str, Step] = {
        "add_member": add_member,
        "remove_member": remove_member,
        "add_doctor": add_doctor,
        "remove_doctor": remove_doctor,
        "close_input": close_input,
    }
    who = {"by": request.user, "at": database_now()}
    name = request.POST.get("action", "")
    if name == "hold":
        if not hold.is_valid():
            return ""
        meeting_day.hold_meeting(meeting=row, attended=hold.chosen(), **who)
        return _("Mötet är registrerat. Skriv bedömningen för varje läkare.")
    if name not in steps:
        raise Http404
    return steps[name](request, row, who)


def add_member(request: HttpRequest, row: Any, who: dict[str, Any]) -> str:
    key = request.POST.get("member", "")
    pool = {
        str(user.pk): user
        for user, _role in meeting_people.pool(row.kind, row.region, access.today())
    }
    if key not in pool:
        return _("Ingen ny ledamot är vald.")
    actions.add_member(meeting=row, user=pool[key], **who)
    return _("%s är ledamot.") % pool[key].full_name


def remove_member(request: HttpRequest, row: Any, who: dict[str, Any]) -> str:
    found = [
        one
        for one in meeting_people.members_of(row)
        if str(one.pk) == request.POST.get("member")
    ]
    for one in found:
        actions.remove_member(member=one, **who)
    return _("Ledamoten är borttagen.")


def add_doctor(request: HttpRequest, row: Any, who: dict[str, Any]) -> str:
    known = {str(one.pk): one for one in queries.in_service(row.region)}
    key = request.POST.get("doctor", "")
    if key not in known:
        return _("Ingen läkare är vald.")
    actions.add_doctor(meeting=row, programme=known[key], **who)
    return _("%s är med på listan.") % known[key]


def remove_doctor(request: HttpRequest, row: Any, who: dict[str, Any]) -> str:
    found = [
        one
        for one in queries.doctors_in(row)
        if str(one.pk) == request.POST.get("doctor")
    ]
    for one in found:
        actions.remove_doctor(doctor=one, **who)
    return _("Läkaren är borttagen från listan.")


def close_input(request: HttpRequest, row: Any, who: dict[str, Any]) -> str:
    meeting_packs.close_input(meeting=row, **who)
    return _("Synpunkterna är insamlade.")


# --------------------------------------------------------------------------- in common
def visible_meeting(request: HttpRequest, pk: UUID) -> Any:
    rows = queries.meetings_for(request.user, request.region)
    return get_object_or_404(rows, pk=pk)


def list_url(region_slug: str) -> str:
    return reverse("assessments:meetings", args=[region_slug])
