"""One interview about to be moved by hand, and what is free for it."""

from dataclasses import dataclass
from datetime import datetime

from bt_admin.lib.people import Person
from bt_admin.lib.verdicts import Verdict
from recruitment.models import Interview
from recruitment.queries.interview_planning import (
    as_planned,
    current_plan,
    facts_for,
    known_in,
    layout_of,
    now_in_sweden,
    singles_of,
)
from recruitment.queries.interviews import under_way
from recruitment.queries.methods import method_of
from recruitment.rules.interview_facts import Interview as Single
from recruitment.rules.interview_facts import InterviewFacts
from recruitment.rules.interview_layout import Layout, read_layout
from recruitment.rules.interview_moving import (
    MoveFacts,
    Opening,
    may_move_by_hand,
    openings,
)
from recruitment.rules.interview_parts import Part, part_with


@dataclass(frozen=True)
class Movable:
    """The interview as it is, the rest of its plan, and what all of it rests on."""

    before: Single
    others: tuple[Single, ...]
    facts: InterviewFacts
    now: datetime

    @property
    def openings(self) -> tuple[Opening, ...]:
        return openings(self.facts, self.others, self.before.candidate, self.now)

    def people(self, keys: set[str]) -> tuple[Person, ...]:
        """Those of the round's interviewers who have these keys."""
        known = (one.person for one in self.facts.interviewers)
        return tuple(one for one in known if str(one.id) in keys)


def may_move(row: Interview, at: datetime) -> Verdict:
    """Whether this interview can be moved by hand at all. Four queries."""
    part = part_with(method_of(row.round), row.phase)
    [*coming] = row.candidates.all()
    return may_move_by_hand(
        MoveFacts(
            round=row.round.state,
            interview=row.state,
            application=coming[0].application.state if coming else "",
            rotates=part is None or part.is_rotation or len(coming) != 1,
            begun=under_way(row.round, at).filter(pk=row.pk).exists(),
        )
    )


def movable(row: Interview, at: datetime) -> Movable:
    """Of an interview that `may_move` says yes to. As many queries as a plan takes."""
    part = part_with(method_of(row.round), row.phase)
    if part is None:
        raise LookupError(row.phase)
    [before] = singles_of(as_planned(row))
    rest = [one for one in current_plan(row.round, part, at) if one.pk != row.pk]
    known, layout = known_in(row.round, part, at), _layout(row, part)
    slots = layout.slots()
    return Movable(
        before,
        tuple(single for one in rest for single in singles_of(as_planned(one))),
        facts_for(layout, known, slots, (), part.sittings[0].judges),
        now_in_sweden(at),
    )


def _layout(row: Interview, part: Part) -> Layout:
    kept = layout_of(row.round, part)
    return read_layout(kept.table) if kept else Layout()
