"""Packs of instruments as they are stored, and the instruments in them.

The format is told in docs/instrument.md and checked by `faults_in`. The national pack
is TOML; a region's instrument is the same thing as JSON: a pack with one instrument,
with the scales and the common parts it uses, so that it stands alone for ever.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from assessments.rules.delmal import ALL_CODES, sort_codes
from assessments.rules.parts import (
    ContextField,
    Instrument,
    Item,
    Minutes,
    Prompt,
    Scale,
    Section,
    Step,
)

Pack = Mapping[str, Any]
STATIONS = ("stations", "station", "Station")
ACTIVITIES = ("activities", "activity", "Uppgift")


def read_pack(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def single(pack: Pack, key: str) -> dict[str, Any]:
    """One instrument of a pack, as a pack of its own; LookupError when not there."""
    entry = next((one for one in pack["instrument"] if one["key"] == key), None)
    if entry is None:
        raise LookupError(f"{key} is not in the pack")
    used = {section.get("scale") for section in entry["section"]}
    return {
        "schema_version": pack["schema_version"],
        "common": pack["common"],
        "scale": [scale for scale in pack["scale"] if scale["key"] in used],
        "instrument": [entry],
    }


def instruments_in(pack: Pack) -> dict[str, Instrument]:
    """Every instrument of a pack without faults, by its key and in its order."""
    return {entry["key"]: build(pack, entry) for entry in pack["instrument"]}


def build(
    pack: Pack,
    entry: Mapping[str, Any],
    *,
    version: int | None = None,
    regional: UUID | None = None,
    own: frozenset[str] = frozenset(),
) -> Instrument:
    scales = {one["key"]: _scale(one) for one in pack["scale"]}
    common = pack["common"]
    question = entry.get("question", "")
    sections = [_section(section, scales, question) for section in entry["section"]]
    return Instrument(
        key=entry["key"],
        version=version or entry.get("version", pack["schema_version"]),
        name=entry["name"],
        long_name=entry["long_name"],
        purpose=entry["purpose"],
        who=tuple(entry["who"]),
        delmal=_codes(entry),
        # A section of nothing but boxes has no items; its boxes are below.
        sections=tuple(section for section in sections if section.items),
        prompts=tuple(_prompt(one) for one in prompts_of(pack, entry)),
        context_fields=tuple(_context_field(one) for one in common["context_fields"]),
        extra_fields=(
            *_choice_of(entry, *STATIONS),
            *_choice_of(entry, *ACTIVITIES),
            *(_context_field(one) for one in entry.get("extra_fields", ())),
        ),
        min_items_answered=entry.get("min_items_answered", 1),
        max_clicks=entry["max_clicks"],
        minutes=Minutes(**entry["minutes"]),
        readers=tuple(entry.get("readers", common["readers"])),
        consent=entry.get("consent", ""),
        prepare=entry.get("prepare", ""),
        never=entry.get("never", ""),
        source=entry.get("source", ""),
        confidence=entry.get("confidence", ""),
        round=entry.get("round"),
        regional=regional,
        own=own,
    )


def prompts_of(pack: Pack, entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The instrument's own boxes, or the common ones when it has none."""
    own = [one for section in entry["section"] for one in section.get("prompts", ())]
    return own or pack["common"]["prompts"]


def choices_of(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Its stations and activities: what an occasion can have been."""
    return [*entry.get("stations", ()), *entry.get("activities", ())]


def _codes(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """As said; else those of its stations and activities; else all eighteen."""
    if isinstance(entry.get("delmal"), list):
        return tuple(entry["delmal"])
    found = {code for one in choices_of(entry) for code in one.get("delmal", ())}
    return tuple(sort_codes(tuple(found))) or ALL_CODES


def _scale(entry: Mapping[str, Any]) -> Scale:
    return Scale(
        key=entry["key"],
        name=entry["name"],
        question=entry["question"],
        steps=tuple(Step(s["value"], s["label"], s["anchor"]) for s in entry["steps"]),
        not_assessable=entry.get("not_assessable", ""),
    )


def _section(
    entry: Mapping[str, Any], scales: Mapping[str, Scale], question: str
) -> Section:
    scale = scales.get(entry.get("scale", ""))
    anchors = tuple(entry.get("anchors", ()))
    if scale and not anchors:
        anchors = tuple(step.anchor for step in scale.steps)
    items = entry.get("items", ())
    return Section(
        title=entry["title"],
        help=entry.get("help", ""),
        items=tuple(_item(item, scale, anchors, question) for item in items),
        scale=scale,
        anchors=anchors,
    )


def _item(
    entry: Mapping[str, Any],
    scale: Scale | None,
    anchors: tuple[str, ...],
    question: str,
) -> Item:
    options = tuple(entry.get("options", ()))
    return Item(
        key=entry["key"],
        label=entry["label"],
        look_for=entry.get("look_for", ""),
        scale=None if options else scale,
        anchors=anchors,
        options=options,
        delmal=tuple(entry.get("delmal", ())),
        optional=entry.get("optional", False),
        question=question or (scale.question if scale else ""),
    )


def _prompt(entry: Mapping[str, Any]) -> Prompt:
    optional = entry.get("optional", False)
    return Prompt(entry["key"], entry["label"], entry.get("hint", ""), optional)


def _context_field(entry: Mapping[str, Any]) -> ContextField:
    return ContextField(
        key=entry["key"],
        label=entry["label"],
        hint=entry.get("hint", ""),
        options=tuple(entry.get("options", ())),
        max_length=entry.get("max_length"),
        min=entry.get("min"),
        max=entry.get("max"),
    )


def _choice_of(
    entry: Mapping[str, Any], many: str, key: str, label: str
) -> tuple[ContextField, ...]:
    """Stations and activities are one more question about the occasion: which."""
    given = entry.get(many, ())
    if not given:
        return ()
    codes = {one["title"]: tuple(one.get("delmal", ())) for one in given}
    return (ContextField(key, label, "", tuple(codes), None, delmal=codes),)
