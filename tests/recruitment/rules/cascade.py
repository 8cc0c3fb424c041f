"""A model of what happens to the seats of those who leave after a match is released.

The product has no list of moves: each region calls its next reserve, and a yes in one
lets the place in another go on. Tests hold the two against each other.

A free seat goes to the first on the post's reserve list; the seat which that leaves
goes to the first there, and so on. Nobody loses a place, and everybody who moves gets
something they wished for more. Without linked pairs the match is stable again, and the
order in which people leave makes no difference (Blum, Roth and Rothblum 1997).

A new match of all would also be stable, but could move people when nobody had left a
seat. That is why it is not done.
"""

from collections import deque
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from recruitment.rules.clearing_facts import Clearing, Match
from recruitment.rules.clearing_market import NOBODY, Party, Wish, market_of
from recruitment.rules.clearing_seating import Seating, match_in


@dataclass(frozen=True)
class Move:
    """One step up. `seat_after` is who had the seat, "" for one that nobody had.

    `rank` is the mover's at `post`; everybody before it who would rather be there than
    where they are has a seat there. The two of a pair move with the same `number`.
    """

    number: int
    applicant: str
    post: str
    came_from: str
    seat_after: str
    rank: int


@dataclass(frozen=True)
class Cascade:
    moves: tuple[Move, ...]
    match: Match


@dataclass
class _Run:
    seating: Seating
    settled: AbstractSet[str]
    emptied: dict[str, deque[str]]
    moves: list[Move] = field(default_factory=list)


def cascade(
    clearing: Clearing,
    match: Match,
    left: AbstractSet[str],
    settled: AbstractSet[str] = NOBODY,
) -> Cascade:
    """Who moves where, when those in `left` have left a released match?

    `left` is everybody who has gone since the release, those of earlier cascades too.
    Those in `settled` have accepted for good and stay where they are. So does the
    other of a linked pair when one has left; without a place, that one is out as well.
    """
    stayed = _left_behind(clearing, left)
    settled = settled | stayed
    run = _start(_unlinked(clearing, match, left), match, left, settled)
    todo = sorted(post for post in run.emptied if run.seating.free(post) > 0)
    while todo:
        todo = sorted({*todo[1:], *_fill(run, todo[0])})
    new = match_in(run.seating, clearing, left, settled)
    return Cascade(tuple(run.moves), replace(new, fewest=not new.blocking))


def _left_behind(clearing: Clearing, left: AbstractSet[str]) -> frozenset[str]:
    pairs = [{pair.first, pair.second} for pair in clearing.pairs]
    return frozenset(name for pair in pairs if pair & left for name in pair - left)


def _unlinked(clearing: Clearing, match: Match, left: AbstractSet[str]) -> Clearing:
    """The one who stays of a broken pair has one wish: the place they have."""
    behind = _left_behind(clearing, left)
    applicants = tuple(
        replace(one, wishes=_held(match, one.id)) if one.id in behind else one
        for one in clearing.applicants
    )
    pairs = tuple(
        pair for pair in clearing.pairs if not {pair.first, pair.second} & left
    )
    return replace(clearing, applicants=applicants, pairs=pairs)


def _held(match: Match, name: str) -> Wish:
    return (match.placed[name],) if name in match.placed else ()


def _start(
    clearing: Clearing,
    match: Match,
    left: AbstractSet[str],
    settled: AbstractSet[str],
) -> _Run:
    """Everybody who stays where they sit, and for each post who has left a seat."""
    seating = Seating(market_of(clearing, left))
    for party in seating.market.parties:
        if party.key in match.placed:
            wish = tuple(match.placed[name] for name in party.members)
            seating.sit(party, party.wishes.index(wish))
    emptied: dict[str, deque[str]] = {post: deque() for post in seating.holders}
    for name in sorted(left & match.placed.keys()):
        emptied[match.placed[name]].append(name)
    return _Run(seating, settled, emptied)


def _fill(run: _Run, post: str) -> set[str]:
    """Give the free seat of a post to its first reserve; the posts to look at next."""
    for party in run.seating.market.wanting[post]:
        number = _step_up(run, party, post)
        if number is not None:
            return {post, *_move(run, party, number)} & _open(run.seating)
    return set()


def _open(seating: Seating) -> set[str]:
    return {post for post in seating.holders if seating.free(post) > 0}


def _step_up(run: _Run, party: Party, post: str) -> int | None:
    """Which better wish with this post can be had without anybody losing a seat?"""
    if not run.settled.isdisjoint(party.members):
        return None
    better = party.wishes[: run.seating.held[party.key]]
    for number, wish in enumerate(better):
        if post in wish and _has_room(run.seating, party, wish):
            return number
    return None


def _has_room(seating: Seating, party: Party, wish: Wish) -> bool:
    own = seating.wish_held(party)
    return all(
        wish.count(post) <= seating.free(post) + own.count(post) for post in set(wish)
    )


def _move(run: _Run, party: Party, number: int) -> Wish:
    """Move a party up and write it down; the posts that it came from."""
    came_from = run.seating.leave(party)
    run.seating.sit(party, number)
    step = run.moves[-1].number + 1 if run.moves else 1
    here: Mapping[str, str] = dict(zip(party.members, came_from, strict=False))
    there = zip(party.members, party.wishes[number], strict=True)
    moving = [(name, post) for name, post in there if here.get(name) != post]
    for name in [name for name, _ in moving if name in here]:
        run.emptied[here[name]].append(name)
    for name, post in moving:
        seat = run.emptied[post].popleft() if run.emptied[post] else ""
        rank = run.seating.market.ranks[post][name]
        run.moves.append(Move(step, name, post, here.get(name, ""), seat, rank))
    return came_from
