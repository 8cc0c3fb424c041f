"""A scan or a photograph of printed pages: one file for each page, and its code."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from bt_admin.lib.control_codes import PageCode, read_page
from bt_admin.lib.files import CleanFile, apart, safe_name

SCANNING = Path(__file__).with_name("scanning.py")


@dataclass(frozen=True)
class Sheet:
    """A page of a file, from 1, as a file of its own; `codes` of ours stand on it."""

    number: int
    content_type: str
    content: bytes
    codes: tuple[PageCode, ...]

    def as_file(self, source: CleanFile) -> CleanFile:
        """To be kept, as a part of the file it came in."""
        return CleanFile(
            name=safe_name(source.name, self.content_type),
            content_type=self.content_type,
            content=self.content,
            sha256=hashlib.sha256(self.content).hexdigest(),
            source_sha256=source.source_sha256,
        )


def sheets_of(file: CleanFile) -> list[Sheet]:
    """The pages of a file that `files.clean` made; Unfit when they cannot be told."""
    kind = "pdf" if file.content_type == "application/pdf" else "picture"
    head, _, rest = apart(SCANNING, file.content, kind).partition(b"\n")
    sheets, start = [], 0
    for number, told in enumerate(json.loads(head), start=1):
        end = start + told["size"]
        sheets.append(Sheet(number, told["type"], rest[start:end], _codes(told)))
        start = end
    return sheets


def _codes(told: dict[str, list[str]]) -> tuple[PageCode, ...]:
    return tuple(code for text in told["codes"] if (code := read_page(text)))
