"""Handing out the PDFs, one by one and all together."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from bt_admin.lib import sources
from bt_admin.lib.files import as_file
from bt_admin.lib.verdicts import no
from certificates.actions.documents import PRINTING_SECONDS, hand_out
from certificates.documents.cover import render_cover
from certificates.documents.package import COVER, PackedFile, pack
from certificates.queries.cover import cover_of, own_lines, told_about
from certificates.queries.documents import (
    Original,
    documents_for,
    form_name,
    original_of,
    originals,
    pdf_of,
)
from certificates.queries.posting import posting
from certificates.views.application import programme_or_404
from regions.clock import database_now
from regions.patience import let_wait


@require_GET
def document(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    found = get_object_or_404(documents_for(request.user, request.region), pk=pk)
    hand_out(documents=[found], by=request.user, at=database_now())
    return as_file(pdf_of(found), original_of(found).file_name, "application/pdf")


@require_GET
def package(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    programme = programme_or_404(request, pk)
    papers = ready_papers(programme)
    found = [paper.document for paper in papers]
    hand_out(documents=found, by=request.user, at=database_now())
    post, requested = posting(), [one.document.requested_at for one in papers]
    content = pack(
        [packed(paper) for paper in papers],
        doctor=programme.doctor.user.full_name,
        verify_address=verify_address(),
        to=post.address,
        told=(
            *own_lines(programme),
            *told_about(post, timezone.localdate(max(requested))),
        ),
        cover=printed_cover(programme, papers),
    )
    return as_file(content, "ansokan.zip", "application/zip")


@require_GET
def cover(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The sheet that lies first in the envelope."""
    programme = programme_or_404(request, pk)
    content = printed_cover(programme, ready_papers(programme))
    return as_file(content, COVER, "application/pdf")


def printed_cover(programme: Any, papers: list[Original]) -> bytes:
    """As old as the newest original: the same papers, the same bytes."""
    let_wait(PRINTING_SECONDS)
    created = timezone.localtime(max(one.document.requested_at for one in papers))
    return render_cover(
        cover_of(programme, papers, verify_address(), created.date()), created=created
    )


def ready_papers(programme: Any) -> list[Original]:
    papers = originals(programme)
    if not papers or not all(paper.ready for paper in papers):
        not_ready.require()
    return papers


def verify_address() -> str:
    return f"{settings.BASE_URL}{reverse('verify')}"


not_ready = no(
    "package.not_ready",
    "Paketet kan inte hämtas än. Originalen är inte framställda. Vänta en stund och läs "
    "om sidan Ansökan.",
    sources.HOUSE,
)


def packed(paper: Original) -> PackedFile:
    return PackedFile(
        name=paper.file_name,
        form=form_name(paper),
        number=paper.number,
        signatories=tuple(
            f"{box.signatory.full_name} ({box.role_title})" for box in paper.boxes
        ),
        control_code=paper.document.control_code,
        content=pdf_of(paper.document),
    )
