"""Queries that are put together once, and asked many times with other values.

Django puts a query together anew each time it is asked. For one with tens of subqueries
that takes several times as long as PostgreSQL takes to answer it.
"""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import wraps
from typing import Any, Generic, TypeVar, TypeVarTuple
from uuid import UUID

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)
Values = TypeVarTuple("Values")

FIRST_NUMBER = 2_000_000_000  # no row has it
FIRST_DAY = date(1, 1, 1)


def put_together_once(
    build: Callable[[*Values], QuerySet[Row]],
) -> Callable[[*Values], list[Row]]:
    """The rows of the query that `build` makes, which is put together the first time.

    Its values are days, whole numbers, words, keys, and rows, that stand for theirs.
    All that `build` may do with them is to hand them to the query: what it reckoned from
    one, or from the present moment, would stay as it was the first time and is a
    TypeError. To read more of a row than its key finds no such row. A value that is
    true or false, or one of an enumeration, chooses between queries, and each of them
    is put together once.
    """

    @wraps(build)
    def ask(*values: *Values) -> list[Row]:
        which = (build, *(one for one in values if chooses(one)))
        if which not in READY:
            READY[which] = put_together(build, values)
        return READY[which].rows(values)

    return ask


def chooses(value: Any) -> bool:
    return isinstance(value, bool | Enum)


@dataclass(frozen=True)
class Ready(Generic[Row]):
    """A query as PostgreSQL gets it; `places` says which parameter is which value."""

    model: type[Row]
    database: str
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    places: dict[int, int]

    def rows(self, values: Sequence[Any]) -> list[Row]:
        params = list(self.params)
        for place, number in self.places.items():
            params[place] = key_of(values[number])
        query = Asked(self, tuple(params))
        return list(QuerySet(self.model, query=query, using=self.database))


READY: dict[tuple[Any, ...], Ready[Any]] = {}  # by function, and what chooses


class Asked(Query):
    """What a query set fetches its rows with; nothing can be added to it."""

    def __init__(self, ready: Ready[Any], params: tuple[Any, ...]) -> None:
        super().__init__(ready.model)
        self.ready, self.params = ready, params

    def get_compiler(self, *_: Any, **__: Any) -> SQLCompiler:
        """A copy, for another thread may be asking on a connection of its own."""
        compiler = copy(self.ready.compiler)
        compiler.connection = connections[self.ready.database]
        vars(compiler)["as_sql"] = lambda *_, **__: (self.ready.sql, self.params)
        return compiler


def put_together(
    build: Callable[..., QuerySet[Row]], values: Sequence[Any]
) -> Ready[Row]:
    """Made twice with different stand-ins: where the two differ, there is a value."""
    one, other = made(build, values, 0), made(build, values, 1)
    if one.sql != other.sql or one.places != other.places:
        raise TypeError("A ready query is the same whatever its values.")
    fixed = [at for at in range(len(one.params)) if at not in one.places]
    for param, again in ((one.params[at], other.params[at]) for at in fixed):
        if param != again or isinstance(param, date):
            raise TypeError(f"{param!r} would be asked for whatever the values.")
    return one


def made(
    build: Callable[..., QuerySet[Row]], values: Sequence[Any], time: int
) -> Ready[Row]:
    """The query with stand-ins, each a parameter at the places that are its own."""
    given = [stand_in(value, 2 * n + time) for n, value in enumerate(values)]
    rows = build(*given)
    if (
        rows._iterable_class is not ModelIterable
        or vars(rows)["_prefetch_related_lookups"]
    ):
        raise TypeError("A ready query gives rows as they are.")
    compiler = rows.query.get_compiler(rows.db)
    sql, params = compiler.as_sql()
    keys = [None if chooses(one) else key_of(one) for one in given]
    found = {at: keys.index(one) for at, one in enumerate(params) if one in keys}
    return Ready(rows.model, rows.db, compiler, sql, tuple(params), found)


def stand_in(value: Any, number: int) -> Any:
    match value:
        case bool() | Enum():
            return value
        case UUID():
            return UUID(int=FIRST_NUMBER + number)
        case Model():
            key = value._meta.pk
            given = key.to_python(FIRST_NUMBER + number)
            return value.from_db(None, [key.attname], [given])
        case date() if not isinstance(value, datetime):
            return FIRST_DAY + timedelta(number)
        case int():
            return FIRST_NUMBER + number
        case str():
            return f"stand-in-{number}"
    raise TypeError(f"{value!r} has no stand-in.")


def key_of(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value
