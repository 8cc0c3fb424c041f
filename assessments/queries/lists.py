"""Assessments as lines in a list, and what is to be remembered of a placement."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from assessments.enums import CollegiumOutcome, InstrumentKey
from assessments.models import Assessment, Collegium
from assessments.queries.background import Quote, quotes_of
from assessments.queries.instruments import instrument_of
from assessments.queries.progress import COUNTED, counted
from assessments.queries.reading import late_by, state_of
from assessments.rules.instruments import level_in
from assessments.rules.requests import LOCKED
from bt_admin.lib.pieces import State
from bt_admin.lib.swedish import delmal_list
from placements.models import Placement

OUTCOME_LOOKS = {
    CollegiumOutcome.ON_TRACK: ("ok", ""),
    CollegiumOutcome.ON_TRACK_WITH_PLAN: ("warn", ""),
    CollegiumOutcome.AT_RISK: ("bad", "flag"),
}


@dataclass(frozen=True)
class Line:
    name: str
    url: str
    on: date
    what: str
    placement: str
    assessor: str
    delmal: str
    level: int | None
    words: str  # what the level is called; empty until it is signed
    state: State
    corrected: bool = False  # a new version of one that was signed before
    late: int = 0  # days from the occasion to the request, when that was long


def lines(rows: list[Assessment], late_after: int | None = None) -> list[Line]:
    """For the list. The delmål must be prefetched; nothing else is read.

    `late_after` is the region's days; what was asked for late is told when it is given.
    """
    return [line(row, late_after) for row in rows]


def line(row: Assessment, late_after: int | None = None) -> Line:
    given, signed = instrument_of(row), row.state in LOCKED
    items = given.summing_up
    level = level_in(items, row.answers) if signed else None
    judged = signed and any(item.key in row.answers for item in items)
    return Line(
        name=given.name,
        url=reverse("assessments:assessment", args=[row.region.slug, row.pk]),
        on=row.performed_on,
        what=what_of(row),
        placement=row.placement.title if row.placement else "",
        assessor=row.by_whom,
        delmal=codes_of(row),
        level=level if items[0].scale else None,
        words=items[0].answer_text(level) if judged else "",
        state=state_of(row),
        corrected=row.replaces_id is not None,
        late=late_by(row, late_after) if late_after else 0,
    )


def what_of(row: Assessment) -> str:
    """What it was about: the moment or the station, and the words about it."""
    told = [one for one in row.context.values() if isinstance(one, str)]
    more = [one for one in told if not row.what.startswith(one)]
    return ", ".join(one for one in (*more, row.what) if one)


def codes_of(row: Assessment) -> str:
    """An overall assessment is about nearly all of them: not worth a column."""
    if row.instrument == InstrumentKey.OVERALL:
        return ""
    return delmal_list(one.code for one in row.delmal.all())


def seen_on(placement: Placement) -> list[Line]:
    """The signed assessments of single occasions from a placement, newest first."""
    rows = counted(placement.programme).filter(placement=placement)
    rows = rows.exclude(instrument=InstrumentKey.OVERALL).select_related("region")
    return lines(list(rows.select_related("assessor", "placement", "region")))


def carried_over(placement: Placement) -> list[Quote]:
    """What the overall assessments of earlier placements said to go on training."""
    rows = Assessment.objects.filter(
        Q(programme=placement.programme) & ~Q(placement=placement),
        instrument=InstrumentKey.OVERALL,
        state__in=COUNTED,
    ).select_related("assessor", "placement")
    quotes = quotes_of(list(rows), placement.region.slug)
    return [quote for quote in quotes if quote.key == "work_on"]


def outcome_of(row: Collegium) -> State:
    outcome = CollegiumOutcome(row.outcome)
    tone, icon = OUTCOME_LOOKS[outcome]
    return State(tone, str(outcome.label), icon)
