"""The originals as sheets of paper: printed, signed, scanned."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from certificates.queries import scans as queries
from certificates.queries.documents import REGISTRARS, may_with
from certificates.queries.documents import originals as papers_of
from certificates.views import application
from certificates.views.common import address, crumbs


@require_GET
@vary_on_headers("HX-Request")
def originals(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The check list; to htmx, which waits for the PDFs, the piece it asks for."""
    if "HX-Request" in request.headers:
        return application.documents(request, region_slug, pk)
    programme = application.programme_or_404(request, pk)
    return render(
        request, "certificates/originals.html", context_of(request, programme)
    )


def context_of(request: HttpRequest, programme: Any) -> dict[str, Any]:
    papers = papers_of(programme)
    scans = queries.scans_of(programme)
    return {
        "programme": programme,
        "papers": papers,
        "rows": queries.checklist(papers, scans),
        "waiting": queries.waiting(scans),
        "may_register": may_with(request.user, programme, REGISTRARS),
        "crumbs": crumbs(
            request,
            programme,
            (_("Intyg"), address("certificates", programme)),
            (_("Ansökan"), address("application", programme)),
        ),
    }
