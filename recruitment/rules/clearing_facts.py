"""What a clearing between regions is run on, and what comes out of it.

Everybody is an opaque id. Regions publish posts with a capacity and a rank list;
applicants wish for posts anywhere. Ties in a post's scores are broken by one lottery
number per applicant, the same number everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Post:
    """Somewhere to do BT. `groups` is its rank list, best first.

    Those with equal scores share a group. Whoever is in no group was not found
    appointable and can never be placed here by the match.
    """

    id: str
    capacity: int
    groups: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Applicant:
    """Somebody who wishes for posts, best first. A lower `lottery` goes before."""

    id: str
    lottery: int
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pair:
    """Two who declared beforehand that they go together or not at all.

    Each wish is a post for the first and one for the second; they have no others.
    """

    first: str
    second: str
    wishes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Special:
    """A place given before the match, by a decision about special circumstances."""

    applicant: str
    post: str


@dataclass(frozen=True)
class Clearing:
    posts: tuple[Post, ...]
    applicants: tuple[Applicant, ...]
    specials: tuple[Special, ...] = ()
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Blocking:
    """Somebody, or a pair, and the posts that would rather have had them."""

    members: tuple[str, ...]
    posts: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """Who is placed where; those without a place are not in `placed`.

    `reserves` are, by post and in its order, those who would rather have been there.
    `blocking` is empty unless linked pairs left no stable match; `fewest` then says
    whether it is proved that no match has fewer.
    """

    placed: Mapping[str, str]
    reserves: Mapping[str, tuple[str, ...]]
    blocking: tuple[Blocking, ...] = ()
    fewest: bool = True
