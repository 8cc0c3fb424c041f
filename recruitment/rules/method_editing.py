"""A region's way of recruiting, changed part by part as it is written on the web.

A draft may be unfinished: each part is looked at by itself when it is saved, and all of
them together before a round is advertised. What is changed no longer comes from where
it came from. All of it is our own (HOUSE).
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from recruitment.rules.method_faults import TIMES, Fault, faults_in_part
from recruitment.rules.papers import SWEDISH

LONGEST_KEY = 40
OURS = {"source": "bt-admin", "confidence": "own"}
ORIGIN = ("source", "confidence")
ITSELF = ("label", "rounds_per_year", "season", "starts", "threshold")
Table = Mapping[str, Any]


def empty_method(region: str, day: date) -> dict[str, Any]:
    """Where a region begins that begins with nothing: all that is usual, and no judging.

    The days are Kronoberg's and Stockholm's own shortest.
    """
    return {
        "key": "own",
        "region": region,
        "label": "Regionens eget sätt att rekrytera",
        "valid_from": day.isoformat(),
        "rounds_per_year": 1,
        "places": {"towns": {}},
        "own_times": {
            "open_days_min": 21, "open_days_max": 28, "call_within_days": 7,
            "interview_days_max": 3, "days_to_think": 7, "complement_days": 3,
            "reserve_days_to_think": 3, "list_lives_days": 30,
        },
        "demands": {
            "record_before_offer": False, "references": False, "languages": ["c1"],
        },
        "step": [
            {"kind": "advertise", "label": "Annons"},
            {"kind": "screen", "label": "Behörigheten kontrolleras"},
            {"kind": "decide", "label": "Rekryteringsgruppen rangordnar"},
            {"kind": "offer", "label": "Besked om erbjudande"},
            {"kind": "reserves", "label": "Reserver i turordning"},
            {"kind": "start", "label": "Start"},
            {"kind": "evaluate", "label": "Utvärdering"},
        ],
        "paper": [
            {"key": "licence", "label": "kopia av legitimationen"},
            {"key": SWEDISH, "label": "bevis om svenska på C1-nivå"},
            {"key": "cv", "label": "en meritförteckning", "blind": True},
        ],
        "phase": [],
    }  # fmt: skip


def towns_in(method: Table, alone: str) -> dict[str, int]:
    """How many places in each town does it say? `alone` names the only place of one
    that has no towns. What is no number is none.
    """
    places = method.get("places")
    if not isinstance(places, Mapping):
        return {}
    towns = places.get("towns") or {alone: places.get("total")}
    return {
        str(town): number
        for town, number in towns.items()
        if type(number) is int and 0 < number < 100
    }


# --------------------------------------------------------------------------- the parts
def with_itself(method: Table, told: Table) -> dict[str, Any]:
    """What it is called, how often, and what all points together must reach."""
    return _put(method, {name: told.get(name) for name in ITSELF})


def with_times(method: Table, told: Table) -> dict[str, Any]:
    """The days; those changed are ours from now on."""
    given, own = dict(method.get("times", {})), dict(method.get("own_times", {}))
    for name in TIMES:
        if told[name] != given.get(name):
            given.pop(name, None)
            own[name] = told[name]
    return {**method, "times": given, "own_times": {**own, **OURS}}


def with_demands(method: Table, told: Table) -> dict[str, Any]:
    """What is demanded of the round and of those who apply."""
    now = method.get("demands", {})
    return {**method, "demands": changed(now, {**now, **told})}


def with_steps(method: Table, told: Sequence[Table]) -> dict[str, Any]:
    """The steps, in their order."""
    rows = [_put({"kind": one["kind"], "label": one["label"]},
                 {"rolling": one.get("rolling") or None}) for one in told]  # fmt: skip
    return {**method, "step": rows}


def with_papers(method: Table, told: Sequence[Table]) -> dict[str, Any]:
    """The papers, each with a key of its own that stays when its words change."""
    return {**method, "paper": _keyed(_rows(method, "paper"), told)}


def with_phases(method: Table, told: Sequence[Table]) -> dict[str, Any]:
    """When applicants are judged. What is judged in a phase goes with it."""
    return {**method, "phase": _keyed(_rows(method, "phase"), told)}


def with_criteria(method: Table, phase: str, told: Sequence[Table]) -> dict[str, Any]:
    """What is judged in one phase; LookupError when there is no such phase."""
    phases = _rows(method, "phase")
    if phase not in {one.get("key") for one in phases}:
        raise LookupError(f"no phase {phase}")
    rows = [
        {**one, "criterion": _keyed(_rows(one, "criterion"), told)}
        if one.get("key") == phase
        else one
        for one in phases
    ]
    return {**method, "phase": rows}


# ------------------------------------------------------------------------------- keys
def key_from(label: str, taken: Collection[str]) -> str:
    """A key that nobody else has, made of the words people read."""
    plain = unicodedata.normalize("NFC", label).casefold()
    key = re.sub(r"[^a-zåäö0-9]+", "_", plain).strip("_")
    key = re.sub(r"^[0-9_]+", "", key)[: LONGEST_KEY - 4].strip("_") or "del"
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key}_{number}"
    return found


def _keyed(now: Sequence[Table], told: Sequence[Table]) -> list[dict[str, Any]]:
    """Each row with what it had and was not asked about, or with a new key."""
    had = {one.get("key"): one for one in now}
    taken = {str(one["key"]) for one in told if one.get("key") in had}
    rows: list[dict[str, Any]] = []
    for one in told:
        before = had.get(one.get("key"))
        key = one.get("key") if before else key_from(str(one["label"]), taken)
        taken.add(str(key))
        rows.append(changed(before or {}, _put(before or {}, {**one, "key": key})))
    return rows


def changed(before: Table, now: Table) -> dict[str, Any]:
    """The row; without its origin when somebody has changed what stands in it."""
    if dict(before) == dict(now):
        return dict(now)
    return {name: value for name, value in now.items() if name not in ORIGIN}


def _put(table: Table, told: Table) -> dict[str, Any]:
    """The table with these; None takes one out."""
    both = {**table, **told}
    return {name: value for name, value in both.items() if value is not None}


def _rows(table: Table, name: str) -> list[Table]:
    value = table.get(name)
    rows = value if isinstance(value, list) else []
    return [one for one in rows if isinstance(one, Mapping)]


# --------------------------------------------------------------------- what is left
def faults_of(method: Table, part: str, phase: str = "") -> tuple[Fault, ...]:
    """What is wrong in this part by itself? Of criteria: in those of one phase."""
    found: Iterable[Fault] = faults_in_part(method, part)
    if phase:
        found = [one for one in found if one.where.startswith(f"phase {phase}")]
    return tuple(found)
