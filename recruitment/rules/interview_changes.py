"""A plan that no longer holds: somebody is ill, a room is lost, and it is made again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bt_admin.lib.people import Person, names
from recruitment.rules.interview_facts import Interview


class Change(StrEnum):
    TIME = "time"
    PANEL = "panel"
    ROOM = "room"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Move:
    """One thing that is no longer as it was, about one candidate, in words."""

    change: Change
    candidate: Person
    text: str


def moves(before: Iterable[Interview], after: Iterable[Interview]) -> Iterator[Move]:
    """What has changed, in the order of the new plan, those without a time last?"""
    old = {one.candidate: one for one in before}
    new = {one.candidate: one for one in after}
    for candidate, interview in new.items():
        if candidate in old:
            yield from _differences(old[candidate], interview)
        else:
            yield _added(interview)
    for candidate, interview in old.items():
        if candidate not in new:
            text = f"{candidate} har inte längre någon tid; {interview.slot} utgår."
            yield Move(Change.REMOVED, candidate, text)


def _added(new: Interview) -> Move:
    text = f"{new.candidate} får {_whole(new)}."
    return Move(Change.ADDED, new.candidate, text)


def _whole(interview: Interview) -> str:
    return f"{interview.slot} i {interview.room} med {names(interview.panel)}"


def _differences(old: Interview, new: Interview) -> Iterator[Move]:
    who = new.candidate
    if old.slot != new.slot:
        text = f"{who} flyttas från {old.slot} till {_whole(new)}."
        yield Move(Change.TIME, who, text)
        return
    leaving = [person for person in old.panel if person not in new.panel]
    coming = [person for person in new.panel if person not in old.panel]
    if leaving or coming:
        text = f"{_instead(leaving, coming)} i intervjun med {who} {new.slot}."
        yield Move(Change.PANEL, who, text)
    if old.room != new.room:
        text = f"Intervjun med {who} {new.slot} hålls i {new.room}, inte i {old.room}."
        yield Move(Change.ROOM, who, text)


def _instead(leaving: list[Person], coming: list[Person]) -> str:
    if not leaving:
        return f"{names(coming)} sitter också med"
    if not coming:
        return f"{names(leaving)} sitter inte längre med"
    return f"{names(coming)} tar över efter {names(leaving)}"
