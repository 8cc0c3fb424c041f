"""Makes the masked copy of a file: of its text alone, or of its bare pixels."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bt_admin.lib.files import Unfit
from bt_admin.lib.pdf_reading import bare_pixels, read_pages
from recruitment.rules.masked_papers import (
    Doubt,
    MaskedPages,
    PageText,
    is_left,
    masked_pages,
)
from recruitment.rules.masking import Known

log = logging.getLogger(__name__)
PDF = "application/pdf"
STYLES = ["masked.css"]


@dataclass(frozen=True)
class Copy:
    """`content` is None when none can be made. `doubt` is "" when it may be shown.

    `pages`: what each page said, and what its copy says; none for pictures.
    """

    content: bytes | None = None
    content_type: str = ""
    doubt: str = ""
    pages: tuple[tuple[str, str], ...] = ()


def copy_of(
    content: bytes, content_type: str, known: Known, *, title: str, on: date
) -> Copy:
    """The copy of a file that `bt_admin.lib.files` has made anew. Never raises: what
    cannot be read or written is in doubt. Takes seconds.
    """
    if content_type != PDF:
        return Copy(content, content_type, Doubt.PICTURE)
    try:
        return _of_pdf(content, known, title, on)
    except Unfit:
        return Copy(doubt=Doubt.UNREADABLE)
    except Exception:  # whatever text makes the page maker fall over
        log.warning("No masked copy could be made.", exc_info=True)
        return Copy(doubt=Doubt.UNREADABLE)


def _of_pdf(content: bytes, known: Known, title: str, on: date) -> Copy:
    read = pages_in(content)
    masked = masked_pages(read, known)
    if masked.doubt == Doubt.SCAN:
        return _of_scan(content)
    if not masked.pages:
        return Copy(doubt=masked.doubt or Doubt.UNREADABLE)
    before = [page.text for page in read]
    return _of_text(masked, before, known, title=title, on=on)


def _of_scan(content: bytes) -> Copy:
    try:
        return Copy(bare_pixels(content), PDF, Doubt.SCAN)
    except Unfit:
        return Copy(doubt=Doubt.SCAN)


def _of_text(
    masked: MaskedPages, before: Sequence[str], known: Known, *, title: str, on: date
) -> Copy:
    """Written anew, and read again: what is to be shown is what was proved."""
    from bt_admin.lib import pdf  # two seconds that no start should wait for

    made = pdf.render(
        "recruitment/masked_copy.html",
        {"pages": masked.pages, "title": title},
        title=title,
        identifier=b"masked",
        created=on,
        stylesheets=STYLES,
    )
    proof = [page.text for page in pages_in(made)]
    doubt = Doubt.LEFT if is_left(proof, known) else masked.doubt
    pages = tuple(zip(before, masked.pages, strict=True))
    return Copy(made, PDF, doubt or "", pages)


def pages_in(content: bytes) -> list[PageText]:
    return [_page(one) for one in read_pages(content)]


def _page(told: dict[str, Any]) -> PageText:
    return PageText(
        told["text"], told["letters"], told["unknown"], told["mixed"], told["pictures"]
    )
