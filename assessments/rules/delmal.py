"""The eighteen delmål and their requirement rows, as law has them on a date.

They are read from delmal.toml, one file for each målbeskrivning. Headings and rows
are a third party's transcription (TARGETS_2021): proof-read once against the original.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bt_admin.lib.dates import list_text
from bt_admin.lib.sources import IN_FORCE, REGULATION, TARGETS_2021, Dated

DATA = Path(__file__).resolve().parent.parent / "data"
FILES = {REGULATION: "delmal.toml"}
DELMAL_COUNT = Dated(((IN_FORCE, 18),), TARGETS_2021, "delmål")
ALL_CODES = tuple(f"BT{number}" for number in range(1, 19))
CODE = re.compile(r"BT([1-9][0-9]?)")


@dataclass(frozen=True)
class Requirement:
    """One kompetenskrav: a skill (kunna) or knowledge (kunskap). Our short wording."""

    n: int
    verb: str
    text: str

    @property
    def words(self) -> str:
        """«kunna bedöma suicidrisk», «kunskap om vad kvalitetsarbete innebär»"""
        return f"{'kunskap om' if self.verb == 'kunskap' else self.verb} {self.text}"


@dataclass(frozen=True)
class Task:
    """A ready piece of work for a delmål that is hard to observe."""

    key: str
    title: str
    hours: int
    steps: tuple[str, ...]
    product: str
    template: tuple[str, ...]


@dataclass(frozen=True)
class Delmal:
    """`settings` and `evidence` are suggestions, never requirements."""

    code: str
    heading: str
    rows: tuple[Requirement, ...]
    settings: tuple[str, ...]
    settings_note: str
    evidence: tuple[str, ...]
    situation: str
    steps: tuple[str, ...]
    tasks: tuple[Task, ...]
    remind_at: Decimal | None  # the share of the BT that has passed

    @property
    def number(self) -> int:
        return number_of(self.code)


@dataclass(frozen=True)
class Group:
    """Delmål folded together on a phone and in the overall assessment. Ours."""

    key: str
    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """The målbeskrivning that goes with a regulation."""

    regulation: str
    valid_from: date
    delmal: tuple[Delmal, ...]
    groups: tuple[Group, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(delmal.code for delmal in self.delmal)

    @property
    def row_count(self) -> int:
        return sum(len(delmal.rows) for delmal in self.delmal)

    def get(self, code: str) -> Delmal:
        """The delmål with this code; LookupError when there is none."""
        for delmal in self.delmal:
            if delmal.code == code:
                return delmal
        raise LookupError(f"{code} is no delmål of {self.regulation}")


@cache
def catalogue(regulation: str = REGULATION) -> Catalogue:
    """Which delmål go with this regulation? LookupError when it is not known."""
    if regulation not in FILES:
        raise LookupError(f"no målbeskrivning for {regulation}")
    data = tomllib.loads((DATA / FILES[regulation]).read_text(encoding="utf-8"))
    return Catalogue(
        regulation=data["regulation"],
        valid_from=data["valid_from"],
        delmal=tuple(_delmal(entry) for entry in data["delmal"]),
        groups=tuple(
            Group(entry["key"], entry["name"], tuple(entry["delmal"]))
            for entry in data["group"]
        ),
    )


# --------------------------------------------------------------------------- codes
def is_code(text: str, regulation: str = REGULATION) -> bool:
    return text in catalogue(regulation).codes


def number_of(code: str) -> int:
    """12 for BT12; ValueError for anything that is not written like a code."""
    match = CODE.fullmatch(code)
    if match is None:
        raise ValueError(f"{code} is not written like a delmål")
    return int(match[1])


def sort_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """Each code once, BT2 before BT10."""
    return tuple(sorted(set(codes), key=number_of))


def missing_from(codes: Iterable[str], regulation: str = REGULATION) -> tuple[str, ...]:
    """Which of all the delmål are not among these?"""
    return sort_codes(set(catalogue(regulation).codes) - set(codes))


def collapse(codes: Iterable[str]) -> str:
    """«BT1–BT4, BT7 och BT12»: three or more in a row become a range."""
    words: list[str] = []
    for run in _runs(codes):
        words += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else run
    return list_text(words)


def _runs(codes: Iterable[str]) -> list[list[str]]:
    runs: list[list[str]] = []
    for code in sort_codes(codes):
        if runs and number_of(code) == number_of(runs[-1][-1]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return runs


# ------------------------------------------------------------------- from the file
def _delmal(entry: Mapping[str, Any]) -> Delmal:
    return Delmal(
        code=entry["code"],
        heading=entry["heading"],
        rows=tuple(Requirement(r["n"], r["verb"], r["text"]) for r in entry["row"]),
        settings=tuple(entry["settings"]),
        settings_note=entry.get("settings_note", ""),
        evidence=tuple(entry["evidence"]),
        situation=entry["example"]["situation"],
        steps=tuple(entry["example"]["steps"]),
        tasks=tuple(_task(task) for task in entry.get("task", ())),
        remind_at=_share(entry.get("remind_at_share_of_programme")),
    )


def _share(told: float | None) -> Decimal | None:
    return None if told is None else Decimal(str(told))


def _task(entry: Mapping[str, Any]) -> Task:
    return Task(
        key=entry["key"],
        title=entry["title"],
        hours=entry["hours"],
        steps=tuple(entry["steps"]),
        product=entry["product"],
        template=tuple(entry["template"]),
    )
