"""One interview moved by hand: what is free for it, and whether it may go there.

The same eyes look at it as at the planner's own plans, so that what a person chooses
is held to the same rules as what the planner does.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.enums import ApplicationState, InterviewState
from recruitment.rules.interview_facts import (
    Candidate,
    Interview,
    Interviewer,
    InterviewFacts,
    Plan,
    Slot,
)
from recruitment.rules.interview_faults import faults_in_plan
from recruitment.rules.interviewing import may_plan_interviews


@dataclass(frozen=True)
class Opening:
    """A time that would do, the rooms free then, and who could sit in."""

    slot: Slot
    rooms: tuple[str, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True)
class MoveFacts:
    """An interview about to be moved by hand. `begun`: it has begun, or has points."""

    round: str
    interview: str
    application: str
    rotates: bool
    begun: bool


def may_move_by_hand(facts: MoveFacts) -> Verdict:
    """Is this an interview that somebody may move by hand at all? HOUSE.

    One that is planned or called, has not begun, and stands by itself: a meeting of a
    rotation takes its whole group along, and that is planned again.
    """
    return all_of(
        may_plan_interviews(facts.round), _to_come(facts), _alone(facts), _there(facts)
    )


def _to_come(facts: MoveFacts) -> Verdict:
    open_ones = (InterviewState.PLANNED, InterviewState.CALLED)
    if facts.interview in open_ones and not facts.begun:
        return YES
    text = "Intervjun kan inte flyttas. Den har börjat, är genomförd eller är inställd."
    return no("move.begun", text, HOUSE)


def _alone(facts: MoveFacts) -> Verdict:
    if not facts.rotates:
        return YES
    text = (
        "Intervjun kan inte flyttas för sig. Den hör ihop med gruppens andra "
        "intervjuer. Planera om, så flyttas de tillsammans."
    )
    return no("move.rotation", text, HOUSE)


def _there(facts: MoveFacts) -> Verdict:
    if facts.application == ApplicationState.SHORTLISTED:
        return YES
    text = (
        "Intervjun kan inte flyttas. Den sökande går inte längre vidare. Planera om, "
        "så utgår tiden."
    )
    return no("move.gone", text, HOUSE)


# ----------------------------------------------------------------------- what is free
def openings(
    facts: InterviewFacts, others: Sequence[Interview], who: Person, now: datetime
) -> tuple[Opening, ...]:
    """When could this candidate be interviewed, where and by whom? In order of time.

    `others`: all interviews of the plan but this one. `now`: Swedish time, without a
    zone; what has begun is not offered. Times without a room, or with fewer
    interviewers than a panel, are left out. HOUSE.
    """
    found = next((one for one in facts.candidates if one.person == who), None)
    if found is None:
        return ()
    made = (_opening(facts, others, found, slot) for slot in facts.slots
            if slot.is_after(now) and slot in found.possible)  # fmt: skip
    return tuple(one for one in made if one.rooms and len(one.people) >= facts.panel)


def _opening(
    facts: InterviewFacts,
    others: Sequence[Interview],
    candidate: Candidate,
    slot: Slot,
) -> Opening:
    at_once = [one for one in others if one.slot.meets(slot)]
    taken = {one.room for one in at_once}
    busy = {person for one in at_once for person in (*one.panel, one.candidate)}
    load = Counter(
        person for one in others if one.slot.day == slot.day for person in one.panel
    )
    if candidate.person in busy:
        return Opening(slot, (), ())
    return Opening(
        slot,
        tuple(
            one.name
            for one in facts.rooms
            if slot in one.slots and one.name not in taken
        ),
        tuple(
            one.person
            for one in facts.interviewers
            if one.person not in busy
            and slot in one.slots
            and facts.may_sit(candidate, one)
            and _has_strength(one, load[one.person])
        ),
    )


def _has_strength(interviewer: Interviewer, load: int) -> bool:
    return interviewer.most is None or load < interviewer.most


# ------------------------------------------------------------------------ is it right
def may_move_to(
    facts: InterviewFacts,
    others: Iterable[Interview],
    moved: Interview,
    now: datetime,
) -> Verdict:
    """May the interview be held then, there, by them? Every fault is told. HOUSE.

    Only what the move itself breaks: a fault that stood in the plan before is not it.
    """
    rest = tuple(others)
    stood = set(faults_in_plan(facts, Plan(rest)))
    made = faults_in_plan(facts, Plan((*rest, moved)))
    new = [fault for fault in made if fault not in stood]
    if not moved.slot.is_after(now):
        new.insert(0, f"{moved.slot} har redan varit.")
    if not new:
        return YES
    text = f"Intervjun kan inte flyttas dit. {' '.join(dict.fromkeys(new))}"
    return no("move.not_free", f"{text} Välj något annat.", HOUSE)


def changes_something(before: Interview, after: Interview) -> Verdict:
    """Is anything another than it was? HOUSE."""
    same = (before.slot, before.room, set(before.panel)) == (
        after.slot, after.room, set(after.panel),
    )  # fmt: skip
    if not same:
        return YES
    text = "Inget är ändrat. Välj en annan tid, ett annat rum eller andra intervjuare."
    return no("move.same", text, HOUSE)
