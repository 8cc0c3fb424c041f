"""Work outside the database inside a transaction: printing a PDF, reading an upload."""

from django.db import connection


def let_wait(seconds: int) -> None:
    """Let the database wait for us this long; only until the transaction's end.

    Otherwise a transaction that stands idle for 15 seconds is cut off
    (bt_admin/settings.py), as one that hangs should be.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('idle_in_transaction_session_timeout', %s, true)",
            [f"{seconds}s"],
        )
