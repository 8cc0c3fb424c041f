"""Scanned pages of signed originals: what lies where, and what waits for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from bt_admin.lib.control_codes import PageCode
from bt_admin.lib.pieces import State
from bt_admin.lib.verdicts import Verdict
from certificates.documents.freezing import page_count
from certificates.enums import CertificateKind
from certificates.models import Document, PackedOriginal, ScannedPage
from certificates.queries.documents import Original
from certificates.rules.paper import PackFacts
from certificates.rules.scans import PlaceFacts, may_file_scan
from placements.models import Programme
from placements.queries import programmes_for
from regions.models import Region, User


@dataclass(frozen=True)
class Sheet:
    """A page of an original, and the scan that lies there, if any."""

    original: Original
    page: int
    scan: ScannedPage | None

    @property
    def key(self) -> str:
        """What a form calls this page."""
        return place_key(self.original.document, self.page)

    @property
    def name(self) -> str:
        """«Bilaga 2, nr 1, sidan 2 av 2»."""
        return place_name(self.original.document, self.page)


@dataclass(frozen=True)
class Checked:
    """An original on the check list: its pages, and how far it has come."""

    original: Original
    sheets: list[Sheet]

    @property
    def key(self) -> str:
        return str(self.original.document.pk)

    @property
    def name(self) -> str:
        return paper_name(self.original.document)

    @property
    def packed(self) -> PackedOriginal | None:
        return getattr(self.original.document, "packed", None)

    @property
    def scanned(self) -> State:
        return scanned_state(self.sheets)


@dataclass(frozen=True)
class Waiting:
    """A page that nobody could file by its code alone, and why."""

    scan: ScannedPage
    verdict: Verdict

    @property
    def is_unknown(self) -> bool:
        return self.scan.document_id is None

    @property
    def is_double(self) -> bool:
        return self.verdict.codes == ["scan.double"]


def scans_for(user: User, region: Region) -> QuerySet[ScannedPage]:
    """The scanned pages in the programmes that this person may open."""
    return ScannedPage.objects.filter(
        programme__in=programmes_for(user, region)
    ).select_related(
        "programme__region", "programme__doctor__user", "document__certificate"
    )


def scans_of(programme: Programme) -> list[ScannedPage]:
    """What counts: filed or waiting, without the files themselves. `is_weeded`: no file."""
    rows = ScannedPage.objects.filter(programme=programme, replaced_at__isnull=True)
    rows = rows.annotate(is_weeded=Q(content=b""))
    return list(
        rows.defer("content", "document__pdf", "document__frozen").select_related(
            "document__certificate", "uploaded_by", "filed_by"
        )
    )


def sheets(
    originals: Sequence[Original], scans: Sequence[ScannedPage]
) -> list[list[Sheet]]:
    """For each original its pages, in order."""
    at = {(one.document_id, one.page): one for one in scans if one.filed_at}
    return [
        [
            Sheet(paper, page, at.get((paper.document.pk, page)))
            for page in range(1, pages_of(paper.document) + 1)
        ]
        for paper in originals
        if paper.ready
    ]


def checklist(
    originals: Sequence[Original], scans: Sequence[ScannedPage]
) -> list[Checked]:
    """The originals that are printed, with their scans, as they lie in the envelope."""
    return [Checked(row[0].original, row) for row in sheets(originals, scans)]


def waiting(scans: Sequence[ScannedPage]) -> list[Waiting]:
    """Those that wait for an answer, oldest first, with the reason."""
    taken = {(one.document_id, one.page) for one in scans if one.filed_at}
    return [_asked(one, taken) for one in scans if not one.filed_at]


def asked_about(scan: ScannedPage) -> Waiting | None:
    """Why this page waits; None when it is filed."""
    taken = {
        (one.document_id, one.page) for one in scans_of(scan.programme) if one.filed_at
    }
    return None if scan.filed_at else _asked(scan, taken)


def _asked(scan: ScannedPage, taken: set[tuple[UUID | None, int | None]]) -> Waiting:
    return Waiting(scan, may_file_scan(_facts(scan, taken)))


def _facts(scan: ScannedPage, taken: set[tuple[UUID | None, int | None]]) -> PlaceFacts:
    if scan.document is None or scan.page is None:
        return PlaceFacts()
    is_taken = (scan.document_id, scan.page) in taken
    return place_facts(scan.document, scan.page, taken=is_taken)


def place_facts(
    document: Document,
    page: int,
    *,
    taken: bool,
    replaces: bool = False,
    code_says_otherwise: bool = False,
) -> PlaceFacts:
    withdrawn = document.withdrawn_at
    return PlaceFacts(
        original=paper_name(document),
        page=page,
        pages=pages_of(document),
        withdrawn_on=timezone.localdate(withdrawn) if withdrawn else None,
        taken=taken,
        replaces=replaces,
        code_says_otherwise=code_says_otherwise,
    )


def pack_facts(paper: Original) -> PackFacts:
    return PackFacts(
        original=paper_name(paper.document),
        waiting_for=tuple(box.person for box in paper.boxes if not box.signature),
    )


def place_of(programme: Programme, code: PageCode) -> tuple[Document, int] | None:
    """Which page of this doctor's originals has this code; also of a withdrawn one."""
    document = (
        Document.objects.filter(
            certificate__programme=programme,
            control_code=code.code,
            rendered_at__isnull=False,
        )
        .defer("pdf", "frozen")
        .select_related("certificate")
        .first()
    )
    if document is None or (code.page, code.pages) not in _pages(document):
        return None
    return document, code.page


def _pages(document: Document) -> list[tuple[int, int]]:
    pages = pages_of(document)
    return [(page, pages) for page in range(1, pages + 1)]


def scanned_with_pens(programme: Programme) -> set[UUID]:
    """The originals whose signed page is scanned, the last of every form."""
    return {
        one.document.pk
        for one in scans_of(programme)
        if one.filed_at and one.document and one.page == pages_of(one.document)
    }


def scan_with_pens(document: Document) -> ScannedPage | None:
    """The scan of the page that is signed: the last of every form."""
    return (
        ScannedPage.objects.defer("content")
        .filter(
            document=document,
            page=pages_of(document),
            filed_at__isnull=False,
            replaced_at__isnull=True,
        )
        .first()
    )


def pages_of(document: Document) -> int:
    return page_count(document.certificate.kind)


def paper_name(document: Document) -> str:
    """«Bilaga 2, nr 1»; bilaga 1 has no number."""
    annex = CertificateKind(document.certificate.kind).annex
    number = document.annex_number
    return f"Bilaga {annex}, nr {number}" if number else f"Bilaga {annex}"


def place_name(document: Document, page: int) -> str:
    return _("%(paper)s, sidan %(page)s av %(pages)s") % {
        "paper": paper_name(document),
        "page": page,
        "pages": pages_of(document),
    }


def place_key(document: Document, page: int) -> str:
    return f"{document.pk}:{page}"


def scan_content(scan: ScannedPage) -> bytes:
    """The file's bytes, which lists leave in the database."""
    return bytes(ScannedPage.objects.values_list("content", flat=True).get(pk=scan.pk))


def scan_name(scan: ScannedPage) -> str:
    """What the file is called when somebody saves it; names nobody."""
    ending = {"application/pdf": "pdf", "image/png": "png"}.get(
        scan.content_type, "jpg"
    )
    if scan.document is None:
        return f"skannad-sida.{ending}"
    number = scan.document.annex_number or 0
    annex = CertificateKind(scan.document.certificate.kind).annex
    return f"{number}-bilaga-{annex}-underskriven-sida-{scan.page}.{ending}"


def scanned_state(pages: Sequence[Sheet]) -> State:
    """How many of an original's pages are scanned, in words."""
    done = sum(1 for one in pages if one.scan)
    if done == len(pages):
        return State("ok", _("Skannat"))
    if not done:
        return State("none", _("Inte skannat"))
    return State("wait", _("%(done)s av %(all)s sidor") % {"done": done, "all": len(pages)})  # fmt: skip
