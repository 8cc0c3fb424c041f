"""A round in figures: from applications to who started, comparable with other rounds.

Counted from the rows of the round, or read from what a region has told; None is not
known, and no figure is guessed from another. Our own way of counting (HOUSE).
"""

import tomllib
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from recruitment.enums import LeaveReason

REPORTED = Path(__file__).parent.parent / "data" / "stockholm_rounds.toml"
FUNNEL = {
    "applications": "Ansökningar",
    "eligible": "Behöriga",
    "interviewed": "Intervjuade",
    "ranked": "Rangordnade",
    "offered": "Erbjudna",
    "accepted": "Tackat ja",
    "started": "Började",
}


@dataclass(frozen=True)
class ApplicationRow:
    """What one application has come to."""

    application: Hashable
    is_eligible: bool = False
    was_interviewed: bool = False
    is_ranked: bool = False
    is_reserve: bool = False
    offered_on: date | None = None
    has_accepted: bool = False
    has_started: bool = False
    left_in_introduction: bool = False
    left_later: bool = False
    why: LeaveReason | str = ""
    country: str = ""


@dataclass(frozen=True)
class RoundFigures:
    """How many of each. `left`: why people said no or left, by `LeaveReason`."""

    label: str
    places: int
    applications: int | None = None
    eligible: int | None = None
    interviewed: int | None = None
    ranked: int | None = None
    offered: int | None = None
    reserves: int | None = None
    accepted: int | None = None
    started: int | None = None
    left_in_introduction: int | None = None
    left_later: int | None = None
    left: Mapping[str, int] = field(default_factory=dict)
    countries: Mapping[str, int] = field(default_factory=dict)

    @property
    def fill_rate(self) -> Decimal | None:
        """Per cent of the places where somebody started, one decimal."""
        return None if self.started is None else share(self.started, self.places)

    @property
    def unfilled(self) -> int | None:
        """Places where nobody started."""
        return None if self.started is None else max(self.places - self.started, 0)

    @property
    def eligible_per_place(self) -> Decimal | None:
        """Two decimals."""
        if self.eligible is None or not self.places:
            return None
        return _rounded(Decimal(self.eligible) / self.places, "0.01")

    @property
    def still_there(self) -> int | None:
        """Who started and has not left."""
        if self.started is None:
            return None
        return self.started - (self.left_in_introduction or 0) - (self.left_later or 0)


@dataclass(frozen=True)
class Stage:
    """One stage of the funnel. `of_previous`: per cent of the nearest known before."""

    key: str
    label: str
    number: int | None
    of_previous: Decimal | None = None


@dataclass(frozen=True)
class Load:
    """How many one reviewer was given, and has sent."""

    judge: Hashable
    given: int
    sent: int


# ------------------------------------------------------------------- counted from rows
def figures_of(label: str, places: int, rows: Iterable[ApplicationRow]) -> RoundFigures:
    """What do these applications come to?"""
    given = list(rows)

    def count(name: str) -> int:
        return sum(1 for row in given if getattr(row, name))

    return RoundFigures(
        label=label,
        places=places,
        applications=len(given),
        eligible=count("is_eligible"),
        interviewed=count("was_interviewed"),
        ranked=count("is_ranked"),
        offered=count("offered_on"),
        reserves=count("is_reserve"),
        accepted=count("has_accepted"),
        started=count("has_started"),
        left_in_introduction=count("left_in_introduction"),
        left_later=count("left_later"),
        left=dict(Counter(str(row.why) for row in given if row.why)),
        countries=dict(Counter(row.country for row in given if row.country)),
    )


def funnel(figures: RoundFigures) -> tuple[Stage, ...]:
    """How many are left at each stage, and what share of the stage before?"""
    stages: list[Stage] = []
    before: int | None = None
    for key, label in FUNNEL.items():
        number: int | None = getattr(figures, key)
        known = number is not None and before is not None
        of_previous = share(number or 0, before or 0) if known else None
        stages.append(Stage(key, label, number, of_previous))
        before = before if number is None else number
    return tuple(stages)


def days_to_offer(closed_on: date, rows: Iterable[ApplicationRow]) -> Decimal | None:
    """How many days from closing to an offer, in the middle? None without offers."""
    days = [(row.offered_on - closed_on).days for row in rows if row.offered_on]
    return Decimal(str(median(days))) if days else None


def loads(reviews: Iterable[tuple[Hashable, bool]]) -> tuple[Load, ...]:
    """How was the reading shared? Each review as its judge, and whether it is sent.

    The one with most first.
    """
    given: Counter[Hashable] = Counter()
    sent: Counter[Hashable] = Counter()
    for judge, is_sent in reviews:
        given[judge] += 1
        sent[judge] += is_sent
    found = [Load(judge, number, sent[judge]) for judge, number in given.items()]
    return tuple(sorted(found, key=lambda one: (-one.given, str(one.judge))))


def compared(rounds: Sequence[RoundFigures]) -> dict[str, tuple[object, ...]]:
    """The same figure of every round side by side; those nobody knows are left out."""
    names = [
        one.name
        for one in fields(RoundFigures)
        if one.name not in ("left", "countries")
    ]
    names += ["fill_rate", "unfilled", "eligible_per_place", "still_there"]
    table = {name: tuple(getattr(one, name) for one in rounds) for name in names}
    return {name: row for name, row in table.items() if any(x is not None for x in row)}


def share(part: int, whole: int) -> Decimal | None:
    """Per cent with one decimal, half upwards; None of nothing."""
    return _rounded(Decimal(100 * part) / whole, "0.1") if whole else None


def _rounded(value: Decimal, step: str) -> Decimal:
    return value.quantize(Decimal(step), ROUND_HALF_UP)


# ------------------------------------------------------------------ what a region has told
@cache
def reported() -> dict[str, Any]:
    """Everything of the file with Region Stockholm's three rounds, as it stands there."""
    return tomllib.loads(REPORTED.read_text(encoding="utf-8"))


def reported_rounds() -> tuple[RoundFigures, ...]:
    """Region Stockholm's three rounds, in their order; the file has the source."""
    known = {one.name for one in fields(RoundFigures)}
    rounds = [
        RoundFigures(**{name: value for name, value in row.items() if name in known})
        for row in reported()["round"]
    ]
    return tuple(replace(one, left=dict(one.left)) for one in rounds)
