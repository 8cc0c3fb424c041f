"""A database of its own for a measurement: every table, every region, nobody in it."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django


@contextmanager
def database(subject: str) -> Iterator[str]:
    """Work in a new database, which is dropped afterwards; its name.

    What is asked of the worker stays in this process: no other is to look for it.
    """
    os.environ["REDIS_URL"] = "memory://localhost"
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bt_admin.settings")
    django.setup()
    from django.db import connection

    from tests import databases

    name = f"bench_{subject}"
    databases.create(name, template=databases.migrated())
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield name
    finally:
        connection.close()
        databases.drop(name)


def analyze() -> None:
    """As the database does by itself, a minute after so much has been written."""
    from django.db import connection

    from tests.conftest import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
