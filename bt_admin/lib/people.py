"""A person as rules see one: somebody to tell apart from others, and a name to say."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from bt_admin.lib.dates import list_text


@dataclass(frozen=True)
class Person:
    """Equal when the id is the same, whatever the name has become since."""

    id: Hashable
    name: str = field(compare=False)

    def __str__(self) -> str:
        return self.name


def names(people: Iterable[Person]) -> str:
    """«Karin Björnhede, Mats Örneblad och Eva Lind», each person once."""
    return list_text([person.name for person in dict.fromkeys(people)])
