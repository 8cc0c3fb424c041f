"""The office gives out a case: a request, the decision about each thing, the bundle."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bt_admin.archive.record import not_records_of, record_of
from bt_admin.lib.files import as_file
from bt_admin.lib.forms import written
from bt_admin.lib.sources import FL_44
from certificates.actions import disclosing
from certificates.enums import DisclosureState
from certificates.forms.disclosure import DecisionFields, RequestFields
from certificates.queries.disclosure import (
    bundle_bytes,
    disclosures_of,
    where_protected,
)
from certificates.queries.documents import may_with
from certificates.rules.disclosure import APPEAL
from placements.views.common import crumbs, page, seen_programme
from regions.access import today
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out


@keeps_draft
@require_http_methods(["GET", "HEAD", "POST"])
def disclosures(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Every request for this case, and a form for one more."""
    programme = programme_or_404(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = RequestFields(posted, initial={"requested_on": today()}, today=today())
    draft = lay_out(request, form)
    if row := written(
        form,
        lambda given: disclosing.ask_for_case(
            programme=programme, by=request.user, at=database_now(), **given
        ),
    ):
        return redirect(row)
    context = {
        "programme": programme,
        "form": form,
        "draft": draft,
        "rows": disclosures_of(programme),
        "crumbs": crumbs(programme),
    }
    return page(request, "disclosure/disclosures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def disclosure(
    request: HttpRequest, region_slug: str, pk: UUID, disclosure_pk: UUID
) -> HttpResponse:
    """The decision, thing by thing; once it is made, what was decided."""
    programme = programme_or_404(request, pk)
    row = get_object_or_404(disclosures_of(programme), pk=disclosure_pk)
    if row.state != DisclosureState.REQUESTED:
        return shown(request, programme, row)
    items = record_of(programme)
    form = DecisionFields(
        request.POST if request.method == "POST" else None,
        items=items,
        doctor=programme.doctor,
        where=where_protected(programme),
    )
    if decided(request, row, form):
        return redirect(row)
    context = {
        "programme": programme,
        "row": row,
        "form": form,
        "things": [(one, form.fields_of(one.key)) for one in items],
        "left": not_records_of(programme),
        "crumbs": crumbs(programme, (_("Utlämnande"), address(programme))),
    }
    return page(request, "disclosure/decide.html", context)


@require_safe
def disclosed_bundle(
    request: HttpRequest, region_slug: str, pk: UUID, disclosure_pk: UUID
) -> HttpResponse:
    programme = programme_or_404(request, pk)
    row = get_object_or_404(disclosures_of(programme), pk=disclosure_pk)
    content = bundle_bytes(row)
    if not content:
        raise Http404
    disclosing.note_fetched(disclosure=row, by=request.user, at=database_now())
    return as_file(content, f"utlamnande-{row.pk.hex[:8]}.zip", "application/zip")


def decided(request: HttpRequest, row: Any, form: DecisionFields) -> bool:
    if not written(form, lambda _given: carried_out(request, row, form)):
        return False
    if form.refuses:
        messages.success(request, _("Begäran är avslagen."))
    else:
        messages.success(request, _("Paketet är klart att hämta."))
    return True


def carried_out(request: HttpRequest, row: Any, form: DecisionFields) -> Any:
    who = {"by": request.user, "at": database_now()}
    if form.refuses:
        return disclosing.refuse_case(disclosure=row, ground=form.refusal, **who)
    return disclosing.give_out(
        disclosure=row, items=form.items, decision=form.decision, **who
    )


def shown(request: HttpRequest, programme: Any, row: Any) -> HttpResponse:
    context = {
        "programme": programme,
        "row": row,
        "has_bundle": bool(bundle_bytes(row)),
        "appeal": [APPEAL, FL_44],
        "crumbs": crumbs(programme, (_("Utlämnande"), address(programme))),
    }
    return page(request, "disclosure/decided.html", context)


def programme_or_404(request: HttpRequest, pk: UUID) -> Any:
    programme = seen_programme(request, pk)
    may_with(request.user, programme, disclosing.RIGHTS).require()
    return programme


def address(programme: Any) -> str:
    return reverse("disclosures", args=[programme.region.slug, programme.pk])
