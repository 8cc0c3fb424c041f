"""A clearing made ready to run: ties broken, special places taken, pairs as one.

A party is one applicant or a linked pair; a wish is a post for each of its members.
Seen so, both are asked, seated and displaced by the same few lines.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from recruitment.rules.clearing_facts import Clearing, Pair, Post

Wish = tuple[str, ...]
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Party:
    """One applicant or two, and the wishes where every post has ranked them."""

    members: tuple[str, ...]
    wishes: tuple[Wish, ...]
    lottery: int

    @property
    def key(self) -> str:
        return self.members[0]


@dataclass(frozen=True)
class Market:
    """`ranks` are 1 for the first; `seats` are what special places have left."""

    ranks: Mapping[str, Mapping[str, int]]
    seats: Mapping[str, int]
    parties: tuple[Party, ...]

    @cached_property
    def wanting(self) -> Mapping[str, tuple[Party, ...]]:
        """By post: every party with a wish for it, in the order of the post."""
        return _wanting(self.ranks, self.parties)


def market_of(clearing: Clearing, left: AbstractSet[str] = NOBODY) -> Market:
    """What is there to share, when those in `left` have gone?

    The order of everything in the clearing is without meaning but for wishes and
    groups: parties stand in the order of their lottery numbers.
    """
    ranks = ranks_of(clearing)
    specials = [one for one in clearing.specials if one.applicant not in left]
    taken = [one.post for one in specials]
    seats = {post.id: post.capacity - taken.count(post.id) for post in clearing.posts}
    gone = {one.applicant for one in clearing.specials} | left
    parties = tuple(
        party
        for party in sorted(_parties(clearing, ranks), key=lambda one: one.lottery)
        if gone.isdisjoint(party.members)
    )
    return Market(ranks, seats, parties)


def ranks_of(clearing: Clearing) -> dict[str, dict[str, int]]:
    """Where does each post rank each applicant? 1 is first; the lottery breaks ties."""
    lottery = {one.id: one.lottery for one in clearing.applicants}
    return {post.id: _ranked(post, lottery) for post in clearing.posts}


def _ranked(post: Post, lottery: Mapping[str, int]) -> dict[str, int]:
    ordered = [
        name
        for group in post.groups
        for name in sorted(group, key=lambda name: lottery[name])
    ]
    return {name: rank for rank, name in enumerate(ordered, start=1)}


def _parties(
    clearing: Clearing, ranks: Mapping[str, Mapping[str, int]]
) -> Iterator[Party]:
    lottery = {one.id: one.lottery for one in clearing.applicants}
    linked = {name for pair in clearing.pairs for name in (pair.first, pair.second)}
    for one in clearing.applicants:
        if one.id not in linked:
            wishes = tuple((post,) for post in one.wishes if one.id in ranks[post])
            yield Party((one.id,), wishes, one.lottery)
    for pair in clearing.pairs:
        yield _pair_party(pair, ranks, lottery)


def _pair_party(
    pair: Pair, ranks: Mapping[str, Mapping[str, int]], lottery: Mapping[str, int]
) -> Party:
    members = (pair.first, pair.second)
    wishes = tuple(
        wish
        for wish in pair.wishes
        if all(name in ranks[post] for name, post in zip(members, wish, strict=True))
    )
    return Party(members, wishes, min(lottery[name] for name in members))


def _wanting(
    ranks: Mapping[str, Mapping[str, int]], parties: Iterable[Party]
) -> dict[str, tuple[Party, ...]]:
    found: dict[str, dict[str, tuple[int, Party]]] = {post: {} for post in ranks}
    for party in parties:
        for wish in party.wishes:
            for name, post in zip(party.members, wish, strict=True):
                rank = ranks[post][name]
                best = found[post].get(party.key, (rank, party))[0]
                found[post][party.key] = (min(rank, best), party)
    return {
        post: tuple(pair[1] for pair in sorted(by.values(), key=lambda pair: pair[0]))
        for post, by in found.items()
    }
