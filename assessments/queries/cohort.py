"""How it goes for many doctors at once: who is in phase, who is behind, and how far."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.queries.standing import Standing, standings
from assessments.rules.progress import (
    expected_by_week,
    forecast_week,
    week_of,
    weeks_behind,
)
from bt_admin.lib.order import swedish_key
from placements.models import Programme
from placements.queries import ProgrammeRow, programme_rows


@dataclass(frozen=True)
class CohortLine:
    """One doctor's year so far. Weeks are counted from 1; 0 is before the first day."""

    row: ProgrammeRow
    standing: Standing
    week: int
    weeks: int

    @property
    def expected(self) -> int:
        return expected_by_week(self.week, self.weeks, self.standing.total)

    @property
    def behind(self) -> int:
        """Weeks; 0 is in phase."""
        have, target = self.standing.enough, self.standing.total
        return weeks_behind(have, target, self.week, self.weeks)

    @property
    def forecast(self) -> int | None:
        """The week in which all delmål would have enough evidence."""
        return forecast_week(self.standing.enough, self.standing.total, self.week)

    @property
    def is_late(self) -> bool:
        """At this pace there is not enough by the last day."""
        return self.forecast is not None and self.forecast > self.weeks


def cohort(programmes: Iterable[Programme], today: date) -> list[CohortLine]:
    """Those that have a plan. Four queries, however many."""
    rows = [row for row in programme_rows(list(programmes), today) if row.ends_on]
    standing = standings([row.programme for row in rows])
    return [line(row, standing[row.programme.pk], today) for row in rows]


def line(row: ProgrammeRow, standing: Standing, today: date) -> CohortLine:
    assert row.ends_on is not None
    week, weeks = week_of(row.starts_on, row.ends_on, today)
    return CohortLine(row, standing, week, weeks)


# ------------------------------------------------------------------------- the order
def by_name(one: CohortLine) -> Any:
    user = one.row.programme.doctor.user
    return swedish_key(user.last_name, user.first_name)


def most_behind_first(one: CohortLine) -> Any:
    return -one.behind, by_name(one)


def furthest_first(one: CohortLine) -> Any:
    return -one.week / one.weeks, by_name(one)


def longest_unseen_first(one: CohortLine) -> Any:
    return one.standing.latest or date.min, by_name(one)


ORDERS: dict[str, Callable[[CohortLine], Any]] = {
    "efter": most_behind_first,
    "namn": by_name,
    "vecka": furthest_first,
    "senast": longest_unseen_first,
}


def in_order(lines: Iterable[CohortLine], order: str) -> list[CohortLine]:
    """By what the address says; without it, most behind first."""
    return sorted(lines, key=ORDERS.get(order, most_behind_first))
