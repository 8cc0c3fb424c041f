"""A stand-in is named for a leave, and let go."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from regions import access, audit, mail
from regions.absence import stand_in_facts
from regions.events import Event
from regions.models import Region, StandIn, User
from regions.roles import STAND_IN, Permission
from regions.rules.stand_ins import may_stand_in


@transaction.atomic
def name_stand_in(
    *,
    absent: User,
    stand_in: User,
    region: Region,
    starts: date,
    ends: date,
    by: User,
    at: datetime,
) -> StandIn:
    """From `starts` to `ends`, both counted. By oneself, or by those who appoint.

    The same once more changes nothing.
    """
    absent = User.objects.select_for_update().get(pk=absent.pk)
    if by != absent:
        access.require(by, Permission.APPOINT, region)
    same = StandIn.objects.filter(
        region=region, absent=absent, user=stand_in, starts=starts, ends=ends
    ).first()
    if same is not None:
        return same
    today = timezone.localdate(at)
    facts = stand_in_facts(
        absent, stand_in, region, starts=starts, ends=ends, today=today
    )
    may_stand_in(facts).require()
    row = StandIn(
        region=region, absent=absent, user=stand_in, role=STAND_IN,
        starts=starts, ends=ends, by=by,
    )  # fmt: skip
    access.assign(row)
    audit.record(
        Event.STAND_IN_NAMED, about=row, by=by, at=at,
        absent=str(absent.pk), stand_in=str(stand_in.pk),
        starts=str(starts), ends=str(ends),
    )  # fmt: skip
    tell(stand_in, row, why="named", by=by, at=at)
    if by != absent:
        tell(absent, row, why="named", by=by, at=at)
    return row


@transaction.atomic
def end_stand_in(*, stand_in: StandIn, by: User, at: datetime) -> None:
    """From now on. By either of the two, or by those who appoint; again is nothing."""
    row = StandIn.objects.select_for_update().filter(pk=stand_in.pk).first()
    if row is None:
        return
    if by not in (row.user, row.absent):
        access.require(by, Permission.APPOINT, row.region)
    today = timezone.localdate(at)
    if row.ends is not None and row.ends < today:
        return
    audit.record(
        Event.STAND_IN_ENDED, about=row, by=by, at=at,
        absent=str(row.absent_id), stand_in=str(row.user_id),
    )  # fmt: skip
    for user in {row.user, row.absent} - {by}:
        tell(user, row, why="ended", by=by, at=at)
    if row.starts < today:
        access.end(row, on=today - timedelta(days=1))
    else:
        access.withdraw(row)


def tell(user: User, row: StandIn, *, why: str, by: User, at: datetime) -> None:
    mail.notify(
        user,
        reverse("regions:me", args=[row.region.slug]),
        region=row.region,
        key=f"stand-in-{why}:{row.pk}",
        by=by,
        at=at,
        notice=mail.NEWS,
    )
