"""What waits for somebody, of many kinds in one query: a part of a union for each."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from bt_admin.lib.pieces import Todo
from regions.models import Region, User

NOTHING = Value("", output_field=TextField())
NO_DAY = Cast(Value(None), DateField())  # PostgreSQL would take a bare NULL for text

# These stand in a statement for the one who asks, until somebody does.
SOMEBODY = User(pk=UUID("50000000-0000-4000-8000-000000000000"))
SOMEWHERE = Region(pk=-1)
SOME_DAY = date(1500, 1, 1)


class Waiting(NamedTuple):
    """One row of the union, whatever it is about."""

    kind: str
    key: UUID
    within: UUID
    first_name: str
    last_name: str
    text: str
    due: date | None
    on: date | None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class Part:
    """One kind: which rows there are for somebody, and how a row is said.

    `rows` may depend on who, where and the day alone: on keys, and on dates as many
    days from today. Its SQL is kept and asked again for others.
    """

    kind: str
    rows: Callable[[User, Region, date], QuerySet[Any]]
    words: Callable[[Waiting, Region, date], Todo]
    roles: frozenset[str] = frozenset()  # who alone can have such rows; empty: anybody

    def concerns(self, held: Collection[str]) -> bool:
        return not self.roles or not self.roles.isdisjoint(held)


def from_parts(
    parts: Sequence[Part],
    user: User,
    region: Region,
    today: date,
    held: Collection[str],
) -> Iterator[Todo]:
    """Everything of these kinds that somebody with these roles can have. One query."""
    concerned = tuple(part for part in parts if part.concerns(held))
    words = {part.kind: part.words for part in concerned}
    for row in found(concerned, user, region, today):
        yield words[row.kind](row, region, today)


def found(
    parts: tuple[Part, ...], user: User, region: Region, today: date
) -> list[Waiting]:
    if not parts:
        return []
    statement, given = drawn_up(parts)
    with connection.cursor() as cursor:
        cursor.execute(statement, [meant(one, user, region, today) for one in given])
        return [Waiting(*row) for row in cursor.fetchall()]


@cache
def drawn_up(parts: tuple[Part, ...]) -> tuple[str, tuple[Any, ...]]:
    """The union as SQL, and what is put into it: for nobody in particular.

    Drawn up anew for each, it was more than half of the work of a start page.
    """
    rows = [part.rows(SOMEBODY, SOMEWHERE, SOME_DAY) for part in parts]
    return rows[0].union(*rows[1:], all=True).query.sql_with_params()


def meant(given: Any, user: User, region: Region, today: date) -> Any:
    """What is given in somebody's name, for the one who asks. TypeError for an hour:
    it does not follow from the day alone, with summer time in between."""
    if given == SOMEBODY.pk:
        return user.pk
    if given == SOMEWHERE.pk:
        return region.pk
    return today + (given - SOME_DAY) if isinstance(given, date) else given


def columns(rows: QuerySet[Any], kind: str, **given: Any) -> QuerySet[Any]:
    """The columns of `Waiting`, in their order; what is not given is empty."""
    told = {"within": F("pk"), "first": NOTHING, "last": NOTHING, "said": NOTHING}
    told |= {"due": NO_DAY, "on": NO_DAY} | given
    names = ("kind_", "pk", "within_", "first_", "last_", "said_", "due_", "on_")
    rows = rows.annotate(
        kind_=Value(kind), **{f"{key}_": value for key, value in told.items()}
    )
    return rows.order_by().values_list(*names)
