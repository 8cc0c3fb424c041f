"""Appointing the extern bedömare, and taking the assignment back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
)

from bt_admin.lib.forms import refuse
from bt_admin.lib.swedish import long_day
from bt_admin.lib.verdicts import Refused, Verdict
from certificates import queries
from certificates.actions.external import end_external
from certificates.actions.inviting import appoint_at_once
from certificates.forms.external import (
    SOMEBODY_ELSE,
    AppointFields,
)
from certificates.views.common import (
    address,
    at_fields,
    page,
    posted,
    programme_with,
)
from regions.access import today
from regions.clock import database_now
from regions.requests import RegionRequest
from regions.roles import Permission


@require_http_methods(["GET", "POST"])
def appoint(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = programme_with(request, pk, Permission.CERTIFY)
    people = queries.candidates(programme, today())
    form = AppointFields(posted(request), candidates=people)
    if request.method == "POST" and form.is_valid():
        done = appointed(request, programme, form, people)
        if done is not None:
            return done
    current = queries.external_of(programme)
    context = {
        "programme": programme,
        "form": form,
        "barred": [one for one in people if not one.verdict],
        "current": current,
        "sitting": current is not None and current.ended_at is None,
        "loss": queries.loss_of(current) if current else None,
    }
    return page(request, "certificates/appoint_external.html", context)


def appointed(
    request: RegionRequest, programme: Any, form: AppointFields, people: list[Any]
) -> HttpResponse | None:
    person = chosen(form, people)
    if person is None:
        form.add_error("email", _("Ingen träff. Kontrollera adressen."))
        return None
    try:
        appoint_at_once(
            programme=programme,
            assessor=person,
            planned_on=form.cleaned_data["planned_on"],
            by=request.user,
            at=database_now(),
        )
    except Refused as refused:
        refuse(form, at_choice(refused.verdict, form))
        return None
    what = {"person": person, "day": long_day(today())}
    messages.success(
        request, _("%(person)s är utsedd till extern bedömare från %(day)s.") % what
    )
    return redirect(address("certificates", programme) + "?bilaga=4")


def chosen(form: AppointFields, people: list[Any]) -> Any:
    value = form.cleaned_data["person"]
    if value == SOMEBODY_ELSE:
        return queries.person_by_email(form.cleaned_data["email"])
    return next((one.user for one in people if str(one.user.pk) == value), None)


def at_choice(verdict: Verdict, form: AppointFields) -> Verdict:
    """Why not, at the field where the person was named."""
    somebody_else = form.cleaned_data["person"] == SOMEBODY_ELSE
    return at_fields(verdict, {"": "email" if somebody_else else "person"})


@require_POST
def end(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Take the assignment back, before anything is decided."""
    programme = programme_with(request, pk, Permission.CERTIFY)
    current = queries.external_of(programme)
    if current is not None and current.ended_at is None:
        end_external(assessment=current, by=request.user, at=database_now())
        messages.success(
            request, _("Uppdraget upphör den %(day)s.") % {"day": long_day(today())}
        )
    return redirect(address("appoint_external", programme))
