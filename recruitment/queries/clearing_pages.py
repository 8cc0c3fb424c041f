"""The tables of a clearing's public page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from recruitment.models import Clearing
from recruitment.queries.clearing import sides_of
from recruitment.rules.clearing_facts import Clearing as Facts
from recruitment.rules.clearing_file import read_file

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
    """How many got which wish. `wishes`: (what, how many), best first."""

    applicants: int
    placed: int
    wishes: list[tuple[str, int]]


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
    got = granted(published.clearing, published.match.placed)
    named = [
        ("Första valet", got[1]),
        ("Andra valet", got[2]),
        ("Tredje valet", got[3]),
    ]
    later = sum(number for wish, number in got.items() if wish > 3)
    rows = [
        *named,
        ("Ett senare val", later),
        ("Genom beslut före matchningen", got[0]),
    ]
    return Outcome(
        len(published.clearing.applicants),
        len(published.match.placed),
        [row for row in rows if row[1]],
    )


def granted(clearing: Facts, placed: Mapping[str, str]) -> Counter[int]:
    """How many got their wish of each number; 0 is by a decision."""
    special = {one.applicant for one in clearing.specials}
    return Counter(
        0 if one.id in special else one.wishes.index(placed[one.id]) + 1
        for one in clearing.applicants
        if one.id in placed
    )


def checker() -> str:
    return CHECKER.read_text(encoding="utf-8")
