"""The originals as they were signed with a pen, page by page."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bt_admin.lib.parts import Entry, File, Part
from bt_admin.lib.swedish import long_day, moment
from certificates.queries.documents import originals
from certificates.queries.scans import (
    checklist,
    place_name,
    scan_content,
    scan_name,
    scans_of,
)


def signed_papers(programme: Any, doctor: Any) -> Part:
    """Who signed which original, where and when, and the pages that are scanned."""
    rows = checklist(originals(programme), scans_of(programme))
    sheets: list[Any] = [sheet for row in rows for sheet in row.sheets if sheet.scan]
    files = {sheet.scan.pk: file(sheet) for sheet in sheets if not sheet.scan.is_weeded}
    return Part(
        "original",
        _("Underskrivna original"),
        [
            *(entry for row in rows for entry in pens(row)),
            *(page(sheet.scan, files.get(sheet.scan.pk)) for sheet in sheets),
        ],
        _("Inget original är underskrivet eller skannat än."),
        files=list(files.values()),
    )


def pens(row: Any) -> list[Entry]:
    return [
        Entry(
            f"{row.name}: {box.signatory.full_name}, {box.role_title}",
            [
                (_("Datum"), long_day(box.signature.signed_on)),
                (_("Ort"), box.signature.place),
            ],
        )
        for box in row.original.boxes
        if box.signature
    ]


def file(sheet: Any) -> File:
    """The picture; what it shows is the page of the PDF that was printed."""
    scan = sheet.scan
    return File(
        f"original/{scan_name(scan)}",
        partial(scan_content, scan),
        is_picture=True,
        shows=f"intyg/{sheet.original.file_name}",
        page=sheet.page,
        title=sheet.name,
        address=reverse("certificates:scan_file", args=[scan.region.slug, scan.pk]),
    )


def page(scan: Any, file: File | None) -> Entry:
    gone = [] if file else [(_("Bilden"), _("gallrad"))]
    return Entry(
        place_name(scan.document, scan.page),
        [(_("Inlagd"), f"{moment(scan.uploaded_at)}, {scan.uploaded_by}"), *gone],
        files=[file.path] if file else [],
        more={"sha256": scan.sha256},
    )
