"""Where people serve, and since when: the free time is asked of those who assess."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.swedish import period
from bt_admin.lib.verdicts import Refused, no
from regions import access, audit
from regions.events import Event
from regions.models import Employment, Region, Unit, User
from regions.roles import Permission


@transaction.atomic
def register_employment(
    *,
    region: Region,
    user: User,
    unit: Unit,
    starts: date,
    ends: date | None,
    by: User,
    at: datetime,
) -> Employment:
    """Somebody serves at a unit from a day, to another or until further notice.

    The same once more changes nothing. Refused when the days run into what is known of
    the same unit, or end before they begin.
    """
    access.require(by, Permission.PLAN, region)
    user = User.objects.select_for_update().get(pk=user.pk)
    refuse_backwards(starts, ends)
    facts = {"region": region, "user": user, "unit": unit, "starts": starts}
    rows = Employment.objects.filter(region=region, user=user, unit=unit)
    if same := rows.filter(starts=starts, ends=ends).first():
        return same
    if known := rows.filter(_meets(starts, ends)).first():
        days = period(known.starts, known.ends)
        text = f"{user} är redan registrerad på {unit}, {days}. Ändra den i stället."
        raise Refused(no("employment.known", text, HOUSE, field="starts"))
    row = Employment.objects.create(ends=ends, **facts)
    audit.record(
        Event.EMPLOYMENT_REGISTERED, about=row, by=by, at=at,
        user=str(user.pk), unit=str(unit.pk), starts=str(starts), ends=str(ends or ""),
    )  # fmt: skip
    return row


@transaction.atomic
def end_employment(
    *, employment: Employment, ends: date, by: User, at: datetime
) -> None:
    """Set or correct the last day, which may lie ahead; the same day again is nothing."""
    row = Employment.objects.select_for_update(of=("self",)).get(pk=employment.pk)
    access.require(by, Permission.PLAN, row.region)
    refuse_backwards(row.starts, ends)
    if row.ends == ends:
        return
    row.ends = ends
    row.save(update_fields=["ends"])
    audit.record(
        Event.EMPLOYMENT_ENDED, about=row, by=by, at=at,
        user=str(row.user_id), ends=str(ends),
    )  # fmt: skip


def refuse_backwards(starts: date, ends: date | None) -> None:
    if ends is not None and ends < starts:
        text = "Sista dagen kan inte vara före den första."
        raise Refused(no("employment.days", text, HOUSE, field="ends"))


def _meets(starts: date, ends: date | None) -> Q:
    begun = Q(starts__lte=ends) if ends else Q()
    return begun & (Q(ends__isnull=True) | Q(ends__gte=starts))
