"""The overall assessment of a placement, at the placement's own address."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments import actions, queries
from assessments.enums import InstrumentKey
from assessments.forms import OverallForm, filled_in
from assessments.rules.requests import LOCKED
from assessments.views.opening import opened_at
from assessments.views.writing import Desk, is_signing, posted, write
from bt_admin.login import login_method
from placements.enums import ProgrammeRole
from regions import access, roles
from regions.clock import database_now
from regions.drafts import keeps_draft


@keeps_draft
@require_http_methods(["GET", "POST"])
def overall(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Write it, or go to the one there is."""
    places = queries.placements_for(request.user, request.region)
    placement = get_object_or_404(places.prefetch_related("periods"), pk=pk)
    row = queries.overall_for(placement)
    if row is not None and (row.state in LOCKED or row.assessor == request.user):
        return go_on(request, placement, row)
    queries.may_start_overall(placement, row, request.user).require()
    return write(request, new_desk(request, placement))


def go_on(request: HttpRequest, placement: Any, row: Any) -> HttpResponse:
    if request.method == "POST" and row.assessor == request.user:
        return write(request, overall_desk(request, placement, row))
    return redirect(row)


def overall_desk(request: HttpRequest, placement: Any, row: Any) -> Desk:
    at, login = database_now(), login_method(request)
    given = {"by": request.user, "at": at, "assessment": row}
    return desk(
        request,
        placement,
        row,
        save=lambda content, shown: actions.save_draft(
            content=content, shown=shown, **given
        ),
        sign=lambda content, shown: actions.sign_overall(
            content=content, shown=shown, login=login, **given
        ),
    )


def new_desk(request: HttpRequest, placement: Any) -> Desk:
    at, login = database_now(), login_method(request)
    given = queries.instrument_in(placement.region, InstrumentKey.OVERALL)
    row = queries.blank(
        placement.programme, given, by=request.user, at=at, placement=placement
    )
    opened = opened_at(request)
    begin = {
        "placement": placement, "by": request.user, "at": at, "opened_at": opened,
    }  # fmt: skip
    start_with = partial(actions.start_overall, **begin)
    return desk(
        request,
        placement,
        row,
        save=lambda content, _shown: start_with(content=content),
        sign=lambda content, _shown: actions.sign_overall_at_once(
            content=content, login=login, **begin
        ),
    )


def desk(
    request: HttpRequest, placement: Any, row: Any, *, save: Any, sign: Any
) -> Desk:
    doctor = row.programme.doctor.user.full_name
    words = _("%(doctor)s, huvudansvarig handledare och studierektorn får läsa den.")
    return Desk(
        row=row,
        form=overall_form(request, placement, row),
        verdict=queries.may_sign_overall(
            placement, row, by=request.user, today=access.today(),
            login=login_method(request),
        ),
        role=roles.title(ProgrammeRole.PLACEMENT_SUPERVISOR),
        stands_for=words % {"doctor": doctor},
        save=save,
        sign=sign,
        extra={
            "overall": True,
            "seen": queries.seen_on(placement),
            "carried_over": queries.carried_over(placement),
            "situation": queries.sheet_of(row, with_answers=False).situation,
        },
    )  # fmt: skip


def overall_form(request: HttpRequest, placement: Any, row: Any) -> OverallForm:
    now = actions.shown_now(row)
    return OverallForm(
        posted(request),
        initial={**filled_in(row), "version": now.version, "digest": now.digest},
        given=queries.instrument_of(row),
        placements=[],
        doctor=row.programme.doctor.user.full_name,
        signing=is_signing(request),
        too_few=too_few(placement),
    )


def too_few(placement: Any) -> str:
    """Why the form asks, when the region wants more assessments than there are."""
    least = queries.formative_minimum(placement.programme)
    count = queries.formative_count(placement)
    if count >= least:
        return ""
    return ngettext(
        "I %(region)s görs minst en bedömning på varje placering. Här finns %(count)d.",
        "I %(region)s görs minst %(least)d bedömningar på varje placering. Här finns "
        "%(count)d.",
        least,
    ) % {"region": placement.region.name, "least": least, "count": count}
