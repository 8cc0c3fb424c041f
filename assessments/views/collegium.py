"""The BT-kollegium: its judgement recorded, read, and gone through with the doctor."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions, queries
from assessments.forms import AgreedRows, CollegiumForm, FeedBackForm
from assessments.queries.meeting_people import owners
from assessments.views.common import (
    crumbs,
    list_url,
    note,
    page,
    visible_programme,
)
from bt_admin.lib.forms import written
from bt_admin.lib.swedish import long_day
from placements.queries import current_placement
from placements.views.common import posted
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.roles import Permission


@keeps_draft
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = visible_programme(request, pk)
    access.require(request.user, Permission.LEAD, request.region)
    today = access.today()
    doctor = programme.doctor.user
    supervisor = queries.main_supervisor(programme, today)
    form = CollegiumForm(
        posted(request), initial={"held_on": today}, readers=readers(doctor.full_name)
    )
    rows = AgreedRows(posted(request), owners=owners(programme, today))
    draft = lay_out(request, form, *rows)
    if collegium := written(
        form,
        lambda given: actions.record_collegium(
            programme=programme,
            agreed=rows.given,
            by=request.user,
            at=database_now(),
            **given,
        ),
        rows,
    ):
        messages.success(request, receipt(supervisor, doctor))
        return redirect("assessments:collegium", region_slug, collegium.pk)
    context = {
        "form": form,
        "draft": draft,
        "rows": rows,
        "forms": [form, *rows],
        "crumbs": crumbs(request, programme),
        "supervisor": supervisor,
        **how_it_goes(programme, today),
    }
    return page(request, "assessments/collegium_new.html", context)


def how_it_goes(programme: Any, today: date) -> dict[str, Any]:
    """What the kollegium has before it while it judges."""
    known = queries.background(programme, today)
    return {
        "programme": programme,
        "doctor": programme.doctor.user,
        "known": known,
        "lead": lead(known, current_placement(programme, today)),
        "more": (_("Alla bedömningar"), list_url(programme)),
        "model": programme.model,
    }


@require_http_methods(["GET", "POST"])
def collegium(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The judgement; and for the huvudansvariga, the talk to be registered."""
    rows = queries.collegia_visible(request.user, request.region)
    row = get_object_or_404(rows, pk=pk)
    note(request, row.programme)
    today = access.today()
    verdict = queries.may_feed_back(row, request.user, today)
    if request.method == "POST":
        verdict.require()
    form = FeedBackForm(posted(request), initial={"on": today})
    if written(
        form,
        lambda given: actions.feed_back(
            collegium=row,
            on=given["on"],
            by=request.user,
            at=database_now(),
        ),
    ):
        said = _("Återkopplingen är registrerad. %(doctor)s kan läsa bedömningen nu.")
        messages.success(request, said % {"doctor": row.programme.doctor.user})
        return redirect(request.path)
    context = {
        "row": row,
        "heading": _("BT-kollegium %(day)s") % {"day": long_day(row.held_on)},
        "form": form if verdict else None,
        "doctor": row.programme.doctor.user,
        "crumbs": crumbs(request, row.programme),
        "outcome": queries.outcome_of(row),
        "supervisor": queries.main_supervisor(row.programme, today),
        "agreed": row.actions.select_related("owner"),
        "is_doctor": row.programme.doctor.user == request.user,
    }
    return page(request, "assessments/collegium.html", context)


def lead(known: queries.Background, here: Any) -> str:
    """«Vecka 37 av 52. Kirurgi. 6 av 18 delmål har underlag som räcker, väntat 12.»"""
    words = {
        "week": known.week, "weeks": known.weeks, "here": here,
        "reached": known.reached, "total": known.total, "expected": known.expected,
    }  # fmt: skip
    weeks = _("Vecka\u00a0%(week)s av %(weeks)s.") % words
    reached = _(
        "Underlaget räcker för %(reached)s av %(total)s delmål, väntat %(expected)s."
    )
    return " ".join([weeks, *([f"{here}."] if here else []), reached % words])


def readers(doctor: str) -> str:
    said = _(
        "Läses av %(doctor)s efter samtalet, handledarna, studierektorn och "
        "AT/BT-chefen."
    )
    return said % {"doctor": doctor}


def receipt(supervisor: Any, doctor: Any) -> str:
    if supervisor is None:
        return _("Kollegiet är dokumenterat. Utse en huvudansvarig handledare.")
    said = _("Kollegiet är dokumenterat. %(supervisor)s går igenom det med %(doctor)s.")
    return said % {"supervisor": supervisor, "doctor": doctor}
