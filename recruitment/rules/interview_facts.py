"""What a planner of interviews is told, and what it answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bt_admin.lib.people import Person
from bt_admin.lib.swedish import WEEKDAYS, clock_time, day
from bt_admin.lib.verdicts import YES, Verdict

# Interviews with less than this between them are one stretch, without a break.
BREAK_MINUTES = 15


@dataclass(frozen=True, order=True)
class Slot:
    """A time when an interview can be held, in Swedish time, within one day."""

    day: date
    starts_at: time
    ends_at: time

    def __post_init__(self) -> None:
        if self.ends_at <= self.starts_at:
            raise ValueError("En intervju behöver sluta efter att den har börjat.")

    def meets(self, other: "Slot") -> bool:
        """Is there a moment that both take? Back to back is not."""
        return (
            self.day == other.day
            and self.starts_at < other.ends_at
            and other.starts_at < self.ends_at
        )

    def minutes_until(self, later: "Slot") -> float:
        """How long from the end of this one to the start of the other?"""
        gap = datetime.combine(later.day, later.starts_at) - datetime.combine(
            self.day, self.ends_at
        )
        return gap.total_seconds() / 60

    def is_after(self, now: datetime) -> bool:
        """Has this time not begun? `now` in Swedish time, without a zone."""
        return datetime.combine(self.day, self.starts_at) > now

    def __str__(self) -> str:
        """«tisdag 3 mars kl. 09.00»"""
        name = WEEKDAYS[self.day.weekday()]
        return f"{name} {day(self.day)} {clock_time(self.starts_at)}"


@dataclass(frozen=True)
class Candidate:
    """Somebody to be interviewed. `slots` are the times they can.

    The whole panel speaks `language` and is free of `conflicts`. A time that they have
    booked themselves is never taken from them.
    """

    person: Person
    slots: frozenset[Slot]
    language: str = "svenska"
    conflicts: frozenset[Person] = frozenset()
    booked: Slot | None = None

    @property
    def possible(self) -> frozenset[Slot]:
        return self.slots if self.booked is None else frozenset({self.booked})


@dataclass(frozen=True)
class Interviewer:
    """Somebody who interviews. `most` is how many a day; None is as many as there are."""

    person: Person
    slots: frozenset[Slot]
    languages: frozenset[str] = frozenset({"svenska"})
    most: int | None = None


@dataclass(frozen=True)
class Room:
    """Holds one interview at a time, when it is ours."""

    name: str
    slots: frozenset[Slot]


@dataclass(frozen=True)
class InterviewFacts:
    """All that is to be fitted together.

    `panel` interviewers sit in every interview. Nobody should have more than
    `in_a_row` without a break, if it can be helped.
    """

    candidates: tuple[Candidate, ...]
    interviewers: tuple[Interviewer, ...]
    rooms: tuple[Room, ...]
    slots: tuple[Slot, ...]
    panel: int = 2
    in_a_row: int = 3

    def may_sit(self, candidate: Candidate, interviewer: Interviewer) -> bool:
        """May these two meet, whenever it is?"""
        return (
            candidate.language in interviewer.languages
            and interviewer.person not in candidate.conflicts
            and interviewer.person != candidate.person
        )


@dataclass(frozen=True, order=True)
class Interview:
    slot: Slot
    room: str
    candidate: Person = field(compare=False)
    panel: tuple[Person, ...] = field(compare=False)

    def __str__(self) -> str:
        return f"{self.slot}: {self.candidate}, {self.room}"


@dataclass(frozen=True)
class Plan:
    """Interviews in order of time, and why anybody is without one.

    `ways`: what would each by itself give everybody a time, in words. `best`: nothing
    better exists by the planner's own measure; False when it had to stop looking.
    """

    interviews: tuple[Interview, ...] = ()
    left_out: tuple[Person, ...] = ()
    verdict: Verdict = YES
    ways: tuple[str, ...] = ()
    best: bool = True

    def of(self, candidate: Person) -> Interview | None:
        return self._by_candidate.get(candidate)

    @property
    def _by_candidate(self) -> Mapping[Person, Interview]:
        return {one.candidate: one for one in self.interviews}

    def load(self, interviewer: Person) -> int:
        """How many interviews does this person sit in?"""
        return sum(interviewer in one.panel for one in self.interviews)
