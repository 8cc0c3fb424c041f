"""Tables of few people, with small numbers held back so that nobody can be found.

Below five is not shown. Since the total is shown, one cell alone cannot be hidden: what
is left of the total would tell it. So more are hidden, the smallest first, until every
small number could be another one too. Our own rule (HOUSE).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST = 5  # people; fewer are not shown


@dataclass(frozen=True)
class Cell:
    """One row. `number` None: held back."""

    name: str
    number: int | None

    def __str__(self) -> str:
        return "–" if self.number is None else str(self.number)


@dataclass(frozen=True)
class Cells:
    """A table as it may be shown. `total` None when it would tell what is hidden."""

    rows: tuple[Cell, ...]
    total: int | None

    @property
    def hidden(self) -> tuple[str, ...]:
        return tuple(row.name for row in self.rows if row.number is None)


def shown_cells(counts: Mapping[str, int], least: int = LEAST) -> Cells:
    """Which of these numbers may be shown? The rest are held back; order is kept.

    Zero is shown: nobody can be found in it. ValueError for a number below it.
    """
    if min(counts.values(), default=0) < 0:
        raise ValueError("numbers of people are not negative")
    hidden = _hidden(counts, least)
    rows = tuple(
        Cell(name, None if name in hidden else number)
        for name, number in counts.items()
    )
    total = sum(counts.values())
    telling = bool(hidden) and _tells(counts, sorted(hidden), least)
    return Cells(rows, None if telling or 0 < total < least else total)


def _hidden(counts: Mapping[str, int], least: int) -> set[str]:
    """The small ones, and as many of the next smallest as it takes.

    Of equal numbers all are taken at once: which of them would else tell something.
    """
    small = {name for name, number in counts.items() if 0 < number < least}
    hidden = set(small)
    while hidden and _tells(counts, sorted(hidden), least):
        left = {name: n for name, n in counts.items() if name not in hidden and n}
        if not left:
            break
        smallest = min(left.values())
        hidden |= {name for name, number in left.items() if number == smallest}
    return hidden


def _tells(counts: Mapping[str, int], hidden: Sequence[str], least: int) -> bool:
    """Could somebody who knows the total work out a small number that is hidden?

    Whoever looks is thought to know the most: which are small, and that no other hidden
    number is greater than the smallest shown.
    """
    shown = [n for name, n in counts.items() if name not in hidden and n]
    most = min(shown, default=sum(counts.values()))
    bounds = {
        name: (1, least - 1) if counts[name] < least else (least, most)
        for name in hidden
    }
    low = sum(bound[0] for bound in bounds.values())
    high = sum(bound[1] for bound in bounds.values())
    total = sum(counts[name] for name in hidden)
    for lowest, highest in bounds.values():
        if highest >= least:
            continue
        could_be_at_least = max(lowest, total - (high - highest))
        could_be_at_most = min(highest, total - (low - lowest))
        if could_be_at_least == could_be_at_most:
            return True
    return False
