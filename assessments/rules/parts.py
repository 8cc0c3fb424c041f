"""What an instrument is made of: sections, items, scales, boxes, context."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

NOT_SEEN = "Gick inte att bedöma"
REGIONAL_FROM = 10_001  # a region's own versions begin here; national ones stay below


@dataclass(frozen=True)
class Step:
    value: int
    label: str
    anchor: str


@dataclass(frozen=True)
class Scale:
    """`not_assessable` is what «not seen» is called; empty where it is no answer."""

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
        return (self.not_assessable or NOT_SEEN) if value is None else labels[value]


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
    question: str = ""

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
    anchors: tuple[str, ...] = ()

    @property
    def steps(self) -> list[tuple[int, str, str]]:
        """(level, what it is called, what it looks like here), for the reader."""
        if self.scale is None:
            return []
        pairs = zip(self.scale.steps, self.anchors, strict=True)
        return [(step.value, step.label, anchor) for step, anchor in pairs]


@dataclass(frozen=True)
class Prompt:
    """A free-text box."""

    key: str
    label: str
    hint: str
    optional: bool


@dataclass(frozen=True)
class ContextField:
    """What is told about the occasion: where, what, how difficult.

    `delmal` says of an option (a station, an activity) which delmål it shows.
    """

    key: str
    label: str
    hint: str
    options: tuple[str, ...]
    max_length: int | None
    min: int | None = None
    max: int | None = None
    delmal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_number(self) -> bool:
        return self.min is not None or self.max is not None


@dataclass(frozen=True)
class Minutes:
    """How long it takes, as far as one can say: to see, to talk about, to fill in."""

    observe: int
    talk: int
    form: int
    per: str = ""  # "station"


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
    extra_fields: tuple[ContextField, ...]
    min_items_answered: int
    max_clicks: int
    minutes: Minutes
    readers: tuple[str, ...]
    consent: str = ""
    prepare: str = ""
    never: str = ""
    source: str = ""
    confidence: str = ""
    round: Mapping[str, Any] | None = None  # answered by many, anonymously
    regional: UUID | None = None  # the region's row it was read from
    own: frozenset[str] = frozenset()  # what the region has made its own

    @property
    def form_minutes(self) -> int:
        return self.minutes.form

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
    def whole(self) -> Item | None:
        """The item that stands for the whole occasion: alone in the last section."""
        last = self.sections[-1].items
        return last[0] if len(last) == 1 else None

    def judging(self, code: str) -> tuple[Item, ...]:
        """The items that judge this delmål: its group, else the whole, else all."""
        group = tuple(item for item in self.items if code in item.delmal)
        return group or self.summing_up

    @property
    def summing_up(self) -> tuple[Item, ...]:
        if self.whole is not None:
            return (self.whole,)
        return tuple(item for item in self.items if item.scale is not None)

    @property
    def is_regional(self) -> bool:
        return self.version >= REGIONAL_FROM

    @property
    def edition(self) -> int:
        """The number people read: a region counts its own versions from 1."""
        return self.version - REGIONAL_FROM + 1 if self.is_regional else self.version


def level_in(items: Iterable[Item], answers: Mapping[str, int | None]) -> int | None:
    """The level of several items together: the lowest that was chosen (HOUSE).

    Evidence never says more than its weakest part. None when nothing was seen.
    """
    levels = (answers.get(item.key) for item in items)
    return min((level for level in levels if level is not None), default=None)
