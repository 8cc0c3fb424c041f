"""Where doctors stand: the eighteen delmål of one or many BT, in one query."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from assessments.enums import DelmalState, InstrumentKey
from assessments.models import AssessmentDelmal
from assessments.queries.instruments import instrument_with
from assessments.queries.progress import COUNTED, scale_of
from assessments.rules.instruments import level_in
from assessments.rules.outsiders import Outsider
from assessments.rules.progress import DelmalProgress, Evidence, delmal_progress
from placements.models import Programme

ENOUGH = (DelmalState.ENOUGH_EVIDENCE, DelmalState.CERTIFIED)
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Standing:
    """One doctor's delmål, and what has been signed from each placement."""

    progress: tuple[DelmalProgress, ...]
    formative: Mapping[UUID, int]  # assessments of single occasions, by placement
    overall: frozenset[UUID]  # placements with a signed sammantagen bedömning
    latest: date | None = None  # the day of the newest assessment

    @property
    def enough(self) -> int:
        """For how many delmål does the evidence look sufficient?"""
        return sum(row.state in ENOUGH for row in self.progress)

    @property
    def total(self) -> int:
        return len(self.progress)


class _Row(NamedTuple):
    programme: UUID
    code: str
    assessment: UUID
    placement: UUID | None
    instrument: str
    version: int
    regional: UUID | None
    answers: dict[str, int | None]
    assessor: UUID | None
    on: date
    email: str
    name: str


def standings(
    programmes: Collection[Programme],
    certified: Mapping[UUID, Collection[str]] | None = None,
    learned: Mapping[UUID, Collection[str]] | None = None,
) -> dict[UUID, Standing]:
    """Where each of these stands, by the programme's key. One query, however many.

    `learned` has the delmål with activities; without it they are not told of.
    """
    found: dict[UUID, list[_Row]] = defaultdict(list)
    for row in _rows(programmes):
        found[row.programme].append(row)
    codes, beside = certified or {}, learned or {}
    return {
        one.pk: _standing(
            one,
            found[one.pk],
            codes.get(one.pk, NOTHING),
            beside.get(one.pk, NOTHING),
        )
        for one in programmes
    }


def _rows(programmes: Collection[Programme]) -> Iterable[_Row]:
    rows = AssessmentDelmal.objects.filter(
        assessment__programme__in=programmes, assessment__state__in=COUNTED
    ).values_list(
        "assessment__programme_id", "code", "assessment_id",
        "assessment__placement_id", "assessment__instrument",
        "assessment__instrument_version", "assessment__regional_instrument_id",
        "assessment__answers", "assessment__assessor_id", "assessment__performed_on",
        "assessment__outsider_email", "assessment__outsider_name",
    )  # fmt: skip
    return (_Row(*row) for row in rows)


def _standing(
    programme: Programme,
    rows: list[_Row],
    certified: Collection[str],
    learned: Collection[str],
) -> Standing:
    evidence = [_evidence(row) for row in rows]
    formative: dict[UUID, set[UUID]] = defaultdict(set)
    overall = set()
    for row in rows:
        if row.placement and row.instrument == InstrumentKey.OVERALL:
            overall.add(row.placement)
        elif row.placement:
            formative[row.placement].add(row.assessment)
    return Standing(
        progress=delmal_progress(evidence, certified, programme.regulation, learned),
        formative={place: len(found) for place, found in formative.items()},
        overall=frozenset(overall),
        latest=max((row.on for row in rows), default=None),
    )


def _evidence(row: _Row) -> Evidence:
    items = instrument_with(row.instrument, row.version, row.regional).judging(row.code)
    return Evidence(
        code=row.code,
        placement=row.placement,
        instrument=row.instrument,
        level=level_in(items, row.answers),
        assessor=row.assessor or Outsider(row.name, email=row.email).key,
        on=row.on,
        scale=scale_of(items),
    )
