"""How days of interviews are laid out: hours, breaks, rooms, and who is there when.

Kept as a table beside the round's method; what has happened since (somebody ill, a
room lost, a time that did not suit) is kept in the same table, so that the plan can be
made again from it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.rules.interview_facts import Slot

NOON = time(12)
GAP_MINUTES = 10
MOST_DAYS, MOST_ROOMS = 10, 20
Span = tuple[time, time]


@dataclass(frozen=True, order=True)
class Hours:
    """One day, from when until when."""

    day: date
    starts_at: time
    ends_at: time


@dataclass(frozen=True)
class Attendance:
    """Who interviews. `halves`: «2027-03-02 fm»; `most` a day, None for no limit."""

    halves: frozenset[str] = frozenset()
    most: int | None = None


@dataclass(frozen=True)
class Layout:
    """What the office has said, and what has happened since.

    `minutes` of each interview, `gap` minutes between two. `away`: (person, day);
    `lost`: (room, day); `cannot`: (candidate, when an interview began).
    """

    days: tuple[Hours, ...] = ()
    breaks: tuple[Span, ...] = ()
    minutes: int = 30
    gap: int = GAP_MINUTES
    rooms: tuple[str, ...] = ()
    people: tuple[tuple[str, Attendance], ...] = ()
    away: frozenset[tuple[str, date]] = frozenset()
    lost: frozenset[tuple[str, date]] = frozenset()
    cannot: frozenset[tuple[str, datetime]] = frozenset()

    def slots(self) -> tuple[Slot, ...]:
        """Every time when an interview may be held."""
        return tuple(slot for run in self.runs((self.minutes,)) for slot in run)

    def runs(self, lengths: Sequence[int]) -> list[tuple[Slot, ...]]:
        """As often as fits: meetings of these lengths in minutes, one after another."""
        return [run for day in self.days for run in _runs_of(self, day, lengths)]

    def is_there(self, person: str, slot: Slot) -> bool:
        there = dict(self.people).get(person)
        return (
            there is not None
            and half_of(slot) in there.halves
            and (person, slot.day) not in self.away
        )

    def has_room(self, room: str, slot: Slot) -> bool:
        return (room, slot.day) not in self.lost

    def suits(self, candidate: str, slot: Slot) -> bool:
        began = datetime.combine(slot.day, slot.starts_at)
        return (candidate, began) not in self.cannot


def half_of(slot: Slot) -> str:
    """«2027-03-02 fm»: the half of the day that a time begins in."""
    return half(slot.day, is_late=slot.starts_at >= NOON)


def half(day: date, *, is_late: bool) -> str:
    return f"{day:%Y-%m-%d} {'em' if is_late else 'fm'}"


# ------------------------------------------------------------------------- the hours
def _runs_of(
    layout: Layout, hours: Hours, lengths: Sequence[int]
) -> Iterator[tuple[Slot, ...]]:
    now = datetime.combine(hours.day, hours.starts_at)
    end = datetime.combine(hours.day, hours.ends_at)
    while True:
        run: list[Slot] = []
        for minutes in lengths:
            now = _after_breaks(layout, now, minutes)
            until = now + timedelta(minutes=minutes)
            if until > end:
                return
            run.append(Slot(hours.day, now.time(), until.time()))
            now = until + timedelta(minutes=layout.gap)
        yield tuple(run)


def _after_breaks(layout: Layout, now: datetime, minutes: int) -> datetime:
    """The first moment from now on when so many minutes meet no break."""
    for starts, ends in sorted(layout.breaks):
        begins, over = (datetime.combine(now.date(), one) for one in (starts, ends))
        if now < over and begins < now + timedelta(minutes=minutes):
            now = over
    return now


# ------------------------------------------------------------------------ is it usable
def may_plan_by(layout: Layout, longest: int) -> Verdict:
    """Can anything be planned from this? `longest`: days that the method allows. HOUSE."""
    return all_of(
        _has_days(layout, longest),
        _has(layout.rooms, "rooms", "Skriv minst ett rum, ett på varje rad."),
        _has(layout.people, "people", "Kryssa för minst en som intervjuar."),
    )


def _has_days(layout: Layout, longest: int) -> Verdict:
    days = sorted({one.day for one in layout.days})
    if not days:
        return no("layout.no_day", "Skriv minst en dag.", HOUSE, field="day_1")
    if len(days) < len(layout.days):
        text = "Samma dag står två gånger. Skriv varje dag en gång."
        return no("layout.day_twice", text, HOUSE, field="day_2")
    if len(days) > longest:
        text = f"Metoden medger högst {longest} intervjudagar. Ta bort någon dag."
        return no("layout.many_days", text, HOUSE, field="day_1")
    return YES


def _has(rows: Sequence[object], field: str, text: str) -> Verdict:
    return YES if rows else no(f"layout.no_{field}", text, HOUSE, field=field)


# ---------------------------------------------------------------------- as it is kept
def as_table(layout: Layout) -> dict[str, Any]:
    """Of plain values alone, for `InterviewLayout.table`."""
    return {
        "days": [
            [one.day.isoformat(), _clock(one.starts_at), _clock(one.ends_at)]
            for one in layout.days
        ],
        "breaks": [[_clock(starts), _clock(ends)] for starts, ends in layout.breaks],
        "minutes": layout.minutes,
        "gap": layout.gap,
        "rooms": list(layout.rooms),
        "people": {
            key: {"halves": sorted(one.halves), "most": one.most}
            for key, one in layout.people
        },
        "away": sorted([key, day.isoformat()] for key, day in layout.away),
        "lost": sorted([room, day.isoformat()] for room, day in layout.lost),
        "cannot": sorted([key, began.isoformat()] for key, began in layout.cannot),
    }


def read_layout(table: Mapping[str, Any]) -> Layout:
    """The layout that stands in this table."""
    return Layout(
        days=tuple(
            Hours(date.fromisoformat(day), _time(starts), _time(ends))
            for day, starts, ends in table.get("days", ())
        ),
        breaks=tuple((_time(one), _time(two)) for one, two in table.get("breaks", ())),
        minutes=table.get("minutes", Layout.minutes),
        gap=table.get("gap", GAP_MINUTES),
        rooms=tuple(table.get("rooms", ())),
        people=tuple(
            (key, Attendance(frozenset(one["halves"]), one["most"]))
            for key, one in table.get("people", {}).items()
        ),
        away=frozenset(_days(table.get("away", ()))),
        lost=frozenset(_days(table.get("lost", ()))),
        cannot=frozenset(
            (key, datetime.fromisoformat(began))
            for key, began in table.get("cannot", ())
        ),
    )


def _days(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, date]]:
    return ((key, date.fromisoformat(day)) for key, day in rows)


def _clock(at: time) -> str:
    return at.isoformat("minutes")


def _time(text: str) -> time:
    return time.fromisoformat(text)


def without(
    layout: Layout, *, person: str = "", room: str = "", days: Sequence[date] = ()
) -> Layout:
    """The same, with somebody away or a room lost on these days."""
    away = {(person, day) for day in days if person}
    lost = {(room, day) for day in days if room}
    return replace(layout, away=layout.away | away, lost=layout.lost | lost)


def unsuited(layout: Layout, candidate: str, began: datetime) -> Layout:
    """The same, with a time that one candidate cannot come to."""
    return replace(layout, cannot=layout.cannot | {(candidate, began)})
