"""Changing the questions of an instrument that is being written: add, move, remove.

A definition goes in and a new one comes out; what does not fit changes nothing, as a
second click on the same button is no fault of anybody's.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from assessments.rules.faults import MOST_ITEMS

Definition = dict[str, Any]


def entry_of(definition: Mapping[str, Any]) -> dict[str, Any]:
    """The one instrument of a region's definition."""
    [entry] = definition["instrument"]
    return entry


def edited(definition: Definition, step: str, new_key: str) -> Definition:
    """What one button does: "add:0", "up:0:2", "down:0:2" or "remove:0:2".

    The figures are a section and an item of it, counted from 0.
    """
    verb, *figures = step.split(":")
    changed = deepcopy(definition)
    places = [int(one) for one in figures if one.isascii() and one.isdigit()]
    sections = entry_of(changed)["section"]
    if len(places) != len(figures) or not places or places[0] >= len(sections):
        return definition
    items = sections[places[0]].get("items", [])
    return changed if _do(verb, items, places[1:], new_key) else definition


def _do(verb: str, items: list[Any], at: list[int], new_key: str) -> bool:
    """Change the list; False when it cannot be done."""
    if verb == "add" and not at and items and len(items) < MOST_ITEMS:
        items.append({"key": new_key, "label": ""})
        return True
    if len(at) != 1 or at[0] >= len(items):
        return False
    here = at[0]
    if verb == "remove" and len(items) > 1:
        del items[here]
        return True
    there = here + {"up": -1, "down": 1}.get(verb, 0)
    if there == here or not 0 <= there < len(items):
        return False
    items[here], items[there] = items[there], items[here]
    return True


def copied(definition: Mapping[str, Any], key: str, name: str) -> Definition:
    """An instrument of the region's own, that begins as a copy of another."""
    copy = deepcopy(dict(definition))
    entry = entry_of(copy)
    entry.pop("version", None)
    entry |= {"key": key, "name": name, "long_name": name}
    return copy
