"""While a request waits: remind, send a new link, take it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import actions, queries
from assessments.enums import AssessmentState
from assessments.forms.outsider import OutsiderForm, as_told
from assessments.views.common import page, visible_assessment
from bt_admin.lib.forms import written
from regions.clock import database_now


@require_POST
def remind(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = visible_assessment(request, pk)
    actions.remind(assessment=row, by=request.user, at=database_now())
    messages.success(request, _("%s är påmind.") % row.assessed_by)
    return redirect(row)


@require_POST
def take_back(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Back to the doctor, who chooses at once. Pressed twice it is taken back once."""
    row = visible_assessment(request, pk)
    mine = row.programme.doctor.user == request.user
    if not (mine and row.state == AssessmentState.RETURNED):
        actions.take_back(assessment=row, by=request.user, at=database_now())
    return redirect("assessments:amend", region_slug, pk)


@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """A new link; the address can be put right on the way."""
    row = visible_assessment(request, pk)
    queries.may_renew_link(row, request.user).require()
    data = request.POST if request.method == "POST" else None
    form = OutsiderForm(data, initial=as_told(row))
    if written(
        form,
        lambda _given: actions.renew_link(
            assessment=row,
            outsider=form.outsider(),
            by=request.user,
            at=database_now(),
        ),
    ):
        messages.success(request, told(form))
        return redirect(row)
    context = {"form": form, "row": row, "sheet": queries.sheet_of(row, False)}
    return page(request, "assessments/renew_link.html", context)


def told(form: Any) -> str:
    words = {"email": form.outsider().email}
    return _("En ny länk går till %(email)s. Den gamla gäller inte längre.") % words
