"""Where a doctor stands: each delmål against the placements, and against the year.

All thresholds here are our own (HOUSE). They say when evidence looks sufficient, so
that nobody is surprised late; what is sufficient is for the supervisors to judge.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from assessments.enums import DelmalState, Strength
from assessments.rules.delmal import catalogue
from bt_admin.lib.sources import HOUSE, IN_FORCE, REGULATION, Dated

# «Självständigt» or what answers to it: from here evidence shows that it is reached.
EXPECTED_LEVEL: Mapping[str, int] = {
    "sjalvstandighet_5": 4,
    "kvalitet_4": 3,
    "ofta_4": 3,
    "laget_4": 4,
    "station_3": 3,
}
ENOUGH_ASSESSORS = Dated(((IN_FORCE, 2),), HOUSE, "bedömare")
STRONG_OCCASIONS = Dated(((IN_FORCE, 4),), HOUSE, "tillfällen")
# One cell of the matrix is one placement, where one assessor may be all there is.
CELL_ENOUGH = Dated(((IN_FORCE, 2),), HOUSE, "tillfällen")
CELL_STRONG = Dated(((IN_FORCE, 4),), HOUSE, "tillfällen")
# Nothing is expected of the first weeks; all delmål some weeks before the last day.
RUN_IN_WEEKS = 4
READY_WEEKS_BEFORE_END = 4
DAYS_IN_WEEK = 7


@dataclass(frozen=True)
class Evidence:
    """One signed assessment of one delmål.

    `level` is on `scale`; None is «Gick inte att bedöma». `placement` None is a
    course or other evidence outside the placements.
    """

    code: str
    placement: Hashable
    instrument: str
    level: int | None
    assessor: Hashable
    on: date
    scale: str = "sjalvstandighet_5"

    @property
    def reaches(self) -> bool:
        return self.level is not None and self.level >= EXPECTED_LEVEL[self.scale]


@dataclass(frozen=True)
class Cell:
    """A delmål in one placement."""

    count: int
    highest: int | None
    strength: Strength


@dataclass(frozen=True)
class DelmalProgress:
    """What there is for one delmål. `missing` says in Swedish what is not enough."""

    code: str
    state: DelmalState
    strength: Strength
    count: int
    assessors: int
    highest: int | None
    by_placement: Mapping[Hashable, Cell]
    missing: str

    def cell(self, placement: Hashable) -> Cell:
        return self.by_placement.get(placement, EMPTY_CELL)


EMPTY_CELL = Cell(0, None, Strength.NONE)


# -------------------------------------------------------------------- the evidence
def delmal_progress(
    evidence: Iterable[Evidence],
    certified: Collection[str] = frozenset(),
    regulation: str = REGULATION,
    learned: Collection[str] = frozenset(),
) -> tuple[DelmalProgress, ...]:
    """What is there for each of the delmål, in their order?

    For `learned` there are activities beside the assessments. By themselves they are
    some evidence and never enough: a course shows that one was there.

    A certified delmål is certified whatever evidence there is: somebody answers for
    it. Otherwise two occasions with two assessors, one of them at the level expected
    at the end of BT, look sufficient; four of them, two at that level, are strong.
    """
    by_code: dict[str, list[Evidence]] = defaultdict(list)
    for row in evidence:
        by_code[row.code].append(row)
    return tuple(
        _progress(code, by_code[code], code in certified, code in learned)
        for code in catalogue(regulation).codes
    )


def codes_with_evidence(evidence: Iterable[Evidence]) -> frozenset[str]:
    """For which delmål is there any evidence? Without it none is certified."""
    return frozenset(row.code for row in evidence)


def count_by_state(
    progress: Iterable[DelmalProgress],
) -> Mapping[DelmalState, tuple[str, ...]]:
    """Which delmål stand where? Every state is there, empty or not."""
    by_state: dict[DelmalState, list[str]] = {state: [] for state in DelmalState}
    for row in progress:
        by_state[row.state].append(row.code)
    return {state: tuple(codes) for state, codes in by_state.items()}


def _progress(
    code: str, rows: list[Evidence], certified: bool, learned: bool
) -> DelmalProgress:
    strength = _strength(rows)
    by_placement: dict[Hashable, list[Evidence]] = defaultdict(list)
    for row in rows:
        by_placement[row.placement].append(row)
    return DelmalProgress(
        code=code,
        state=DelmalState.CERTIFIED if certified else _state(strength, learned),
        strength=strength,
        count=len(rows),
        assessors=len({row.assessor for row in rows}),
        highest=_highest(rows),
        by_placement={
            placement: Cell(len(there), _highest(there), _cell_strength(there))
            for placement, there in by_placement.items()
        },
        missing="" if certified else _missing(rows, learned),
    )


def _strength(rows: list[Evidence]) -> Strength:
    if not rows:
        return Strength.NONE
    assessors = len({row.assessor for row in rows})
    reaching = sum(row.reaches for row in rows)
    if assessors < ENOUGH_ASSESSORS.latest or not reaching:
        return Strength.THIN
    if len(rows) >= STRONG_OCCASIONS.latest and reaching > 1:
        return Strength.STRONG
    return Strength.ENOUGH


def _cell_strength(rows: list[Evidence]) -> Strength:
    reaching = sum(row.reaches for row in rows)
    if len(rows) >= CELL_STRONG.latest and reaching > 1:
        return Strength.STRONG
    enough = len(rows) >= CELL_ENOUGH.latest and reaching
    return Strength.ENOUGH if enough else Strength.THIN


def _state(strength: Strength, learned: bool) -> DelmalState:
    if learned and strength == Strength.NONE:
        return DelmalState.SOME_EVIDENCE
    return {
        Strength.NONE: DelmalState.NO_EVIDENCE,
        Strength.THIN: DelmalState.SOME_EVIDENCE,
        Strength.ENOUGH: DelmalState.ENOUGH_EVIDENCE,
        Strength.STRONG: DelmalState.ENOUGH_EVIDENCE,
    }[strength]


def _highest(rows: list[Evidence]) -> int | None:
    return max((row.level for row in rows if row.level is not None), default=None)


def _missing(rows: list[Evidence], learned: bool) -> str:
    """What would make this evidence sufficient? Empty when it is."""
    if not rows and learned:
        return "Bara aktiviteter än. En bedömning behövs."
    if not rows:
        return "Underlag saknas."
    if len({row.assessor for row in rows}) < ENOUGH_ASSESSORS.latest:
        return "Bedömt av en person. En till bedömare behövs."
    if not any(row.reaches for row in rows):
        return "Ingen bedömning visar än den nivå som förväntas vid slutet av BT."
    return ""


# ------------------------------------------------------------------------ the year
def share_served(starts_on: date, ends_on: date, today: date) -> Decimal:
    """How much of the BT has passed, from 0 to 1? Both days counted."""
    days = (ends_on - starts_on).days + 1
    passed = min(max((today - starts_on).days + 1, 0), days)
    return Decimal(passed) / Decimal(days)


def week_of(starts_on: date, ends_on: date, today: date) -> tuple[int, int]:
    """Which week of how many? Before the first day it is week 0.

    A year has 52: up to half a week over belongs to the last one.
    """
    days = (ends_on - starts_on).days + 1
    weeks = max((days + DAYS_IN_WEEK // 2) // DAYS_IN_WEEK, 1)
    now = (today - starts_on).days // DAYS_IN_WEEK + 1
    return min(max(now, 0), weeks), weeks


def expected_by_week(week: int, weeks: int, target: int) -> int:
    """How many of `target` could one expect to see by the end of this week?

    None in the first four weeks, all of them four weeks before the end, and an even
    pace between (HOUSE). In a BT too short for that, an even pace all through.
    """
    first, last = RUN_IN_WEEKS, weeks - READY_WEEKS_BEFORE_END
    if last <= first:
        first, last = 0, weeks
    share = Decimal(min(max(week - first, 0), last - first)) / (last - first)
    return int((share * target).quantize(Decimal(1), ROUND_HALF_UP))


def weeks_behind(have: int, target: int, week: int, weeks: int) -> int:
    """For how many weeks has more been expected than there is? 0 is in phase."""
    behind = 0
    while behind < week and expected_by_week(week - behind, weeks, target) > have:
        behind += 1
    return behind


def forecast_week(have: int, target: int, week: int) -> int | None:
    """In which week would everything be there, at the pace so far?

    The run-in weeks are not counted in the pace (HOUSE). None while there is nothing
    to reckon with.
    """
    worked = week - RUN_IN_WEEKS
    if have >= target:
        return week
    if worked <= 0 or have <= 0:
        return None
    return RUN_IN_WEEKS + -(-worked * target // have)
