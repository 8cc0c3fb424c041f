"""One doctor in a kollegium: the pack, the input before it, a conflict, the judgement."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import queries as shared
from assessments.actions import meeting_day
from assessments.actions import meeting_packs as actions
from assessments.forms import AgreedRows, CollegiumForm, ConflictForm, InputForm
from assessments.queries import meeting_facts
from assessments.queries import meeting_packs as queries
from assessments.queries.meeting_people import members_of, owners
from assessments.queries.meetings import asked_of, doctors_in
from assessments.rules.meetings import SIGNED
from assessments.views.collegium import lead as week_in_words
from assessments.views.collegium import readers
from assessments.views.common import note, page, to_todo
from assessments.views.meetings import list_url, visible_meeting
from bt_admin.lib.forms import written
from bt_admin.lib.swedish import long_day
from placements.queries import current_placement
from placements.views.common import posted
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out

MEMBER = "collegium_member"


@require_safe
def pack(
    request: HttpRequest, region_slug: str, pk: UUID, doctor_pk: UUID
) -> HttpResponse:
    """Everything the members have before them about one doctor. Noted as read."""
    row, today = listed_doctor(request, pk, doctor_pk), access.today()
    meeting_facts.may_read_pack(row, request.user, today).require()
    note(request, row.programme, MEMBER)
    context = material(row, today) | around(row, request.user, today)
    return page(request, "assessments/pack.html", context)


@keeps_draft
@require_http_methods(["GET", "POST"])
def judgement(
    request: HttpRequest, region_slug: str, pk: UUID, doctor_pk: UUID
) -> HttpResponse:
    """What the meeting says, with the pack beside it."""
    row, today = listed_doctor(request, pk, doctor_pk), access.today()
    meeting_facts.may_judge(row, request.user, today).require()
    note(request, row.programme, MEMBER)
    known, doctor = queries.judgement_of(row), row.programme.doctor.user
    form, rows = judgement_forms(request, row, known)
    draft = lay_out(
        request, form, *rows, basis=str(known.documented_at) if known else ""
    )
    if written(
        form,
        lambda given: meeting_day.judge(
            doctor=row, agreed=rows.given, by=request.user, at=database_now(), **given
        ),
        rows,
    ):
        said = _("Bedömningen av %s är sparad. Den låses när protokollet signeras.")
        messages.success(request, said % doctor.full_name)
        return redirect(after_judgement(request, row))
    context = material(row, today) | around(row, request.user, today)
    context |= {
        "form": form,
        "draft": draft,
        "forms": [form, *rows],
        "rows": rows,
        "supervisor": shared.main_supervisor(row.programme, today),
        "model": row.programme.model,
        "saved": known,
    }
    return page(request, "assessments/judgement.html", context)


def judgement_forms(
    request: HttpRequest, row: Any, known: Any
) -> tuple[CollegiumForm, AgreedRows]:
    """The judgement and what is agreed, as saved before if they were."""
    form = CollegiumForm(
        posted(request),
        in_meeting=True,
        initial=vars(known) if known else None,
        readers=readers(row.programme.doctor.user.full_name),
    )
    sits = [one.user for one in members_of(row.meeting)]
    rows = AgreedRows(
        posted(request),
        owners=owners(row.programme, access.today(), sits),
        actions=known.actions.all() if known else (),
    )
    return form, rows


def after_judgement(request: HttpRequest, row: Any) -> Any:
    """The next doctor, when that was pressed and there is one; else the meeting."""
    _before, after, _here, _count = queries.beside(row.meeting, row)
    if after and request.POST.get("do") == "next":
        return judgement_url(after)
    return row.meeting


@keeps_draft
@require_http_methods(["GET", "POST"])
def give_input(
    request: HttpRequest, region_slug: str, pk: UUID, doctor_pk: UUID
) -> HttpResponse:
    """The short form of whoever was asked; nobody else finds the address."""
    asked = get_object_or_404(
        asked_of(request.user, request.region),
        doctor=doctor_pk,
        doctor__meeting=pk,
    )
    row = asked.doctor
    doctor = row.programme.doctor.user
    closed = row.meeting.state != "scheduled"
    form = InputForm(
        posted(request),
        initial=vars(asked),
        readers=_("Läses av kollegiets ledamöter. %s ser det inte.") % doctor.full_name,
    )
    draft = lay_out(request, form, basis=str(asked.given_at or ""))
    if written(
        form,
        lambda given: actions.give_input(
            doctor=row, by=request.user, at=database_now(), **given
        ),
    ):
        text = _("Tack. Kollegiet har dina synpunkter om %s.")
        return to_todo(request, text % doctor.full_name)
    context = {
        "form": form,
        "draft": draft,
        "asked": asked,
        "doctor": doctor,
        "meeting": row.meeting,
        "closed": closed,
    }
    return page(request, "assessments/meeting_input.html", context)


@require_http_methods(["GET", "POST"])
def conflict(
    request: HttpRequest, region_slug: str, pk: UUID, doctor_pk: UUID
) -> HttpResponse:
    """A member steps aside; the pack is shut from here."""
    row, today = listed_doctor(request, pk, doctor_pk), access.today()
    meeting_facts.may_declare_conflict(row, request.user, today).require()
    form = ConflictForm(posted(request))
    if written(
        form,
        lambda given: actions.declare_conflict(
            doctor=row, by=request.user, at=database_now(), **given
        ),
    ):
        messages.success(request, _("Jävet är anmält. Underlaget är stängt för dig."))
        return redirect(row.meeting)
    context = {
        "form": form,
        "row": row,
        "doctor": row.programme.doctor.user,
        "back_url": row.meeting.get_absolute_url(),
        "back_label": row.meeting.title,
    }
    return page(request, "assessments/conflict.html", context)


# --------------------------------------------------------------------------- in common
def listed_doctor(request: HttpRequest, pk: UUID, doctor_pk: UUID) -> Any:
    meeting = visible_meeting(request, pk)
    return get_object_or_404(doctors_in(meeting), pk=doctor_pk)


def material(row: Any, today: Any) -> dict[str, Any]:
    """The same for every member: the year, the words, the inputs, what is open."""
    known = shared.background(row.programme, today)
    return {
        "row": row,
        "meeting": row.meeting,
        "programme": row.programme,
        "doctor": row.programme.doctor.user,
        "known": known,
        "pack": queries.pack(row),
        "lead": week_in_words(known, current_placement(row.programme, today)),
    }


def around(row: Any, user: Any, today: Any) -> dict[str, Any]:
    """Where one is on the list, and what one may do here."""
    before, after, here, count = queries.beside(row.meeting, row)
    words = {"here": here, "count": count}
    return {
        "before": before,
        "after": after,
        "here": _("Läkare %(here)s av %(count)s") % words,
        "crumbs": [
            (_("Kollegium"), list_url(row.meeting.region.slug)),
            (row.meeting.title, row.meeting.get_absolute_url()),
        ],
        "may_judge": bool(meeting_facts.may_judge(row, user, today)),
        "signed": row.meeting.state in SIGNED,
        "closes": long_day(row.meeting.closes_on),
    }


def judgement_url(row: Any) -> str:
    return reverse(
        "assessments:meeting_judgement",
        args=[row.meeting.region.slug, row.meeting_id, row.pk],
    )
