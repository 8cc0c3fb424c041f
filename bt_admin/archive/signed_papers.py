"""The originals as they were signed with a pen, page by page."""

from functools import partial
from typing import Any

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
    scans = [sheet.scan for row in rows for sheet in row.sheets if sheet.scan]
    files = {
        scan.pk: File(f"original/{scan_name(scan)}", partial(scan_content, scan))
        for scan in scans
    }
    return Part(
        "original",
        _("Underskrivna original"),
        [
            *(entry for row in rows for entry in pens(row)),
            *(page(scan, files[scan.pk]) for scan in scans),
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


def page(scan: Any, file: File) -> Entry:
    return Entry(
        place_name(scan.document, scan.page),
        [(_("Inlagd"), f"{moment(scan.uploaded_at)}, {scan.uploaded_by}")],
        files=[file.path],
        more={"sha256": scan.sha256},
    )
