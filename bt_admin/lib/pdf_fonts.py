"""What the codes of a PDF's text mean: letters, and how wide they are.

Only what is certain becomes a letter. A code that the file does not explain is told as
unknown: what nobody can read cannot be masked either.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from fontTools import agl
from fontTools.encodings.StandardEncoding import StandardEncoding

MOST_CODES = 65_536
USUAL_WIDTH = 0.5  # of the size of the letters, when the file does not say
ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
PIECE = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
SYMBOLIC = 4
STANDARD = re.compile(r"Helvetica|Arial|Times|Courier")


@dataclass(frozen=True)
class Glyph:
    """`text` is "" when nobody knows; `width` of a size of 1; `is_space`: code 32."""

    text: str
    width: float
    is_space: bool = False


@dataclass
class Font:
    """`step`: bytes for each code. `known` tells whether any code has been a letter."""

    step: int = 1
    texts: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    usual: float = USUAL_WIDTH

    def glyphs(self, data: bytes) -> Iterator[Glyph]:
        for place in range(0, len(data), self.step):
            code = int.from_bytes(data[place : place + self.step], "big")
            width = self.widths.get(code, self.usual)
            yield Glyph(self.texts.get(code, ""), width, self.step == 1 and code == 32)


def font_of(source: Any) -> Font:
    """The font of a page's resources; one that explains nothing when it is broken."""
    with suppress(Exception):  # whatever is odd in it: its codes stay unknown
        return _composite(source) if "/DescendantFonts" in source else _simple(source)
    return Font(step=2 if _is_composite(source) else 1)


def _is_composite(source: Any) -> bool:
    try:
        return str(source.get("/Subtype")) == "/Type0"
    except Exception:
        return False


# ------------------------------------------------------------------- letters of one byte
def _simple(source: Any) -> Font:
    texts = _encoding(source) | _to_unicode(source)
    scale = 0.001
    if "/FontMatrix" in source:
        scale = abs(float(source["/FontMatrix"][0]))
    first = int(source.get("/FirstChar", 0))
    widths = {
        first + place: float(width) * scale
        for place, width in enumerate(source.get("/Widths", []))
    }
    return Font(1, _sure(texts), widths, USUAL_WIDTH)


def _encoding(source: Any) -> dict[int, str]:
    """What the names of the glyphs say; nothing of a font with signs of its own."""
    encoding = source.get("/Encoding")
    if encoding is None:
        return _standard() if _is_latin(source) else {}
    if not isinstance(encoding, pikepdf.Dictionary):
        return _named(str(encoding))
    base = encoding.get("/BaseEncoding")
    if base is not None:
        texts = _named(str(base))
    else:
        texts = _standard() if _is_latin(source) else {}
    return texts | _differences(encoding.get("/Differences", []))


def _is_latin(source: Any) -> bool:
    """One of the standard fonts, or one that says it has the usual letters."""
    described = source.get("/FontDescriptor")
    if described is None:
        return bool(STANDARD.search(str(source.get("/BaseFont", ""))))
    return not int(described.get("/Flags", SYMBOLIC)) & SYMBOLIC


def _named(name: str) -> dict[int, str]:
    if name not in ENCODINGS:
        return _standard() if name == "/StandardEncoding" else {}
    codes = ((code, bytes([code])) for code in range(256))
    return {code: byte.decode(ENCODINGS[name], errors="ignore") for code, byte in codes}


def _standard() -> dict[int, str]:
    return {
        code: agl.toUnicode(name)
        for code, name in enumerate(StandardEncoding)
        if name != ".notdef"
    }


def _differences(rows: Any) -> dict[int, str]:
    found, code = {}, 0
    for one in rows:
        name = str(one)
        if name.startswith("/"):
            found[code] = agl.toUnicode(name[1:])
            code += 1
        else:
            code = int(one)
    return found


# ------------------------------------------------------------------ letters of two bytes
def _composite(source: Any) -> Font:
    """Only the encodings that count in twos: other ones stay unknown."""
    inner = source["/DescendantFonts"][0]
    texts = _to_unicode(source)
    if str(source.get("/Encoding")) not in ("/Identity-H", "/Identity-V"):
        texts = {}
    widths = dict(_wide(inner.get("/W", [])))
    return Font(2, _sure(texts), widths, float(inner.get("/DW", 1000)) / 1000)


def _wide(rows: Any) -> Iterator[tuple[int, float]]:
    """«c [w …]» or «first last w», one after the other."""
    given = list(rows)
    while given:
        first = int(given.pop(0))
        second = given.pop(0)
        if isinstance(second, pikepdf.Array):
            for place, one in enumerate(second):
                yield first + place, float(one) / 1000
        else:
            width = float(given.pop(0)) / 1000
            for code in range(first, min(int(second), MOST_CODES) + 1):
                yield code, width


# ----------------------------------------------------------------- what a file explains
def _to_unicode(source: Any) -> dict[int, str]:
    table = source.get("/ToUnicode")
    if not isinstance(table, pikepdf.Stream):
        return {}
    found: dict[int, str] = {}
    for kind, block in BLOCK.findall(table.read_bytes()):
        pieces = _pieces(block)
        found.update(_chars(pieces) if kind == b"bfchar" else _ranges(pieces))
        if len(found) > MOST_CODES:
            return {}
    return found


def _pieces(block: bytes) -> list[bytes | str]:
    """The numbers as bytes, and the brackets."""
    return [
        bytes.fromhex(number.decode()) if not (opened or closed) else "[" if opened else "]"
        for number, opened, closed in PIECE.findall(block)
    ]  # fmt: skip


def _chars(pieces: list[Any]) -> Iterator[tuple[int, str]]:
    for code, text in zip(pieces[::2], pieces[1::2], strict=False):
        yield int.from_bytes(code, "big"), _text(text)


def _ranges(pieces: list[Any]) -> Iterator[tuple[int, str]]:
    given = iter(pieces)
    for begin in given:
        first = int.from_bytes(begin, "big")
        last = min(int.from_bytes(next(given), "big"), MOST_CODES)
        start = next(given)
        if start == "[":
            for code in range(first, last + 2):
                if (text := next(given)) == "]":
                    break
                yield code, _text(text)
        else:
            for code in range(first, last + 1):
                yield code, _text(_next(start, code - first))


def _next(start: bytes, steps: int) -> bytes:
    number = int.from_bytes(start, "big") + steps
    return number.to_bytes(max(len(start), 2), "big")


def _text(data: bytes) -> str:
    return data.decode("utf-16-be", errors="replace")


def _sure(texts: dict[int, str]) -> dict[int, str]:
    """Without what is no letter or sign that can be read: private signs, controls."""
    return {
        code: " " if text in ("\t", "\n", "\r", "\u00a0") else text
        for code, text in texts.items()
        if text and (text in "\t\n\r" or not any(map(_strange, text)))
    }


def _strange(sign: str) -> bool:
    return sign == "\ufffd" or unicodedata.category(sign) in ("Cc", "Co", "Cn", "Cs")
