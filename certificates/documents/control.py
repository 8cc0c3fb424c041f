"""The control line at the foot of each page: the document's code, and a QR that says it.

It stands in the empty corner of the official forms' bottom margin and moves nothing of
theirs. The QR holds the code and the page's number and no address, so that the same
form is the same file wherever it is printed.
"""

from dataclasses import dataclass
from functools import lru_cache

import segno

from bt_admin.lib import control_codes


@dataclass(frozen=True)
class ControlLine:
    """What the foot of one page shows. `size` is the QR's side in modules."""

    page: int
    code: str
    size: int
    path: str


def control_lines(identifier: bytes, pages: int) -> list[ControlLine]:
    """One line for each page; none for a form that is no document."""
    if not identifier:
        return []
    code = control_codes.grouped(identifier.hex())
    return [
        ControlLine(page, code, *_drawn(control_codes.of_page(code, page, pages)))
        for page in range(1, pages + 1)
    ]


@lru_cache(maxsize=64)
def _drawn(text: str) -> tuple[int, str]:
    """The QR as one filled path: its dark modules, row by row, side by side as one."""
    drawn = segno.make(text, error="m", micro=False)
    rows = [bytes(row) for row in drawn.matrix_iter(border=0)]
    return len(rows), "".join(
        f"M{start} {number}h{length}v1h-{length}z"
        for number, row in enumerate(rows)
        for start, length in _dark(row)
    )


def _dark(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules begin, and how many there are in a row."""
    found: list[tuple[int, int]] = []
    for place, module in enumerate(row):
        if module and place and row[place - 1]:
            start, length = found[-1]
            found[-1] = (start, length + 1)
        elif module:
            found.append((place, 1))
    return found
