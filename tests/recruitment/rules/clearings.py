"""Clearings to test with, and what a match is, said once more and slowly."""

import random
from itertools import product

from hypothesis import strategies as st

from recruitment.rules.clearing_facts import (
    Applicant,
    Clearing,
    Match,
    Pair,
    Post,
    Special,
)

Placed = dict[str, str]


def clearing(
    posts: dict[str, tuple[int, str]],
    wishes: dict[str, str],
    specials: dict[str, str] | None = None,
    pairs: dict[str, str] | None = None,
) -> Clearing:
    """«P»: (2, "a bc") has two seats and ranks a before b and c, who are equal.

    Lottery numbers go by the order in `wishes`. A pair is {"ab": "PQ PP"}.
    """
    return Clearing(
        posts=tuple(
            Post(name, seats, tuple(tuple(group) for group in ranked.split()))
            for name, (seats, ranked) in posts.items()
        ),
        applicants=tuple(
            Applicant(name, number, tuple(wished))
            for number, (name, wished) in enumerate(wishes.items(), start=1)
        ),
        specials=tuple(Special(*one) for one in (specials or {}).items()),
        pairs=tuple(
            Pair(who[0], who[1], tuple((wish[0], wish[1]) for wish in wished.split()))
            for who, wished in (pairs or {}).items()
        ),
    )


def drawn(
    rng: random.Random, pairs: int = 0, people: int = 6, most_posts: int = 3
) -> Clearing:
    """A small clearing by chance: equal scores, gaps in the lists, special places."""
    names = [f"s{number}" for number in range(rng.randint(2 * pairs + 1, people))]
    posts = [f"p{number}" for number in range(rng.randint(1, most_posts))]
    lottery = rng.sample(range(1, 100), len(names))
    linked = 2 * pairs
    special = [name for name in names[linked:] if rng.random() < 0.1][:1]
    capacity = {post: rng.choice((0, 1, 1, 2)) for post in posts}
    placed = rng.choice(posts)
    capacity[placed] = max(capacity[placed], len(special))
    return Clearing(
        posts=tuple(Post(post, capacity[post], _groups(rng, names)) for post in posts),
        applicants=tuple(
            Applicant(name, lottery[number], _wishes(rng, posts, number < linked))
            for number, name in enumerate(names)
        ),
        specials=tuple(Special(name, placed) for name in special),
        pairs=tuple(
            Pair(names[one], names[one + 1], _pair_wishes(rng, posts))
            for one in range(0, linked, 2)
        ),
    )


def _groups(rng: random.Random, names: list[str]) -> tuple[tuple[str, ...], ...]:
    scores = {name: rng.randint(1, 4) for name in names if rng.random() < 0.85}
    return tuple(
        group
        for score in (4, 3, 2, 1)
        if (group := tuple(name for name in scores if scores[name] == score))
    )


def _wishes(rng: random.Random, posts: list[str], linked: bool) -> tuple[str, ...]:
    return () if linked else tuple(rng.sample(posts, rng.randint(0, len(posts))))


def _pair_wishes(rng: random.Random, posts: list[str]) -> tuple[tuple[str, str], ...]:
    both = list(product(posts, posts))
    return tuple(rng.sample(both, rng.randint(1, min(4, len(both)))))


CLEARINGS = st.integers(0, 10**9).map(lambda seed: drawn(random.Random(seed)))
LARGER = st.integers(0, 10**9).map(
    lambda seed: drawn(random.Random(seed), people=16, most_posts=5)
)
WITH_PAIRS = st.integers(0, 10**9).map(
    lambda seed: drawn(random.Random(seed), pairs=1 + seed % 2)
)


def order(clearing: Clearing, post: Post) -> list[str]:
    lottery = {one.id: one.lottery for one in clearing.applicants}
    return [
        name for group in post.groups for name in sorted(group, key=lottery.__getitem__)
    ]


def parties(clearing: Clearing) -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Singles and pairs with the wishes they can have, special places aside."""
    fixed = {one.applicant for one in clearing.specials}
    linked = {name for pair in clearing.pairs for name in (pair.first, pair.second)}
    found = [
        ((one.id,), [(wish,) for wish in one.wishes])
        for one in clearing.applicants
        if one.id not in fixed | linked
    ]
    found += [((pair.first, pair.second), list(pair.wishes)) for pair in clearing.pairs]
    ranked = {post.id: set(order(clearing, post)) for post in clearing.posts}
    return [
        (
            who,
            [
                w
                for w in wishes
                if all(n in ranked[p] for n, p in zip(who, w, strict=False))
            ],
        )
        for who, wishes in found
    ]


def blocking(clearing: Clearing, placed: Placed) -> int:
    """How many would rather be at posts that would keep them, having let them choose?"""
    count = 0
    for who, wishes in parties(clearing):
        held = tuple(placed[name] for name in who if name in placed)
        better = wishes[: wishes.index(held)] if held else wishes
        count += sum(_all_keep(clearing, placed, who, wish) for wish in better)
    return count


def _all_keep(
    clearing: Clearing, placed: Placed, who: tuple[str, ...], wish: tuple[str, ...]
) -> bool:
    special = {one.applicant for one in clearing.specials}
    then = {name: post for name, post in placed.items() if name not in who}
    then |= dict(zip(who, wish, strict=False))
    for post in clearing.posts:
        seats = post.capacity - sum(one.post == post.id for one in clearing.specials)
        there = [
            name
            for name in order(clearing, post)
            if then.get(name) == post.id and name not in special
        ]
        kept = there[: max(seats, 0)]
        if any(then[name] == post.id and name not in kept for name in who):
            return False
    return True


def every_match(clearing: Clearing) -> list[Placed]:
    """Every way to seat everybody by wishes, lists and capacities."""
    special = {one.applicant: one.post for one in clearing.specials}
    people = parties(clearing)
    found = []
    for choice in product(*([(), *wishes] for _, wishes in people)):
        placed = special | {
            name: post
            for (who, _), wish in zip(people, choice, strict=False)
            for name, post in zip(who, wish, strict=False)
        }
        seated = list(placed.values())
        if all(seated.count(post.id) <= post.capacity for post in clearing.posts):
            found.append(placed)
    return found


def choice_number(clearing: Clearing, placed: Placed, name: str) -> int:
    """Which of the wishes did this single applicant get? 99 for none of them."""
    wishes = next(one.wishes for one in clearing.applicants if one.id == name)
    return wishes.index(placed[name]) if placed.get(name) in wishes else 99


def shuffled(clearing: Clearing, rng: random.Random) -> Clearing:
    """The same clearing with everything whose order means nothing in another order."""

    def mixed(things):
        return tuple(rng.sample(things, len(things)))

    return Clearing(
        posts=mixed(
            [
                Post(
                    post.id, post.capacity, tuple(mixed(group) for group in post.groups)
                )
                for post in clearing.posts
            ]
        ),
        applicants=mixed(clearing.applicants),
        specials=mixed(clearing.specials),
        pairs=mixed(clearing.pairs),
    )


def seats_kept(clearing: Clearing, match: Match) -> bool:
    seated = list(match.placed.values())
    return all(seated.count(post.id) <= post.capacity for post in clearing.posts)
