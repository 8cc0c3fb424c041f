"""Read a PDF back: its letters and lines with their places, in points from top left."""

import ctypes
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(frozen=True)
class Letter:
    """A letter and the start of its base line."""

    text: str
    x: float
    y: float


def letters(page: pypdfium2.PdfPage) -> list[Letter]:
    """All letters but spaces, in the order of the file."""
    height, text_page = page.get_height(), page.get_textpage()
    found = []
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        text = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        # The reader's own sign for a hyphen at the end of a line.
        text = "-" if text == "\x02" else text
        if not text.isspace():
            found.append(Letter(text, x.value, height - y.value))
    return found


def lines(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Everything drawn that is no text: left, top, right, bottom."""
    height = page.get_height()
    bounds = [
        shape.get_bounds()
        for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
    ]
    return [(x1, height - y2, x2, height - y1) for x1, y1, x2, y2 in bounds]


def words(pdf: bytes) -> str:
    """All text of all pages without spaces and line breaks."""
    return "".join(
        letter.text for page in pypdfium2.PdfDocument(pdf) for letter in letters(page)
    )


def squeezed(text: str) -> str:
    return "".join(text.split())
