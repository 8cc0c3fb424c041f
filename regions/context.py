"""Which region, and who: what the database needs to know before it shows a row.

The policies (regions/migration_operations.py) compare each row's region with the
setting `app.region`. It is set for one transaction at a time, so that a pooled
connection can never carry it over to somebody else. In the same breath the database
hides whoever has skyddade personuppgifter from those who are not to see them
(`hide_protected`).
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

SETTINGS = ("app.region", "app.actor")
SET = (
    "coalesce(current_setting('app.region', true), '') AS region,"
    " coalesce(current_setting('app.actor', true), '') AS actor"
)
# What was set before is read first: a list of expressions alone promises no order.
ENTER = (
    f"WITH before AS MATERIALIZED (SELECT {SET})"  # noqa: S608 — no value in it
    " SELECT set_config('app.region', %s, true), set_config('app.actor', %s, true),"
    " hide_protected(%s), region, actor FROM before"
)


@dataclass(frozen=True)
class Entered:
    """What this person sees of people with skyddade personuppgifter, {key: name}, and
    which (region, actor) was set before; empty strings when unset."""

    protected: dict[str, str]
    before: tuple[str, str]


def set_context(
    region_id: int | None, actor_id: UUID | None, *, hide_all: bool = False
) -> Entered:
    """From here to the end of the transaction: rows of this region, for this person.

    None means unset: nothing is shown. Raises outside a transaction, where the
    setting would be lost (and must not be kept). `hide_all`: also from those who may
    see them, people with skyddade personuppgifter are hidden, for what leaves the
    system.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The region is set inside a transaction; use in_region().")
    return enter((str(region_id or ""), str(actor_id or "")), hide_all=hide_all)


def enter(settings: tuple[str, str], *, hide_all: bool = False) -> Entered:
    with connection.cursor() as cursor:
        cursor.execute(ENTER, [*settings, hide_all])
        _region, _actor, shown, *before = cursor.fetchone()
    return Entered(json.loads(shown) if shown else {}, (before[0], before[1]))


def current_context() -> tuple[str, str]:
    """What is set now, as (region, actor); empty strings when unset."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SET}")
        return cursor.fetchone()


@contextmanager
def in_region(
    region_id: int | None, actor_id: UUID | None = None, *, hide_all: bool = False
) -> Iterator[None]:
    """One transaction that sees one region's rows; what was set before comes back."""
    with transaction.atomic():
        entered = set_context(region_id, actor_id, hide_all=hide_all)
        yield
        # An exception rolls the setting back with the savepoint; only success needs it.
        restore(entered.before)


def restore(context: tuple[str, str]) -> None:
    enter(context)


def is_hidden(thing_id: UUID) -> bool:
    """Is this somebody, or something of somebody, that may not be shown here?"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s = ANY (coalesce(nullif(current_setting('app.hidden', true), ''),"
            " '{}')::uuid[])",
            [thing_id],
        )
        return bool(cursor.fetchone()[0])
