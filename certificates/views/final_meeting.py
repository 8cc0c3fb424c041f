"""The meeting of the final judgement: read, planned, moved, cancelled, held, noted."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bt_admin.lib.calendar import CONTENT_TYPE, calendar_file
from bt_admin.lib.forms import written
from bt_admin.lib.swedish import iso, moment, period
from certificates import queries
from certificates.actions import final_meeting as actions
from certificates.enums import DoctorPresence, FinalMeetingState
from certificates.forms.final import (
    CancelFields,
    HeldFields,
    MeetingFields,
    NoteFields,
    TestFields,
)
from certificates.queries.calendar import happening
from certificates.queries.final import Round, committees_for, note_of, round_of
from certificates.rules import final_meeting as rules
from certificates.views.common import address, known_programme, page, posted
from placements.queries import permissions_on
from regions import access
from regions.access import today
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import RegionRequest
from regions.roles import Permission

PLANS = {Permission.GUIDE, Permission.PLAN}
KNOWS = PLANS | {Permission.CERTIFY, Permission.LEAD, Permission.OWN, Permission.JUDGE}


@require_safe
def meeting(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    now, may = opened(request, pk)
    held = bool(now.meeting and now.meeting.state == FinalMeetingState.HELD)
    judges = bool(may & {Permission.GUIDE, Permission.JUDGE})
    context = {
        "programme": now.programme,
        "heading": now.model.name,
        "lead": now.programme.doctor.user,
        "meeting": now.meeting,
        "facts": facts_of(now),
        "window": window_words(now),
        "plans": bool(may & PLANS) and not held and now.facts.appointed,
        "judges": judges and bool(now.meeting),
        "begun": bool(now.meeting and now.meeting.starts_at <= database_now()),
        "held": held,
        "tests": Permission.JUDGE in may and now.model.may_test and not held,
        "back_url": back_of(now, may),
        "back_label": _("Slutbedömning") if Permission.SEE in may else None,
    }
    return page(request, "certificates/final_meeting.html", context)


@keeps_draft
@require_http_methods(["GET", "POST"])
def plan(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Plan it, or move the one there is."""
    now, may = opened(request, pk)
    if not may & PLANS:
        access.no_role(Permission.GUIDE, now.programme.region).require()
    form = MeetingFields(
        posted(request),
        mandatory=now.model.presence == DoctorPresence.MANDATORY,
        moving=bool(now.meeting),
        place=now.model.place,
        committees=committees_for(now.programme, today()),
        initial=initial_of(now),
    )
    draft = lay_out(request, form, basis=str(now.meeting and now.meeting.version))
    words = (_("Flytta mötet"),) * 2 if now.meeting else (_("Planera mötet"),) * 2
    return answered(
        request, now, form, draft, words,
        lambda: actions.plan_meeting(
            programme=now.programme, by=request.user, at=database_now(),
            **form.given(),
        ),
        _("Mötet är bokat. De som är kallade får ett mejl."),
        lead=window_words(now),
    )  # fmt: skip


@keeps_draft
@require_http_methods(["GET", "POST"])
def cancel(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    now, may = opened(request, pk)
    if not may & PLANS:
        access.no_role(Permission.GUIDE, now.programme.region).require()
    rules.there_is_one(bool(now.meeting)).require()
    form = CancelFields(posted(request))
    return answered(
        request, now, form, lay_out(request, form),
        (_("Ställ in mötet"), _("Ställ in")),
        lambda: actions.cancel_meeting(
            programme=now.programme, by=request.user, at=database_now(),
            **form.cleaned_data,
        ),
        _("Mötet är inställt. Planera en ny tid."),
    )  # fmt: skip


@keeps_draft
@require_http_methods(["GET", "POST"])
def test(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The assessor's own test, told to the doctor in good time."""
    now, may = opened(request, pk)
    rules.is_judging(Permission.JUDGE in may).require()
    rules.there_is_one(bool(now.meeting)).require()
    assert now.meeting is not None
    form = TestFields(posted(request), initial={"test": now.meeting.test})
    return answered(
        request, now, form, lay_out(request, form),
        (_("Eget prov vid mötet"), _("Meddela BT-läkaren")),
        lambda: actions.tell_test(
            programme=now.programme, by=request.user, at=database_now(),
            **form.cleaned_data,
        ),
        _("Sparat. BT-läkaren får ett mejl."),
        lead=_("BT-läkaren ska få veta det minst %(n)s dagar innan.")
        % {"n": rules.TEST_NOTICE.days},
    )  # fmt: skip


@keeps_draft
@require_http_methods(["GET", "POST"])
def hold(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    now, may = opened(request, pk)
    rules.is_judging(bool(may & {Permission.GUIDE, Permission.JUDGE})).require()
    rules.there_is_one(bool(now.meeting)).require()
    form = HeldFields(
        posted(request), initial={"supervisor_there": True, "assessor_there": True}
    )
    return answered(
        request, now, form, lay_out(request, form),
        (_("Mötet hölls"), _("Mötet hölls")),
        lambda: actions.hold_meeting(
            programme=now.programme, by=request.user, at=database_now(),
            **form.cleaned_data,
        ),
        _("Mötet är registrerat. Nu väntar den externa bedömarens utfall."),
        lead=_("Vilka var med?"),
    )  # fmt: skip


@keeps_draft
@require_http_methods(["GET", "POST"])
def write(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """One's own notes: saved while one types, and shown to nobody else."""
    now, may = opened(request, pk)
    rules.is_judging(bool(may & {Permission.GUIDE, Permission.JUDGE})).require()
    rules.there_is_one(bool(now.meeting)).require()
    assert now.meeting is not None
    row = now.meeting
    kept = note_of(row, request.user)
    form = NoteFields(posted(request), initial={"text": kept.text if kept else ""})
    return answered(
        request, now, form, lay_out(request, form, name=str(row.pk)),
        (_("Anteckningar från mötet"), _("Spara")),
        lambda: actions.save_note(
            meeting=row, by=request.user, at=database_now(), **form.cleaned_data
        ) or True,
        _("Anteckningarna är sparade."),
    )  # fmt: skip


@require_safe
def invitation(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The meeting as a file for a calendar: that it is and when, and the way here."""
    now, _may = opened(request, pk)
    rules.there_is_one(bool(now.meeting)).require()
    assert now.meeting is not None
    content = calendar_file([happening(now.meeting)])
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    name = f"slutbedomning-{iso(timezone.localdate(now.meeting.starts_at))}.ics"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# ------------------------------------------------------------------- what pages need
def opened(request: RegionRequest, pk: UUID) -> tuple[Round, set[Permission]]:
    """The round as it is, for those who judge, plan or lead it, and for the doctor."""
    programme = known_programme(request, pk)
    may = set(permissions_on(request.user, programme))
    if not may & KNOWS:
        access.no_role(Permission.GUIDE, programme.region).require()
    return round_of(programme, today()), may


def answered(
    request: RegionRequest,
    now: Round,
    form: Any,
    draft: Any,
    words: tuple[str, str],
    action: Callable[[], Any],
    success: str,
    lead: str = "",
) -> HttpResponse:
    """The form as it is, or the meeting when it was done."""
    if written(form, lambda _given: action()):
        messages.success(request, success)
        return redirect(address("final_meeting", now.programme))
    context = {
        "programme": now.programme,
        "form": form,
        "draft": draft,
        "heading": words[0],
        "button": words[1],
        "lead": lead,
        "back_url": address("final_meeting", now.programme),
        "back_label": _("Mötet"),
    }
    return page(request, "certificates/final_step.html", context)


def initial_of(now: Round) -> dict[str, Any]:
    row = now.meeting
    if row is None:
        return {"minutes": now.model.minutes, "version": 0}
    starts = timezone.localtime(row.starts_at)
    return {
        "on": starts.date(),
        "at": starts.time(),
        "minutes": row.minutes,
        "place": row.place,
        "doctor_present": row.doctor_present,
        "committee": str(row.committee_id or ""),
        "outside": row.outside,
        "version": row.version,
    }


def facts_of(now: Round) -> list[tuple[str, Any]]:
    row = now.meeting
    if row is None:
        return []
    there = [queries.main_supervisor(now.programme, today()), row.assessment.assessor]
    there += [now.programme.doctor.user] if row.doctor_present else []
    rows: list[tuple[str, Any]] = [
        (_("När"), moment(row.starts_at)),
        (_("Hur länge"), _("%(n)s\u00a0minuter") % {"n": row.minutes}),
        (_("Var"), row.place),
        *([(_("Hålls som"), row.committee)] if row.committee else []),
        (_("Kallade"), ", ".join(str(one) for one in there if one)),
    ]
    rows += [(what, _("%(n)s\u00a0minuter") % {"n": n}) for what, n in row.parts]
    if row.test:
        rows.append((_("Eget prov"), row.test))
    if row.reason:
        rows.append((_("Flyttat för att"), row.reason))
    return rows


def window_words(now: Round) -> str:
    """Which days the meeting lies among, in a sentence."""
    if now.window is None:
        return _("Ingen plan finns än, så dagarna är inte bestämda.")
    days = period(now.window.first, now.window.last)
    words = {"why": now.window.why, "days": days}
    return _("Mötet läggs %(why)s, %(days)s.") % words


def back_of(now: Round, may: set[Permission]) -> str | None:
    return address("final", now.programme) if Permission.SEE in may else None
