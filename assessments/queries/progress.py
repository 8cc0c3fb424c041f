"""What there is to show for each delmål, and who has had a part in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from assessments.enums import AssessmentState, DelmalState, InstrumentKey, Strength
from assessments.models import Assessment, AssessmentDelmal, Collegium
from assessments.queries.instruments import instrument_of
from assessments.queries.people import person
from assessments.rules.delmal import catalogue
from assessments.rules.instruments import Item, level_in
from assessments.rules.progress import DelmalProgress, Evidence, delmal_progress
from bt_admin.lib.pieces import Cell, GoalRow, Goals, State
from placements.models import Placement, Programme, ProgrammeAssignment
from placements.queries import last_day, placements_of
from regions import roles
from regions.models import User

DEFAULT_SCALE = "sjalvstandighet_5"
COUNTED = (AssessmentState.SIGNED, AssessmentState.ACKNOWLEDGED)


@dataclass(frozen=True)
class EvidenceLine:
    """One assessment, or activity, as it stands beside a delmål it is evidence for.

    `assessment_id` is its key, whichever it is. `best` is its place among those the
    doctor shows first; 0 is none.
    """

    assessment_id: UUID
    name: str  # "Mini-CEX"
    on: date
    assessor: str
    placement: str
    level: int | None
    words: str  # "Självständigt"
    what: str
    url: str
    is_activity: bool = False
    best: int = 0


@dataclass(frozen=True)
class Part:
    """Somebody has had a part in a BT: in which role, and when."""

    user: User
    role: str
    on: date


# --------------------------------------------------------------------- the evidence
def counted(programme: Programme) -> QuerySet[Assessment]:
    """The assessments that are evidence: signed, and not replaced by a later one."""
    codes = Prefetch("delmal", AssessmentDelmal.objects.order_by("code"))
    rows = Assessment.objects.filter(programme=programme, state__in=COUNTED)
    return (
        rows.select_related("assessor", "placement")
        .prefetch_related(codes)
        .order_by("-performed_on", "-registered_at")
    )


def evidence(programme: Programme) -> list[Evidence]:
    """The signed assessments as the rules count them: a row for each delmål."""
    return evidence_of(counted(programme))


def evidence_of(rows: Iterable[Assessment]) -> list[Evidence]:
    return [
        Evidence(
            code=code,
            placement=assessment.placement_id,
            instrument=assessment.instrument,
            level=level_in(items, assessment.answers),
            assessor=person(assessment.assessed_by).id,
            on=assessment.performed_on,
            scale=scale_of(items),
        )
        for assessment in rows
        for code, items in judged(assessment)
    ]


def evidence_by_delmal(programme: Programme) -> dict[str, list[EvidenceLine]]:
    """Every delmål with the assessments that speak of it, newest first."""
    found: dict[str, list[EvidenceLine]] = {
        code: [] for code in catalogue(programme.regulation).codes
    }
    for assessment in counted(programme):
        for code, items in judged(assessment):
            found[code].append(line_of(assessment, items, programme.region.slug))
    return found


def line_of(
    assessment: Assessment, items: tuple[Item, ...], region_slug: str
) -> EvidenceLine:
    level = level_in(items, assessment.answers)
    return EvidenceLine(
        assessment_id=assessment.pk,
        name=instrument_of(assessment).name,
        on=assessment.performed_on,
        assessor=assessment.by_whom,
        placement=assessment.placement.title if assessment.placement else "",
        level=level,
        words=items[0].answer_text(level),
        what=assessment.what,
        url=reverse("assessments:assessment", args=[region_slug, assessment.pk]),
    )


def judged(assessment: Assessment) -> list[tuple[str, tuple[Item, ...]]]:
    """Which delmål were judged, and by which items of the form.

    The overall assessment judges group by group; every other instrument judges the
    occasion as a whole, or where it has no item for that, by all its items.
    """
    given = instrument_of(assessment)
    codes = [row.code for row in assessment.delmal.all()]
    return [(code, given.judging(code)) for code in codes]


def scale_of(items: tuple[Item, ...]) -> str:
    """The key of the scale that the level is on."""
    return items[0].scale.key if items[0].scale else DEFAULT_SCALE


# ----------------------------------------------------------------------- the matrix
LOOKS = {  # tone and icon; the word is the state's own
    DelmalState.NO_EVIDENCE: ("none", ""),
    DelmalState.SOME_EVIDENCE: ("now", ""),
    DelmalState.ENOUGH_EVIDENCE: ("ok", ""),
    DelmalState.CERTIFIED: ("ok", "lock"),
}


def delmal_matrix(
    programme: Programme,
    certified: frozenset[str] = frozenset(),
    today: date | None = None,
) -> Goals:
    """The eighteen delmål against the placements. Four queries, whatever there is.

    A cell is «planerat» where a placement that has not ended usually shows the delmål
    and there is nothing yet; `today` None leaves that out.
    """
    placements = placements_of(programme)
    progress = delmal_progress(evidence(programme), certified, programme.regulation)
    address = reverse("assessments:list", args=[programme.region.slug, programme.pk])
    return Goals(
        columns=[placement.title for placement in placements],
        rows=[goal_row(one, placements, address, today) for one in progress],
    )


def goal_row(
    progress: DelmalProgress,
    placements: list[Placement],
    address: str,
    today: date | None,
) -> GoalRow:
    delmal = catalogue().get(progress.code)
    url = f"{address}?delmal={progress.code}"
    return GoalRow(
        code=progress.code,
        name=delmal.heading,
        state=state_of_delmal(progress.state),
        url=url if progress.count else "",
        cells=[
            cell_of(progress, placement, url, delmal.settings, today)
            for placement in placements
        ],
        note=progress.missing,
    )


def state_of_delmal(state: DelmalState) -> State:
    tone, icon = LOOKS[state]
    return State(tone, str(state.label), icon)


def cell_of(
    progress: DelmalProgress,
    placement: Placement,
    url: str,
    settings: tuple[str, ...],
    today: date | None,
) -> Cell:
    there = progress.cell(placement.pk)
    if there.count:
        strength = "" if there.strength == Strength.NONE else str(there.strength)
        return Cell(there.count, strength, f"{url}&placering={placement.pk}")
    last = last_day(placement)
    ahead = today is not None and last is not None and last >= today
    return Cell(planned=ahead and placement.care in settings and not progress.count)


# --------------------------------------------------------------------- who took part
def took_part(programme: Programme) -> list[Part]:
    """Everybody with any part in this BT, and what it was; oldest first.

    Roles, signed assessments, kollegier: whoever stands here cannot be the extern
    bedömare.
    """
    parts = [
        *roles_held(programme),
        *assessors(programme),
        *in_kollegium(programme),
    ]
    return sorted(parts, key=lambda part: (part.on, part.user.last_name))


def roles_held(programme: Programme) -> list[Part]:
    rows = ProgrammeAssignment.objects.filter(programme=programme)
    rows = rows.exclude(role="external_assessor").select_related("user")
    return [Part(row.user, roles.title(row.role), row.starts) for row in rows]


def assessors(programme: Programme) -> list[Part]:
    rows = Assessment.objects.filter(programme=programme, state__in=COUNTED)
    return [
        Part(row.assessor, words_for(row), row.performed_on)
        for row in rows.select_related("assessor")
        if row.assessor  # an outsider has no part that could bind anybody here
    ]


def words_for(assessment: Assessment) -> str:
    if assessment.instrument == InstrumentKey.OVERALL:
        return "skrev en sammantagen bedömning"
    return f"bedömare ({instrument_of(assessment).name})"


def in_kollegium(programme: Programme) -> list[Part]:
    rows = Collegium.objects.filter(programme=programme)
    parts = []
    for row in rows.select_related("documented_by", "fed_back_by"):
        parts.append(Part(row.documented_by, "dokumenterade kollegiet", row.held_on))
        if row.fed_back_by and row.fed_back_on:
            parts.append(
                Part(row.fed_back_by, "återkopplade kollegiet", row.fed_back_on)
            )
    return parts
