"""How long do sharing out reviews and planning interviews take, against their limits?

    python -m bench.recruitment_interviews

Made-up rounds of the size that a region has at most: 800 applications by three of
twelve reviewers; a day of 24 candidates, eight interviewers and four rooms, tight
enough that almost everybody is needed, and one of them ill.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from random import Random
from time import perf_counter
from typing import TypeVar

from bench.ratios import line, told
from bt_admin.lib.people import Person
from recruitment.rules.interview_changes import Change, moves
from recruitment.rules.interview_days import plan_interviews
from recruitment.rules.interview_facts import (
    Candidate,
    Interviewer,
    InterviewFacts,
    Plan,
    Room,
    Slot,
)
from recruitment.rules.interview_faults import faults_in_plan
from recruitment.rules.review_shares import (
    Application,
    Reviewer,
    ShareFacts,
    Shares,
    share_out,
)

DAYS = 5  # so many different ones of each, the slowest counts
LIMITS = {"share out": 5.0, "share out again": 5.0, "plan": 60.0, "re-plan": 10.0}
DAY = date(2027, 3, 2)
HOURS = ((8, 30), (9, 25), (10, 20), (11, 15), (13, 0), (13, 55), (14, 50), (15, 45))

Answer = TypeVar("Answer")


def main() -> int:
    """Print each figure beside its limit; 1 when any is over."""
    worst = dict.fromkeys(LIMITS, 0.0)
    for seed in range(DAYS):
        for name, seconds, made in (*_reviews(seed), *_interviews(seed)):
            worst[name] = max(worst[name], seconds)
            told(f"{seed} {name:<16} {seconds:6.2f} s   {made}")
    ratios = [
        line(f"slowest of {DAYS}: {name}", seconds, LIMITS[name], "s")
        for name, seconds in worst.items()
    ]
    return int(max(ratios) > 1)


def _timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    started = perf_counter()
    answer = work()
    return perf_counter() - started, answer


# ------------------------------------------------------------------------------ reviews
def review_round(seed: int) -> ShareFacts:
    random = Random(seed)  # noqa: S311
    people = [Person(n, f"Granskare {n}") for n in range(12)]
    cases = [
        Application(n, f"2027-{n:03}", frozenset(random.sample(people, n % 3)))
        for n in range(800)
    ]
    reviewers = tuple(Reviewer(person, 210) for person in people)
    return ShareFacts(tuple(cases), reviewers, each=3, seed=seed)


def _reviews(seed: int) -> list[tuple[str, float, str]]:
    facts = review_round(seed)
    first, shared = _timed(lambda: share_out(facts))
    random = Random(seed)  # noqa: S311
    begun = tuple(replace(o, begun=random.random() < 0.3) for o in shared.shares)
    raised = tuple(replace(one, most=230) for one in facts.reviewers[1:])
    left = replace(facts, reviewers=raised, before=begun)
    second, again = _timed(lambda: share_out(left))
    return [
        ("share out", first, _told(shared)),
        ("share out again", second, f"one leaves: {_told(again)}"),
    ]


def _told(shared: Shares) -> str:
    loads = sorted(shared.loads.values())
    return (
        f"{len(shared.shares)} reviews, {loads[0]}–{loads[-1]} each, "
        f"{len(shared.given)} given, {len(shared.taken)} taken, "
        f"{len(shared.verdict.reasons)} reasons"
    )


# --------------------------------------------------------------------------- interviews
def interview_day(seed: int) -> InterviewFacts:
    random = Random(seed)  # noqa: S311
    slots = tuple(Slot(DAY, time(*at), _after(*at)) for at in HOURS)

    def some(share: float) -> frozenset[Slot]:
        return frozenset(slot for slot in slots if random.random() < share)

    interviewers = tuple(
        Interviewer(
            Person(f"I{n}", f"Intervjuare {n}"),
            some(0.95),
            frozenset({"svenska", "engelska"} if n % 2 else {"svenska"}),
            most=8,
        )
        for n in range(8)
    )
    people = [one.person for one in interviewers]
    candidates = tuple(
        Candidate(
            Person(f"K{n}", f"Sökande {n}"),
            some(0.6),
            "svenska" if n % 8 else "engelska",
            frozenset(random.sample(people, 0 if n % 3 else 1)),
        )
        for n in range(24)
    )
    rooms = tuple(
        Room(f"Rum {n}", frozenset(slots if n < 3 else slots[:5])) for n in range(4)
    )
    return InterviewFacts(candidates, interviewers, rooms, slots)


def _after(hour: int, minute: int) -> time:
    return time(*divmod(hour * 60 + minute + 45, 60))


def _interviews(seed: int) -> list[tuple[str, float, str]]:
    facts = interview_day(seed)
    first, plan = _timed(lambda: plan_interviews(facts))
    ill = replace(facts.interviewers[3], slots=frozenset())
    now = replace(
        facts,
        interviewers=(*facts.interviewers[:3], ill, *facts.interviewers[4:]),
    )
    second, again = _timed(lambda: plan_interviews(now, plan.interviews))
    return [
        ("plan", first, _plan_told(facts, plan)),
        (
            "re-plan",
            second,
            f"one ill: {_moves_told(plan, again)}; {_plan_told(now, again)}",
        ),
    ]


def _plan_told(facts: InterviewFacts, plan: Plan) -> str:
    loads = [plan.load(one.person) for one in facts.interviewers if one.slots]
    return (
        f"{len(plan.interviews)} of {len(facts.candidates)} placed, "
        f"{min(loads)}–{max(loads)} each, {len(faults_in_plan(facts, plan))} faults"
        f"{'' if plan.best else ', not proved best'}"
    )


def _moves_told(before: Plan, after: Plan) -> str:
    kinds = [move.change for move in moves(before.interviews, after.interviews)]
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in Change)


if __name__ == "__main__":
    sys.exit(main())
