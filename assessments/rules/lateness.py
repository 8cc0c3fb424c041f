"""When a request comes so long after the occasion that it is worth saying."""

from collections.abc import Mapping
from datetime import date
from typing import Any

LATE_AFTER_DAYS = 7  # ours, until the region has said its own
LONGEST = 365


def late_after(settings: Mapping[str, Any]) -> int:
    """How many days after the occasion is a request late in this region?

    `late_after_days` of the table `requests` in its model (REGIONAL_MODEL); ours where
    that says nothing that can be counted with (HOUSE).
    """
    given = (settings.get("requests") or {}).get("late_after_days")
    return given if type(given) is int and 0 < given <= LONGEST else LATE_AFTER_DAYS


def days_late(performed_on: date, asked_on: date, limit: int) -> int:
    """How many days passed before somebody was asked; 0 when that was soon enough.

    Nothing is refused for it: the mark tells readers how fresh the memory was (HOUSE).
    """
    days = (asked_on - performed_on).days
    return days if days > limit else 0
