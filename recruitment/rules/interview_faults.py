"""A plan of interviews looked through by eyes that did not make it.

People move interviews by hand, and facts change under a plan: what is wrong is found
without asking how the plan came about.
"""

from collections import Counter
from collections.abc import Iterator

from recruitment.rules.interview_facts import (
    Candidate,
    Interview,
    InterviewFacts,
    Plan,
)


def faults_in_plan(facts: InterviewFacts, plan: Plan) -> tuple[str, ...]:
    """What does this plan break? In Swedish, empty when nothing. HOUSE.

    That somebody has no interview is no fault: the plan's own verdict tells that.
    """
    return (
        *_twice(plan),
        *_collisions(plan),
        *(fault for one in plan.interviews for fault in _wrong(facts, one)),
        *_overworked(facts, plan),
    )


def _twice(plan: Plan) -> Iterator[str]:
    times = Counter(one.candidate for one in plan.interviews)
    for candidate, count in times.items():
        if count > 1:
            yield f"{candidate} har mer än en intervju."


def _collisions(plan: Plan) -> Iterator[str]:
    for place, one in enumerate(plan.interviews):
        for other in plan.interviews[place + 1 :]:
            if one.slot.meets(other.slot):
                yield from _shared(one, other)


def _shared(one: Interview, other: Interview) -> Iterator[str]:
    for person in {one.candidate, *one.panel} & {other.candidate, *other.panel}:
        yield f"{person} är på två ställen {other.slot}."
    if one.room == other.room:
        yield f"{one.room} är upptaget av två intervjuer {other.slot}."


def _wrong(facts: InterviewFacts, interview: Interview) -> Iterator[str]:
    who, slot = interview.candidate, interview.slot
    candidates = {one.person: one for one in facts.candidates}
    if who not in candidates:
        yield f"{who} ska inte intervjuas."
        return
    if slot not in candidates[who].possible or slot not in facts.slots:
        yield f"{who} kan inte {slot}."
    if not any(r.name == interview.room and slot in r.slots for r in facts.rooms):
        yield f"{interview.room} är inte ledigt {slot}."
    if len(set(interview.panel)) != facts.panel:
        yield f"{who} ska möta {facts.panel} intervjuare."
    yield from _wrong_panel(facts, candidates[who], interview)


def _wrong_panel(
    facts: InterviewFacts, candidate: Candidate, interview: Interview
) -> Iterator[str]:
    interviewers = {one.person: one for one in facts.interviewers}
    for person in interview.panel:
        known = interviewers.get(person)
        if known is None or interview.slot not in known.slots:
            yield f"{person} kan inte {interview.slot}."
        elif candidate.language not in known.languages:
            yield f"{person} talar inte {candidate.language}."
        if person in candidate.conflicts:
            yield f"{person} har en koppling till {candidate.person}."


def _overworked(facts: InterviewFacts, plan: Plan) -> Iterator[str]:
    days = Counter(
        (person, one.slot.day) for one in plan.interviews for person in one.panel
    )
    for interviewer in facts.interviewers:
        for (person, _), count in days.items():
            most = interviewer.most
            if person == interviewer.person and most is not None and count > most:
                yield f"{person} har {count} intervjuer på en dag och tar högst {most}."
