"""Files that people give us: looked at by content, made anew, named safely.

Nothing of what was sent is kept as it came; `washing.py` makes a new file from it.
"""

import hashlib
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.http import HttpResponse
from django.utils.http import content_disposition_header

MEGABYTE = 1024 * 1024
LIMIT = 10 * MEGABYTE  # of one file, as it is sent
MOST_FILES = 5  # at a time
LONGEST_NAME = 80
PATIENCE_SECONDS = 30
WASHING = Path(__file__).with_name("washing.py")
END = 2048

BEGINNINGS = {
    b"%PDF-": "pdf",
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
}
EXTENSIONS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}
SENTENCES = {
    "empty": "Filen är tom. Välj en annan.",
    "too_large": "Filen är för stor. Den får vara högst 10\u00a0MB.",
    "too_many": "Välj högst %(most)s filer åt gången.",
    "unknown": "Filen kan inte läsas in. Välj en PDF eller en bild (JPEG eller PNG).",
    "heic": "Bilden är i formatet HEIC. Spara den som JPEG, eller ta en skärmbild.",
    "truncated": "Filen är inte hel. Hämta eller fotografera den igen.",
    "unreadable": "Filen är skadad och går inte att öppna. Välj en annan.",
    "encrypted": "Filen är låst med lösenord. Spara en kopia utan lösenord.",
    "too_many_pixels": "Bilden har för många bildpunkter. Spara den mindre.",
    "inseparable": (
        "Sidorna i filen går inte att skilja åt. Lämna ut hela filen, eller ingen av den."
    ),
    "too_many_pages": "Dokumentet är för långt. Välj de sidor som behövs, högst 60.",
}


@dataclass(frozen=True)
class CleanFile:
    """A file we can keep. `source_sha256` is of what was sent, for comparison."""

    name: str
    content_type: str
    content: bytes
    sha256: str
    source_sha256: str


class Unfit(ValueError):
    """This file is not taken. `text` says why, and what to do."""

    def __init__(self, why: str) -> None:
        super().__init__(SENTENCES[why])
        self.why, self.text = why, SENTENCES[why]


def clean(name: str, content: bytes) -> CleanFile:
    """A new file with the same pages or picture; Unfit when it cannot be made."""
    kind = kind_of(content)
    content_type, fresh = washed(kind, content)
    return CleanFile(
        name=safe_name(name, content_type),
        content_type=content_type,
        content=fresh,
        sha256=hashlib.sha256(fresh).hexdigest(),
        source_sha256=hashlib.sha256(content).hexdigest(),
    )


def kind_of(content: bytes) -> str:
    """By how the file begins, whatever it is called."""
    if not content:
        raise Unfit("empty")
    if len(content) > LIMIT:
        raise Unfit("too_large")
    for beginning, kind in BEGINNINGS.items():
        if content.startswith(beginning):
            if kind == "pdf" and b"%%EOF" not in content[-END:]:
                raise Unfit("truncated")
            return kind
    raise Unfit("heic" if content[4:8] == b"ftyp" else "unknown")


def page_count(content: bytes) -> int:
    """How many pages has this PDF, that we have made?"""
    return int(washed("count", content)[1])


def only_pages(content: bytes, kept: Iterable[int]) -> bytes:
    """A new PDF with these pages, from 1; Unfit when they cannot be told apart."""
    numbers = ",".join(str(one) for one in sorted(kept))
    return washed("keep", content, numbers)[1]


def washed(kind: str, content: bytes, *more: str) -> tuple[str, bytes]:
    content_type, _, fresh = apart(WASHING, content, kind, *more).partition(b"\n")
    return content_type.decode(), fresh


def apart(program: Path, content: bytes, *arguments: str) -> bytes:
    """What a program of ours makes of this file; Unfit when it makes nothing.

    In a process of its own: a file can make that fall over, and nothing else.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no shell
            [sys.executable, "-I", str(program), *arguments],
            input=content,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unfit("unreadable") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise Unfit(said if said in SENTENCES else "unreadable")
    return done.stdout


def safe_name(name: str, content_type: str) -> str:
    """Letters, digits and a few signs, and the ending that tells the truth."""
    stem = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    stem = re.sub(r"(\.[A-Za-z0-9]{1,5})+$", "", stem)
    stem = re.sub(r"[^\w ,()+-]", "_", stem)
    stem = re.sub(r"[\s_]+", lambda found: found[0][0], stem).strip(" _-")
    return f"{stem[:LONGEST_NAME] or 'fil'}{EXTENSIONS[content_type]}"


def as_file(content: bytes, name: str, content_type: str) -> HttpResponse:
    """To be saved, never shown in our own pages, kept in no cache on the way."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
