"""The database's clock: the one that dates signatures, whatever the web host thinks."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """The moment this transaction began, by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return cursor.fetchone()[0]
