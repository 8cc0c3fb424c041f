"""Everything the extern bedömare reads about one doctor, on one page."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.enums import AssessmentState, InstrumentKey
from assessments.models import Assessment, Collegium
from assessments.queries import (
    Sheet,
    all_evidence,
    collegia_in,
    delmal_matrix,
    learned_shown,
    sheet_of,
)
from assessments.rules.delmal import catalogue
from bt_admin.lib.parts import Part
from bt_admin.lib.pieces import Cell, GoalRow, Goals, State
from bt_admin.lib.swedish import delmal_list, listing, long_day, period
from bt_admin.lib.verdicts import YES
from certificates.enums import CertificateKind
from certificates.models import Certificate
from certificates.queries.certificates import certified_codes, valid_certificates
from certificates.queries.dossier_parts import besides
from certificates.queries.external import SIGNED, overall_missing
from certificates.queries.papers import Paper, masked_paper, signed_paper
from placements.models import Programme
from placements.queries import placements_of
from placements.queries.plan import ends_on, stretches

FEW = 4


@dataclass(frozen=True)
class Read:
    """One assessment in full, and where on the page it stands."""

    anchor: str
    title: str
    sheet: Sheet
    when: str


@dataclass(frozen=True)
class PlacementRow:
    """One placement: when, with whom, how much was seen, what it came to."""

    title: str
    place: str
    when: str
    assessor: str
    count: int
    state: State
    anchor: str


@dataclass(frozen=True)
class Group:
    """Delmål that rest on about as much."""

    state: State
    delmal: list[tuple[str, str, list[Any]]]


@dataclass(frozen=True)
class Dossier:
    placements: list[PlacementRow]
    groups: list[Group]
    overall: list[Read]
    others: list[Read]
    collegia: list[Collegium]
    papers: list[Paper]
    certified: int
    total: int
    missing: list[str]
    thin: list[str]
    learned: list[Any]
    besides: list[Part]
    delmal: list[dict[str, Any]]
    facts: list[tuple[str, str]]
    figures: list[tuple[str, str]]


def dossier_of(programme: Programme) -> Dossier:
    """The whole picture; the number of queries does not grow with the year."""
    rows = _assessments(programme)
    reads = [_read(row) for row in rows]
    overall = {row.placement_id: row for row in rows if _is_overall(row)}
    certified = certified_codes(programme)
    evidence = all_evidence(programme)
    collegia = list(collegia_in(programme).filter(fed_back_on__isnull=False))
    codes = catalogue(programme.regulation).codes
    parts = besides(programme)
    learned = learned_shown(programme)
    return Dossier(
        placements=_placements(programme, rows, overall),
        groups=_groups(evidence),
        overall=[
            read for read, row in zip(reads, rows, strict=True) if _is_overall(row)
        ],
        others=[
            read for read, row in zip(reads, rows, strict=True) if not _is_overall(row)
        ],
        collegia=collegia,
        papers=_papers(programme),
        certified=len(certified),
        total=len(codes),
        missing=_missing(programme, certified, codes, collegia),
        thin=[code for code, lines in evidence.items() if _signed(lines) == 1],
        learned=learned,
        besides=parts,
        delmal=_delmal(evidence, certified),
        facts=_facts(programme),
        figures=_figures(rows, learned, collegia, parts),
    )


def _facts(programme: Programme) -> list[tuple[str, str]]:
    """Whose it is, and when the BT is."""
    last = ends_on(programme)
    return [
        (_("Region"), programme.region.name),
        (_("Tjänstgöring"), str(programme.get_employment_form_display())),
        (_("Började"), long_day(programme.starts_on)),
        (_("Slutar"), long_day(last) if last else _("Ingen plan än")),
        (_("Regelverk"), programme.regulation),
    ]


def _figures(
    rows: list[Assessment], learned: list[Any], collegia: list[Any], parts: list[Part]
) -> list[tuple[str, str]]:
    """What is in it, in figures."""
    overall = sum(map(_is_overall, rows))
    plans, extensions, absence, credited, _people = (len(one.entries) for one in parts)
    counts = [
        (_("Bedömningar"), len(rows) - overall),
        (_("Bedömare"), len({row.by_whom for row in rows})),
        (_("Sammantagna bedömningar"), overall),
        (_("Kurser och aktiviteter"), len(learned)),
        (_("Kollegier"), len(collegia)),
        (_("Handlingsplaner"), plans),
        (_("Förlängningar"), extensions + absence),
        (_("Tillgodoräknat"), credited),
    ]
    return [(label, str(count)) for label, count in counts]


def _delmal(
    evidence: dict[str, list[Any]], certified: frozenset[str]
) -> list[dict[str, Any]]:
    """One line for each delmål: certified or not, and how much it rests on."""
    headings = {one.code: one.heading for one in catalogue().delmal}
    return [
        {
            "code": code,
            "name": headings[code],
            "certified": code in certified,
            "assessments": _signed(lines),
            "activities": len(lines) - _signed(lines),
        }
        for code, lines in evidence.items()
    ]


def matrix_of(programme: Programme) -> Goals:
    """The delmål matrix without links: what it counts stands on the same page."""
    goals = delmal_matrix(programme, certified_codes(programme))
    return replace(goals, rows=[_unlinked(row) for row in goals.rows])


def _unlinked(row: GoalRow) -> GoalRow:
    cells: list[Cell] = [replace(cell, url="") for cell in row.cells]
    return replace(row, url="", cells=cells)


def _assessments(programme: Programme) -> list[Assessment]:
    rows = Assessment.objects.filter(programme=programme, state__in=SIGNED)
    return list(
        rows.select_related(
            "region", "programme__doctor__user", "programme__region", "programme__model",
            "assessor",
            "placement__unit",
        )
        .prefetch_related("delmal", "signatures__signer", "placement__periods")
        .order_by("-performed_on", "-registered_at")
    )  # fmt: skip


def _is_overall(row: Assessment) -> bool:
    return row.instrument == InstrumentKey.OVERALL


def _read(row: Assessment) -> Read:
    sheet = sheet_of(row)
    place = row.placement.title if row.placement else ""
    what = ", ".join(filter(None, [sheet.name, row.what or place]))
    return Read(_anchor(row), what, sheet, long_day(row.performed_on))


def _anchor(row: Assessment) -> str:
    return f"b-{row.pk}"


# ---------------------------------------------------------------------- the placements
def _placements(
    programme: Programme, rows: list[Assessment], overall: dict[Any, Assessment]
) -> list[PlacementRow]:
    seen = Counter(row.placement_id for row in rows if not _is_overall(row))
    return [
        _placement(one, seen[one.pk], overall.get(one.pk))
        for one in placements_of(programme)
    ]


def _placement(placement: Any, count: int, overall: Assessment | None) -> PlacementRow:
    return PlacementRow(
        title=placement.title,
        place=str(placement.unit or ""),
        when=listing(period(first, last) for first, last in stretches(placement)),
        assessor=overall.by_whom if overall else "",
        count=count,
        state=_overall_state(overall),
        anchor=_anchor(overall) if overall else "",
    )


def _overall_state(overall: Assessment | None) -> State:
    if overall is None:
        return State("none", _("Saknas"))
    if overall.state == AssessmentState.SIGNED:
        return State("ok", _("Signerad, inte läst"))
    return State("ok", _("Signerad"))


# ---------------------------------------------------------------------------- delmål
def _groups(evidence: dict[str, list[Any]]) -> list[Group]:
    """What rests on least first."""
    headings = {one.code: one.heading for one in catalogue().delmal}
    kinds = [
        (State("bad", _("Inget underlag")), range(-1, 0)),
        (State("warn", _("Bara aktiviteter")), range(1)),
        (State("warn", _("Vilar på ett underlag")), range(1, 2)),
        (State("ok", _("Två till fyra underlag")), range(2, FEW + 1)),
        (State("ok", _("Fem eller fler")), range(FEW + 1, 10_000)),
    ]
    groups = [
        Group(
            state,
            [
                (code, headings[code], lines)
                for code, lines in evidence.items()
                if (_signed(lines) if lines else -1) in size
            ],
        )
        for state, size in kinds
    ]
    return [group for group in groups if group.delmal]


def _signed(lines: list[Any]) -> int:
    """How many assessments; an activity shows that one was there, not what one can."""
    return sum(not line.is_activity for line in lines)


# ----------------------------------------------------------------------- what is there
def _papers(programme: Programme) -> list[Paper]:
    rows = valid_certificates(programme)
    kinds = (CertificateKind.DELMAL, CertificateKind.COMPLETED)
    return [_paper(row) for row in rows if row.kind in kinds]


def _paper(row: Certificate) -> Paper:
    return masked_paper(signed_paper(row, YES), keep_applicant=False)


def _missing(
    programme: Programme,
    certified: frozenset[str],
    codes: tuple[str, ...],
    collegia: list[Collegium],
) -> list[str]:
    """In words that go into a list; empty when the material is complete."""
    left = [code for code in codes if code not in certified]
    words = []
    if left:
        words.append(_("Intyg saknas för %(codes)s.") % {"codes": delmal_list(left)})
    if places := overall_missing(programme):
        count = len(places)
        sentence = ngettext(
            "Sammantagen bedömning saknas från %(places)s.",
            "Sammantagna bedömningar saknas från %(places)s.",
            count,
        )
        words.append(sentence % {"places": listing(places)})
    if not collegia:
        words.append(_("Inget BT-kollegium är dokumenterat och återkopplat."))
    return words
