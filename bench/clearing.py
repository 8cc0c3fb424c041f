"""Invented applicants, posts and rank lists, the same for the same seed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from recruitment.rules.clearing_facts import Applicant, Clearing, Pair, Post
from recruitment.rules.clearing_file import lottery_of

SEED = "bt-admin bench: the same lists every time"
POSTS_IN_TOWN = 3
WISHED_BY_PAIR = 12


@dataclass
class Lists:
    """What is being made up: posts by town, how good people are, who wishes what."""

    rng: Random
    towns: list[list[str]]
    wishes: dict[str, list[str]] = field(default_factory=dict)
    pairs: list[Pair] = field(default_factory=list)

    @property
    def posts(self) -> list[str]:
        return [post for town in self.towns for post in town]


def regions(number: int, *, pairs: int = 0) -> Clearing:
    """800 who wish for 3 to 12 of 90 posts in 30 towns, 760 seats in all.

    Towns differ in how many want them. Two who are linked wish for the same town, and
    for what the two of them like best together. One in ten is not found appointable.
    """
    rng = Random(f"{SEED} {number}")  # noqa: S311
    names = [f"s{n:03}" for n in range(800)]
    towns = [[f"p{t:02}{n}" for n in range(POSTS_IN_TOWN)] for t in range(30)]
    lists = Lists(rng, towns)
    for one in range(0, 2 * pairs, 2):
        _link(lists, names[one], names[one + 1])
    for name in names[2 * pairs :]:
        lists.wishes[name] = _liked(lists)[: rng.randint(3, 12)]
    capacity = dict.fromkeys(lists.posts, 4)
    for post in rng.choices(lists.posts, k=760 - 4 * len(lists.posts)):
        capacity[post] += 1
    return _clearing(lists, capacity, appointable=0.9)


def schools(applicants: int = 9702, posts: int = 18, seats: int = 560) -> Clearing:
    """As many as in UKFP 2024: everybody ranks every post, some are far more wanted."""
    rng = Random(f"{SEED} schools")  # noqa: S311
    lists = Lists(rng, [[f"p{n:02}"] for n in range(posts)])
    for n in range(applicants):
        lists.wishes[f"s{n:04}"] = _liked(lists)
    return _clearing(lists, dict.fromkeys(lists.posts, seats), appointable=1)


def _liked(lists: Lists) -> list[str]:
    """Towns in the order of a like with chance in it, and their posts in any order."""
    size = len(lists.towns)
    liking = [lists.rng.gauss(-3 * n / size, 1) for n in range(size)]
    order = sorted(range(size), key=lambda n: -liking[n])
    return [post for n in order for post in _mixed(lists.rng, lists.towns[n])]


def _mixed(rng: Random, things: Sequence[str]) -> list[str]:
    return rng.sample(things, len(things))


def _link(lists: Lists, first: str, second: str) -> None:
    posts = _liked(lists)
    town = {post: n for n, there in enumerate(lists.towns) for post in there}
    own = {post: n for n, post in enumerate(posts)}
    other = {post: own[post] + lists.rng.randint(-3, 3) for post in posts}
    both = [(a, b) for a in posts for b in posts if town[a] == town[b]]
    both.sort(key=lambda wish: own[wish[0]] + other[wish[1]])
    wishes = tuple(both[:WISHED_BY_PAIR])
    lists.pairs.append(Pair(first, second, wishes))
    lists.wishes[first] = list(dict.fromkeys(wish[0] for wish in wishes))
    lists.wishes[second] = list(dict.fromkeys(wish[1] for wish in wishes))


def _clearing(lists: Lists, capacity: dict[str, int], appointable: float) -> Clearing:
    lottery = lottery_of(SEED, lists.wishes)
    linked = {name for pair in lists.pairs for name in (pair.first, pair.second)}
    scores: dict[str, dict[int, list[str]]] = {post: {} for post in capacity}
    for name, wished in lists.wishes.items():
        quality = lists.rng.gauss(0, 1)
        for post in wished:
            if lists.rng.random() < appointable:
                score = round(20 + 5 * (quality + lists.rng.gauss(0, 0.7)))
                scores[post].setdefault(score, []).append(name)
    return Clearing(
        posts=tuple(
            Post(
                post,
                seats,
                tuple(tuple(scores[post][s]) for s in _falling(scores[post])),
            )
            for post, seats in capacity.items()
        ),
        applicants=tuple(
            Applicant(name, lottery[name], () if name in linked else tuple(wished))
            for name, wished in lists.wishes.items()
        ),
        pairs=tuple(lists.pairs),
    )


def _falling(scores: dict[int, list[str]]) -> list[int]:
    return sorted(scores, reverse=True)
