"""The originals as a scanner sees them once somebody has written on them with a pen."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from bt_admin.lib.files import clean
from bt_admin.lib.scans import sheets_of
from certificates.actions.scans import TakenApart

DPI = 110
INK = (24, 40, 130)
# A flourish, in parts of the height of a box, from left to right.
FLOURISH = [(0, 0.6), (0.5, 0.1), (0.9, 0.8), (1.4, 0.2), (1.9, 0.7), (3.2, 0.4)]
HEIGHT = 0.028  # of the page
# Where «Namnteckning» stands on the last page of bilaga 1–4, in parts of the page.
BOXES = {1: [0.47], 2: [0.76], 3: [0.8], 4: [0.4, 0.645]}


def scanned(papers: Iterable[tuple[int, bytes]]) -> TakenApart:
    """One PDF of pictures from papers signed with a pen: (bilaga, its PDF)."""
    first, *more = [page for annex, pdf in papers for page in pictures(annex, pdf)]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=more, resolution=DPI)
    file = clean("skannat.pdf", out.getvalue())
    return TakenApart(file, sheets_of(file))


def pictures(annex: int, pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            image = page.render(scale=DPI / 72).to_pil().convert("RGB")
            yield signed(image, annex) if number == len(document) else image


def signed(image: Any, annex: int) -> Any:
    from PIL import ImageDraw

    tall = image.height * HEIGHT
    for top in BOXES[annex]:
        left, down = image.width * 0.15, image.height * top
        line = [(left + x * tall, down + y * tall) for x, y in FLOURISH]
        ImageDraw.Draw(image).line(line, fill=INK, width=2, joint="curve")
    return image
