"""A round ready to be released, in which nothing is wrong."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from recruitment.rules.scoring import totals_of
from recruitment.rules.snapshot import Letter, Line, Snapshot
from tests.recruitment.rules.scores import SCHEME, rows

# Three judge the review, two the interview; f is below the threshold, g has withdrawn.
ROWS = [
    *rows("a", (5, 5, 4), (5, 5, 5), (5, 5)),
    *rows("b", (4, 4, 4), (5, 4, 4), (5, 4)),
    *rows("c", (4, 3, 4), (4, 4, 4), (4, 4)),
    *rows("d", (3, 3, 4), (4, 3, 3), (4, 3)),
    *rows("e", (3, 3, 3), (3, 3, 3), (3, 3)),
    *rows("f", (2, 2, 2), (2, 2, 2), (1, 1)),
    *rows("g", (4, 4, 4), (4, 4, 4), ()),
]
TOTALS = totals_of(SCHEME, "abcdefg", ROWS)
OUTCOMES = {
    "a": "offer",
    "b": "offer",
    "c": "offer",
    "d": "reserve",
    "e": "reserve",
    "f": "rejected",
    "g": "withdrawn",
}
RANKS = {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}


def line(key: str) -> Line:
    return Line(
        application=key,
        name=f"Sökande {key}",
        person=f"person {key}",
        outcome=OUTCOMES[key],
        rank=RANKS.get(key),
        points=TOTALS[key].points,
        record_shown_on=date(2027, 9, 10) if OUTCOMES[key] == "offer" else None,
        references_done=OUTCOMES[key] == "offer",
    )


def letter(key: str, kind: str) -> Letter:
    return Letter(key, kind, f"{key}@example.org", "Hej!")


SOUND = Snapshot(
    lines=tuple(line(key) for key in OUTCOMES),
    letters=tuple(
        letter(key, kind) for key, kind in OUTCOMES.items() if kind != "withdrawn"
    ),
    rows=tuple(ROWS),
    scheme=SCHEME,
    received=7,
    places=3,
    record_needed=True,
    references_needed=True,
    earlier_shares=(Decimal(75), Decimal(90)),
)


def with_line(key: str, snapshot: Snapshot = SOUND, **changes) -> Snapshot:
    """The snapshot with one line changed."""
    lines = [
        replace(one, **changes) if one.application == key else one
        for one in snapshot.lines
    ]
    return replace(snapshot, lines=tuple(lines))


def with_points(points: dict[str, Decimal], ranks: dict[str, int]) -> Snapshot:
    """The snapshot with other stored points and ranks, whatever the rows say."""
    snapshot = SOUND
    for key, value in points.items():
        snapshot = with_line(key, snapshot, points=Decimal(value))
    for key, value in ranks.items():
        snapshot = with_line(key, snapshot, rank=value)
    return snapshot
