"""Counting who asks at /verifiera/, so that nobody can ask without end."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

MINUTES = 10
SINCE = timedelta(minutes=MINUTES)
MOST_EACH = 60  # from one network: an office that checks a whole pile
MOST_IN_ALL = 1200  # from everywhere: two a second
SALT = "certificates.verifying"


def may_ask(network: str, *, at: datetime) -> bool:
    """Count one question from this network; False, uncounted, when it is one too many.

    The network is kept as a keyed hash that differs from day to day, and not for long.
    Questions at the very same moment do not see each other: a handful more may pass.
    """
    day = at.date().isoformat()
    sender = salted_hmac(SALT, f"{day} {network}", algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count_verification(%s, %s, make_interval(mins => %s), %s, %s)",
            [sender, at, MINUTES, MOST_EACH, MOST_IN_ALL],
        )
        return bool(cursor.fetchone()[0])


def forget_verifications(*, at: datetime) -> int:
    """Remove what no longer counts; how many questions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_verifications(%s)", [at - SINCE])
        return int(cursor.fetchone()[0])
