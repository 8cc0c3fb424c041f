"""Taking words out of texts and files for good: nothing lies beneath what is black.

A text loses the words. A PDF becomes pictures of its pages, black where the words
stood: no text, metadata, attachment or earlier version of it is left.
"""

import io
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bt_admin.lib import personnummer

BLACK = "\u2588" * 5
DPI = 150
# What may stand between two letters of a word that goes over to the next line.
BETWEEN = r"(?:[\u00ad\ufffe\x02]|-?\s*[\r\n]+\s*)?"
MARGIN = 2  # pixels round each letter


@dataclass(frozen=True)
class Mask:
    """What is to go: phrases wherever they stand, and every personnummer."""

    phrases: tuple[str, ...] = ()
    numbers: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        said = [one for phrase in self.phrases for one in _written(phrase)]
        # The longest first: «Anna Berg» goes before «Anna».
        said.sort(key=len, reverse=True)
        if not said:
            return None
        return re.compile("|".join(_loosely(one) for one in said), re.IGNORECASE)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where in the text it stands: from, and up to."""
        found = []
        if self.pattern:
            found += [match.span() for match in self.pattern.finditer(text)]
        if self.numbers:
            found += personnummer.places_in(text)
        return sorted(found)


def masked_text(text: str, mask: Mask) -> str:
    """The text without the words, a black mark where each stood."""
    parts, end = [], 0
    text = unicodedata.normalize("NFC", text)
    for first, last in mask.places(text):
        if last > end:
            parts += [text[end:first], BLACK] if first >= end else []
            end = last
    return "".join(parts) + text[end:]


def holds_text(content: bytes) -> bool:
    """Has this PDF any words to look for? A picture of a page has none.

    ValueError when it cannot be opened.
    """
    import pypdfium2 as pdfium

    try:
        source = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise ValueError("not a PDF that can be opened") from error
    try:
        return any(_letters(page.get_textpage()).strip() for page in source)
    finally:
        source.close()


def places_on(content: bytes, number: int, mask: Mask) -> int:
    """How many places would be blacked out on this page, from 1; nothing is drawn."""
    import pypdfium2 as pdfium

    source = pdfium.PdfDocument(content)
    try:
        if not 1 <= number <= len(source):
            return 0
        return len(mask.places(_letters(source[number - 1].get_textpage())))
    finally:
        source.close()


def masked_pdf(
    content: bytes, mask: Mask, left_out: Collection[int] = ()
) -> tuple[bytes, int]:
    """The pages as pictures, and how many places were blacked out on them.

    Pages of `left_out`, from 1, are not there at all. ValueError when none is left.
    """
    # Both take long to import, and nearly nothing needs them.
    import pypdfium2 as pdfium

    source = pdfium.PdfDocument(content)
    try:
        source.init_forms()
        pictures, found = [], 0
        for number, page in enumerate(source, start=1):
            if number not in left_out:
                picture, places = _blacked(page, mask)
                pictures.append(picture)
                found += places
    finally:
        source.close()
    return as_pdf(pictures), found


def as_pdf(pictures: Iterable) -> bytes:
    """Pictures as the pages of a PDF that says nothing else."""
    pages = [picture.convert("RGB") for picture in pictures]
    if not pages:
        raise ValueError("no page is left")
    target = io.BytesIO()
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=DPI)
    return target.getvalue()


def _blacked(page: Any, mask: Mask) -> tuple[Any, int]:
    from PIL import ImageDraw

    letters = page.get_textpage()
    places = mask.places(_letters(letters))
    bitmap = page.render(scale=DPI / 72, may_draw_forms=True)
    where = bitmap.get_posconv(page)
    picture = bitmap.to_pil().convert("RGB")
    draw = ImageDraw.Draw(picture)
    for first, last in places:
        for index in range(first, last):
            left, bottom, right, top = letters.get_charbox(index, loose=True)
            corners = [where.to_bitmap(left, bottom), where.to_bitmap(right, top)]
            draw.rectangle(_round(corners), fill="black")
    return picture, len(places)


def _round(corners: list) -> list:
    (x1, y1), (x2, y2) = corners
    low = (min(x1, x2) - MARGIN, min(y1, y2) - MARGIN)
    return [low, (max(x1, x2) + MARGIN, max(y1, y2) + MARGIN)]


def _letters(page: Any) -> str:
    """The page's text, one sign for each of the places that PDFium numbers."""
    import pypdfium2.raw as pdfium

    count = page.count_chars()
    return "".join(
        chr(pdfium.FPDFText_GetUnicode(page.raw, index) or 32) for index in range(count)
    )


def _written(phrase: str) -> set[str]:
    """The same phrase with its letters whole, and taken apart."""
    phrase = " ".join(phrase.split())
    whole, apart = (
        unicodedata.normalize("NFC", phrase),
        unicodedata.normalize("NFD", phrase),
    )
    return {whole, apart} - {""}


def _loosely(phrase: str) -> str:
    words = (BETWEEN.join(map(re.escape, word)) for word in phrase.split())
    return r"[\s\u00a0\u00ad]+".join(words)
