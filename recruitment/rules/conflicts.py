"""Links between who judges and who applies, found before anybody is asked.

The same question for a reviewer, an interviewer and whoever decides; asked on a
shortlist, at assigning, and again at the decision.
"""

import unicodedata
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bt_admin.lib.dates import date_text, list_text, period_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no


class Link(StrEnum):
    """What ties two people to each other."""

    ONESELF = "oneself"
    ALSO_APPLIES = "also_applies"
    DECLARED = "declared"
    SUPERVISED = "supervised"
    WORKPLACE = "workplace"
    HOUSEHOLD = "household"


@dataclass(frozen=True)
class Employment:
    """Time at a workplace; both days are included, None is open in that direction."""

    place: Hashable
    starts_on: date | None
    ends_on: date | None
    name: str


@dataclass(frozen=True)
class Supervision:
    """Somebody has supervised somebody else, since a day if it is known."""

    supervisor: Person
    doctor: Person
    on: date | None = None


@dataclass(frozen=True)
class Declaration:
    """Either of them has said that there is a link. Why is never told on."""

    by: Person
    about: Person
    on: date


@dataclass(frozen=True)
class Party:
    """One of the two: what is known that could tie them to somebody."""

    person: Person
    surname: str = ""
    address: str = ""
    postcode: str = ""
    employments: tuple[Employment, ...] = ()


@dataclass(frozen=True)
class ConflictFacts:
    """A judge and an applicant, and what has been between them.

    `applicants` are all who apply in the round: whoever applies judges nobody there.
    """

    judge: Party
    applicant: Party
    supervisions: tuple[Supervision, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    applicants: frozenset[Person] = frozenset()


@dataclass(frozen=True)
class Found:
    """A link, in words that fit after «Det finns en koppling mellan er:»."""

    link: Link
    text: str


def may_judge(facts: ConflictFacts) -> Verdict:
    """May this person review or interview this applicant?

    Not with any link between them (`links_between`). Every link is named, in one
    refusal, so that nobody is asked twice (HOUSE).
    """
    found = links_between(facts)
    if not found:
        return YES
    return no(
        "review.conflict",
        "Du kan inte granska den här ansökan. Det finns en koppling mellan er: "
        f"{list_text([one.text for one in found])}. Den har gått till en annan "
        "granskare.",
        HOUSE,
    )


def links_between(facts: ConflictFacts) -> tuple[Found, ...]:
    """Which links are there between the two? In the order of `Link`, each once.

    One common day at a workplace is enough; same surname counts with same address.
    """
    if facts.judge.person == facts.applicant.person:
        return (Found(Link.ONESELF, "ansökan är din egen"),)
    return tuple(
        dict.fromkeys(
            (
                *_applies_too(facts),
                *_declared(facts),
                *_supervised(facts),
                *_worked_together(facts),
                *_same_household(facts),
            )
        )
    )


def _applies_too(facts: ConflictFacts) -> Iterator[Found]:
    if facts.judge.person in facts.applicants:
        yield Found(Link.ALSO_APPLIES, "du söker själv i samma omgång")


def _declared(facts: ConflictFacts) -> Iterator[Found]:
    both = {facts.judge.person, facts.applicant.person}
    days = [one.on for one in facts.declarations if {one.by, one.about} == both]
    if days:
        yield Found(Link.DECLARED, f"jäv anmäldes den {date_text(min(days))}")


def _supervised(facts: ConflictFacts) -> Iterator[Found]:
    judge, applicant = facts.judge.person, facts.applicant.person
    for one in facts.supervisions:
        when = f" den {date_text(one.on)}" if one.on else ""
        if (one.supervisor, one.doctor) == (judge, applicant):
            yield Found(Link.SUPERVISED, f"du var handledare åt den sökande{when}")
        if (one.supervisor, one.doctor) == (applicant, judge):
            yield Found(Link.SUPERVISED, f"den sökande var din handledare{when}")


def _worked_together(facts: ConflictFacts) -> Iterator[Found]:
    for mine in facts.judge.employments:
        for theirs in facts.applicant.employments:
            starts_on = max(mine.starts_on or date.min, theirs.starts_on or date.min)
            ends_on = min(mine.ends_on or date.max, theirs.ends_on or date.max)
            if mine.place == theirs.place and starts_on <= ends_on:
                when = _when(starts_on, ends_on)
                text = f"ni arbetade samtidigt vid {theirs.name}{when}"
                yield Found(Link.WORKPLACE, text)


def _when(starts_on: date, ends_on: date) -> str:
    if starts_on == date.min and ends_on == date.max:
        return ""
    if starts_on == date.min:
        return f" till och med den {date_text(ends_on)}"
    until = None if ends_on == date.max else ends_on
    return f" {period_text(starts_on, until)}"


def _same_household(facts: ConflictFacts) -> Iterator[Found]:
    judge, applicant = _household(facts.judge), _household(facts.applicant)
    if judge == applicant and all(judge[:2]):
        yield Found(Link.HOUSEHOLD, "ni har samma efternamn och adress")


def _household(party: Party) -> tuple[str, str, str]:
    """Written alike: «Storgatan 1 A», «STORGATAN 1A» and «Storgatan 1a.» are one."""
    return (
        _letters(party.surname),
        _letters(party.address),
        _letters(party.postcode),
    )


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())
