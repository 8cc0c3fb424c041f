"""The sammantagna bedömningen, filled in together or from a paper."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions, queries
from assessments.enums import InstrumentKey
from assessments.forms.held import OverallPaperForm, OverallTogetherForm
from assessments.views.anchors import anchors_for
from assessments.views.common import done, page
from assessments.views.held import sent
from assessments.views.overall import too_few
from assessments.views.placement import place_url
from assessments.views.writing import scale_of_parts
from regions import access
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.roles import Permission
from regions.uploads import takes_files


@keeps_draft
@require_http_methods(["GET", "POST"])
def together(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """On the doctor's phone; the handledare reads, changes and signs on their own."""
    placement = visible_placement(request, pk)
    verdict = queries.may_fill_overall_together(placement, request.user)
    if request.method == "GET" or "overall.not_on_own_phone" in verdict.codes:
        verdict.require()  # a second click is answered by what the first one did
    row = blank(request, placement)
    form = form_of(request, OverallTogetherForm, row)
    draft = lay_out(request, form, shape=shape_of(form))
    if form.is_bound and form.is_valid():
        fill = partial(
            actions.fill_overall_together,
            placement=placement, assessor=form.assessor(), content=form.content(),
            by=request.user, at=database_now(),
        )  # fmt: skip
        if done(form, fill):
            text = _("%s hittar den under Att göra, läser, ändrar och signerar.")
            messages.success(request, text % form.assessor())
            return redirect(place_url(placement))
    return page(request, "assessments/overall_held.html", desk(row, form, draft) | {
        "heading": _("Sammantagen bedömning, tillsammans"),
        "explained": _(
            "Ingen signerar här. Handledaren hittar den under Att göra, läser, ändrar "
            "det som behövs och signerar som sig själv. Sedan bekräftar du att du har "
            "läst den."
        ),
        "button": _("Skicka för signering"),
    })  # fmt: skip


@keeps_draft
@takes_files
@require_http_methods(["GET", "POST"])
def from_paper(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The office types in what a handledare of the placement has signed with a pen."""
    placement = visible_placement(request, pk)
    access.require(request.user, Permission.PLAN, request.region)
    if request.method == "GET":
        queries.may_type_in_overall(placement, request.user).require()
    row = blank(request, placement)
    form = form_of(request, OverallPaperForm, row)
    draft = lay_out(request, form, shape=shape_of(form))
    if form.is_bound and form.is_valid():
        type_in = partial(
            actions.type_in_overall,
            placement=placement, assessor=form.assessor(), content=form.content(),
            signed_on=form.cleaned_data["paper_signed_on"],
            files=form.cleaned_data["scans"], by=request.user, at=database_now(),
        )  # fmt: skip
        if kept := done(form, type_in):
            doctor = placement.programme.doctor.user
            messages.success(request, _("Inskriven. %s kan läsa den nu.") % doctor)
            return redirect(kept)
        form.say_what_did_not_follow()
    return page(request, "assessments/overall_held.html", desk(row, form, draft) | {
        "heading": _("Sammantagen bedömning, från papper"),
        "explained": _(
            "Bedömningen låses. På den står vem som har skrivit under papperet och att "
            "du har skrivit in det. BT-läkaren och handledaren får besked. Spara "
            "originalet."
        ),
        "button": _("Skriv in bedömningen"),
        "on_paper": True,
    })  # fmt: skip


# ------------------------------------------------------------------------- in common
def visible_placement(request: HttpRequest, pk: UUID) -> Any:
    rows = queries.placements_for(request.user, request.region)
    return get_object_or_404(rows.prefetch_related("periods"), pk=pk)


def blank(request: HttpRequest, placement: Any) -> Any:
    given = queries.instrument_in(placement.region, InstrumentKey.OVERALL)
    return queries.blank(
        placement.programme, given, by=request.user, at=database_now(),
        placement=placement,
    )  # fmt: skip


def form_of(request: HttpRequest, kind: Any, row: Any) -> Any:
    around = queries.writers_here(row.placement, access.today())
    alone = str(around[0].user_id) if len(around) == 1 else ""
    return kind(
        *sent(request),
        initial={"performed_on": timezone.localdate(), "assessor": alone},
        given=queries.instrument_of(row),
        placements=[],
        doctor=row.programme.doctor.user.full_name,
        around=around,
        too_few=too_few(row.placement),
    )


def shape_of(form: Any) -> str:
    return f"{form.given.key}/{form.given.version}"


def desk(row: Any, form: Any, draft: Any) -> dict[str, Any]:
    given, placement = form.given, row.placement
    return {
        "form": form,
        "draft": draft,
        "row": row,
        "given": given,
        "least": given.min_items_answered,
        "doctor": row.programme.doctor.user,
        "lead": f"{row.programme.doctor.user.full_name}, {placement.title}",
        "scale": scale_of_parts(given),
        "seen": queries.seen_on(placement),
        "carried_over": queries.carried_over(placement),
        "situation": queries.sheet_of(row, with_answers=False).situation,
        "back_url": place_url(placement),
        "back_label": placement.title,
        **anchors_for(row, form),
    }
