"""What each applicant is told: why each wish above the one they got was not theirs.

Only numbers that are published anyway, and never who anybody else is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bt_admin.lib.dates import list_text, number_word
from recruitment.rules.clearing_facts import Clearing, Match
from recruitment.rules.clearing_market import ranks_of

ORDINALS = [
    "första",
    "andra",
    "tredje",
    "fjärde",
    "femte",
    "sjätte",
    "sjunde",
    "åttonde",
    "nionde",
    "tionde",
    "elfte",
    "tolfte",
]
BY_DECISION = "genom beslut om särskilda omständigheter"
PARTNER = "den du söker med"


@dataclass(frozen=True)
class Answer:
    """Why one wish was not granted. `number` is 1 for the first wish."""

    number: int
    posts: tuple[str, ...]
    code: str
    text: str


@dataclass(frozen=True)
class Explanation:
    outcome: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class _Told:
    """One applicant, first in `members` when they have a partner, and the whole."""

    match: Match
    names: Mapping[str, str]
    ranks: Mapping[str, Mapping[str, int]]
    lottery: Mapping[str, int]
    group: Mapping[str, Mapping[str, int]]
    capacity: Mapping[str, int]
    sitting: Mapping[str, tuple[str, ...]]
    wishes: Mapping[str, tuple[tuple[str, ...], ...]]
    members: Mapping[str, tuple[str, ...]]
    specials: frozenset[str]


def explanations_of(
    clearing: Clearing, match: Match, names: Mapping[str, str]
) -> dict[str, Explanation]:
    """What did each applicant get, and why nothing they wished for more?

    `names` are the posts' as applicants know them, by id: «Umeå».
    """
    told = _told(clearing, match, names)
    return {one.id: _explanation(told, one.id) for one in clearing.applicants}


def _told(clearing: Clearing, match: Match, names: Mapping[str, str]) -> _Told:
    ranks = ranks_of(clearing)
    specials = frozenset(one.applicant for one in clearing.specials)
    sitting: dict[str, list[str]] = {post.id: [] for post in clearing.posts}
    for name, post in match.placed.items():
        if name not in specials:
            sitting[post].append(name)
    wishes: dict[str, tuple[tuple[str, ...], ...]] = {
        one.id: tuple((post,) for post in one.wishes) for one in clearing.applicants
    }
    members: dict[str, tuple[str, ...]] = {
        one.id: (one.id,) for one in clearing.applicants
    }
    for pair in clearing.pairs:
        wishes[pair.first] = pair.wishes
        wishes[pair.second] = tuple((two, one) for one, two in pair.wishes)
        members[pair.first] = (pair.first, pair.second)
        members[pair.second] = (pair.second, pair.first)
    return _Told(
        match=match,
        names=names,
        ranks=ranks,
        lottery={one.id: one.lottery for one in clearing.applicants},
        group={
            post.id: {name: n for n, group in enumerate(post.groups) for name in group}
            for post in clearing.posts
        },
        capacity={post.id: post.capacity for post in clearing.posts},
        sitting={
            post: tuple(sorted(there, key=lambda name: ranks[post][name]))
            for post, there in sitting.items()
        },
        wishes=wishes,
        members=members,
        specials=specials,
    )


def _explanation(told: _Told, name: str) -> Explanation:
    held = tuple(
        told.match.placed[one] for one in told.members[name] if one in told.match.placed
    )
    wishes = told.wishes[name]
    if name in told.specials:
        there = told.names[told.match.placed[name]]
        return Explanation(f"Du har fått plats i {there} {BY_DECISION}.", ())
    better = wishes[: wishes.index(held)] if held else wishes
    return Explanation(
        _outcome(told, name, held),
        tuple(_answer(told, name, n, wish) for n, wish in enumerate(better, start=1)),
    )


def _outcome(told: _Told, name: str, held: tuple[str, ...]) -> str:
    if not held:
        wished = "" if told.wishes[name] else " Du har inte önskat någon tjänst."
        return f"Du har inte fått någon plats.{wished}"
    number = told.wishes[name].index(held)
    which = (
        f"ditt {ORDINALS[number]} val"
        if number < len(ORDINALS)
        else f"ditt val nummer {number + 1}"
    )
    where = f"plats i {told.names[held[0]]}"
    if len(held) == 2:
        where += f" och {PARTNER} i {told.names[held[1]]}"
    return f"Du har fått {where}, {which}."


def _answer(told: _Told, name: str, number: int, wish: tuple[str, ...]) -> Answer:
    members = told.members[name]
    code, text = _why(told, members, wish)
    title = list_text([told.names[post] for post in dict.fromkeys(wish)])
    reserve = told.match.reserves[wish[0]]
    if name in reserve and len(told.members[name]) == 1:
        place = reserve.index(name) + 1
        text += f" Du står på plats {place} på reservlistan."
    return Answer(number, wish, code, f"{title}: {text}")


def _why(
    told: _Told, members: tuple[str, ...], wish: tuple[str, ...]
) -> tuple[str, str]:
    for name, post in zip(members, wish, strict=True):
        if name not in told.ranks[post]:
            return "not_ranked", _not_ranked(told, name, members, post)
    for post in dict.fromkeys(wish):
        asking = [n for n, there in zip(members, wish, strict=True) if there == post]
        worst = max(asking, key=lambda name: told.ranks[post][name])
        before = _before(told, post, worst, members)
        free = told.capacity[post] - _special_seats(told, post)
        if len(before) + len(asking) > free:
            return _full(told, post, worst, members, len(asking))
    return (
        "blocking",
        "du hade kunnat få plats här. Med de par som söker gick det inte att hitta en "
        "fördelning utan sådana fall. Alla fall redovisas.",
    )


def _not_ranked(told: _Told, name: str, members: tuple[str, ...], post: str) -> str:
    who = "du" if name == members[0] else PARTNER
    where = "där" if len(members) == 1 else f"i {told.names[post]}"
    return f"{who} är inte rangordnad {where}."


def _before(
    told: _Told, post: str, name: str, members: tuple[str, ...]
) -> tuple[str, ...]:
    """Those with a seat who are ranked before, best first."""
    ranks = told.ranks[post]
    return tuple(
        other
        for other in told.sitting[post]
        if other not in members and ranks[other] < ranks[name]
    )


def _special_seats(told: _Told, post: str) -> int:
    return sum(told.match.placed.get(name) == post for name in told.specials)


def _full(
    told: _Told, post: str, name: str, members: tuple[str, ...], asking: int
) -> tuple[str, str]:
    whom = "dig" if name == members[0] else PARTNER
    before = _before(told, post, name, members)
    where = f" i {told.names[post]}" if len(members) == 2 else ""
    if told.capacity[post] == 0:
        return "no_seats", f"det fanns ingen plats att fördela{where}."
    if asking == 2:
        return (
            "too_few_for_two",
            "två platser behövdes. Färre återstod efter dem som rangordnats före "
            f"{whom}, med rang {told.ranks[post][name]}.",
        )
    special = _special_seats(told, post)
    if not before:
        return (
            "special",
            f"{_all_seats(told.capacity[post], where)} gavs {BY_DECISION}.",
        )
    text = _taken(told.capacity[post], special, where, whom)
    return "full", f"{text} {_last(told, post, before[-1], name, members)}"


def _taken(capacity: int, special: int, where: str, whom: str) -> str:
    left = capacity - special
    to = "en sökande" if left == 1 else "sökande"
    if not special:
        return (
            f"{_all_seats(capacity, where)} gick till {to} som rangordnats före {whom}."
        )
    given = number_word(special)
    rest = (
        "Den återstående platsen"
        if left == 1
        else f"De återstående {number_word(left)} platserna"
    )
    return (
        f"{given} av {number_word(capacity)} platser{where} gavs {BY_DECISION}. "
        f"{rest} gick till {to} som rangordnats före {whom}."
    )


def _all_seats(capacity: int, where: str) -> str:
    if capacity == 1:
        return f"den enda platsen{where}"
    if capacity == 2:
        return f"båda platserna{where}"
    return f"alla {number_word(capacity)} platser{where}"


def _last(
    told: _Told, post: str, last: str, name: str, members: tuple[str, ...]
) -> str:
    ranks = told.ranks[post]
    me = name == members[0]
    who = "du" if me else PARTNER
    text = f"Den sista hade rang {ranks[last]}, och {who} hade rang {ranks[name]}."
    if told.group[post][last] != told.group[post][name]:
        return text
    drawn, mine = told.lottery[last], told.lottery[name]
    return (
        f"{text} Poängen var lika, och lotten avgjorde: nummer {drawn} gick före "
        f"nummer {mine}."
    )
