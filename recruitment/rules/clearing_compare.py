"""How the same wishes would have been granted by the lottery alone, to compare with.

First everybody's first wish in the order of the lottery, then the rest in the same
order: preference informed allocation, as the United Kingdom places new doctors since
2024 (UKFP). It asks nothing of who is ranked before whom, but that one is ranked.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from recruitment.rules.clearing_facts import Clearing
from recruitment.rules.clearing_market import Wish, market_of

BY_DECISION, NOWHERE = 0, -1


def by_lottery_alone(clearing: Clearing) -> dict[str, str]:
    """Who would be placed where? Places by decision are taken first.

    ValueError with linked pairs, who are no concern of that method.
    """
    if clearing.pairs:
        raise ValueError("linked pairs are not placed by the lottery alone")
    market = market_of(clearing)
    seats = dict(market.seats)
    placed = {one.applicant: one.post for one in clearing.specials}
    for first_only in (True, False):
        for party in market.parties:
            wishes = party.wishes[:1] if first_only else party.wishes
            free = [post for (post,) in wishes if seats[post] > 0]
            if party.key not in placed and free:
                placed[party.key] = free[0]
                seats[free[0]] -= 1
    return placed


def granted(clearing: Clearing, placed: Mapping[str, str]) -> Counter[int]:
    """How many got their wish of each number? `BY_DECISION` and `NOWHERE` are counted too.

    The two of a pair got the wish of that number together.
    """
    special = {one.applicant for one in clearing.specials}
    found: Counter[int] = Counter()
    for members, wishes in _wishes(clearing):
        held = tuple(placed[name] for name in members if name in placed)
        if special & set(members):
            number = BY_DECISION
        else:
            number = wishes.index(held) + 1 if held else NOWHERE
        found[number] += len(members)
    return found


def _wishes(clearing: Clearing) -> Iterator[tuple[Wish, tuple[Wish, ...]]]:
    """Who goes alone or together, and what they wish for."""
    together = {name for pair in clearing.pairs for name in (pair.first, pair.second)}
    for pair in clearing.pairs:
        yield (pair.first, pair.second), pair.wishes
    for one in clearing.applicants:
        if one.id not in together:
            yield (one.id,), tuple((post,) for post in one.wishes)
