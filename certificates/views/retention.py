"""Gallring: what the region has decided, what it would mean, and who says yes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import written
from certificates.actions import weeding
from certificates.forms.retention import HoldFields, RuleFields
from certificates.queries.documents import may_with
from certificates.queries.retention import (
    KINDS,
    hold_of,
    kept_in,
    lines_of,
    listed,
    proposals_in,
)
from certificates.views.common import known_programme, page
from placements.views.common import crumbs
from regions import access
from regions.access import today
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import RegionRequest
from regions.roles import Permission


@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: RegionRequest, region_slug: str) -> HttpResponse:
    """Every kind of thing; one of them opened, with its rule and what is due."""
    access.require(request.user, Permission.ISSUE, request.region)
    lines = kept_in(request.region, today(), database_now())
    chosen = next((one for one in lines if one.key == request.GET.get("slag")), None)
    do = request.POST.get("do")
    form = RuleFields(request.POST if do == "rule" else None, today=today())
    if chosen and written(
        form,
        lambda _given: weeding.decide_rule(
            region=request.region,
            kind=chosen.key,
            by=request.user,
            at=database_now(),
            **form.rule(),
        ),
    ):
        messages.success(request, _("Regeln är sparad."))
        return redirect(request.get_full_path())
    if chosen and do == "propose":
        row = weeding.propose_weeding(
            region=request.region, kind=chosen.key, by=request.user, at=database_now()
        )
        return redirect(row)
    proposals = list(proposals_in(request.region))
    context = {
        "lines": lines,
        "chosen": chosen,
        "waiting": chosen
        and chosen.key in {one.kind for one in proposals if one.is_open},
        "due": lines_of(chosen.key, chosen.due) if chosen else [],
        "form": form,
        "rules": access.may(request.user, Permission.ADMINISTER, request.region),
        "proposals": [(one, KINDS[one.kind]) for one in proposals],
    }
    return page(request, "retention/retention.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The list, before anything goes; then the report of what went."""
    if not access.may(request.user, Permission.ISSUE, request.region):
        raise Http404  # for whoever has no part in it there is none
    row = get_object_or_404(proposals_in(request.region), pk=pk)
    act = {"approve": weeding.approve_weeding, "drop": weeding.drop_weeding}.get(
        request.POST.get("do", "")
    )
    if act:
        act(proposal=row, by=request.user, at=database_now())
        messages.success(request, _("Det är registrerat."))
        return redirect(row)
    context = {
        "row": row,
        "kind": KINDS[row.kind],
        "open": row.approved_at is None and row.dropped_at is None,
        "lines": lines_of(row.kind, listed(row)) if row.finished_at is None else [],
        "verdict": weeding.verdict_on(row, request.user),
        "certifies": access.may(request.user, Permission.CERTIFY, request.region),
    }
    return page(request, "retention/proposal.html", context)


@keeps_draft
@require_http_methods(["GET", "HEAD", "POST"])
def case_hold(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Stop that anything in one case goes, and lift the stop."""
    programme = known_programme(request, pk)
    may_with(request.user, programme, [Permission.ISSUE]).require()
    do = request.POST.get("do")
    form = HoldFields(request.POST if do == "hold" else None)
    draft = lay_out(request, form)
    if do == "lift":
        weeding.lift_hold(programme=programme, by=request.user, at=database_now())
        return redirect(request.path)
    if written(
        form,
        lambda given: weeding.hold_case(
            programme=programme, by=request.user, at=database_now(), **given
        ),
    ):
        return redirect(request.path)
    context = {
        "programme": programme,
        "form": form,
        "draft": draft,
        "held": hold_of(programme),
        "crumbs": crumbs(programme),
    }
    return page(request, "retention/hold.html", context)
