"""Counting the use of a form that is open to everybody."""

from datetime import datetime

from django.db import connection
from django.utils.crypto import salted_hmac

from regions.models import Region

COUNT = """
INSERT INTO recruitment_formuse (id, region_id, key, hour, uses)
VALUES (gen_random_uuid(), %s, %s, date_trunc('hour', %s::timestamptz), 1)
ON CONFLICT (region_id, key, hour) DO UPDATE SET uses = recruitment_formuse.uses + 1
RETURNING uses
"""


def count_use(region: Region, what: str, whose: str, *, at: datetime) -> int:
    """How many times this hour, this one included. `whose` is kept as a keyed hash."""
    salt = f"recruitment.limits.{what}"
    key = salted_hmac(salt, whose.strip().casefold(), algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [region.pk, key, at])
        return cursor.fetchone()[0]
