"""What the kollegium has before it when it talks about one doctor."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from assessments.enums import DelmalState, InstrumentKey
from assessments.models import Assessment
from assessments.queries.instruments import instrument_of
from assessments.queries.people import person, span
from assessments.queries.progress import counted, evidence_of
from assessments.rules.delmal import catalogue
from assessments.rules.progress import (
    count_by_state,
    delmal_progress,
    expected_by_week,
    week_of,
)
from bt_admin.lib.dates import MONTHS
from placements.models import Programme

QUOTES = 6
COLUMNS = 6  # months


@dataclass(frozen=True)
class Quote:
    """What somebody wrote, in which box."""

    key: str
    heading: str
    text: str
    by: str
    on: date
    url: str


@dataclass(frozen=True)
class Background:
    week: int
    weeks: int
    reached: int
    expected: int
    total: int
    months: list[str]
    levels: list[tuple[str, list[str]]]  # area, a cell for each month: "2, 3"
    count: int
    assessors: int
    asked_for: int
    quotes: list[Quote]
    open_delmal: list[tuple[str, str, str]]  # code, heading, what is missing
    without_evidence: tuple[str, ...]


def background(programme: Programme, today: date) -> Background:
    """Levels over time, the latest words, and the delmål that are open."""
    rows = list(counted(programme))
    progress = delmal_progress(evidence_of(rows), regulation=programme.regulation)
    by_state = count_by_state(progress)
    week, weeks = week_of(*span(programme), today)
    months, levels = levels_over_time(rows)
    headings = {one.code: one.heading for one in catalogue(programme.regulation).delmal}
    return Background(
        week=week,
        weeks=weeks,
        reached=len(by_state[DelmalState.ENOUGH_EVIDENCE]),
        expected=expected_by_week(week, weeks, len(progress)),
        total=len(progress),
        months=[MONTHS[month - 1][:3] for _year, month in months],
        levels=levels,
        count=len(rows),
        assessors=len({person(row.assessed_by) for row in rows}),
        asked_for=sum(row.requested_by_id is not None for row in rows),
        quotes=quotes_of(rows, programme.region.slug)[:QUOTES],
        open_delmal=[
            (one.code, headings[one.code], one.missing)
            for one in progress
            if one.state == DelmalState.SOME_EVIDENCE
        ],
        without_evidence=by_state[DelmalState.NO_EVIDENCE],
    )


def levels_over_time(
    rows: list[Assessment],
) -> tuple[list[tuple[int, int]], list[tuple[str, list[str]]]]:
    """The Mini-CEX levels, area by area, in the latest months that have any."""
    labels: dict[str, str] = {}  # of each area, as the latest form words it
    levels: dict[tuple[str, tuple[int, int]], list[int]] = defaultdict(list)
    for row in reversed(rows):
        if row.instrument == InstrumentKey.MINI_CEX:
            labels |= {item.key: item.label for item in instrument_of(row).items}
            month = (row.performed_on.year, row.performed_on.month)
            for key, level in row.answers.items():
                if level is not None:
                    levels[key, month].append(level)
    months = sorted({month for _key, month in levels})[-COLUMNS:]
    table = [
        (label, [", ".join(map(str, levels[key, m])) for m in months])
        for key, label in labels.items()
    ]
    return months, table


def quotes_of(rows: list[Assessment], region_slug: str) -> list[Quote]:
    """What assessors have written, the newest first."""
    return [
        Quote(
            key=prompt.key,
            heading=prompt.label,
            text=row.texts[prompt.key],
            by=row.by_whom,
            on=row.performed_on,
            url=reverse("assessments:assessment", args=[region_slug, row.pk]),
        )
        for row in rows
        for prompt in instrument_of(row).prompts
        if prompt.key in ("keep_doing", "work_on") and row.texts.get(prompt.key)
    ]
