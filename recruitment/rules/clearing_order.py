"""One press on a list of wishes: a place goes up, down, in last, or out (HOUSE)."""

from collections.abc import Sequence
from typing import TypeVar

Wish = TypeVar("Wish")  # a place, or one each for two
UP, DOWN, ADD, REMOVE = "up", "down", "add", "remove"


def changed(wishes: Sequence[Wish], do: str, place: Wish) -> list[Wish]:
    """How does the list stand after the press?

    A press that means nothing, such as the first one up, leaves the list as it was.
    """
    found = list(wishes)
    if do == ADD and place not in found:
        return [*found, place]
    if place not in found:
        return found
    at = found.index(place)
    if do == REMOVE:
        found.remove(place)
    elif do in (UP, DOWN):
        other = at + (1 if do == DOWN else -1)
        if 0 <= other < len(found):
            found[at], found[other] = found[other], found[at]
    return found
