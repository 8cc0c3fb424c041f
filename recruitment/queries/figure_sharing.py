"""The figures that regions let each other read, side by side."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from recruitment.models import FigureSharing, RecruitmentRound, SharedFigures
from recruitment.rules.shared_figures import MOST_ROUNDS, OVER, Shared, read_shared
from regions.models import Region


@dataclass(frozen=True)
class SharedRound:
    """One round of one region. `is_ours`: as the others see it."""

    region: Region
    label: str
    starts_on: date
    made_at: datetime
    is_ours: bool
    shared: Shared


def sharing_of(region: Region) -> FigureSharing | None:
    rows = FigureSharing.objects.filter(region=region).select_related("decided_by")
    return rows.first()


def shared_rounds(region: Region) -> list[SharedRound]:
    """Ours first, then the others by region, the newest first in each. One query.

    The database shows the rows of other regions to a region that shares, to no other.
    """
    rows = SharedFigures.objects.select_related("region")
    found = [
        SharedRound(
            region=one.region,
            label=one.label,
            starts_on=one.starts_on,
            made_at=one.made_at,
            is_ours=one.region_id == region.pk,
            shared=read_shared(one.table),
        )
        for one in rows.order_by("region_id", "-starts_on")
    ]
    return sorted(found, key=lambda one: not one.is_ours)


def rounds_to_share(region: Region, today: date) -> list[RecruitmentRound]:
    """The latest rounds whose BT has begun, and whose people are not weeded out."""
    kept = Q(purge_on__isnull=True) | Q(purge_on__gt=today)
    rows = RecruitmentRound.objects.filter(
        kept, region=region, state__in=OVER, starts_on__isnull=False
    )
    return list(rows.order_by("-starts_on")[:MOST_ROUNDS])
