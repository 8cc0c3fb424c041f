"""What an archive package holds, before it is XML and a zip."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

PDF_A, JSON = "PDF/A-3a", "JSON"
# A page of a signed original, as it was photographed or scanned.
PDF, JPEG, PNG = "PDF", "JPEG", "PNG"
SCANNED = {"application/pdf": PDF, "image/jpeg": JPEG, "image/png": PNG}
BEGINNINGS = {
    PDF_A: b"%PDF-",
    PDF: b"%PDF-",
    JPEG: b"\xff\xd8\xff",
    PNG: b"\x89PNG\r\n\x1a\n",
}


@dataclass(frozen=True)
class Scanned:
    """That a file is a picture of a page: which, from whom, and what they had sent.

    `code`: of the printed paper, as it stands at the foot of the page.
    """

    page: int
    code: str
    by: str
    at: datetime
    source_sha256: str


@dataclass(frozen=True)
class PackedFile:
    """One file of a handling: its place in the zip, its format, its bytes."""

    path: str
    format: str
    content: bytes
    scanned: Scanned | None = None


@dataclass(frozen=True)
class Signatory:
    name: str
    role: str
    at: datetime


@dataclass(frozen=True)
class Pen:
    """Who wrote their name on the paper, in which role, where, and on which day."""

    name: str
    role: str
    place: str
    on: date


@dataclass(frozen=True)
class Handling:
    """One upprättad handling. What is empty is left out of the description.

    `made_at` is when it was upprättad: frozen, or signed by the last who must sign.
    """

    kind: str  # "Underlag för slutbedömning"
    title: str
    made_at: datetime
    files: tuple[PackedFile, ...]
    signed: tuple[Signatory, ...] = ()
    pens: tuple[Pen, ...] = ()
    control_code: str = ""
    template: str = ""
    revoked_at: datetime | None = None
    revoked_reason: str = ""


@dataclass(frozen=True)
class Package:
    """A finished matter: whose it is, when it was, how it ended, and its handlingar.

    `case_number` (diarienummer) and `retention` (gallringsklass) are empty when they
    are not known.
    """

    creator: str  # arkivbildare
    about: str
    began_on: date
    ended_on: date
    outcome: str
    handlingar: tuple[Handling, ...] = field(default_factory=tuple)
    case_number: str = ""
    retention: str = ""

    @property
    def files(self) -> list[PackedFile]:
        return [file for one in self.handlingar for file in one.files]


def as_json(data: Mapping[str, Any]) -> bytes:
    """JSON that the same data always makes the same."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()
