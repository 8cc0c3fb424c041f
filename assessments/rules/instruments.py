"""The instruments: what is judged, and on which scale.

They are read from instruments.toml. A region that changes an instrument makes a new
version; answers stay with the version they were given in.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assessments.rules.delmal import ALL_CODES, DATA


@dataclass(frozen=True)
class Step:
    value: int
    label: str
    anchor: str


@dataclass(frozen=True)
class Scale:
    key: str
    name: str
    question: str
    steps: tuple[Step, ...]
    not_assessable: str

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(step.value for step in self.steps)

    def label(self, value: int | None) -> str:
        """What a level is called; None is «Gick inte att bedöma»."""
        labels = {step.value: step.label for step in self.steps}
        return self.not_assessable if value is None else labels[value]


@dataclass(frozen=True)
class Item:
    """One thing to judge: on a scale, or by one of its options (numbered from 1)."""

    key: str
    label: str
    look_for: str
    scale: Scale | None
    anchors: tuple[str, ...]
    options: tuple[str, ...]
    delmal: tuple[str, ...]
    optional: bool

    @property
    def values(self) -> tuple[int, ...]:
        if self.scale is not None:
            return self.scale.values
        return tuple(range(1, len(self.options) + 1))

    def answer_text(self, answer: int | None) -> str:
        if self.scale is not None:
            return self.scale.label(answer)
        return "" if answer is None else self.options[answer - 1]


@dataclass(frozen=True)
class Section:
    title: str
    help: str
    items: tuple[Item, ...]
    scale: Scale | None


@dataclass(frozen=True)
class Prompt:
    """A free-text box."""

    key: str
    label: str
    hint: str
    optional: bool


@dataclass(frozen=True)
class ContextField:
    """What is told about the occasion: where, what, how difficult."""

    key: str
    label: str
    hint: str
    options: tuple[str, ...]
    max_length: int | None


@dataclass(frozen=True)
class Instrument:
    key: str
    version: int
    name: str
    long_name: str
    purpose: str
    who: tuple[str, ...]
    delmal: tuple[str, ...]
    sections: tuple[Section, ...]
    prompts: tuple[Prompt, ...]
    context_fields: tuple[ContextField, ...]
    min_items_answered: int
    max_clicks: int
    form_minutes: int
    readers: tuple[str, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.sections for item in section.items)

    def item(self, key: str) -> Item:
        """The item with this key; LookupError when there is none."""
        for item in self.items:
            if item.key == key:
                return item
        raise LookupError(f"{key} is no item of {self.key}")

    @property
    def whole(self) -> Item:
        """The item that stands for the whole occasion: the last of them."""
        return self.items[-1]


def instrument(key: str, version: int | None = None) -> Instrument:
    """The instrument with this key; LookupError for an unknown key or version."""
    found = instruments()[key]
    if version not in (None, found.version):
        raise LookupError(f"{key} has no version {version}")
    return found


@cache
def instruments() -> dict[str, Instrument]:
    """Every instrument by its key, in the order of the file."""
    data = tomllib.loads((DATA / "instruments.toml").read_text(encoding="utf-8"))
    scales = {entry["key"]: _scale(entry) for entry in data["scale"]}
    return {
        entry["key"]: _instrument(entry, data, scales) for entry in data["instrument"]
    }


# ------------------------------------------------------------------- from the file
def _scale(entry: Mapping[str, Any]) -> Scale:
    return Scale(
        key=entry["key"],
        name=entry["name"],
        question=entry["question"],
        steps=tuple(Step(s["value"], s["label"], s["anchor"]) for s in entry["steps"]),
        not_assessable=entry.get("not_assessable", "Gick inte att bedöma"),
    )


def _instrument(
    entry: Mapping[str, Any], data: Mapping[str, Any], scales: Mapping[str, Scale]
) -> Instrument:
    sections = [_section(section, scales) for section in entry["section"]]
    own = [
        prompt for section in entry["section"] for prompt in section.get("prompts", ())
    ]
    common = data["common"]
    codes = entry.get("delmal", "all")
    fields = [*common["context_fields"], *entry.get("extra_fields", ())]
    return Instrument(
        key=entry["key"],
        version=data["schema_version"],
        name=entry["name"],
        long_name=entry["long_name"],
        purpose=entry["purpose"],
        who=tuple(entry["who"]),
        delmal=ALL_CODES if codes == "all" else tuple(codes),
        # A section of nothing but boxes has no items; its boxes are below.
        sections=tuple(section for section in sections if section.items),
        prompts=tuple(_prompt(prompt) for prompt in own or common["prompts"]),
        context_fields=tuple(_context_field(field) for field in fields),
        min_items_answered=entry.get("min_items_answered", 1),
        max_clicks=entry["max_clicks"],
        form_minutes=entry["minutes"]["form"],
        readers=tuple(entry.get("readers", common["readers"])),
    )


def _section(entry: Mapping[str, Any], scales: Mapping[str, Scale]) -> Section:
    scale = scales.get(entry.get("scale", ""))
    anchors = tuple(entry.get("anchors", ()))
    return Section(
        title=entry["title"],
        help=entry.get("help", ""),
        items=tuple(_item(item, scale, anchors) for item in entry.get("items", ())),
        scale=scale,
    )


def _item(
    entry: Mapping[str, Any], scale: Scale | None, anchors: tuple[str, ...]
) -> Item:
    options = tuple(entry.get("options", ()))
    return Item(
        key=entry["key"],
        label=entry["label"],
        look_for=entry.get("look_for", ""),
        scale=None if options else scale,
        anchors=anchors or (tuple(s.anchor for s in scale.steps) if scale else ()),
        options=options,
        delmal=tuple(entry.get("delmal", ())),
        optional=entry.get("optional", False),
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
    )
