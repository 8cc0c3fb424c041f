"""One decision about several applications: what can be decided, and what it would do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bt_admin.lib.verdicts import Verdict
from recruitment.enums import ApplicationState
from recruitment.models import Application, RecruitmentRound
from recruitment.queries.case_list import cases_for
from recruitment.queries.screening import (
    decide_facts,
    letter_for,
    reason_holds,
    screening_facts,
    with_what_is_asked,
)
from recruitment.rules.deciding import (
    NEEDS_REASON,
    OF_ELIGIBILITY,
    may_answer,
    may_decide,
    may_undo,
    possible,
)
from recruitment.rules.screening import REASONS, reasons_for
from regions.models import User

MOST = 50  # as many as stand on one page of the list


@dataclass(frozen=True)
class Way:
    """A decision that can be taken about some of those chosen. `reason`: "" for a yes."""

    to: ApplicationState
    reason: str
    number: int

    @property
    def label(self) -> str:
        words = str(self.to.label)
        return f"{words}: {REASONS[self.reason].label}" if self.reason else words


@dataclass(frozen=True)
class Line:
    """One application, the letter it would get, and whether it may be decided so."""

    application: Application
    text: str
    verdict: Verdict


def chosen(user: User, round: RecruitmentRound, keys: Collection[Any]) -> list[Any]:
    """Those of the round that this person may work with, in order. Six queries."""
    rows = cases_for(user, round.region).filter(round=round, pk__in=keys)
    rows = with_what_is_asked(rows.filter(is_veiled=False))
    found = list(rows.select_related("region").order_by("number")[:MOST])
    for row in found:
        row.round = round
    return found


def ways_for(rows: list[Any], at: datetime) -> list[Way]:
    """Every decision with how many of these it can be taken about, the most first."""
    found: dict[tuple[ApplicationState, str], int] = {}
    for row in rows:
        for way in ways_of(row, at):
            found[way] = found.get(way, 0) + 1
    ways = [Way(to, reason, number) for (to, reason), number in found.items()]
    return sorted(ways, key=lambda way: -way.number)


def ways_of(row: Application, at: datetime) -> list[tuple[ApplicationState, str]]:
    known = screening_facts(row, at)
    found = []
    for to in possible(decide_facts(row, at)):
        if to == row.state:
            continue
        if to not in NEEDS_REASON:
            found.append((to, ""))
            continue
        found += [
            (to, one.key)
            for one in reasons_for(known)
            if (one.key in OF_ELIGIBILITY) == (to == ApplicationState.NOT_ELIGIBLE)
        ]
    return found


def lines_for(rows: list[Any], to: str, reason: str, at: datetime) -> list[Line]:
    """What would be decided, as it would be sent."""
    return [line_for(row, to, reason, at) for row in rows]


def line_for(row: Application, to: str, reason: str, at: datetime) -> Line:
    verdict = may_decide(decide_facts(row, at), to) & reason_holds(row, to, reason, at)
    text = letter_for(row, to, reason, at)
    return Line(row, text, verdict & may_answer(text) if verdict else verdict)


def undoable(rows: list[Any], at: datetime) -> list[Any]:
    """Those whose decision can still be taken back."""
    return [row for row in rows if may_undo(decide_facts(row, at))]
