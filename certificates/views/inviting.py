"""Whom to ask to judge one doctor, and the answer of whoever is asked."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bt_admin.lib.forms import refuse
from bt_admin.lib.verdicts import Refused
from certificates import queries
from certificates.actions import inviting as actions
from certificates.forms.inviting import AnswerFields, AskFields, DayFields
from certificates.views.common import (
    address,
    at_fields,
    page,
    posted,
    programme_with,
)
from regions.access import today
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import RegionRequest
from regions.roles import Permission


@keeps_draft
@require_http_methods(["GET", "POST"])
def shortlist(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The pool in order for this doctor, with reasons; and asking one of them."""
    programme = programme_with(request, pk, Permission.CERTIFY)
    on = day_asked(request, programme)
    places = queries.shortlist_for(programme, on, today())
    form = AskFields(
        posted(request), places=places,
        directors=queries.directors(request.region, today()), on=on,
        consulting=queries.is_consulting(programme),
    )  # fmt: skip
    draft = lay_out(request, form)
    if (
        request.method == "POST"
        and form.is_valid()
        and asked(request, programme, form, places)
    ):
        return redirect(address("shortlist", programme))
    asked_before = queries.invitations_of(programme)
    current = queries.external_of(programme)
    context = {
        "programme": programme,
        "form": form,
        "draft": draft,
        "day": DayFields({"dag": on}),
        "on": on,
        "town": queries.town_of(programme),
        "free": any(one.proposal.verdict for one in places),
        "barred": [one for one in places if not one.proposal.verdict],
        "pool_is_empty": not places,
        "waiting": next((one for one in asked_before if one.state == "waiting"), None),
        "before": [one for one in asked_before if one.state != "waiting"],
        "current": current if current and current.ended_at is None else None,
        "consulting": queries.is_consulting(programme),
        "today": today(),
        "may_ask": not waits(asked_before),
    }
    return page(request, "certificates/shortlist.html", context)


def waits(asked_before: list[Any]) -> bool:
    """Is somebody asked whose time to answer is not over?"""
    return any(
        one.state == "waiting" and one.answer_by >= today() for one in asked_before
    )


def day_asked(request: RegionRequest, programme: Any) -> date:
    """The day in the form, or in the address, or the likely one."""
    given = request.POST.get("planned_on") or request.GET.get("dag") or ""
    day = DayFields({"dag": given})
    wanted = day.cleaned_data["dag"] if day.is_valid() else None
    return wanted or queries.likely_day(programme, today())


def asked(request: RegionRequest, programme: Any, form: Any, places: list[Any]) -> bool:
    given = dict(form.cleaned_data)
    key = given.pop("person")
    members = queries.pool_members(request.region)
    member = get_object_or_404(members, user_id=key)
    given["consulted"] = form.directors.get(given["consulted"])
    try:
        actions.invite(
            programme=programme, member=member, by=request.user, at=database_now(),
            **given,
        )  # fmt: skip
    except Refused as refused:
        # The day is chosen above the list; what is wrong with it is said on top.
        refuse(form, at_fields(refused.verdict, {"planned_on": ""}))
        return False
    what = {"person": member.user}
    messages.success(request, _("%(person)s är tillfrågad.") % what)
    return True


@keeps_draft
@require_http_methods(["GET", "POST"])
def invitation(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What somebody is asked, and a yes or a no. Nothing of the doctor's is shown."""
    rows = queries.invitations_to(request.user, request.region)
    row = get_object_or_404(rows, pk=pk)
    form = AnswerFields(posted(request), asked_by=row.invited_by)
    draft = lay_out(request, form)
    if request.method == "POST" and form.is_valid():
        done = answered(request, row, form)
        if done is not None:
            return done
    context = {
        "invitation": row,
        "form": form,
        "draft": draft,
        "is_late": row.answer_by < today(),
    }
    return page(request, "certificates/invitation.html", context)


def answered(request: RegionRequest, row: Any, form: Any) -> HttpResponse | None:
    given: dict[str, Any] = {
        "invitation": row, "by": request.user, "at": database_now(),
    }  # fmt: skip
    try:
        if request.POST.get("do") == "accept":
            actions.accept(**given)
            messages.success(request, _("Tack. Svara nu på två frågor om jäv."))
            return redirect(address("declare", row.programme))
        actions.decline(reason=form.cleaned_data["reason"], **given)
    except Refused as refused:
        refuse(form, refused.verdict)
        return None
    messages.success(request, _("Tack för svaret. Någon annan tillfrågas."))
    return redirect("todo", row.region.slug)


def of_manager(request: RegionRequest, pk: UUID) -> Any:
    """An invitation, for those who may ask about this doctor."""
    row = get_object_or_404(queries.invitations_in(request.region), pk=pk)
    programme_with(request, row.programme_id, Permission.CERTIFY)
    return row


@require_POST
def withdraw(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = of_manager(request, pk)
    actions.withdraw_invitation(invitation=row, by=request.user, at=database_now())
    messages.success(request, _("Förfrågan är tagen tillbaka."))
    return redirect(address("shortlist", row.programme))


@require_POST
def remind(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = of_manager(request, pk)
    actions.remind_invited(invitation=row, by=request.user, at=database_now())
    messages.success(request, _("En påminnelse är skickad."))
    return redirect(address("shortlist", row.programme))
