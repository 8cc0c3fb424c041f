"""Group and individual interviews in turns, as Stockholm holds them.

Groups meet in parallel and never mix. First a whole group sees all its candidates;
then its interviewers sit in pairs and see one candidate each, in two slots. The printed
figure repeats 1 2 3 4 for the second group's last slot, which would put interviewers in
two places; 5 to 8 is what is meant (REGIONAL_MODEL).
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, all_of, no


class Turn(StrEnum):
    """When in the rotation. Two individual turns are enough: pairs are half as many."""

    GROUP = "group"
    FIRST = "a"
    SECOND = "b"


@dataclass(frozen=True)
class Group:
    """Interviewers in pairs, as they stand in line, and the candidates they meet."""

    interviewers: tuple[Person, ...]
    candidates: tuple[Person, ...]

    @property
    def pairs(self) -> tuple[tuple[Person, ...], ...]:
        line = self.interviewers
        return tuple(line[place : place + 2] for place in range(0, len(line), 2))


@dataclass(frozen=True)
class Meeting:
    """These interviewers see these candidates in this turn."""

    turn: Turn
    interviewers: tuple[Person, ...]
    candidates: tuple[Person, ...]


@dataclass(frozen=True)
class Rotation:
    groups: tuple[Group, ...]
    meetings: tuple[Meeting, ...]


def may_rotate(groups: Sequence[Group]) -> Verdict:
    """Can these groups be taken through a rotation?

    An even number of interviewers in each group, at most as many candidates, and
    everybody in one place only (REGIONAL_MODEL).
    """
    return all_of(_once_each(groups), *(_fits(group) for group in groups))


def rotate(groups: Sequence[Group]) -> Rotation:
    """Who meets whom, in which turn? Refused unless `may_rotate`.

    Pair j of a group of n interviewers sees candidate j and then candidate n/2 + j.
    An empty seat is a rest for its pair.
    """
    may_rotate(groups).require()
    meetings = tuple(meeting for group in groups for meeting in _meetings(group))
    return Rotation(tuple(groups), meetings)


def faults_in(
    rotation: Rotation, conflicts: Collection[tuple[Person, Person]] = ()
) -> tuple[str, ...]:
    """What is wrong with this rotation, however it was made? Empty when nothing is.

    `conflicts` are pairs (interviewer, candidate) that must not meet. The sentences
    are Swedish: they are shown to whoever moves people about by hand.
    """
    return (
        *(reason.text for reason in may_rotate(rotation.groups)),
        *_in_two_places(rotation),
        *_candidates_seen_wrongly(rotation),
        *_interviewers_used_wrongly(rotation),
        *_strangers_met(rotation),
        *_conflicts_met(rotation, conflicts),
    )


# ---------------------------------------------------------------------------- making it
def _meetings(group: Group) -> Iterator[Meeting]:
    if not group.candidates:
        return
    yield Meeting(Turn.GROUP, group.interviewers, group.candidates)
    half = len(group.pairs)
    for turn, start in ((Turn.FIRST, 0), (Turn.SECOND, half)):
        sitting = group.candidates[start : start + half]
        for pair, candidate in zip(group.pairs, sitting, strict=False):
            yield Meeting(turn, pair, (candidate,))


def _once_each(groups: Sequence[Group]) -> Verdict:
    everybody = [
        person
        for group in groups
        for person in (*group.interviewers, *group.candidates)
    ]
    twice = [person for person, count in Counter(everybody).items() if count > 1]
    if not twice:
        return YES
    return no(
        "rotation.twice",
        f"Rotationen kan inte läggas än. {names(twice)} står på mer än en plats. "
        "Låt var och en stå i en enda grupp.",
        REGIONAL_MODEL,
    )


def _fits(group: Group) -> Verdict:
    if len(group.interviewers) % 2:
        return no(
            "rotation.odd",
            "Rotationen kan inte läggas än. De enskilda intervjuerna hålls två och två, "
            f"och gruppen med {names(group.interviewers)} går inte jämnt ut. Lägg till "
            "eller ta bort en intervjuare.",
            REGIONAL_MODEL,
        )
    if len(group.candidates) > len(group.interviewers):
        return no(
            "rotation.too_many",
            f"Rotationen kan inte läggas än. Gruppen har {len(group.interviewers)} "
            f"platser för sökande, och {len(group.candidates)} står i den. Flytta "
            "någon till en annan grupp.",
            REGIONAL_MODEL,
        )
    return YES


# -------------------------------------------------------------------------- checking it
def _in_two_places(rotation: Rotation) -> Iterator[str]:
    seen = Counter(
        (meeting.turn, person)
        for meeting in rotation.meetings
        for person in (*meeting.interviewers, *meeting.candidates)
    )
    for (_, person), times in seen.items():
        if times > 1:
            yield f"{person} är på två ställen samtidigt."


def _candidates_seen_wrongly(rotation: Rotation) -> Iterator[str]:
    for group in rotation.groups:
        for candidate in group.candidates:
            yield from _seen_wrongly(rotation, group, candidate)


def _seen_wrongly(rotation: Rotation, group: Group, candidate: Person) -> Iterator[str]:
    mine = [one for one in rotation.meetings if candidate in one.candidates]
    together = [one for one in mine if one.turn is Turn.GROUP]
    alone = [one for one in mine if one.turn is not Turn.GROUP]
    if len(together) != 1 or set(together[0].interviewers) != set(group.interviewers):
        yield f"{candidate} ska möta hela sin grupp en gång."
    if len(alone) != 1 or len(alone[0].candidates) != 1:
        yield f"{candidate} ska ha en enskild intervju."
    if any(len(set(one.interviewers)) != 2 for one in alone):
        yield f"{candidate} ska möta två intervjuare enskilt."


def _interviewers_used_wrongly(rotation: Rotation) -> Iterator[str]:
    for group in rotation.groups:
        fewest = 2 * len(group.candidates) // len(group.interviewers or (None,))
        for interviewer in group.interviewers:
            times = _times(rotation, interviewer)
            if times[Turn.GROUP] != bool(group.candidates):
                yield f"{interviewer} ska vara med på en gruppintervju."
            if not fewest <= times[Turn.FIRST] + times[Turn.SECOND] <= 2:
                yield f"{interviewer} ska ha två enskilda intervjuer."


def _times(rotation: Rotation, interviewer: Person) -> Counter[Turn]:
    return Counter(
        one.turn for one in rotation.meetings if interviewer in one.interviewers
    )


def _strangers_met(rotation: Rotation) -> Iterator[str]:
    home = {
        person: place
        for place, group in enumerate(rotation.groups)
        for person in (*group.interviewers, *group.candidates)
    }
    for interviewer, candidate in _encounters(rotation):
        if home.get(interviewer) != home.get(candidate):
            yield f"{candidate} möter {interviewer} ur en annan grupp."


def _conflicts_met(
    rotation: Rotation, conflicts: Collection[tuple[Person, Person]]
) -> Iterator[str]:
    forbidden = set(conflicts)
    for interviewer, candidate in _encounters(rotation):
        if (interviewer, candidate) in forbidden:
            yield f"{interviewer} har en koppling till {candidate}."


def _encounters(rotation: Rotation) -> list[tuple[Person, Person]]:
    """Who meets whom, each pair once, as it first happens."""
    return list(
        dict.fromkeys(
            (interviewer, candidate)
            for meeting in rotation.meetings
            for interviewer in meeting.interviewers
            for candidate in meeting.candidates
        )
    )
