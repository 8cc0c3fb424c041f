"""The originals as sheets of paper: printed, signed, scanned, in the envelope."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from bt_admin.lib.forms import refuse
from bt_admin.lib.verdicts import Refused
from certificates.actions.envelope import pack_originals
from certificates.forms.envelope import EnvelopeFields
from certificates.queries import scans as queries
from certificates.queries.documents import REGISTRARS, may_with
from certificates.queries.documents import originals as papers_of
from certificates.queries.pens import correctable_by, corrected_pens
from certificates.views import application
from certificates.views.common import address, crumbs
from certificates.views.scans import to_papers
from regions.clock import database_now


@require_GET
@vary_on_headers("HX-Request")
def originals(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The check list; to htmx, which waits for the PDFs, the piece it asks for."""
    if "HX-Request" in request.headers:
        return application.documents(request, region_slug, pk)
    return page(request, application.programme_or_404(request, pk))


@require_http_methods(["POST"])
def pack(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """These originals lie in the envelope, and no others."""
    programme = application.programme_or_404(request, pk)
    may_with(request.user, programme, REGISTRARS).require()
    rows = rows_of(programme)
    form = EnvelopeFields(request.POST, rows=rows)
    if form.is_valid():
        try:
            pack_originals(
                programme=programme,
                documents=form.documents(),
                by=request.user,
                at=database_now(),
            )
        except Refused as refused:
            refuse(form, refused.verdict)
        else:
            messages.success(request, receipt(len(form.documents()), len(rows)))
            return to_papers(programme)
    return page(request, programme, form, status=422)


def receipt(packed: int, papers: int) -> str:
    if packed == papers:
        return _("Alla original ligger i kuvertet.")
    return _("%(packed)d av %(papers)d original ligger i kuvertet.") % {
        "packed": packed,
        "papers": papers,
    }


def page(
    request: HttpRequest,
    programme: Any,
    form: EnvelopeFields | None = None,
    status: int = 200,
) -> HttpResponse:
    papers = papers_of(programme)
    scans = queries.scans_of(programme)
    rows = queries.checklist(papers, scans)
    boxes = [box for row in rows for box in row.original.boxes]
    context = {
        "programme": programme,
        "rows": rows,
        "form": form or EnvelopeFields(rows=rows),
        "whole": bool(papers) and all(one.ready for one in papers),
        "waiting": queries.waiting(scans),
        "may_register": may_with(request.user, programme, REGISTRARS),
        "correctable": correctable_by(request.user, programme, boxes),
        "corrected": corrected_pens(programme),
        "unsigned": any(box.signature is None for box in boxes),
        "crumbs": crumbs(
            request,
            programme,
            (_("Intyg"), address("certificates", programme)),
            (_("Ansökan"), address("application", programme)),
        ),
    }
    return render(request, "certificates/originals.html", context, status=status)


def rows_of(programme: Any) -> list[queries.Checked]:
    return queries.checklist(papers_of(programme), queries.scans_of(programme))
