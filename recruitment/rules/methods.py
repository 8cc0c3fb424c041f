"""How a region recruits: steps, places, times, papers and criteria, as one dated thing.

Read from a table, of the file data/methods.toml or of what a region has written on the
web; both look the same. What is wrong with a table is told by `method_faults`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from recruitment.rules.criteria import Anchor, Criterion, Phase, Scheme
from recruitment.rules.method_faults import Fault, as_day, faults_in_method
from recruitment.rules.papers import PaperKind
from recruitment.rules.steps import Step

FILE = Path(__file__).parent.parent / "data" / "methods.toml"
Table = Mapping[str, Any]


class FaultyMethod(ValueError):
    """A method was read that is not usable; `faults` says what is wrong."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Times:
    """Days. `call_within_days`: from closing to the call to an interview."""

    open_days_min: int
    open_days_max: int
    call_within_days: int
    interview_days_max: int
    days_to_think: int
    complement_days: int
    reserve_days_to_think: int
    list_lives_days: int


@dataclass(frozen=True)
class Sitting:
    """How a phase is held. `candidates`: how many at once; `minutes` 0 for reading."""

    phase: str
    kind: str
    judges: int
    candidates: int = 1
    minutes: int = 0


@dataclass(frozen=True)
class Statement:
    """Where what stands in one part of the method comes from."""

    part: str
    source: str
    confidence: str


@dataclass(frozen=True)
class Method:
    """One region's way of recruiting, from a day on.

    `towns`: places by town, in the region's order; "" for a region without towns.
    """

    key: str
    region: str
    label: str
    valid_from: date
    valid_until: date | None
    rounds_per_year: int
    towns: tuple[tuple[str, int], ...]
    times: Times
    record_before_offer: bool
    references: bool
    languages: tuple[str, ...]
    steps: tuple[Step, ...]
    papers: tuple[PaperKind, ...]
    scheme: Scheme
    sittings: tuple[Sitting, ...]
    statements: tuple[Statement, ...]
    season: str = ""
    starts: str = ""
    union: str = ""
    group: str = ""

    @property
    def places(self) -> int:
        return sum(number for _, number in self.towns)

    @property
    def reviewers(self) -> int:
        """How many read each application, each alone."""
        return sum(one.judges for one in self.sittings if one.kind == "review")

    @property
    def interviews(self) -> tuple[Sitting, ...]:
        return tuple(one for one in self.sittings if one.kind != "review")


# ---------------------------------------------------------------------------- reading
def read_method(table: Table) -> Method:
    """The method that stands in this table; FaultyMethod when it is not usable."""
    faults = faults_in_method(table)
    if faults:
        raise FaultyMethod(faults)
    demands = table["demands"]
    until = table.get("valid_until")
    return Method(
        key=table["key"],
        region=table["region"],
        label=table["label"],
        valid_from=as_day(table["valid_from"]),
        valid_until=None if until is None else as_day(until),
        rounds_per_year=table["rounds_per_year"],
        towns=_towns(table["places"]),
        times=_times(table),
        record_before_offer=demands["record_before_offer"],
        references=demands["references"],
        languages=tuple(demands["languages"]),
        steps=tuple(_step(one) for one in table["step"]),
        papers=tuple(_paper(one) for one in table["paper"]),
        scheme=_scheme(table),
        sittings=tuple(_sitting(one) for one in table["phase"]),
        statements=tuple(_statements(table)),
        season=table.get("season", ""),
        starts=table.get("starts", ""),
        union=demands.get("union", ""),
        group=demands.get("group", ""),
    )


def _towns(places: Table) -> tuple[tuple[str, int], ...]:
    towns = places.get("towns") or {"": places.get("total", 0)}
    return tuple(towns.items())


def _times(table: Table) -> Times:
    given = {**table.get("times", {}), **table.get("own_times", {})}
    return Times(**{name: given[name] for name in Times.__dataclass_fields__})


def _step(table: Table) -> Step:
    return Step(table["kind"], table["label"], table.get("rolling", False))


def _paper(table: Table) -> PaperKind:
    return PaperKind(
        key=table["key"],
        label=table["label"],
        required=table.get("required", True),
        one_of=table.get("one_of", ""),
        blind=table.get("blind", False),
    )


def _scheme(table: Table) -> Scheme:
    phases = tuple(_phase(one) for one in table["phase"])
    return Scheme(phases, _number(table.get("threshold")))


def _phase(table: Table) -> Phase:
    weight = _number(table.get("weight", 1)) or Decimal(1)
    criteria = tuple(_criterion(one) for one in table["criterion"])
    return Phase(table["key"], table["label"], criteria, table["judges"], weight)


def _criterion(table: Table) -> Criterion:
    anchors = enumerate(table["anchors"], start=table.get("lowest", 1))
    return Criterion(
        key=table["key"],
        label=table["label"],
        anchors=tuple(Anchor(value, text) for value, text in anchors),
        weight=_number(table.get("weight", 1)) or Decimal(1),
        threshold=_number(table.get("threshold")),
        question=table.get("question", ""),
    )


def _sitting(table: Table) -> Sitting:
    return Sitting(
        phase=table["key"],
        kind=table["kind"],
        judges=table["judges"],
        candidates=table.get("candidates", 1),
        minutes=table.get("minutes", 0),
    )


def _statements(table: Table) -> list[Statement]:
    """Of the method itself, and of each part that says where it comes from."""
    parts: list[tuple[str, Any]] = [("", table)]
    for name, value in table.items():
        rows = value if isinstance(value, list) else [value]
        for row in rows:
            if isinstance(row, Mapping):
                key = row.get("key")
                parts.append((f"{name} {key}" if key else name, row))
    return [
        Statement(name, part["source"], part.get("confidence", ""))
        for name, part in parts
        if part.get("source")
    ]


def _number(value: str | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
