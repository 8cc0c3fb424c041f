"""Checklists: what a placement has been given or would be, and what the region wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from assessments.enums import ChecklistSection
from assessments.models import ChecklistEdition, ChecklistItem
from assessments.queries.people import doctor_of, person, supervisors_at_end
from assessments.rules.checklists import (
    Lines,
    TickItemFacts,
    line_key,
    national_lists,
)
from placements.models import Placement
from placements.queries import first_day, last_day
from regions.enums import CareSetting
from regions.models import Region, User


@dataclass(frozen=True)
class Section:
    """One part of a placement's checklist, with how far it has come."""

    key: str
    title: str
    items: list[ChecklistItem]

    @property
    def ticked(self) -> int:
        return sum(1 for one in self.items if one.ticked_at)


@dataclass(frozen=True)
class RegionalList:
    """The list that holds now for a kind of placement; `edition` None: the national."""

    care: str
    title: str
    lines: Lines
    edition: ChecklistEdition | None

    @property
    def number(self) -> int:
        return self.edition.number if self.edition else 0

    @property
    def count(self) -> int:
        return sum(len(self.lines.get(key, ())) for key in ChecklistSection)

    @property
    def sections(self) -> list[tuple[str, list[str]]]:
        rows = [(key.label, list(self.lines.get(key, ()))) for key in ChecklistSection]
        return [(str(label), lines) for label, lines in rows if lines]


# ------------------------------------------------------------------- one placement's
def checklist_of(placement: Placement) -> list[ChecklistItem]:
    """The lines this placement was given; before the first tick, those it would be.

    The latter are not stored, and carry no key of their own.
    """
    rows = ChecklistItem.objects.filter(placement=placement).select_related("ticked_by")
    return list(rows) or list(new_lines(placement))


def new_lines(placement: Placement) -> Iterator[ChecklistItem]:
    """What holds on the placement's first day."""
    told = lines_on(placement.region, placement.care, first_day(placement))
    texts = [(key, text) for key in ChecklistSection for text in told.get(key, ())]
    for position, (section, text) in enumerate(texts, start=1):
        yield ChecklistItem(
            region_id=placement.region_id,
            placement=placement,
            key=line_key(section, text),
            section=section,
            text=text,
            position=position,
        )


def lines_on(region: Region, care: str, day: date | None) -> Lines:
    """The region's latest edition published by this day, else the national list."""
    rows = ChecklistEdition.objects.filter(region=region, care=care)
    held = [
        row
        for row in rows.order_by("-number")
        if day is None or timezone.localdate(row.published_at) <= day
    ]
    return held[0].lines if held else national_lists()[care]


def sections_of(items: list[ChecklistItem]) -> list[Section]:
    """The same lines under their headings, in order; empty parts left out."""
    found = [
        Section(key, str(key.label), [one for one in items if one.section == key])
        for key in ChecklistSection
    ]
    return [one for one in found if one.items]


def counted(items: list[ChecklistItem]) -> tuple[int, int]:
    """How many lines are ticked, of how many; deepening is nobody's duty."""
    asked = [one for one in items if one.section != ChecklistSection.DEEPENING]
    return sum(1 for one in asked if one.ticked_at), len(asked)


def tick_item_facts(placement: Placement, *, by: User, today: date) -> TickItemFacts:
    return TickItemFacts(
        by=person(by),
        doctor=doctor_of(placement.programme),
        supervisors=tuple(person(one) for one in supervisors_at_end(placement, today)),
        starts_on=first_day(placement),
        ends_on=last_day(placement),
        today=today,
    )


# ---------------------------------------------------------------------- the region's
def regional_lists(region: Region) -> list[RegionalList]:
    """The list that holds now for each kind of placement. One query."""
    rows = ChecklistEdition.objects.filter(region=region).order_by("number")
    latest: dict[str, Any] = {
        row.care: row for row in rows.select_related("published_by")
    }
    return [
        RegionalList(
            care=care.value,
            title=str(care.label).capitalize(),
            lines=latest[care].lines if care in latest else national_lists()[care],
            edition=latest.get(care),
        )
        for care in CareSetting
    ]


def regional_list(region: Region, care: str) -> RegionalList:
    """The one for this kind of placement; LookupError when there is no such kind."""
    for one in regional_lists(region):
        if one.care == care:
            return one
    raise LookupError(f"{care} is no kind of placement")
