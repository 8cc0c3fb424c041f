"""What is about to be sent, frozen: lines, letters and the rows the points came from."""

import json
from collections.abc import Hashable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from recruitment.rules.criteria import Scheme
from recruitment.rules.scoring import ScoreRow, Total, totals_of

OFFER, RESERVE, REJECTED, WITHDRAWN, LATER, ELSEWHERE = (
    "offer", "reserve", "rejected", "withdrawn", "later", "elsewhere",
)  # fmt: skip
LETTERS = (OFFER, RESERVE, REJECTED)  # outcomes that somebody is written to about


@dataclass(frozen=True)
class Line:
    """One application as it would be released.

    `rank` None: no place in the order. `points`: the stored total. `reason`: why this
    line departs from the order, written by those who decided so.
    """

    application: str
    name: str
    person: Hashable
    outcome: str
    rank: int | None = None
    points: Decimal | None = None
    record_shown_on: date | None = None
    references_done: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Letter:
    """What would be sent about one application, and to which address."""

    application: str
    kind: str
    address: str
    text: str


@dataclass(frozen=True)
class Snapshot:
    """Everything a release would do, and what it can be checked against.

    `received`: how many applications have come in. `earlier_shares`: per cent of the
    judged who could be appointed, in earlier rounds; `tolerance`: how far from them is
    still usual, in percentage points. `overbooked_to`: only when that was decided.
    """

    lines: tuple[Line, ...]
    letters: tuple[Letter, ...]
    rows: tuple[ScoreRow, ...]
    scheme: Scheme
    received: int
    places: int
    overbooked_to: int | None = None
    record_needed: bool = False
    references_needed: bool = False
    earlier_shares: tuple[Decimal, ...] = ()
    tolerance: Decimal = Decimal(15)

    def with_outcome(self, *outcomes: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.outcome in outcomes)

    @cached_property
    def totals(self) -> dict[Hashable, Total]:
        """Each application's total, added up again from the rows."""
        ids = [line.application for line in self.lines]
        return totals_of(self.scheme, ids, self.rows)

    @cached_property
    def in_order(self) -> tuple[Line, ...]:
        """Lines with a rank and points, and still in it, by their rank."""
        ranked = [
            (line.rank, line)
            for line in self.lines
            if line.rank is not None
            and line.points is not None
            and line.outcome != WITHDRAWN
        ]
        return tuple(line for _, line in sorted(ranked, key=lambda pair: pair[0]))

    @property
    def digest(self) -> str:
        """SHA-256 of all of it; the same in whatever order lines and rows are listed."""
        parts = {
            name: sorted(map(_canonical, value)) if isinstance(value, list) else value
            for name, value in _lists(self).items()
        }
        return sha256(_canonical(parts).encode()).hexdigest()


def _lists(snapshot: Snapshot) -> dict[str, object]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(snapshot).items()
    }


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
