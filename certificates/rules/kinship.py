"""Who has declared to be close to whom. How is nobody's business."""

from collections.abc import Iterable
from dataclasses import dataclass

from bt_admin.lib.people import Person


@dataclass(frozen=True)
class Declared:
    """Somebody declared to be close to another, who is told of by name or address."""

    by: Person
    name: str
    email: str = ""


def are_close(
    one: Person, one_email: str, other: Person, other_email: str,
    declared: Iterable[Declared],
) -> bool:  # fmt: skip
    """Has either of the two declared to be close to the other?

    By the address or by the whole name: a namesake too many is better than a relative
    too few, and somebody else is asked instead.
    """
    return any(
        (said.by == one and speaks_of(said, other, other_email))
        or (said.by == other and speaks_of(said, one, one_email))
        for said in declared
    )


def speaks_of(said: Declared, person: Person, email: str) -> bool:
    if said.email and said.email.casefold() == email.casefold():
        return True
    return folded(said.name) == folded(person.name)


def folded(name: str) -> str:
    """The words of a name, whatever their order, spaces and capitals."""
    return " ".join(sorted(name.casefold().replace(",", " ").split()))
