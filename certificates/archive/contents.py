"""What an archive package holds, before it is XML and a zip."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

PDF_A, JSON = "PDF/A-3a", "JSON"


@dataclass(frozen=True)
class PackedFile:
    """One file of a handling: its place in the zip, its format, its bytes."""

    path: str
    format: str
    content: bytes


@dataclass(frozen=True)
class Signatory:
    name: str
    role: str
    at: datetime


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
