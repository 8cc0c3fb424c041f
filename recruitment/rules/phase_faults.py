"""What is wrong with what a region judges by: phases, criteria, scales and weights."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

KEY = re.compile(r"[a-zåäö][a-zåäö0-9_]{0,39}")
KINDS = ("review", "individual", "group", "test")
LONGEST = 300
MOST_STEPS, MOST_JUDGES, MOST_MINUTES, MOST_WEIGHT = 10, 12, 480, 100


@dataclass(frozen=True)
class Fault:
    """`where`: the way into the method, as in «phase review › motive»."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


Faults = Iterator[Fault]


def phases_in(phases: Any) -> Faults:
    """The faults of all phases together, and of each."""
    found = rows(phases)
    if not found:
        yield Fault("phase", "Ange minst en sak att bedöma.")
    yield from _twice(found, "phase")
    for phase in found:
        where = f"phase {phase.get('key', '?')}"
        yield from keyed(phase, where)
        yield from text_in(phase, "label", where)
        yield from _held(phase, where)
        yield from _weight(phase, where)
        criteria = rows(phase.get("criterion"))
        if not criteria:
            yield Fault(where, "Ange minst ett kriterium.")
        yield from _twice(criteria, where)
        for criterion in criteria:
            yield from _criterion(criterion, f"{where} › {criterion.get('key', '?')}")


def _held(phase: Mapping[str, Any], where: str) -> Faults:
    if phase.get("kind") not in KINDS:
        yield Fault(where, f"Välj hur det bedöms: {', '.join(KINDS)}.")
    if not 1 <= whole(phase.get("judges")) <= MOST_JUDGES:
        yield Fault(where, f"Skriv 1–{MOST_JUDGES} bedömare.")
    least = 2 if phase.get("kind") == "group" else 1
    if not least <= whole(phase.get("candidates", 1)) <= MOST_JUDGES:
        yield Fault(where, f"Skriv {least}–{MOST_JUDGES} sökande åt gången.")
    if not 0 <= whole(phase.get("minutes", 0)) <= MOST_MINUTES:
        yield Fault(where, f"Skriv 0–{MOST_MINUTES} minuter.")


def _criterion(criterion: Mapping[str, Any], where: str) -> Faults:
    yield from keyed(criterion, where)
    yield from text_in(criterion, "label", where)
    if "question" in criterion:
        yield from text_in(criterion, "question", where)
    yield from _weight(criterion, where)
    anchors, lowest = criterion.get("anchors"), whole(criterion.get("lowest", 1))
    if not isinstance(anchors, list) or not 2 <= len(anchors) <= MOST_STEPS:
        yield Fault(where, f"En skala har 2–{MOST_STEPS} steg.")
        return
    if not all(isinstance(one, str) and one.strip() for one in anchors):
        yield Fault(where, "Beskriv varje steg på skalan.")
    if lowest not in (0, 1):
        yield Fault(where, "En skala börjar på 0 eller 1.")
    yield from _threshold(criterion, lowest, lowest + len(anchors) - 1, where)


def _threshold(
    criterion: Mapping[str, Any], lowest: int, highest: int, where: str
) -> Faults:
    if criterion.get("threshold") is None:
        return
    threshold = decimal_of(criterion["threshold"])
    if threshold is None or not lowest <= threshold <= highest:
        yield Fault(where, f"Gränsen ska ligga på skalan, {lowest}–{highest}.")


def _weight(table: Mapping[str, Any], where: str) -> Faults:
    weight = decimal_of(table.get("weight", 1))
    if weight is None or not 0 < weight <= MOST_WEIGHT:
        yield Fault(where, f"Vikten ska vara mer än 0 och högst {MOST_WEIGHT}.")


def _twice(found: list[Mapping[str, Any]], where: str) -> Faults:
    for key, times in Counter(str(one.get("key")) for one in found).items():
        if times > 1:
            yield Fault(where, f"”{key}” står {times} gånger.")


# ------------------------------------------------------------------ the small things
def keyed(table: Mapping[str, Any], where: str) -> Faults:
    key = table.get("key")
    if not (isinstance(key, str) and KEY.fullmatch(key)):
        yield Fault(where, "”key” ska vara små bokstäver, siffror och _, högst 40.")


def text_in(table: Mapping[str, Any], name: str, where: str) -> Faults:
    text = table.get(name)
    if not isinstance(text, str) or not text.strip():
        yield Fault(where, f"”{name}” är tom.")
    elif len(text) > LONGEST:
        yield Fault(where, f"”{name}” är {len(text) - LONGEST} tecken för lång.")


def rows(value: Any) -> list[Mapping[str, Any]]:
    """The tables of a list; none when it is no list or holds something else."""
    if not isinstance(value, list) or not all(isinstance(x, Mapping) for x in value):
        return []
    return value


def whole(value: Any) -> int:
    """A whole number; what is none is below every limit."""
    return value if type(value) is int else -1


def decimal_of(value: Any) -> Decimal | None:
    """A number written exactly: a whole one, or text; a float is neither."""
    if type(value) not in (int, str):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
