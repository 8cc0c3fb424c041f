"""Two PDFs laid on each other: which words of one stand where in the other, and how far.

A label is what stands on one line without a larger gap. It is found again by its text,
on one line; broken elsewhere it counts as missing, and as extra on the other side.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Any

MILLIMETRES = 25.4 / 72  # in a point
GAP = 9.0  # points between two labels on one line
SAME_LINE = 2.0
MOST_PAGES = 60
DPI = 110


@dataclass(frozen=True)
class Letter:
    """A letter, where its base line starts and where it ends; points from top left."""

    text: str
    x: float
    y: float
    end: float


@dataclass(frozen=True)
class Compared:
    """One label: where the official form has it (mm), and how far from there ours is.

    `right` and `down` are None when ours has no such label.
    """

    page: int
    text: str
    x: float
    y: float
    right: float | None = None
    down: float | None = None

    @property
    def is_missing(self) -> bool:
        return self.right is None

    @property
    def distance(self) -> float:
        return hypot(self.right or 0.0, self.down or 0.0)


@dataclass(frozen=True)
class Comparison:
    """Every label of the official form, and what ours has besides."""

    labels: tuple[Compared, ...]
    extra: tuple[Compared, ...]

    @property
    def missing(self) -> list[Compared]:
        return [one for one in self.labels if one.is_missing]

    @property
    def worst(self) -> float:
        """The longest distance, in millimetres, of what is there."""
        return max((one.distance for one in self.labels), default=0.0)


def compare(official: bytes, ours: bytes) -> Comparison:
    """Page by page, label by label."""
    theirs, mine = pages_of(official), pages_of(ours)
    labels: list[Compared] = []
    extra: list[Compared] = []
    for number in range(max(len(theirs), len(mine))):
        found, left = _matched(number + 1, _page(theirs, number), _page(mine, number))
        labels += found
        extra += left
    return Comparison(tuple(labels), tuple(extra))


def pages_of(pdf: bytes) -> list[list[Letter]]:
    """The letters of each page but spaces, in the order of the file."""
    with opened(pdf) as document:
        return [_letters(page) for page in document]


def opened(pdf: bytes) -> Any:
    """The PDF; ValueError when it is none, or far too long for a form."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from None
    if len(document) > MOST_PAGES:
        raise ValueError(f"{len(document)} pages")
    return document


def _page(pages: Sequence[list[Letter]], number: int) -> list[Letter]:
    return pages[number] if number < len(pages) else []


def _letters(page: Any) -> list[Letter]:
    import pypdfium2.raw as pdfium

    text_page, height = page.get_textpage(), page.get_height()
    found = []
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        # The reader's own sign for a hyphen at the end of a line.
        text = chr(pdfium.FPDFText_GetUnicode(text_page, index)).replace("\x02", "-")
        if text.isspace() or text == "\0":
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        _left, _bottom, right, _top = text_page.get_charbox(index, loose=True)
        found.append(Letter(text, x.value, height - y.value, right))
    text_page.close()
    return found


# ------------------------------------------------------------------------- matching
def _matched(
    page: int, theirs: list[Letter], mine: list[Letter]
) -> tuple[list[Compared], list[Compared]]:
    """The nearest first: «Namnteckning» stands twice on bilaga 4."""
    labels = list(_runs(theirs))
    pairs = sorted(
        (hypot(mine[at].x - label[0].x, mine[at].y - label[0].y), index, at)
        for index, label in enumerate(labels)
        for at in _places(_text(label), mine)
    )
    places: dict[int, int] = {}
    taken: set[int] = set()
    for _distance, index, at in pairs:
        letters = range(at, at + len(labels[index]))
        if index not in places and taken.isdisjoint(letters):
            places[index] = at
            taken.update(letters)
    left = [one for at, one in enumerate(mine) if at not in taken]
    return (
        [_told(page, label, mine, places.get(at)) for at, label in enumerate(labels)],
        [_told(page, run, (), None) for run in _runs(left)],
    )


def _told(
    page: int, label: list[Letter], mine: Sequence[Letter], at: int | None
) -> Compared:
    first = label[0]
    x, y = first.x * MILLIMETRES, first.y * MILLIMETRES
    if at is None:
        return Compared(page, _words(label), x, y)
    right, down = mine[at].x - first.x, mine[at].y - first.y
    return Compared(page, _words(label), x, y, right * MILLIMETRES, down * MILLIMETRES)


def _runs(letters: list[Letter]) -> Iterator[list[Letter]]:
    """Letters that follow on each other on one line."""
    run: list[Letter] = []
    for letter in letters:
        if run and not _follows(run[-1], letter):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


def _follows(before: Letter, letter: Letter) -> bool:
    is_level = abs(letter.y - before.y) < SAME_LINE
    return is_level and -SAME_LINE < letter.x - before.end < GAP


def _places(text: str, letters: list[Letter]) -> Iterator[int]:
    """Where this text starts and goes on along one line."""
    whole = "".join(letter.text for letter in letters)
    at = whole.find(text)
    while at >= 0:
        levels = [letter.y for letter in letters[at : at + len(text)]]
        if max(levels) - min(levels) < SAME_LINE:
            yield at
        at = whole.find(text, at + 1)


def _text(run: list[Letter]) -> str:
    return "".join(letter.text for letter in run)


def _words(run: list[Letter]) -> str:
    """The text with a space where there is room for one."""
    words = run[0].text
    for before, letter in pairwise(run):
        words += (" " if letter.x - before.end > 1 else "") + letter.text
    return words


# -------------------------------------------------------------------------- overlay
def overlay(official: bytes, ours: bytes) -> list[Any]:
    """A picture of each page: black where both have ink, red theirs, blue ours."""
    theirs, mine = _pictures(official), _pictures(ours)
    pages = range(max(len(theirs), len(mine)))
    return [_laid(_picture(theirs, at), _picture(mine, at)) for at in pages]


def _pictures(pdf: bytes) -> list[Any]:
    with opened(pdf) as document:
        return [
            page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document
        ]


def _picture(pictures: list[Any], at: int) -> Any:
    return pictures[at] if at < len(pictures) else None


def _laid(theirs: Any, mine: Any) -> Any:
    from PIL import Image, ImageChops

    size = (theirs or mine).size
    paper = Image.new("L", size, 255)
    theirs = paper if theirs is None else theirs
    mine = paper if mine is None else mine.resize(size)
    return Image.merge("RGB", (mine, ImageChops.darker(theirs, mine), theirs))
