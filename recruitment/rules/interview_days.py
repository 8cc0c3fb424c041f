"""Days of interviews, planned: everybody one interview, nobody in two places.

What cannot be planned is explained by what is short, in interview_reasons.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bt_admin.lib.people import Person
from bt_admin.lib.verdicts import all_of
from recruitment.rules import interview_wishes as wishes
from recruitment.rules.interview_facts import Interview, InterviewFacts, Plan, Slot
from recruitment.rules.interview_model import Give, InterviewModel, RoomKind, Term
from recruitment.rules.interview_reasons import hopeless, too_much, way_out
from recruitment.rules.interview_solver import (
    PATIENCE,
    PATIENCE_AGAIN,
    Solution,
    Wish,
    cheapest_extras,
    settle,
)


def plan_interviews(facts: InterviewFacts, before: Iterable[Interview] = ()) -> Plan:
    """Who is interviewed when, where and by whom?

    As many candidates as possible, each once, in a slot that they can (the booked one
    if there is one), before a full panel that speaks their language and has no link to
    them, in a room that is free. After that as few changes from `before` as possible,
    after that even loads, last breaks. The same facts give the same plan.

    With anybody left out the verdict says no and why, and the plan is what can be held
    anyway. HOUSE.
    """
    former = tuple(before)
    model = InterviewModel(facts)
    patience = PATIENCE_AGAIN if former else PATIENCE
    solution = settle(model, _wishes(former), patience)
    interviews = _with_rooms(model, solution, former)
    placed = {one.candidate for one in interviews}
    left = tuple(one.person for one in facts.candidates if one.person not in placed)
    return _explained(facts, Plan(interviews, left, best=solution.best))


def _wishes(former: Sequence[Interview]) -> list[Wish]:
    def changes(model: InterviewModel) -> Term:
        return wishes.changes(model, former)

    kept = [changes] if former else []
    even = [wishes.spread, wishes.squares, wishes.without_break]
    return [wishes.left_out, *kept, *even]


# ---------------------------------------------------------------- from kinds to rooms
def _with_rooms(
    model: InterviewModel, solution: Solution, former: Sequence[Interview]
) -> tuple[Interview, ...]:
    """The chosen interviews in order of time, each with a room of its kind.

    Taken by when they begin, any free room of the kind will do: the solver has counted
    them. The room it had before comes first, one that another had comes last.
    """
    made: list[Interview] = []
    for c, s, k in sorted(solution.held, key=lambda key: (key[1], key[0])):
        slot, candidate = model.slots[s], model.facts.candidates[c].person
        panel = tuple(
            interviewer.person
            for i, interviewer in enumerate(model.facts.interviewers)
            if (c, i, s) in solution.sits
        )
        room = _room(
            model.kinds[k], Interview(slot, "", candidate, panel), made, former
        )
        made.append(Interview(slot, room, candidate, panel))
    return tuple(sorted(made))


def _room(
    kind: RoomKind,
    interview: Interview,
    made: Sequence[Interview],
    former: Sequence[Interview],
) -> str:
    def preference(name: str) -> tuple[bool, bool]:
        had = [one.candidate for one in former if _at(one, name, interview.slot)]
        return interview.candidate not in had, bool(had)

    taken = {one.room for one in made if one.slot.meets(interview.slot)}
    return min((r.name for r in kind.rooms if r.name not in taken), key=preference)


def _at(interview: Interview, room: str, slot: Slot) -> bool:
    return interview.room == room and interview.slot.meets(slot)


# ------------------------------------------------------------------------- explaining
def _explained(facts: InterviewFacts, plan: Plan) -> Plan:
    """With the reason for each who is left out, and what would let them in."""
    alone = {
        one.person: hopeless(facts, one)
        for one in facts.candidates
        if one.person in plan.left_out
    }
    crowded = [person for person, verdict in alone.items() if verdict]
    ways = _ways_out(facts, [p for p in alone if p not in crowded]) if crowded else ()
    verdict = all_of(too_much(facts, crowded, ways), *alone.values())
    return replace(plan, verdict=verdict, ways=ways)


def _ways_out(facts: InterviewFacts, without: Sequence[Person]) -> tuple[str, ...]:
    """What would each by itself give all the others a time? The least first.

    Nothing by itself: then one sentence with all that is needed at once.
    """
    hopeful = [one for one in facts.candidates if one.person not in without]
    facts = replace(facts, candidates=tuple(hopeful))
    found = [way for give in Give if (way := _way_out(facts, {give}))]
    if not found and (way := _way_out(facts, set(Give))):
        found = [way]
    return tuple(text for _, text in sorted(found))


def _way_out(facts: InterviewFacts, gives: set[Give]) -> tuple[int, str] | None:
    model = InterviewModel(facts, frozenset(gives))
    model.cp.add(wishes.left_out(model) == 0)
    extras = cheapest_extras(model, wishes.extras(model))
    if extras is None:
        return None
    return sum(extra.amount for extra in extras), way_out(extras)
