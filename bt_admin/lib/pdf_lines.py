"""The letters of a page put together to the lines that somebody reads."""

import unicodedata
from collections.abc import Iterator, Sequence

from bt_admin.lib.pdf_pages import UNKNOWN, Page, Run

SPACE = 0.12  # of the size: the smallest space between words
COLUMN = 2.5
BACK = -0.3
SAME_LINE = 0.4
NEW_PART = 1.9  # further down than the next line
UNREAD = "□"


def text_of(page: Page) -> str:
    """What is seen, in the order it was drawn. A word with an unknown letter is «□»:
    what is left of it could tell a name all the same.
    """
    joined = "".join(_joined(page.seen))
    lines = (" ".join(map(_known, line.split(" "))) for line in joined.split("\n"))
    return unicodedata.normalize("NFC", "\n".join(lines)).strip()


def _known(word: str) -> str:
    return UNREAD if UNKNOWN in word else word


def _joined(runs: Sequence[Run]) -> Iterator[str]:
    before: Run | None = None
    for run in runs:
        if before is not None:
            yield _between(before, run)
        yield run.text
        before = run


def _between(one: Run, other: Run) -> str:
    """What stands between two that are drawn one after the other."""
    along, across = _way(one, other)
    size = max(one.size, 0.1)
    if abs(across) > NEW_PART * size:
        return "\n\n"
    if abs(across) > SAME_LINE * size or along < BACK * size:
        return "\n"
    if along > COLUMN * size:
        return "   "
    is_apart = one.text.endswith(" ") or other.text.startswith(" ")
    return " " if along > SPACE * size and not is_apart else ""


def _way(one: Run, other: Run) -> tuple[float, float]:
    """How far it is from the end of one to the next, along its line and across it."""
    wide, high = one.end[0] - one.start[0], one.end[1] - one.start[1]
    length = (wide**2 + high**2) ** 0.5
    x, y = (wide / length, high / length) if length else (1.0, 0.0)
    right, up = other.start[0] - one.end[0], other.start[1] - one.end[1]
    return right * x + up * y, up * x - right * y
