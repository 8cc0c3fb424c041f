"""An assessment as a text, and all of a doctor's assessments as a list."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import actions, queries
from assessments.enums import AssessmentState, InstrumentKey, Way
from assessments.queries.concerns import plans_for
from assessments.queries.narrowed import assessments_marked
from assessments.queries.rounds import TAKES_PART, rounds_listed
from assessments.rules.lateness import late_after
from assessments.rules.requests import LOCKED
from assessments.rules.round_facts import UNDER_WAY
from assessments.views.common import (
    crumbs,
    list_url,
    note,
    visible_assessment,
    visible_programme,
)
from assessments.views.narrowing import (
    about_what,
    filter_of,
    narrowing,
    page_of,
)
from assessments.views.rounds import state_of
from bt_admin.lib.programme_tabs import programme_tabs
from placements.queries import permissions_on
from regions import access
from regions.clock import database_now
from regions.roles import Permission


def read(request: HttpRequest, row: Any) -> HttpResponse:
    """The text; what is not signed is read by its writer alone."""
    programme, user = row.programme, request.user
    signed, waits = row.state in LOCKED, row.state == AssessmentState.REQUESTED
    is_doctor = programme.doctor.user == user
    if signed and row.assessor != user:
        note(request, programme)
    corrections = queries.corrections_of(row)
    context = {
        "row": row,
        "sheet": queries.sheet_of(row, with_answers=signed or row.assessor == user),
        "crumbs": crumbs(request, programme, (_("Bedömningar"), list_url(programme))),
        "lead": lead(row),
        "is_doctor": is_doctor,
        "scans": scans(row, user, corrections.keys),
        "corrections": corrections,
        "gone_back": row.state in (AssessmentState.RETURNED, AssessmentState.DECLINED),
        "may_acknowledge": is_doctor
        and (row.instrument == InstrumentKey.OVERALL or row.replaces_id is not None)
        and row.state == AssessmentState.SIGNED,
    }
    if waits:
        context |= while_it_waits(row, user)
    if signed:
        context |= whether_to_correct(row, user)
    return render(request, "assessments/read.html", context)


def scans(row: Any, user: Any, versions: list[UUID]) -> list[Any]:
    """The paper, where there is one; it was kept with the first version."""
    if row.way != Way.PAPER:
        return []
    rows = queries.scans_for(user, row.region).filter(assessment__in=versions)
    return list(rows.defer("content"))


def whether_to_correct(row: Any, user: Any) -> dict[str, Any]:
    """The button; or why not, to whoever could but for a certificate; or whom to ask."""
    verdict = queries.may_correct(row, user)
    resting = verdict.codes == ["correct.certified"]
    mine = row.programme.doctor.user == user and row.used_at is None
    return {
        "may_correct": verdict,
        "resting": verdict if resting else None,
        "asks_for_correction": mine and row.state != AssessmentState.AMENDED,
    }


def while_it_waits(row: Any, user: Any) -> dict[str, Any]:
    """What one who has asked can do until there is an answer."""
    link = queries.link_of(row)
    return {
        "remind": queries.may_remind(row, user),
        "renew": queries.may_renew_link(row, user),
        "take_back": queries.may_take_back(row, user),
        "link": link,
        "link_is_open": link is not None and link.expires_on >= access.today(),
    }


def lead(row: Any) -> str:
    words = {"doctor": row.programme.doctor.user, "assessor": row.by_whom}
    if row.state in LOCKED:
        return _("%(doctor)s, bedömd av %(assessor)s.") % words
    return _("%(doctor)s. Bedömare: %(assessor)s.") % words


@require_safe
def assessments(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Every assessment of one doctor that this person may see, as the address asks."""
    programme = visible_programme(request, pk)
    note(request, programme)
    may = permissions_on(request.user, programme)
    marks = assessments_marked(programme, request.user)
    form = filter_of(request, programme, marks, kind="instrument", labels=labels())
    rows = queries.assessments_in(programme, request.user)
    page = page_of(request, programme, form, marks, rows)
    limit = late_after(programme.model.settings)
    page.object_list = queries.lines(page.object_list, limit)
    context = {
        "programme": programme,
        "lead": about_what(programme, form),
        "crumbs": crumbs(request, programme),
        "tabs": programme_tabs(
            region_slug, pk, "assessments:list", may_plan=Permission.PLAN in may
        ),
        "about": _("Om din BT") if Permission.OWN in may else _("Om %s") % programme,
        "collegia": [
            (row, queries.outcome_of(row))
            for row in queries.collegia_for(request.user, programme)
        ],
        "plans": plans_for(request.user, request.region).filter(programme=programme),
        **rounds_in(request.user, programme, may),
        **narrowing(form, page, marks),
        "may_record": Permission.LEAD in may,
        "page": page,
        "may_ask": Permission.OWN in may,
        "may_type_in": Permission.PLAN in may and Permission.OWN not in may,
        "may_start": Permission.ASSESS in may and Permission.OWN not in may,
    }
    return render(request, "assessments/list.html", context)


def labels() -> dict[str, str]:
    return {"instrument": _("Instrument"), "person": _("Bedömare")}


def rounds_in(user: Any, programme: Any, may: Any) -> dict[str, Any]:
    """The 360s, and whether one may be started: one at a time."""
    rows = rounds_listed(user, programme)
    under_way = any(row.state in UNDER_WAY for row in rows)
    return {
        "rounds": [(row, state_of(row)) for row in rows],
        "may_open_round": bool(TAKES_PART & may) and not under_way,
    }


@require_POST
def acknowledge(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The doctor has read it. Pressed twice it is still read once."""
    row = visible_assessment(request, pk)
    is_doctor = row.programme.doctor.user == request.user
    if not (is_doctor and row.state == AssessmentState.ACKNOWLEDGED):
        actions.acknowledge(assessment=row, by=request.user, at=database_now())
    return redirect(row)
