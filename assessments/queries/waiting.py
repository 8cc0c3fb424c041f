"""What waits for somebody, of many kinds in one query: a part of a union for each."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from bt_admin.lib.pieces import Todo
from regions.models import Region, User

NOTHING = Value("", output_field=TextField())
NO_DAY = Cast(Value(None), DateField())  # PostgreSQL would take a bare NULL for text


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
    """One kind: which rows there are for somebody, and how a row is said."""

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
    words = {part.kind: part.words for part in parts}
    asked = [part.rows(user, region, today) for part in parts if part.concerns(held)]
    if not asked:
        return
    for row in asked[0].union(*asked[1:], all=True):
        waiting = Waiting(*row)
        yield words[waiting.kind](waiting, region, today)


def columns(rows: QuerySet[Any], kind: str, **given: Any) -> QuerySet[Any]:
    """The columns of `Waiting`, in their order; what is not given is empty."""
    told = {"within": F("pk"), "first": NOTHING, "last": NOTHING, "said": NOTHING}
    told |= {"due": NO_DAY, "on": NO_DAY} | given
    names = ("kind_", "pk", "within_", "first_", "last_", "said_", "due_", "on_")
    rows = rows.annotate(
        kind_=Value(kind), **{f"{key}_": value for key, value in told.items()}
    )
    return rows.order_by().values_list(*names)
