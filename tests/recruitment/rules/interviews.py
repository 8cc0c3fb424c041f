"""Small days of interviews, for the tests of planning."""

from datetime import date, time, timedelta

from bt_admin.lib.people import Person
from recruitment.rules.interview_facts import (
    Candidate,
    Interviewer,
    InterviewFacts,
    Room,
    Slot,
)

TUESDAY = date(2027, 3, 2)
EVA, MATS, ANA = (Person(n, n) for n in ("Eva Lind", "Mats Örneblad", "Ana Haddad"))
LEILA, OMAR, TOVE = (Person(n, n) for n in ("Leila Berg", "Omar Ek", "Tove Alm"))


def slot(hour: int, day: int = 0, minutes: int = 45, past: int = 0) -> Slot:
    end = divmod(hour * 60 + past + minutes, 60)
    return Slot(TUESDAY + timedelta(days=day), time(hour, past), time(*end))


NINE, TEN, ELEVEN = slot(9), slot(10), slot(11)
ALL = frozenset({NINE, TEN, ELEVEN})


def candidate(person: Person, *slots: Slot, **more: object) -> Candidate:
    return Candidate(person, frozenset(slots) or ALL, **more)


def interviewer(person: Person, *slots: Slot, **more: object) -> Interviewer:
    return Interviewer(person, frozenset(slots) or ALL, **more)


def room(name: str, *slots: Slot) -> Room:
    return Room(name, frozenset(slots) or ALL)


# Three candidates, three interviewers, one room, three hours: everybody fits.
MORNING = InterviewFacts(
    candidates=(candidate(LEILA), candidate(OMAR), candidate(TOVE)),
    interviewers=(interviewer(EVA), interviewer(MATS), interviewer(ANA)),
    rooms=(room("Björken"),),
    slots=(NINE, TEN, ELEVEN),
)
