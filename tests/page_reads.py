"""How much a page asks the database, for tests that hold it to a budget."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.signals import request_started
from django.db import connection
from django.test.utils import CaptureQueriesContext

# The transaction and its region: they read no table, and are the same on every page.
FRAME = ("SAVEPOINT", "RELEASE", "WITH before AS")


@contextmanager
def at_most(limit: int) -> Iterator[list[str]]:
    """Fails, with every query, when more than `limit` tables' worth were read.

    The session, the person, the region and the roles are among them.
    """
    found: list[str] = []

    def begin(**_: object) -> None:
        found.append("The session: in a cookie here, in a table in the product.")

    request_started.connect(begin)
    try:
        with CaptureQueriesContext(connection) as captured:
            yield found
    finally:
        request_started.disconnect(begin)
    asked = [query["sql"] for query in captured.captured_queries]
    found += [sql for sql in asked if not sql.startswith(FRAME)]
    listed = "\n".join(sql[:200] for sql in found)
    assert len(found) <= limit, f"{len(found)} queries, {limit} allowed:\n{listed}"
