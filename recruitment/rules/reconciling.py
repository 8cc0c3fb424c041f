"""Reconciliation: what the judges of an interview gave, side by side, once all have.

Before that nobody sees anybody's, and those who are missing are named.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from bt_admin.lib.dates import list_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.swedish import number
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.rules.criteria import Scheme

WIDE = 2  # steps between the highest and the lowest: worth talking about


@dataclass(frozen=True)
class Expected:
    """One judge is to judge one candidate in one phase."""

    group: Hashable
    phase: str
    candidate: Person
    judge: Person

    @property
    def place(self) -> tuple[str, Person, Person]:
        return self.phase, self.candidate, self.judge


@dataclass(frozen=True)
class Sent:
    """Points that a judge has sent. `reason` when they were changed, from `before`."""

    phase: str
    candidate: Person
    judge: Person
    scores: Mapping[str, int]
    reason: str = ""
    before: Mapping[str, int] | None = None

    @property
    def place(self) -> tuple[str, Person, Person]:
        return self.phase, self.candidate, self.judge


def mean_of(values: Sequence[int]) -> Decimal:
    """Two decimals, half upwards. ZeroDivisionError for none."""
    exact = Fraction(sum(values), len(values))
    return Decimal(floor(exact * 100 + Fraction(1, 2))).scaleb(-2)


@dataclass(frozen=True)
class Spread:
    """What one candidate was given for one criterion; `values` by judge, in order."""

    candidate: Person
    phase: str
    criterion: str
    label: str
    values: tuple[tuple[Person, int], ...]

    @property
    def lowest(self) -> int:
        return min(value for _, value in self.values)

    @property
    def highest(self) -> int:
        return max(value for _, value in self.values)

    @property
    def is_wide(self) -> bool:
        return self.highest - self.lowest >= WIDE

    @property
    def mean(self) -> Decimal:
        return mean_of([value for _, value in self.values])

    @property
    def words(self) -> str:
        """«3–5, i snitt 4,25»; «4, alla lika» when nobody differs."""
        if self.lowest == self.highest:
            return (
                f"{self.lowest}, alla lika"
                if len(self.values) > 1
                else str(self.lowest)
            )
        return f"{self.lowest}–{self.highest}, i snitt {number(self.mean)}"


@dataclass(frozen=True)
class GroupView:
    """One interview group: ready to be talked about, or waiting for some."""

    group: Hashable
    candidates: tuple[Person, ...]
    judges: tuple[Person, ...]
    missing: tuple[Expected, ...] = ()
    spreads: tuple[Spread, ...] = ()
    changes: tuple[Sent, ...] = ()

    @property
    def is_ready(self) -> bool:
        return not self.missing

    @property
    def missing_text(self) -> str:
        """«Poäng saknas från Karin Lind för Sökande 3 och Sökande 4.»"""
        by_judge: dict[Person, list[str]] = {}
        for one in self.missing:
            names = by_judge.setdefault(one.judge, [])
            if one.candidate.name not in names:
                names.append(one.candidate.name)
        parts = [f"{judge} för {list_text(names)}" for judge, names in by_judge.items()]
        return f"Poäng saknas från {list_text(parts)}." if parts else ""


def groups_of(
    scheme: Scheme, expected: Iterable[Expected], sent: Iterable[Sent]
) -> list[GroupView]:
    """Each group, its points only when all of it has sent. In the order expected."""
    given = {one.place: one for one in sent}
    rows: dict[Hashable, list[Expected]] = {}
    for one in expected:
        rows.setdefault(one.group, []).append(one)
    return [_view(scheme, group, asked, given) for group, asked in rows.items()]


def _view(
    scheme: Scheme,
    group: Hashable,
    asked: Sequence[Expected],
    given: Mapping[tuple[str, Person, Person], Sent],
) -> GroupView:
    candidates = tuple(dict.fromkeys(one.candidate for one in asked))
    judges = tuple(dict.fromkeys(one.judge for one in asked))
    missing = tuple(one for one in asked if one.place not in given)
    if missing:
        return GroupView(group, candidates, judges, missing)
    rows = [given[one.place] for one in asked]
    changes = tuple(one for one in rows if one.reason)
    spreads = tuple(
        spread for candidate in candidates for spread in _of(scheme, candidate, rows)
    )
    return GroupView(group, candidates, judges, (), spreads, changes)


def _of(scheme: Scheme, candidate: Person, rows: Sequence[Sent]) -> list[Spread]:
    found = []
    for phase, criterion in scheme:
        values = tuple(
            (row.judge, row.scores[criterion.key])
            for row in rows
            if (row.phase, row.candidate) == (phase.key, candidate)
            and criterion.key in row.scores
        )
        if values:
            found.append(
                Spread(candidate, phase.key, criterion.key, criterion.label, values)
            )
    return found


def may_see_group(group: GroupView, viewer: Person, *, leads: bool) -> Verdict:
    """May this person see the points of this group?

    Who leads or sits in it, and not before everybody in it has sent theirs: each
    judges alone first. HOUSE.
    """
    if not leads and viewer not in group.judges:
        text = "Du kan inte se poängen. Du sitter inte i den här intervjugruppen."
        return no("reconcile.not_yours", text, HOUSE)
    if group.is_ready:
        return YES
    text = (
        "Poängen visas inte än. De visas när alla i gruppen har skickat sina, så att ni "
        f"bedömer oberoende av varandra. {group.missing_text}"
    )
    return no("reconcile.own_first", text, HOUSE)
