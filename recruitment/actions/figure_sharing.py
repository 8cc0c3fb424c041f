"""A region begins and stops sharing its rounds' figures; and at night they are renewed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from recruitment.models import FigureSharing, RecruitmentRound, SharedFigures
from recruitment.queries.figure_sharing import rounds_to_share
from recruitment.queries.figures import application_rows, closing_day
from recruitment.rules.figures import days_to_offer, figures_of
from recruitment.rules.shared_figures import Shared, as_shared, shareable
from regions import access, audit
from regions.events import Event
from regions.models import Region, User
from regions.roles import Permission


@transaction.atomic
def share(*, region: Region, by: User, at: datetime) -> FigureSharing:
    """From now on others that share read our figures, and we theirs. Once is enough."""
    access.require(by, Permission.ADMINISTER, region)
    row, made = FigureSharing.objects.get_or_create(
        region=region, defaults={"decided_by": by, "decided_at": at}
    )
    if made:
        renew(region=region, at=at)
        audit.record(Event.FIGURES_SHARED, about=row, by=by, at=at)
    return row


@transaction.atomic
def stop(*, region: Region, by: User, at: datetime) -> None:
    """Nothing of ours is read any more, nor do we read theirs. Done already: nothing."""
    access.require(by, Permission.ADMINISTER, region)
    row = FigureSharing.objects.select_for_update().filter(region=region).first()
    if row is None:
        return
    audit.record(Event.FIGURES_UNSHARED, about=row, by=by, at=at)
    SharedFigures.objects.filter(region=region).delete()
    row.delete()


@transaction.atomic
def renew(*, region: Region, at: datetime) -> int:
    """Count again what is shared, where people are still there to count; how many.

    What was counted before they were weeded out stands.
    """
    if not FigureSharing.objects.filter(region=region).exists():
        return 0
    rounds = rounds_to_share(region, timezone.localdate(at))
    for one in rounds:
        assert one.starts_on is not None  # asked of the rows
        SharedFigures.objects.update_or_create(
            region=region,
            round=one,
            defaults={
                "label": one.name,
                "starts_on": one.starts_on,
                "table": as_shared(_counted(one)),
                "made_at": at,
            },
        )
    return len(rounds)


def _counted(round: RecruitmentRound) -> Shared:
    rows, closed = application_rows(round), closing_day(round)
    figures = figures_of(round.name, round.posts.count(), rows)
    return shareable(figures, days_to_offer(closed, rows) if closed else None)
