"""The office's register of a round: what came in, what was given out, what is held."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.files import as_file
from bt_admin.lib.forms import written
from bt_admin.lib.swedish import begin
from recruitment import queries
from recruitment.actions import purging
from recruitment.actions.disclosing import disclose as give_out
from recruitment.forms.records import DisclosureForm, FinalDayForm, HoldForm
from recruitment.queries.case_page import papers_of
from recruitment.queries.records import is_protected, record_of, register_of
from recruitment.queries.retention import counted_from
from recruitment.views.application import open_case
from recruitment.views.common import (
    crumbs,
    done,
    page,
    posted,
    round_context,
    round_to_run,
)
from regions.clock import database_now

PAPER_FIELDS = ("how", "pages", "law", "why")


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """One page with three small forms; `do` says which of them was sent."""
    row = round_to_run(request, pk)
    do = request.POST.get("do", "")
    final = FinalDayForm(posted(request) if do == "final" else None)
    held = HoldForm(posted(request) if do == "hold" else None)
    if do and done_well(request, row, do, final, held):
        return redirect("recruitment:register", region_slug, pk)
    context = round_context(request, row, "register")
    context |= {
        "crumbs": crumbs(row),
        "rows": register_of(row),
        "disclosures": row.disclosures.select_related("given_by"),
        "counted": counted_from(row, database_now()),
        "final": final,
        "hold": held,
        "form": final if final.errors else held if held.errors else None,
        "decides": queries.decides(request.user, request.region),
    }
    return page(request, "recruitment/register.html", context)


def done_well(request: HttpRequest, row: Any, do: str, final: Any, held: Any) -> Any:
    given = {"round": row, "by": request.user, "at": database_now()}
    if do == "lift":
        purging.lift_hold(**given)
        messages.success(request, _("Stoppet är hävt."))
        return True
    if do == "final" and final.is_valid():
        day = final.cleaned_data["final_on"]
        done(final, lambda: purging.note_final_day(final_on=day, **given))
        messages.success(request, _("Dagen är sparad."))
        return not final.errors
    if do == "hold" and held.is_valid():
        reason = held.cleaned_data["reason"]
        done(held, lambda: purging.hold(reason=reason, **given))
        messages.success(request, _("Inget i omgången gallras förrän stoppet hävs."))
        return not held.errors
    return False


@require_http_methods(["GET", "HEAD", "POST"])
def disclose(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Decide about each kind of thing; the answer is the copy to give out."""
    application = open_case(request, pk)
    parts = record_of(application)
    papers = papers_of(application)
    form = DisclosureForm(
        posted(request),
        keys=tuple(part.key for part in parts),
        papers=[(one.pk.hex, f"{begin(label)}: {one.name}") for one, label in papers],
        is_protected=is_protected(application),
    )
    if made := written(
        form,
        lambda given: give_out(
            application=application,
            request=given["request"],
            parts=parts,
            decisions=form.decisions(str(request.user.pk)),
            papers=form.paper_decisions,
            by=request.user,
            at=database_now(),
        ),
    ):
        _row, copy = made
        return as_file(copy.content, copy.name, copy.content_type)
    round = application.round
    back = reverse("recruitment:register", args=[region_slug, round.pk])
    context = {
        "application": application,
        "parts": [(part, form[f"do_{part.key}"]) for part in parts],
        "papers": [
            (one, [form[f"{name}_{one.pk.hex}"] for name in PAPER_FIELDS])
            for one, _label in papers
        ],
        "form": form,
        "crumbs": crumbs(round, (_("Diarium"), back)),
    }
    return page(request, "recruitment/disclose.html", context)
