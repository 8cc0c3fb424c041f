"""A lottery that anybody can draw again: the seed is promised first, told afterwards.

The seed is secret until the order is decided; its hash is published before applications
close. Afterwards everyone can see that it was not chosen to fit, and draw it themselves:
sha256 of "seed:id", in ascending order. Our own method (HOUSE).
"""

import hmac
from collections.abc import Iterable
from hashlib import sha256

SHORTEST_SEED = 16  # characters; a shorter one could be found from its hash by trying


def commitment(seed: str) -> str:
    """What is published beforehand? SHA-256 of the seed, 64 characters of hex.

    ValueError for a seed that could be guessed.
    """
    if len(seed) < SHORTEST_SEED:
        raise ValueError(f"a seed has at least {SHORTEST_SEED} characters")
    return _hex(seed)


def keeps_promise(seed: str, commitment: str) -> bool:
    """Is this the seed that was promised?"""
    return hmac.compare_digest(_hex(seed).encode(), commitment.lower().encode())


def drawn_order(seed: str, ids: Iterable[object]) -> list[object]:
    """In which order are these drawn? The same whatever order they are given in.

    Drawing a few of them gives the order they have among all. ValueError when two are
    written alike: then the lottery could not tell them apart.
    """
    given = list(ids)
    if len({str(one) for one in given}) < len(given):
        raise ValueError("each is drawn once")
    return sorted(given, key=lambda one: ticket(seed, one))


def ticket(seed: str, id: object) -> str:
    """The lot of one: the lowest comes first."""
    return _hex(f"{seed}:{id}")


def _hex(text: str) -> str:
    return sha256(text.encode()).hexdigest()
