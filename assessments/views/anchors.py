"""The delmål in everyday work: everybody may read, those who lead BT write."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions.anchors import write_anchor
from assessments.enums import InstrumentKey
from assessments.forms.anchors import AnchorForm
from assessments.queries import anchors as queries
from assessments.queries.people import leads_in
from assessments.rules.anchors import may_lead_anchors
from assessments.views.common import done, page
from bt_admin.lib.swedish import delmal_list
from placements.views.common import posted
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out


@require_safe
def anchors(request: HttpRequest, region_slug: str) -> HttpResponse:
    """Every requirement row, with what the region says of it."""
    goals = list(queries.anchored_goals(request.region).values())
    context = {
        "goals": goals,
        "may": leads_in(request.user, request.region),
        "lead": queries.whose(request.region),
        "crumbs": [(_("Regionen"), reverse("regions:region", args=[region_slug]))],
    }
    return render(request, "assessments/anchors.html", context)


@keeps_draft
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, region_slug: str) -> HttpResponse:
    """One requirement row, told by ?delmal= and ?rad=; the first when nothing is."""
    may_lead_anchors(leads_in(request.user, request.region)).require()
    held = named(request)
    code, row = held.code, held.requirement.n
    form = AnchorForm(posted(request), held=held)
    draft = lay_out(request, form, name=f"{code}-{row}", basis=str(held.number))
    back = f"{reverse('assessments:anchors', args=[region_slug])}#{code}"
    if form.is_bound and form.is_valid() and kept(request, held, form):
        messages.success(request, _("Texten för %s är sparad.") % code)
        return redirect(back)
    stale = form.is_bound and form.data.get("number") != str(held.number)
    if stale:
        form.data = form.data.copy()  # saving again is meant
        form.data["number"] = str(held.number)
    context = {
        "form": form,
        "held": held,
        "goal": queries.anchored_goals(request.region)[code],
        "stale": stale,
        "editions": queries.editions_of(request.region, code, row),
        "draft": draft,
        "back_url": back,
        "back_label": _("Delmålen i vardagen"),
    }
    return page(request, "assessments/anchor_edit.html", context)


def anchors_for(row: Any, form: Any) -> dict[str, Any]:
    """For a form that judges: of the delmål it is asked about, or those it offers."""
    asked = row.version and row.instrument != InstrumentKey.OVERALL
    codes = {one.code for one in row.delmal.all()} if asked else set()
    return anchors_of(row.programme, form, codes)


def anchors_of(programme: Any, form: Any, asked: Any = ()) -> dict[str, Any]:
    """For a form that tags delmål: of those asked about, else those it offers."""
    offered = getattr(form.fields.get("delmal"), "choices", ())
    codes = asked or {code for code, _label in offered} or None
    goals = queries.anchors_beside(programme.region, programme.regulation, codes)
    return {
        "anchored": goals,
        "anchored_codes": delmal_list(one.code for one in goals),
    }


def named(request: HttpRequest) -> queries.AnchoredRow:
    code, row = request.GET.get("delmal", "BT1"), request.GET.get("rad", "1")
    if not (row.isascii() and row.isdigit()) or len(row) > 2:
        raise Http404
    try:
        return queries.anchored_row(request.region, code, int(row))
    except LookupError:
        raise Http404 from None


def kept(request: HttpRequest, held: queries.AnchoredRow, form: AnchorForm) -> Any:
    return done(
        form,
        lambda: write_anchor(
            region=request.region,
            code=held.code,
            row=held.requirement.n,
            lines=form.lines(),
            number=form.cleaned_data["number"],
            by=request.user,
            at=database_now(),
        ),
    )
