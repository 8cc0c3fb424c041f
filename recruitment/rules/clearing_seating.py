"""Who sits where while a match is made, who would rather be elsewhere, and who waits."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from recruitment.rules.clearing_facts import Blocking, Clearing, Match
from recruitment.rules.clearing_market import NOBODY, Market, Party, Wish


@dataclass
class Seating:
    """Who sits where while a match is made. `held` is the number of the wish held."""

    market: Market
    holders: dict[str, list[tuple[int, str]]] = field(init=False)
    party_of: dict[str, Party] = field(init=False)
    held: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        parties = self.market.parties
        self.holders = {post: [] for post in self.market.seats}
        self.party_of = {name: party for party in parties for name in party.members}
        self.held = {party.key: len(party.wishes) for party in parties}

    def wish_held(self, party: Party) -> Wish:
        """The posts that this party sits at; empty when it has none."""
        return (*party.wishes, ())[self.held[party.key]]

    def prefers(self, party: Party, wish: Wish) -> bool:
        return wish in party.wishes[: self.held[party.key]]

    def takes(self, party: Party, wish: Wish) -> bool:
        """Would every post of this wish keep its newcomer, if the party asked now?

        The party gives up what it holds first. A post keeps the best it has seats
        for: two who ask for the same post are kept when the lower of them is.
        """
        if len(wish) == 1:
            place = (self.market.ranks[wish[0]][party.key], party.key)
            before = bisect_left(self.holders[wish[0]], place)
            return before < self.market.seats[wish[0]]
        return all(self._keeps(post, party, wish) for post in set(wish))

    def _keeps(self, post: str, party: Party, wish: Wish) -> bool:
        ranks = self.market.ranks[post]
        asking = [
            ranks[name]
            for name, there in zip(party.members, wish, strict=True)
            if there == post
        ]
        worst = max(asking)
        before = bisect_left(self.holders[post], (worst, ""))
        own = sum(rank < worst for rank in self._own_ranks(post, party))
        return before - own + len(asking) <= self.market.seats[post]

    def _own_ranks(self, post: str, party: Party) -> list[int]:
        held = zip(party.members, self.wish_held(party), strict=False)
        return [self.market.ranks[post][name] for name, there in held if there == post]

    def free(self, post: str) -> int:
        return self.market.seats[post] - len(self.holders[post])

    def leave(self, party: Party) -> Wish:
        """Empty the seats of a party; the posts that they were at."""
        wish = self.wish_held(party)
        for name, post in zip(party.members, wish, strict=False):
            place = (self.market.ranks[post][name], name)
            del self.holders[post][bisect_left(self.holders[post], place)]
        self.held[party.key] = len(party.wishes)
        return wish

    def sit(self, party: Party, number: int) -> None:
        wish = party.wishes[number]
        for name, post in zip(party.members, wish, strict=True):
            insort(self.holders[post], (self.market.ranks[post][name], name))
        self.held[party.key] = number

    def too_many(self, posts: Iterable[str]) -> Iterator[Party]:
        """Those who have to go, one at a time, while a post has more than its seats."""
        for post in posts:
            while self.free(post) < 0:
                yield self.party_of[self.holders[post][-1][1]]

    def placed(self) -> dict[str, str]:
        return {
            name: post
            for party in self.market.parties
            for name, post in zip(party.members, self.wish_held(party), strict=False)
        }


def seated(market: Market, held: Mapping[str, int]) -> Seating:
    """Everybody in `held` at the wish with that number, as it stands."""
    seating = Seating(market)
    for party in market.parties:
        if held.get(party.key, len(party.wishes)) < len(party.wishes):
            seating.sit(party, held[party.key])
    return seating


def blocking_in(seating: Seating, settled: AbstractSet[str] = NOBODY) -> list[Blocking]:
    """Who would rather be elsewhere, where they would rather have them?

    A match without any is stable. Those in `settled` want nothing else any more.
    """
    return [
        Blocking(party.members, wish)
        for party in seating.market.parties
        if settled.isdisjoint(party.members)
        for wish in party.wishes[: seating.held[party.key]]
        if seating.takes(party, wish)
    ]


def reserves_in(
    seating: Seating, settled: AbstractSet[str] = NOBODY
) -> dict[str, tuple[str, ...]]:
    """By post and in its order: who would rather be there than where they are?"""
    waiting: dict[str, set[str]] = {post: set() for post in seating.market.seats}
    for party in seating.market.parties:
        if not settled.isdisjoint(party.members):
            continue
        here = (*seating.wish_held(party), None, None)
        for wish in party.wishes[: seating.held[party.key]]:
            for name, post, now in zip(party.members, wish, here, strict=False):
                if post != now:
                    waiting[post].add(name)
    ranks = seating.market.ranks
    return {
        post: tuple(sorted(names, key=lambda name: ranks[post][name]))
        for post, names in sorted(waiting.items())
    }


def match_in(
    seating: Seating,
    clearing: Clearing,
    left: AbstractSet[str] = NOBODY,
    settled: AbstractSet[str] = NOBODY,
) -> Match:
    """The seating as a match, with the special places and the reserves."""
    specials = {one.applicant: one.post for one in clearing.specials}
    placed = seating.placed() | {
        name: post for name, post in specials.items() if name not in left
    }
    return Match(
        placed=dict(sorted(placed.items())),
        reserves=reserves_in(seating, settled),
        blocking=tuple(blocking_in(seating, settled)),
    )
