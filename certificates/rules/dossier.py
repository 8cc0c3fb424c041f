"""The dossier: when it is frozen, and what has changed since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bt_admin.lib.people import Person
from bt_admin.lib.sources import EXTERNAL_ASSESSOR, HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no

NEW, GONE, OTHER = "new", "gone", "other"


@dataclass(frozen=True)
class FreezeFacts:
    """`assessor` is None once the assignment has ended; `leads`: certifies in the region."""

    by: Person
    assessor: Person | None
    leads: bool
    declared_on: date | None


@dataclass(frozen=True)
class Change:
    """One thing in the dossier that is no longer as it was frozen."""

    kind: str
    part: str
    title: str


def may_freeze(facts: FreezeFacts) -> Verdict:
    """May the material be frozen now? At the meeting, by the assessor or the AT/BT-chef.

    Not before the assessor has answered about jäv: until then nobody judges from it.
    """
    if facts.assessor is None:
        return no(
            "freeze.nobody",
            "Underlaget kan inte frysas. Ingen extern bedömning pågår.",
            HOUSE,
        )
    if not (facts.leads or facts.by == facts.assessor):
        return no(
            "freeze.not_yours",
            f"Du får inte frysa underlaget. Det gör {facts.assessor}, som är extern "
            "bedömare, eller AT/BT-chefen.",
            HOUSE,
        )
    if facts.declared_on is None:
        return no(
            "freeze.not_declared",
            f"Underlaget kan inte frysas än. {facts.assessor} har inte svarat på "
            "frågorna om jäv.",
            EXTERNAL_ASSESSOR,
        )
    return YES


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What is new, gone or different in `after`, part by part in its order.

    Both are dossiers as data. A heading that has other words is no change of its own.
    """
    old = {part["key"]: part for part in before["parts"]}
    return [
        change
        for part in after["parts"]
        for change in _in_part(old.get(part["key"], {"entries": []}), part)
    ]


def _in_part(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    old = {one["id"]: one for one in before["entries"]}
    new = {one["id"]: one for one in after["entries"]}
    for key, one in new.items():
        if key not in old:
            yield Change(NEW, after["title"], one["title"])
        elif one != old[key]:
            yield Change(OTHER, after["title"], one["title"])
    for key, one in old.items():
        if key not in new:
            yield Change(GONE, after["title"], one["title"])
