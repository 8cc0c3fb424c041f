"""What a good day of interviews is, in the order it is wished for.

Everybody a time; after that as few changes as possible, when there was a plan before;
after that equal numbers for the interviewers; last, breaks. Each is settled before the
next is looked at, so none is ever weighed against another.
"""

from collections.abc import Iterable, Sequence

from bt_admin.lib.people import Person
from recruitment.rules.interview_facts import BREAK_MINUTES, Interview, Slot
from recruitment.rules.interview_model import InterviewModel, Term, total

# What a change costs somebody: to be given another time, another interviewer, a room.
TIME_MOVED, SEAT_CHANGED, ROOM_CHANGED = 4, 2, 1


def left_out(model: InterviewModel) -> Term:
    """How many candidates have no interview?"""
    return total(1 - model.placed(c) for c in range(len(model.facts.candidates)))


def extras(model: InterviewModel) -> Term:
    """How far are limits passed, where that was allowed?"""
    return total(term for term, _ in model.costs)


def changes(model: InterviewModel, before: Iterable[Interview]) -> Term:
    """What do the changes from an earlier plan cost those they touch?"""
    number = {one.person: c for c, one in enumerate(model.facts.candidates)}
    known = [one for one in before if one.candidate in number]
    return total(_changed(model, number[one.candidate], one) for one in known)


def _changed(model: InterviewModel, c: int, old: Interview) -> Term:
    if old.slot not in model.slots:
        return 0  # gone for everybody: it cannot be kept, so it weighs nothing
    s = model.slots.index(old.slot)
    return total(
        [
            TIME_MOVED * (1 - model.in_slot(c, s)),
            *(SEAT_CHANGED * (1 - seat) for seat in _seats(model, c, s, old.panel)),
            ROOM_CHANGED * (1 - _in_room(model, c, s, old.room)),
        ]
    )


def _seats(
    model: InterviewModel, c: int, s: int, panel: Iterable[Person]
) -> list[Term]:
    """The seats of those of the panel who still can."""
    number = {one.person: i for i, one in enumerate(model.facts.interviewers)}
    places = [(c, number.get(person, -1), s) for person in panel]
    return [model.sits[place] for place in places if place in model.sits]


def _in_room(model: InterviewModel, c: int, s: int, name: str) -> Term:
    return total(
        model.held[c, s, k]
        for k, kind in enumerate(model.kinds)
        if (c, s, k) in model.held and any(room.name == name for room in kind.rooms)
    )


def spread(model: InterviewModel) -> Term:
    """How far apart are the numbers of the most and the least used interviewer?

    Those who could sit in no interview at all are left out of the comparison.
    """
    ceiling = len(model.facts.candidates)
    most = model.cp.new_int_var(0, ceiling, "most")
    least = model.cp.new_int_var(0, ceiling, "least")
    for i in usable(model):
        model.cp.add(model.load(i) <= most)
        model.cp.add(model.load(i) >= least)
    return most - least


def squares(model: InterviewModel) -> Term:
    """Sum of the squares of the loads: smaller is more even, in the middle too."""
    terms: list[Term] = []
    for i in usable(model):
        numbers = range(len(model.facts.candidates))
        steps = [model.cp.new_bool_var(f"step {i} {n}") for n in numbers]
        model.cp.add(total(steps) == model.load(i))
        terms += [(2 * n + 1) * step for n, step in enumerate(steps)]
    return total(terms)


def usable(model: InterviewModel) -> list[int]:
    return sorted({i for _, i, _ in model.sits})


def without_break(model: InterviewModel) -> Term:
    """How many times does somebody have one interview too many in a row?"""
    terms: list[Term] = []
    for run in stretches(model.slots, model.facts.in_a_row + 1):
        for i in usable(model):
            late = model.cp.new_bool_var(f"late {i} {run[0]}")
            busy = total(model.busy(i, s) for s in run)
            model.cp.add(late >= busy - model.facts.in_a_row)
            terms.append(late)
    return total(terms)


def stretches(slots: Sequence[Slot], length: int) -> list[tuple[int, ...]]:
    """Which runs of so many slots follow on each other without a break?"""
    following = {place: _next(slots, place) for place in range(len(slots))}
    runs = []
    for place in range(len(slots)):
        run: list[int] = [place]
        while len(run) < length and (after := following[run[-1]]) is not None:
            run.append(after)
        if len(run) == length:
            runs.append(tuple(run))
    return runs


def _next(slots: Sequence[Slot], place: int) -> int | None:
    gaps = {
        other: slots[place].minutes_until(slot)
        for other, slot in enumerate(slots)
        if slot.day == slots[place].day
    }
    near = [other for other, gap in gaps.items() if 0 <= gap < BREAK_MINUTES]
    return min(near, key=lambda other: (gaps[other], other), default=None)
