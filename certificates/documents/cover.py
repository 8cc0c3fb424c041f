"""The sheet that lies first in the envelope: what is in it, number by number."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from .text import printable

TITLE = "Följesedel till ansökan om intyg om godkänd bastjänstgöring"


@dataclass(frozen=True)
class CoverRow:
    """One paper: «Bilaga nr» (none for the application), what it is, its sheets.

    A copy of the doctor's own has neither code nor a known number of pages (0).
    """

    number: int | None
    form: str
    pages: int = 0
    control_code: str = ""


@dataclass(frozen=True)
class Cover:
    """`to` and `address` line by line; `told`: what is sent and what it costs.

    `gap` says which numbers are on no paper, when there are such.
    """

    doctor: str
    to: tuple[str, ...]
    address: tuple[str, ...]
    told: tuple[str, ...]
    rows: Sequence[CoverRow]
    verify_address: str
    gap: str = ""

    @property
    def copies(self) -> int:
        return sum(not row.control_code for row in self.rows)

    @property
    def pages(self) -> int:
        return sum(row.pages for row in self.rows)


def render_cover(cover: Cover, *, created: date) -> bytes:
    """The PDF. Same cover and date: same bytes."""
    from bt_admin.lib import pdf  # two seconds that no start should wait for

    printed = Cover(
        printable("doctor", cover.doctor),
        cover.to,
        tuple(printable("address", line) for line in cover.address if line.strip()),
        cover.told,
        tuple(replace(row, form=printable("form", row.form)) for row in cover.rows),
        cover.verify_address,
        cover.gap,
    )
    return pdf.render(
        "certificates/pdf/cover.html",
        {"cover": printed, "title": TITLE, "on": created},
        title=TITLE,
        identifier=hashlib.sha256(repr(printed).encode()).digest()[:16],
        created=created,
        stylesheets=["cover.css"],
    )
