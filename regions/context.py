"""Which region, and who: what the database needs to know before it shows a row.

The policies (regions/migration_operations.py) compare each row's region with the
setting `app.region`. It is set for one transaction at a time, so that a pooled
connection can never carry it over to somebody else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

SETTINGS = ("app.region", "app.actor")


def set_context(region_id: int | None, actor_id: UUID | None) -> None:
    """From here to the end of the transaction: rows of this region, for this person.

    None means unset: nothing is shown. Raises outside a transaction, where the
    setting would be lost (and must not be kept).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The region is set inside a transaction; use in_region().")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.region', %s, true),"
            " set_config('app.actor', %s, true)",
            [str(region_id or ""), str(actor_id or "")],
        )


def current_context() -> tuple[str, str]:
    """What is set now, as (region, actor); empty strings when unset."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('app.region', true), ''),"
            " coalesce(current_setting('app.actor', true), '')"
        )
        return cursor.fetchone()


@contextmanager
def in_region(region_id: int | None, actor_id: UUID | None = None) -> Iterator[None]:
    """One transaction that sees one region's rows; what was set before comes back."""
    with transaction.atomic():
        before = current_context()
        set_context(region_id, actor_id)
        yield
        # An exception rolls the setting back with the savepoint; only success needs it.
        restore(before)


def restore(context: tuple[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.region', %s, true),"
            " set_config('app.actor', %s, true)",
            list(context),
        )
