"""How many of its queries a connection keeps planned."""

from typing import Any

from django.db.backends.signals import connection_created

# The driver's own hundred are forgotten between two visits to the same page: its
# process serves pages with some thousand queries of different wording.
KEPT = 1000


def keep_plans(connection: Any, **_: object) -> None:
    connection.connection.prepared_max = KEPT


def begin() -> None:
    connection_created.connect(keep_plans, dispatch_uid="bt_admin.lib.prepared")
