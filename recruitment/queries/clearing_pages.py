"""The tables of a clearing's public page."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from recruitment.models import Clearing
from recruitment.queries.clearing import sides_of
from recruitment.rules.clearing_compare import (
    BY_DECISION,
    NOWHERE,
    by_lottery_alone,
    granted,
)
from recruitment.rules.clearing_file import read_file

LATER = 4  # from this wish on they share a line
NAMED = {
    "Genom beslut före matchningen": BY_DECISION,
    "Första valet": 1,
    "Andra valet": 2,
    "Tredje valet": 3,
    "Ett senare val": LATER,
    "Ingen plats": NOWHERE,
}
CHECKER = Path(__file__).parent.parent / "data" / "kontrollera_matchningen.py"


@dataclass(frozen=True)
class PlaceRow:
    """`placed` and `reserves` are None until the result is released."""

    region: str
    town: str
    capacity: int
    placed: int | None = None
    reserves: int | None = None


@dataclass(frozen=True)
class Outcome:
    """How many got which wish. `wishes`: (what, here, by the lottery alone).

    With linked pairs there is no lottery alone to compare with. `pairs` is how many
    they were, `blocking` how many cases no match could avoid.
    """

    applicants: int
    placed: int
    wishes: list[tuple[str, int, int | None]]
    pairs: int = 0
    blocking: int = 0


def places_of(clearing: Clearing) -> list[PlaceRow]:
    """Each place that is offered, and how it went. Two queries."""
    match = read_file(clearing.file).match if is_out(clearing) else None
    seated = Counter(match.placed.values()) if match else None
    return [
        PlaceRow(
            side.host.name,
            one.town,
            one.capacity,
            None if seated is None else seated[title],
            None if match is None else len(match.reserves.get(title, ())),
        )
        for side in sides_of(clearing)
        for one in side.places.all()
        for title in [f"{one.town} ({side.host.name})"]
    ]


def is_out(clearing: Clearing) -> bool:
    return clearing.state == "released"


def outcome_of(clearing: Clearing) -> Outcome | None:
    """None until the result is released."""
    if not is_out(clearing):
        return None
    published = read_file(clearing.file)
    facts, placed = published.clearing, published.match.placed
    ours = granted(facts, placed)
    others = None if facts.pairs else granted(facts, by_lottery_alone(facts))
    rows = [
        (what, number_of(ours, wish), number_of(others, wish) if others else None)
        for what, wish in NAMED.items()
    ]
    return Outcome(
        len(facts.applicants),
        len(placed),
        [row for row in rows if row[1] or row[2]],
        len(facts.pairs),
        len(published.match.blocking),
    )


def number_of(got: Counter[int], wish: int) -> int:
    """How many got that wish; for `LATER`, any after those that have a line each."""
    if wish != LATER:
        return got[wish]
    return sum(number for one, number in got.items() if one >= LATER)


def checker() -> str:
    return CHECKER.read_text(encoding="utf-8")
