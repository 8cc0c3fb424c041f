"""The doctor asks for an assessment, and asks again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions, queries
from assessments.enums import AssessmentState
from assessments.forms import RequestForm, told_before, told_now
from assessments.forms.outsider import as_told
from assessments.forms.request import BY_LINK
from assessments.rules.instruments import Instrument
from assessments.rules.outsiders import Outsider
from assessments.rules.overall_held import may_ask_for_overall
from assessments.views.anchors import anchors_of
from assessments.views.choosing import choice_of, choose
from assessments.views.common import (
    list_url,
    page,
    visible_assessment,
    visible_programme,
)
from bt_admin.lib.forms import written
from placements.queries import current_placement, placements_of, supervisors_of
from regions import access
from regions.clock import database_now


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = visible_programme(request, pk)
    queries.may_ask_for(programme, request.user).require()
    choice = choice_of(request)
    if choice.given is None:
        return choose(request, choice, choosing(programme))
    given = choice.given
    here = current_placement(programme, access.today())
    form = request_form(
        request, programme, given, told_now(here, access.today()) | who_is_here(here)
    )
    if written(
        form,
        lambda _given: actions.request_assessment(
            programme=programme,
            assessor=form.assessor(),
            occasion=form.occasion(),
            instrument=given.key,
            by=request.user,
            at=database_now(),
        ),
    ):
        return asked(request, programme, form)
    context = {
        "form": form,
        "programme": programme,
        "given": given,
        "back_url": list_url(programme),
        **anchors_of(programme, form),
    }
    return page(request, "assessments/request.html", context)


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """A request that has come back is changed and sent again."""
    row = visible_assessment(request, pk)
    queries.may_send_again(row, request.user).require()
    programme = row.programme
    given = queries.instrument_of(row)
    form = request_form(request, programme, given, told_before(row) | whom(row))
    if written(
        form,
        lambda _given: actions.send_again(
            assessment=row,
            assessor=form.assessor(),
            occasion=form.occasion(),
            by=request.user,
            at=database_now(),
        ),
    ):
        return asked(request, programme, form)
    context = {
        "form": form,
        "programme": programme,
        "row": row,
        "given": given,
        "declined": row.state == AssessmentState.DECLINED,
        "back_url": list_url(programme),
        **anchors_of(programme, form),
    }
    return page(request, "assessments/request.html", context)


def who_is_here(placement: Any) -> dict[str, Any]:
    """The first guess: the handledare where the doctor serves today."""
    here = supervisors_of(placement) if placement else []
    return {"assessor": str(here[0].pk)} if here else {}


def whom(row: Any) -> dict[str, Any]:
    """The same person again, unless that person has said no."""
    if row.state == AssessmentState.DECLINED:
        return {"assessor": None}
    return {"assessor": str(row.assessor_id or BY_LINK), **as_told(row)}


def choosing(programme: Any) -> dict[str, Any]:
    return {
        "heading": _("Be om bedömning"),
        "lead": _("Välj vad du vill få återkoppling på. Tiden är bedömarens."),
        "overall_alone": may_ask_for_overall(()).reasons,
        "doctor": programme,
        "back_url": list_url(programme),
    }


def request_form(
    request: HttpRequest, programme: Any, given: Instrument, initial: dict[str, Any]
) -> RequestForm:
    return RequestForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        given=given,
        placements=placements_of(programme),
        around=queries.askable(programme, access.today()),
    )


def asked(request: HttpRequest, programme: Any, form: RequestForm) -> HttpResponse:
    assessor = form.assessor()
    words = {"assessor": assessor}
    if isinstance(assessor, Outsider):
        words["email"] = assessor.email
        text = _("%(assessor)s får en personlig länk till %(email)s.")
    else:
        text = _("%(assessor)s har fått din begäran.")
    messages.success(request, text % words)
    return redirect(list_url(programme))
