"""Scans of signed originals: kept page by page, filed by their code or by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from bt_admin.lib import sources
from bt_admin.lib.files import CleanFile
from bt_admin.lib.scans import Sheet
from bt_admin.lib.verdicts import Verdict, no
from certificates.actions.locking import lock_programme
from certificates.models import Document, ScannedPage
from certificates.queries.documents import READERS, REGISTRARS, may_with
from certificates.queries.scans import place_facts, place_of
from certificates.rules.scans import (
    CodeFacts,
    may_discard,
    may_file_scan,
    may_hand_out,
    may_keep_scan,
    may_take_back,
)
from placements.models import Programme
from regions import audit
from regions.events import Event
from regions.models import User


@dataclass
class Received:
    """What became of each page: filed, asked about, there already, or not kept."""

    filed: list[ScannedPage] = field(default_factory=list)
    waiting: list[ScannedPage] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[tuple[str, Verdict]] = field(default_factory=list)


@dataclass(frozen=True)
class TakenApart:
    """A file that somebody sent, and its pages."""

    file: CleanFile
    sheets: Sequence[Sheet]

    def name_of(self, sheet: Sheet) -> str:
        """«skannat.pdf, sidan 3»."""
        alone = len(self.sheets) == 1
        return self.file.name if alone else f"{self.file.name}, sidan {sheet.number}"


@transaction.atomic
def keep_scans(
    *, programme: Programme, files: Sequence[TakenApart], by: User, at: datetime
) -> Received:
    """Keep every page that is this doctor's, and file those whose code says where.

    A page sent again is kept once. One page that is refused does not stop the others.
    """
    programme = lock_programme(programme)
    may_with(by, programme, REGISTRARS).require()
    received = Received()
    for file in files:
        for sheet in file.sheets:
            _keep(received, programme, file, sheet, by, at)
    return received


def _keep(
    received: Received,
    programme: Programme,
    file: TakenApart,
    sheet: Sheet,
    by: User,
    at: datetime,
) -> None:
    name = file.name_of(sheet)
    place = place_of(programme, sheet.codes[0]) if len(sheet.codes) == 1 else None
    facts = CodeFacts(codes=len(sheet.codes), known=place is not None)
    if not (verdict := may_keep_scan(facts)):
        received.refused.append((name, verdict))
        return
    if _is_kept(programme, file, sheet):
        received.known.append(name)
        return
    scan = _kept(programme, file, sheet, place, by, at)
    if place and may_file_scan(place_facts(*place, taken=_there(*place) is not None)):
        _file(scan, by, at)
        received.filed.append(scan)
    else:
        received.waiting.append(scan)


def _is_kept(programme: Programme, file: TakenApart, sheet: Sheet) -> bool:
    return ScannedPage.objects.filter(
        programme=programme,
        source_sha256=file.file.source_sha256,
        source_page=sheet.number,
        replaced_at__isnull=True,
    ).exists()


def _kept(
    programme: Programme,
    file: TakenApart,
    sheet: Sheet,
    place: tuple[Document, int] | None,
    by: User,
    at: datetime,
) -> ScannedPage:
    document, page = place or (None, None)
    scan = ScannedPage.objects.create(
        region=programme.region,
        programme=programme,
        source_page=sheet.number,
        document=document,
        page=page,
        by_code=place is not None,
        uploaded_by=by,
        uploaded_at=at,
        **ScannedPage.values_of(sheet.as_file(file.file)),
    )
    _note(Event.SCAN_KEPT, scan, by, at)
    return scan


@transaction.atomic
def file_scan(
    *,
    scan: ScannedPage,
    document: Document,
    page: int,
    replaces: bool,
    by: User,
    at: datetime,
) -> ScannedPage:
    """Say which page it is. What lay there before is kept as replaced, if told so."""
    scan = _open(scan, by)
    if scan.filed_at and (scan.document_id, scan.page) == (document.pk, page):
        return scan
    if document.certificate.programme_id != scan.programme_id:
        not_here.require()
    _still_waits(scan).require()
    before = _there(document, page)
    facts = place_facts(
        document,
        page,
        taken=before is not None,
        replaces=replaces,
        code_says_otherwise=scan.by_code
        and (scan.document_id, scan.page) != (document.pk, page),
    )
    may_file_scan(facts).require()
    if before:
        before.replaced_at = at
        before.save(update_fields=["replaced_at"])
    scan.document, scan.page = document, page
    return _file(scan, by, at)


@transaction.atomic
def take_back_scan(*, scan: ScannedPage, by: User, at: datetime) -> ScannedPage:
    """A page that somebody filed in the wrong place waits again."""
    scan = _open(scan, by)
    may_take_back(is_filed=scan.filed_at is not None, by_code=scan.by_code).require()
    _note(Event.SCAN_TAKEN_BACK, scan, by, at)
    scan.document = scan.page = scan.filed_by = scan.filed_at = None
    scan.save(update_fields=["document", "page", "filed_by", "filed_at"])
    return scan


@transaction.atomic
def discard_scan(*, scan: ScannedPage, by: User, at: datetime) -> None:
    """Throw away a page that is not filed: it is gone, and that is noted."""
    scan = _open(scan, by)
    may_discard(is_filed=scan.filed_at is not None).require()
    _note(Event.SCAN_DISCARDED, scan, by, at)
    scan.delete()


@transaction.atomic
def hand_out_scan(*, scan: ScannedPage, by: User, at: datetime) -> None:
    """Note that somebody took this page; refuses whoever may not have it."""
    may_with(by, scan.programme, READERS).require()
    may_hand_out(is_weeded=not scan.content).require()
    _note(Event.SCAN_DOWNLOADED, scan, by, at)


not_here = no(
    "scan.not_here", "Sidan hör inte till de här originalen.", sources.HOUSE, field="place"
)  # fmt: skip


def _still_waits(scan: ScannedPage) -> Verdict:
    # Somebody else was quicker, and said something else.
    return may_discard(is_filed=scan.filed_at is not None)


def _there(document: Document, page: int) -> ScannedPage | None:
    return (
        ScannedPage.objects.defer("content")
        .filter(
            document=document,
            page=page,
            filed_at__isnull=False,
            replaced_at__isnull=True,
        )
        .first()
    )


def _file(scan: ScannedPage, by: User, at: datetime) -> ScannedPage:
    scan.filed_by, scan.filed_at = by, at
    scan.save(update_fields=["document", "page", "filed_by", "filed_at"])
    _note(Event.SCAN_FILED, scan, by, at)
    return scan


def _open(scan: ScannedPage, by: User) -> ScannedPage:
    """The page, locked with its programme: two who answer come one after the other."""
    programme = lock_programme(scan.programme)
    may_with(by, programme, REGISTRARS).require()
    return (
        ScannedPage.objects.select_for_update(of=("self",))
        .defer("content")
        .select_related("document", "programme__region")
        .get(pk=scan.pk)
    )


def _note(event: Event, scan: ScannedPage, by: User, at: datetime) -> None:
    audit.record(
        event,
        about=scan,
        by=by,
        at=at,
        programme=scan.programme,
        sha256=scan.sha256,
        document=str(scan.document_id or ""),
        page=scan.page,
    )
