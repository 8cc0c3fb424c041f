"""The match when some have declared beforehand that they go as a linked pair.

With pairs there need not be any stable match. First everybody asks in turn, pairs
after singles; that finds a stable match more often than not. When a pair goes round
for ever, it is nailed where that leaves the fewest with reason to complain. A solver
then looks for a better match, and says whether it has proved that there is none.

What is meant by blocking is what anybody can check: those two would rather be there,
and both posts, choosing the best of all who then want to be there, would keep them.
Biró, Irving and Schlotter 2011; Manlove, McBride and Trimble 2016.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from recruitment.rules.clearing import let_ask, match_of
from recruitment.rules.clearing_facts import Clearing, Match
from recruitment.rules.clearing_market import Market, Party, market_of
from recruitment.rules.clearing_seating import Seating, blocking_in, match_in, seated

TURNS = 5
"""How often a pair may be seated before we take it that it goes round for ever."""


def match_with_pairs(clearing: Clearing) -> Match:
    """Who is placed where: stable if possible, else with the fewest blocking pairs?

    The clearing is one that `may_be_matched` says yes to. The same clearing gives the
    same match. Without linked pairs it is `match_of`. With them nobody can promise
    that it is the best stable match for every applicant: there may be none such.
    """
    if not clearing.pairs:
        return match_of(clearing)
    market = market_of(clearing)
    best = _mended(market)
    if not blocking_in(best):
        return match_in(best, clearing)
    # The solver takes half a second to import, and this module is imported at every start.
    from recruitment.rules.clearing_fewest import fewest_blocking

    seating, proved = fewest_blocking(market, best)
    return replace(match_in(seating, clearing), fewest=proved)


def _mended(market: Market) -> Seating:
    """A run, and then those pairs that go round nailed where it leaves the fewest."""
    nailed: dict[str, int] = {}
    best = _run(market, nailed)
    tried: set[str] = set()
    while pair := _going_round(best, tried):
        tried.add(pair.key)
        for number, wish in enumerate(pair.wishes):
            if not best.prefers(pair, wish) or not best.takes(pair, wish):
                continue
            other = _run(market, nailed | {pair.key: number})
            if len(blocking_in(other)) < len(blocking_in(best)):
                best, nailed = other, nailed | {pair.key: number}
    return best


def _going_round(seating: Seating, tried: set[str]) -> Party | None:
    blocking = [seating.party_of[one.members[0]] for one in blocking_in(seating)]
    pairs = (party for party in blocking if len(party.members) == 2)
    return next((party for party in pairs if party.key not in tried), None)


def _run(market: Market, nailed: Mapping[str, int]) -> Seating:
    """Everybody asks in turn, but those nailed, who have their seats beforehand."""
    free = tuple(party for party in market.parties if party.key not in nailed)
    taken = Counter(
        post
        for party in market.parties
        if party.key in nailed
        for post in party.wishes[nailed[party.key]]
    )
    seats = {post: seats - taken[post] for post, seats in market.seats.items()}
    if min(seats.values()) < 0:
        return seated(market, {})
    seating = Seating(Market(market.ranks, seats, free))
    let_ask(seating, free, TURNS)
    return seated(market, seating.held | dict(nailed))
