"""Interviews as a problem for the solver: who, when, with whom, in which kind of room.

Rooms that are free at the same times are one kind: which of them is decided afterwards,
and the solver is spared a choice that makes no difference.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ortools.sat.python import cp_model

from bt_admin.lib.people import Person
from recruitment.rules.interview_facts import (
    Candidate,
    InterviewFacts,
    Room,
    Slot,
)

Term = cp_model.LinearExpr | int


def total(terms: Iterable[Term]) -> Term:
    return cp_model.LinearExpr.sum(list(terms))


class Give(StrEnum):
    """A limit that may be passed at a cost, to learn what is short."""

    PEOPLE = "people"
    LOAD = "load"
    ROOMS = "rooms"
    TIMES = "times"


@dataclass(frozen=True)
class RoomKind:
    slots: frozenset[Slot]
    rooms: tuple[Room, ...]


@dataclass(frozen=True)
class Extra:
    """One limit passed: for whom or by whom, when, and how much."""

    give: Give
    slot: Slot
    candidate: Person | None = None
    language: str = ""
    interviewer: Person | None = None
    amount: int = 0


def room_kinds(rooms: Iterable[Room]) -> tuple[RoomKind, ...]:
    kinds: dict[frozenset[Slot], list[Room]] = {}
    for room in rooms:
        kinds.setdefault(room.slots, []).append(room)
    return tuple(RoomKind(slots, tuple(alike)) for slots, alike in kinds.items())


def together(slots: Sequence[Slot]) -> list[tuple[int, ...]]:
    """Which slots, as places in the list, take the same moment?

    Slots that meet do so at the start of one of them: one group for each start.
    """
    groups = {
        tuple(
            place
            for place, other in enumerate(slots)
            if other.day == slot.day
            and other.starts_at <= slot.starts_at < other.ends_at
        )
        for slot in slots
    }
    return sorted(groups)


class InterviewModel:
    """The variables and the limits of one planning.

    held[c, s, k]: candidate c in slot s, in a room of kind k (-1: a room that is not
    there). sits[c, i, s]: interviewer i is in that panel. All by place in the facts.
    """

    def __init__(self, facts: InterviewFacts, gives: frozenset[Give] = frozenset()):
        self.facts, self.gives = facts, gives
        self.cp = cp_model.CpModel()
        self.slots = sorted(set(facts.slots))
        self.kinds = room_kinds(facts.rooms)
        self.moments = together(self.slots)
        self.costs: list[tuple[Term, Extra]] = []
        self.held: dict[tuple[int, int, int], cp_model.IntVar] = {}
        self.sits: dict[tuple[int, int, int], cp_model.IntVar] = {}
        self._make_variables()
        self._one_interview_each()
        self._full_panels()
        self._one_place_at_a_time()
        self._rooms_at_a_time()
        self._most_a_day()
        if Give.PEOPLE not in gives:
            self._whole_panels_only()

    # -------------------------------------------------------------------- variables
    def _make_variables(self) -> None:
        for c, candidate in enumerate(self.facts.candidates):
            for s, slot in enumerate(self.slots):
                if slot in candidate.possible or Give.TIMES in self.gives:
                    self._make_held(c, s, candidate, slot)
                    self._make_sits(c, s, candidate, slot)

    def _make_held(self, c: int, s: int, candidate: Candidate, slot: Slot) -> None:
        for k, kind in enumerate(self.kinds):
            if slot in kind.slots:
                self.held[c, s, k] = self.cp.new_bool_var(f"held {c} {s} {k}")
        if Give.ROOMS in self.gives:
            self.held[c, s, -1] = self.cp.new_bool_var(f"held {c} {s} nowhere")
            self._cost(self.held[c, s, -1], Give.ROOMS, slot, candidate)
        if slot not in candidate.possible:
            self._cost(self.in_slot(c, s), Give.TIMES, slot, candidate)

    def _make_sits(self, c: int, s: int, candidate: Candidate, slot: Slot) -> None:
        for i, interviewer in enumerate(self.facts.interviewers):
            if slot in interviewer.slots and self.facts.may_sit(candidate, interviewer):
                self.sits[c, i, s] = self.cp.new_bool_var(f"sits {c} {i} {s}")

    def _cost(self, term: Term, give: Give, slot: Slot, candidate: Candidate) -> None:
        extra = Extra(give, slot, candidate.person, candidate.language)
        self.costs.append((term, extra))

    def in_slot(self, c: int, s: int) -> Term:
        """1 when the candidate is in the slot."""
        kinds = range(-1, len(self.kinds))
        return total(self.held[c, s, k] for k in kinds if (c, s, k) in self.held)

    def placed(self, c: int) -> Term:
        return total(self.in_slot(c, s) for s in range(len(self.slots)))

    def busy(self, i: int, s: int) -> Term:
        """1 when the interviewer sits in some interview in the slot."""
        everybody = range(len(self.facts.candidates))
        return total(self.sits[c, i, s] for c in everybody if (c, i, s) in self.sits)

    def load(self, i: int) -> Term:
        return total(self.busy(i, s) for s in range(len(self.slots)))

    # ----------------------------------------------------------------------- limits
    def _one_interview_each(self) -> None:
        for c in range(len(self.facts.candidates)):
            self.cp.add(self.placed(c) <= 1)

    def _full_panels(self) -> None:
        size, people = self.facts.panel, range(len(self.facts.interviewers))
        meetings = {(c, s) for c, s, _ in self.held} | {(c, s) for c, _, s in self.sits}
        for c, s in sorted(meetings):
            sitting = total(
                self.sits[c, i, s] for i in people if (c, i, s) in self.sits
            )
            if Give.PEOPLE in self.gives:
                empty = self.cp.new_int_var(0, size, f"empty {c} {s}")
                candidate = self.facts.candidates[c]
                self._cost(empty, Give.PEOPLE, self.slots[s], candidate)
                sitting += empty
            self.cp.add(sitting == size * self.in_slot(c, s))

    def _one_place_at_a_time(self) -> None:
        for i in range(len(self.facts.interviewers)):
            for moment in self.moments:
                self.cp.add(total(self.busy(i, s) for s in moment) <= 1)

    def _rooms_at_a_time(self) -> None:
        everybody = range(len(self.facts.candidates))
        for k, kind in enumerate(self.kinds):
            for moment in self.moments:
                inside = [self.held.get((c, s, k)) for c in everybody for s in moment]
                taken = total(one for one in inside if one is not None)
                self.cp.add(taken <= len(kind.rooms))

    def _most_a_day(self) -> None:
        for i, interviewer in enumerate(self.facts.interviewers):
            if interviewer.most is None:
                continue
            for day in sorted({slot.day for slot in self.slots}):
                today = [s for s, slot in enumerate(self.slots) if slot.day == day]
                over: Term = 0
                if Give.LOAD in self.gives:
                    over = self.cp.new_int_var(0, len(today), f"over {i} {day}")
                    first = self.slots[today[0]]
                    who = interviewer.person
                    self.costs.append((over, Extra(Give.LOAD, first, interviewer=who)))
                busy = total(self.busy(i, s) for s in today)
                self.cp.add(busy <= interviewer.most + over)

    def _whole_panels_only(self) -> None:
        """Seven who are there make three panels of two, not three and a half.

        Follows from the other limits; said outright, it spares the solver the proof.
        """
        languages = sorted({one.language for one in self.facts.candidates})
        for moment in self.moments:
            for alike in [languages, *([one] for one in languages)]:
                there = sum(
                    any(self.slots[s] in one.slots for s in moment)
                    for one in self.facts.interviewers
                    if one.languages & set(alike)
                )
                meetings = total(
                    self.in_slot(c, s)
                    for c, candidate in enumerate(self.facts.candidates)
                    if candidate.language in alike
                    for s in moment
                )
                self.cp.add(meetings <= there // self.facts.panel)
