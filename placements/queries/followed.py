"""The BT that somebody has a part in: their own, or as handledare."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, Max, Min, OuterRef, Q, QuerySet, Subquery

from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import Placement, PlacementPeriod, Programme, ProgrammeAssignment
from regions import access
from regions.models import Region, User

PARTS = (
    ProgrammeRole.DOCTOR,
    ProgrammeRole.MAIN_SUPERVISOR,
    ProgrammeRole.PLACEMENT_SUPERVISOR,
)


@dataclass(frozen=True)
class Followed:
    """One part in one BT: how long the BT lasts, and the placement if it is one.

    Days are None where nothing is planned yet.
    """

    programme: Programme
    role: ProgrammeRole
    placement: Placement | None
    starts_on: date
    ends_on: date | None
    placement_starts_on: date | None
    placement_ends_on: date | None


def followed_by(user: User, region: Region, today: date) -> list[Followed]:
    """What this person follows now, whoever's turn is over last left out. One query."""
    return [
        Followed(
            programme=row.programme,
            role=ProgrammeRole(row.role),
            placement=row.placement,
            starts_on=row.programme.starts_on,
            ends_on=row.last,
            placement_starts_on=row.placement_first,
            placement_ends_on=row.placement_last,
        )
        for row in _rows(user, region, today)
    ]


def _rows(user: User, region: Region, today: date) -> Any:
    """Assignments with `last`, `placement_first` and `placement_last` beside them."""
    whole = PlacementPeriod.objects.filter(
        placement__programme=OuterRef("programme"), region=region
    )
    one = PlacementPeriod.objects.filter(placement=OuterRef("placement"), region=region)
    rows = (
        ProgrammeAssignment.objects.filter(
            access.in_force(today), user=user, region=region, role__in=PARTS
        )
        .exclude(programme__state=ProgrammeState.ENDED)
        .annotate(
            last=_day(whole, Max("ends_on"), "placement__programme"),
            placement_first=_day(one, Min("starts_on"), "placement"),
            placement_last=_day(one, Max("ends_on"), "placement"),
        )
    )
    over = Q(role=ProgrammeRole.PLACEMENT_SUPERVISOR, placement_last__lt=today)
    return (
        rows.exclude(over)
        .select_related(
            "placement", "programme__region", "programme__model",
            "programme__doctor__user",
        )
        .order_by("placement_last", "programme__starts_on")
    )  # fmt: skip


def _day(rows: QuerySet[PlacementPeriod], what: Max | Min, of: str) -> Subquery:
    """The first or last day of these periods."""
    days = rows.order_by().values(of).annotate(day=what).values("day")
    return Subquery(days, output_field=DateField())
