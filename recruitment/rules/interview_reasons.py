"""Why somebody cannot be given an interview, in words, by what is short."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bt_admin.lib.dates import list_text, number_word
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.swedish import WEEKDAYS, day, number
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.rules.interview_facts import (
    Candidate,
    Interviewer,
    InterviewFacts,
    Slot,
)
from recruitment.rules.interview_model import Extra, Give

# So many are named in a sentence; the rest are counted.
NAMED = 3


# -------------------------------------------------------------------- one by oneself
def hopeless(facts: InterviewFacts, candidate: Candidate) -> Verdict:
    """Could this candidate be interviewed if nobody else were? If not, why?

    Time, room, language, links, presence: the first that is short is told. HOUSE.
    """
    return next(_shortages(facts, candidate), YES)


def _shortages(facts: InterviewFacts, candidate: Candidate) -> Iterator[Verdict]:
    times = sorted(slot for slot in set(facts.slots) if slot in candidate.possible)
    if not times:
        yield _no_time(candidate)
    with_room = [s for s in times if any(s in room.slots for room in facts.rooms)]
    if not with_room:
        yield _no_room(candidate, times)
    speaking = [
        one for one in facts.interviewers if candidate.language in one.languages
    ]
    if len(speaking) < facts.panel:
        yield _no_language(candidate, speaking, facts.panel)
    free = [one for one in speaking if facts.may_sit(candidate, one)]
    if len(free) < facts.panel:
        linked = [one.person for one in speaking if one not in free]
        yield _links(candidate, linked, facts.panel)
    most = max((sum(s in one.slots for one in free) for s in with_room), default=0)
    if most < facts.panel:
        yield _not_there(candidate, with_room, most, facts.panel)


def _cannot(candidate: Candidate) -> str:
    return f"{candidate.person} kan inte få någon intervju än."


def _no_time(candidate: Candidate) -> Verdict:
    if candidate.booked is not None:
        text = (
            f"{_cannot(candidate)} Den bokade tiden, {candidate.booked}, finns inte "
            f"längre. Be {candidate.person} välja en ny."
        )
        return no("interviews.booking_gone", text, HOUSE)
    text = (
        f"{_cannot(candidate)} Ingen av intervjutiderna passar. Fråga "
        f"{candidate.person} efter fler tider, eller lägg till en dag."
    )
    return no("interviews.no_time", text, HOUSE)


def _no_room(candidate: Candidate, times: Sequence[Slot]) -> Verdict:
    text = (
        f"{_cannot(candidate)} Inget rum är ledigt {_or(times)}. Boka ett rum, eller "
        f"fråga {candidate.person} efter fler tider."
    )
    return no("interviews.no_room", text, HOUSE)


def _no_language(
    candidate: Candidate, speaking: Sequence[Interviewer], panel: int
) -> Verdict:
    who = names([one.person for one in speaking])
    only = f"bara {who} talar" if speaking else "ingen av intervjuarna talar"
    text = (
        f"{_cannot(candidate)} {_needed(panel)} som talar {candidate.language}, och "
        f"{only} det. Fråga någon till."
    )
    return no("interviews.no_language", text, HOUSE)


def _links(candidate: Candidate, linked: Sequence[Person], panel: int) -> Verdict:
    text = (
        f"{_cannot(candidate)} {_needed(panel)} som talar {candidate.language}, och "
        f"{names(linked)} har en koppling till {candidate.person}. Fråga någon till."
    )
    return no("interviews.conflict", text, HOUSE)


def _not_there(
    candidate: Candidate, times: Sequence[Slot], most: int, panel: int
) -> Verdict:
    there = f"bara {number_word(most)}" if most else "ingen"
    text = (
        f"{_cannot(candidate)} {_needed(panel)} som talar {candidate.language} utan "
        f"koppling, och {there} kan {_or(times)}. Fråga någon till, eller lägg till "
        "en tid."
    )
    return no("interviews.no_panel", text, HOUSE)


def _needed(panel: int) -> str:
    if panel == 1:
        return "Det behövs en intervjuare"
    return f"Det behövs {number_word(panel)} intervjuare"


def _or(times: Sequence[Slot]) -> str:
    """«tisdag 3 mars kl. 09.00 eller kl. 10.00», without telling twenty of them."""
    if len(times) > NAMED:
        return f"någon av de {number_word(len(times))} tider som passar"
    return " eller ".join(map(str, times))


# ------------------------------------------------------------------------ all at once
def too_much(
    facts: InterviewFacts, crowded: Sequence[Person], ways: Sequence[str]
) -> Verdict:
    """Each of these could have been interviewed, but not all of them. What is short?

    `ways` are told cheapest first, of which the first is in the sentence. HOUSE.
    """
    if not crowded:
        return YES
    short = f"{len(crowded)} av {len(facts.candidates)} sökande är utan"
    text = (
        f"Alla kan inte få en intervju än. {short}: {_named(crowded)}. "
        f"{ways[0] if ways else _room_for(facts)}"
    )
    return no("interviews.too_much", text, HOUSE)


def _room_for(facts: InterviewFacts) -> str:
    """What there is at most, when no way out was found in time."""
    rooms = sum(slot in room.slots for slot in set(facts.slots) for room in facts.rooms)
    return (
        f"Rummen räcker som mest till {number(rooms)}, och intervjuarna till "
        f"{number(_seats(facts) // facts.panel)}. Lägg till en dag, ett rum eller "
        "en intervjuare."
    )


def _seats(facts: InterviewFacts) -> int:
    """How many times can anybody sit, by their hours and by what they take a day?"""
    seats = 0
    for one in facts.interviewers:
        days = Counter(slot.day for slot in set(facts.slots) & one.slots)
        for count in days.values():
            seats += count if one.most is None else min(count, one.most)
    return seats


def _named(people: Sequence[Person]) -> str:
    if len(people) <= NAMED:
        return names(people)
    rest = f"{number_word(len(people) - NAMED)} till"
    return list_text([*(one.name for one in people[:NAMED]), rest])


def way_out(extras: Iterable[Extra]) -> str:
    """«Det som behövs är ett rum till tisdag 3 mars kl. 09.00.»"""
    amounts: Counter[Extra] = Counter()
    for extra in extras:
        amounts[_alike(extra)] += extra.amount
    needs = [_clause(extra, amount) for extra, amount in amounts.items()]
    if len(needs) > NAMED:
        rest = len(needs) - NAMED
        more = "en sak till" if rest == 1 else f"{number_word(rest)} saker till"
        needs = [*needs[:NAMED], more]
    return f"Det som behövs är {list_text(needs)}."


def _alike(extra: Extra) -> Extra:
    """Without what the sentence does not tell, so that equal needs are added up."""
    if extra.give is Give.ROOMS:
        return replace(extra, candidate=None, language="", amount=0)
    if extra.give is Give.PEOPLE:
        return replace(extra, candidate=None, amount=0)
    return replace(extra, amount=0)


def _clause(extra: Extra, amount: int) -> str:
    many = number_word(amount)
    match extra.give:
        case Give.ROOMS:
            return f"{'ett' if amount == 1 else many} rum till {extra.slot}"
        case Give.PEOPLE:
            return f"{many} intervjuare till som talar {extra.language} {extra.slot}"
        case Give.TIMES:
            return f"att {extra.candidate} också kan {extra.slot}"
        case Give.LOAD:
            on = f"{WEEKDAYS[extra.slot.day.weekday()]} {day(extra.slot.day)}"
            return f"att {extra.interviewer} tar {many} intervju{'er' * (amount > 1)} till {on}"
