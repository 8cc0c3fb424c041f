"""The region's plan is written: its parts in order, and from when they hold."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib import timeline
from bt_admin.lib.drafts import as_data
from bt_admin.lib.swedish import long_day
from placements.actions.region_plan import write_region_plan
from placements.forms.region_plan import BLANK, RegionPlanForm, rearranged, typed_rows
from placements.queries import preview
from placements.queries import region_plan as queries
from placements.rules.layout import lay_out_plan
from placements.views.common import done, page
from regions import access
from regions.clock import database_now
from regions.drafts import drafts_at, form_key, is_poured, keeps_draft, lay_out
from regions.roles import Permission


@keeps_draft
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, region_slug: str) -> HttpResponse:
    """One of the region's plans, told by ?plan=; the first when nothing is told."""
    access.require(request.user, Permission.APPOINT, request.region)
    held = named(request)
    drafts = drafts_at(request)
    form = form_for(request, held, drafts)
    draft = lay_out(
        request, form, name=held.label, basis=str(held.pk), among=drafts,
        is_typed=request.method == "POST" and not form.is_bound,
    )  # fmt: skip
    back = reverse("regions:region", args=[region_slug])
    if wants_to_save(request) and form.is_valid() and kept(request, held, form):
        day = long_day(form.cleaned_data["valid_from"])
        messages.success(request, _("Planen är sparad. Den gäller från den %s.") % day)
        return redirect(back)
    as_it_becomes = preview_of(form)
    if form.is_bound and form.data.get("basis") != str(held.pk):
        form.data = form.data.copy()  # saving again is meant
        form.data["basis"] = str(held.pk)
    context = {
        "form": form,
        "draft": draft,
        "held": held,
        "back_url": back,
        "back_label": _("Regionen"),
        **as_it_becomes,
    }
    return page(request, "placements/region_plan.html", context)


def named(request: HttpRequest) -> Any:
    try:
        return queries.plan_to_write(request.region, request.GET.get("plan", ""))
    except LookupError:
        raise Http404 from None


def form_for(
    request: HttpRequest, held: Any, drafts: Mapping[str, Any]
) -> RegionPlanForm:
    """What was sent, or what holds; a button beside a row only moves what is typed."""
    basis, do = str(held.pk), request.POST.get("do", "save")
    if request.method == "POST" and do in {"save", "show"}:
        return RegionPlanForm(request.POST, rows=[], basis=basis)
    if request.method == "POST":
        rows = rearranged(typed_rows(request.POST), do)
        day = {"valid_from": request.POST.get("valid_from", "")}
        basis = request.POST.get("basis", "")
        return RegionPlanForm(rows=rows, basis=basis, initial=day)
    rows = begun(request, held, drafts.get(form_key(request, held.label)))
    return RegionPlanForm(rows=rows, basis=basis)


def begun(request: HttpRequest, held: Any, draft: Any) -> list[Any]:
    """The version's parts; as many rows as the draft that is about to fill them."""
    rows = queries.rows_of(held) or [dict(BLANK)]
    if draft is None or not is_poured(request, draft, basis=str(held.pk)):
        return rows
    number = len(typed_rows(as_data(draft.fields)))
    return [*rows, *(dict(BLANK) for _n in range(number))][:number]


def wants_to_save(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("do", "save") == "save"


def preview_of(form: RegionPlanForm) -> dict[str, Any]:
    """A BT that begins the first day the plan holds, laid out by what is typed."""
    rows = form.told()
    if rows is None:
        return {}
    typed = form.cleaned_data.get("valid_from") if form.is_bound else None
    day = typed or access.today()
    plan = preview(lay_out_plan(queries.parts_from(rows), day), {}, day)
    return {"plan": plan, "year": timeline.year(plan.blocks, today=access.today())}


def kept(request: HttpRequest, held: Any, form: RegionPlanForm) -> Any:
    return done(
        form,
        lambda: write_region_plan(
            region=request.region,
            label=held.label,
            parts=queries.parts_from(form.rows_told()),
            valid_from=form.cleaned_data["valid_from"],
            instead_of=form.cleaned_data["basis"],
            by=request.user,
            at=database_now(),
        ),
    )
