"""What is on a page of a PDF: texts, pictures and areas, as `pdf_walk` found them.

Only what a reader of the page sees counts as its text. What is drawn without ink, in
white on white, beside the page, too small to read or under something else is hidden.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top
Point = tuple[float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)
SMALLEST = 2.5  # points; a note at the foot of a page has six
UNKNOWN = "\ufffd"


@dataclass(frozen=True)
class Run:
    """Some letters in a row, from `start` to `end`. Unknown letters are U+FFFD."""

    place: int  # when it was drawn
    start: Point
    end: Point
    size: float
    text: str
    is_white: bool
    is_inkless: bool


@dataclass(frozen=True)
class Area:
    """Something painted. `box` alone is known of a shape; `is_plain`: it fills its box."""

    place: int
    box: Box
    is_white: bool = False
    is_plain: bool = False


@dataclass(frozen=True)
class Picture:
    place: int
    matrix: Matrix
    image: Any


@dataclass
class Page:
    """What was found. `box` is what can be seen of the page, as it is turned."""

    box: Box
    runs: list[Run] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    clips: list[Box] = field(default_factory=list)
    lines: int = 0

    def is_seen(self, run: Run) -> bool:
        """Can somebody who looks at the page read this?"""
        if run.is_inkless or run.size < SMALLEST or not self._is_on_page(run):
            return False
        under = [one for one in self.areas if _holds(one.box, _middle(run))]
        if any(one.is_plain and one.place > run.place for one in under):
            return False
        return not run.is_white or any(
            not one.is_white and one.place < run.place for one in under
        )

    def _is_on_page(self, run: Run) -> bool:
        return _holds(self.box, run.start) or _holds(self.box, run.end)

    @property
    def seen(self) -> list[Run]:
        return [run for run in self.runs if self.is_seen(run)]


# --------------------------------------------------------------------------- geometry
def turned(degrees: int) -> Matrix:
    """How a page that is shown turned, clockwise, is turned."""
    found: dict[int, Matrix] = {
        90: (0, -1, 1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, 1, -1, 0, 0, 0)
    }  # fmt: skip
    return found.get(degrees, SAME)


def after(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def at(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def around(points: Iterable[Point]) -> Box:
    found = list(points)
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return min(xs), min(ys), max(xs), max(ys)


def corners(matrix: Matrix, box: Any) -> Box:
    left, bottom, right, top = box
    ends = [(left, bottom), (right, bottom), (left, top), (right, top)]
    return around(at(matrix, x, y) for x, y in ends)


def unit_box(matrix: Matrix) -> Box:
    """Where a picture stands: it is drawn into a square of one by one."""
    return corners(matrix, (0, 0, 1, 1))


def _holds(box: Box, point: Point) -> bool:
    left, bottom, right, top = box
    return left <= point[0] <= right and bottom <= point[1] <= top


def _middle(run: Run) -> Point:
    """In the middle of the letters, and not on the line that they stand on."""
    (x, y), (z, w) = run.start, run.end
    length = max(((z - x) ** 2 + (w - y) ** 2) ** 0.5, 0.01)
    up = run.size * 0.3 / length
    return (x + z) / 2 - (w - y) * up, (y + w) / 2 + (z - x) * up
