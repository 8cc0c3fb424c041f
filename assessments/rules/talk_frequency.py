"""How often doctor and handledare should meet, where the region has said so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

ANY_CARE = "any"
WEEK = 7


@dataclass(frozen=True)
class Frequency:
    """At least so many talks in so many weeks, in one kind of care or in `any`."""

    care: str
    meetings: int
    weeks: int


@dataclass(frozen=True)
class Stretch:
    """Days of service in one kind of care; both are counted, no vacation."""

    care: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class TalkCount:
    """Talks held, still planned, and expected by now; None where nothing is stated."""

    held: int
    planned: int
    expected: int | None


def stated_frequencies(settings: Mapping[str, Any]) -> tuple[Frequency, ...]:
    """What does the region's dated model say of how often one meets?

    Reads `[region.supervision]` (REGIONAL_MODEL); empty where no source tells.
    """
    rows = settings.get("supervision", {}).get("rules", ())
    return tuple(
        Frequency(row["care"], row["min_meetings"], row["per_weeks"]) for row in rows
    )


def frequency_in(care: str, stated: Sequence[Frequency]) -> Frequency | None:
    """Which of the region's frequencies holds in this care? The more exact one.

    REGIONAL_MODEL. None where the region says nothing that covers it.
    """
    by_care = {one.care: one for one in stated}
    return by_care.get(care) or by_care.get(ANY_CARE)


def expected_talks(
    stretches: Iterable[Stretch], stated: Sequence[Frequency], until: date
) -> int | None:
    """How many talks should at least have been held when `until` is over?

    Whole spans of the region's weeks count, from the first day of each stretch: with
    one in two weeks the first is expected after fourteen days. None where the region
    has stated no frequency (REGIONAL_MODEL): then nothing is expected, and pages say so.
    """
    if not stated:
        return None
    return sum(_expected_in(one, stated, until) for one in stretches)


def _expected_in(stretch: Stretch, stated: Sequence[Frequency], until: date) -> int:
    frequency = frequency_in(stretch.care, stated)
    if frequency is None:
        return 0
    served = (min(until, stretch.ends_on) - stretch.starts_on).days + 1
    spans = max(0, served) // (frequency.weeks * WEEK)
    return spans * frequency.meetings
