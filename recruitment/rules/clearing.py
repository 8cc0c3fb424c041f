"""The match of a voluntary national clearing: applicant-proposing deferred acceptance.

Everybody asks for the wish they like best; a post keeps the best it has seats for and
lets the others go, who ask for their next wish. What comes out is stable: nobody would
rather be at a post that would rather have them. No other stable match is better for
any applicant, and nobody gains by wishing for anything but what they want.
Gale and Shapley 1962; Roth 1984.
"""

from collections import Counter, deque
from collections.abc import Iterable

from recruitment.rules.clearing_facts import Clearing, Match
from recruitment.rules.clearing_market import Party, market_of
from recruitment.rules.clearing_seating import Seating, match_in


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


def let_ask(seating: Seating, parties: Iterable[Party], turns: int = 1) -> None:
    """Let these ask for their wishes, and everybody whom that concerns after them.

    Singles ask before pairs. Without linked pairs it ends by itself, whatever the
    order. With them it may go round for ever: a pair asks no more once it has been
    seated `turns` times.
    """
    singles: list[Party] = []
    pairs: deque[Party] = deque()
    times: Counter[str] = Counter()
    asking = list(parties)
    while asking or singles or pairs:
        for party in reversed(asking):
            (singles if len(party.members) == 1 else pairs).append(party)
        party = singles.pop() if singles else pairs.popleft()
        number = _best_wish(seating, party)
        asking = []
        if number is not None and (len(party.members) == 1 or times[party.key] < turns):
            times[party.key] += 1
            asking = _seat(seating, party, number)


def _best_wish(seating: Seating, party: Party) -> int | None:
    better = party.wishes[: seating.held[party.key]]
    for number, wish in enumerate(better):
        if seating.takes(party, wish):
            return number
    return None


def _seat(seating: Seating, party: Party, number: int) -> list[Party]:
    """Seat a party; who has to ask, or may want to, because of it."""
    left = seating.leave(party)
    seating.sit(party, number)
    displaced = []
    opened = set(left)
    for other in seating.too_many(party.wishes[number]):
        opened.update(seating.leave(other))
        displaced.append(other)
    free = {post for post in opened if seating.free(post) > 0}
    # The two of a pair may change places, and the one who comes may rank lower.
    return [
        *displaced,
        *_drawn_by(seating, free | set(left) & set(party.wishes[number])),
    ]


def _drawn_by(seating: Seating, posts: Iterable[str]) -> list[Party]:
    """Those who would rather be at one of these posts, in its order."""
    return [
        party
        for post in sorted(posts)
        for party in seating.market.wanting[post]
        if any(post in wish for wish in party.wishes[: seating.held[party.key]])
    ]
