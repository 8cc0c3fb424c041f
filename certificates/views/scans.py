"""Scanned originals: sent in, taken apart, filed by their code or by hand, fetched."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from bt_admin.lib.files import as_file
from bt_admin.lib.forms import refuse
from bt_admin.lib.uploads import say_what_did_not_follow
from bt_admin.lib.verdicts import Refused
from certificates.actions import scans as actions
from certificates.forms.scans import PlaceFields, ScanFields
from certificates.queries.documents import READERS, REGISTRARS, may_with, originals
from certificates.queries.scans import (
    Sheet,
    asked_about,
    place_name,
    scan_name,
    scans_for,
    scans_of,
    sheets,
)
from certificates.views.application import is_own, programme_or_404
from regions.clock import database_now
from regions.uploads import takes_files


@takes_files
@require_http_methods(["GET", "POST"])
def scan(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Send in photographs or a scan of the signed originals."""
    programme = programme_or_404(request, pk)
    may_with(request.user, programme, REGISTRARS).require()
    if request.method == "GET":
        return sending(request, programme, ScanFields())
    form = ScanFields(request.POST, request.FILES)
    if not form.is_valid():
        say_what_did_not_follow(form, "files")
        return sending(request, programme, form, status=422)
    received = actions.keep_scans(
        programme=programme,
        files=form.cleaned_data["files"],
        by=request.user,
        at=database_now(),
    )
    tell(request, received)
    return to_papers(programme)


def sending(
    request: HttpRequest, programme: Any, form: ScanFields, status: int = 200
) -> HttpResponse:
    context = {"programme": programme, "form": form}
    return render(request, "certificates/scan.html", context, status=status)


def tell(request: HttpRequest, received: actions.Received) -> None:
    """What became of each page, so that nobody has to count."""
    if done := len(received.filed):
        words = ngettext("%d sida är insorterad.", "%d sidor är insorterade.", done)
        messages.success(request, words % done)
    if left := len(received.waiting):
        words = ngettext(
            "%d sida väntar på svar. Se nedan.", "%d sidor väntar på svar. Se nedan.", left
        )  # fmt: skip
        messages.warning(request, words % left)
    for name in received.known:
        text = _("%s fanns redan och är inte sparad en gång till.") % name
        messages.info(request, text)
    for name, verdict in received.refused:
        for reason in verdict.reasons:
            messages.error(request, f"{name}: {reason.text}")


@require_http_methods(["GET", "POST"])
def scanned(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """One page that waits for an answer, or that somebody filed by hand."""
    found = scan_or_404(request, pk)
    may_with(request.user, found.programme, REGISTRARS).require()
    if request.method == "GET":
        return answering(request, found, PlaceFields(places=places(found)))
    return ANSWERS.get(request.POST.get("do", ""), file)(request, found)


def file(request: HttpRequest, found: Any) -> HttpResponse:
    form = PlaceFields(request.POST, places=places(found))
    if not form.is_valid():
        return answering(request, found, form, status=422)
    sheet = sheets_by_key(found)[form.cleaned_data["place"]]
    try:
        actions.file_scan(
            scan=found,
            document=sheet.original.document,
            page=sheet.page,
            replaces=form.cleaned_data["replaces"],
            by=request.user,
            at=database_now(),
        )
    except Refused as refused:
        refuse(form, refused.verdict)
        return answering(request, found, form, status=422)
    messages.success(request, _("Sidan är insorterad: %s.") % sheet.name)
    return to_papers(found.programme)


def replace(request: HttpRequest, found: Any) -> HttpResponse:
    """The newer of two scans of a page takes the older one's place."""
    if found.document is None:
        return file(request, found)
    actions.file_scan(
        scan=found,
        document=found.document,
        page=found.page,
        replaces=True,
        by=request.user,
        at=database_now(),
    )
    name = place_name(found.document, found.page)
    messages.success(request, _("Den nya bilden ersätter den förra: %s.") % name)
    return to_papers(found.programme)


def take_back(request: HttpRequest, found: Any) -> HttpResponse:
    actions.take_back_scan(scan=found, by=request.user, at=database_now())
    messages.success(request, _("Sidan är uttagen. Välj vilken sida det är."))
    return redirect("certificates:scanned", request.region.slug, found.pk)


def discard(request: HttpRequest, found: Any) -> HttpResponse:
    actions.discard_scan(scan=found, by=request.user, at=database_now())
    messages.success(request, _("Bilden är borttagen."))
    return to_papers(found.programme)


ANSWERS = {"replace": replace, "take_back": take_back, "discard": discard}


@require_safe
def scan_file(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The page itself, to be saved; never shown among our own pages."""
    found = scan_or_404(request, pk)
    actions.hand_out_scan(scan=found, by=request.user, at=database_now())
    return as_file(bytes(found.content), scan_name(found), found.content_type)


# ------------------------------------------------------------------------- in common
def scan_or_404(request: HttpRequest, pk: UUID) -> Any:
    found = get_object_or_404(scans_for(request.user, request.region), pk=pk)
    may_with(request.user, found.programme, READERS).require()
    if is_own(request, found.programme):
        request.own_programme_id = found.programme.pk
    return found


def sheets_by_key(found: Any) -> dict[str, Sheet]:
    papers = originals(found.programme)
    rows = sheets(papers, scans_of(found.programme))
    return {sheet.key: sheet for row in rows for sheet in row}


def places(found: Any) -> list[tuple[str, str]]:
    """The pages to choose among, those without a scan first told apart by a word."""
    return [
        (key, f"{sheet.name} ({_('redan skannad')})" if sheet.scan else sheet.name)
        for key, sheet in sheets_by_key(found).items()
    ]


def answering(
    request: HttpRequest, found: Any, form: PlaceFields, status: int = 200
) -> HttpResponse:
    context = {
        "programme": found.programme,
        "scan": found,
        "form": form,
        "asked": asked_about(found),
        "place": place_name(found.document, found.page) if found.document else "",
    }
    return render(request, "certificates/scanned.html", context, status=status)


def to_papers(programme: Any) -> HttpResponse:
    return redirect(
        "certificates:application_papers", programme.region.slug, programme.pk
    )
