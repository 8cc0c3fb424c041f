"""The match of a voluntary national clearing: applicant-proposing deferred acceptance.

Everybody asks for the wish they like best; a post keeps the best it has seats for and
lets the others go, who ask for their next wish. What comes out is stable: nobody would
rather be at a post that would rather have them. No other stable match is better for
any applicant, and nobody gains by wishing for anything but what they want.
Gale and Shapley 1962; Roth 1984.
"""

from collections.abc import Iterable

from recruitment.rules.clearing_facts import Clearing, Match
from recruitment.rules.clearing_market import (
    Party,
    Seating,
    market_of,
    match_in,
)


def match_of(clearing: Clearing) -> Match:
    """Who is placed where, and who is reserve where, when nobody is linked?

    The clearing is one that `may_be_matched` says yes to. ValueError with linked
    pairs, which `clearing_pairs.match_with_pairs` takes.
    """
    if clearing.pairs:
        raise ValueError("linked pairs are matched by clearing_pairs")
    seating = Seating(market_of(clearing))
    let_ask(seating, seating.market.parties)
    return match_in(seating, clearing)


def let_ask(
    seating: Seating, parties: Iterable[Party], most: int | None = None
) -> bool:
    """Let these ask for their wishes, and everybody whom that concerns after them.

    Without linked pairs it always comes to an end, whatever the order. With them it
    may go round for ever: False when it has not ended after `most` seatings.
    """
    asking = list(parties)[::-1]
    while asking:
        party = asking.pop()
        number = _best_wish(seating, party)
        if number is None:
            continue
        if most is not None:
            most -= 1
            if most < 0:
                return False
        asking.extend(_seat(seating, party, number))
    return True


def _best_wish(seating: Seating, party: Party) -> int | None:
    better = party.wishes[: seating.held[party.key]]
    for number, wish in enumerate(better):
        if seating.takes(party, wish):
            return number
    return None


def _seat(seating: Seating, party: Party, number: int) -> list[Party]:
    """Seat a party; who has to ask, or may want to, because of it (the last first)."""
    opened = set(seating.leave(party))
    seating.sit(party, number)
    displaced = []
    for other in seating.too_many(party.wishes[number]):
        opened.update(seating.leave(other))
        displaced.append(other)
    return [*displaced, *_drawn_by(seating, opened)]


def _drawn_by(seating: Seating, posts: Iterable[str]) -> list[Party]:
    """Those who would rather have a seat that is free, the first in order last."""
    return [
        party
        for post in sorted(posts)
        if seating.free(post) > 0
        for party in reversed(seating.market.wanting[post])
        if any(post in wish for wish in party.wishes[: seating.held[party.key]])
    ]
