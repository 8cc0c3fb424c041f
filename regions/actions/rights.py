"""The roles of a region are looked through once a year; what is left behind ends."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from regions import access, audit, rights
from regions.audit import Event
from regions.models import (
    Region,
    RegionAssignment,
    RightsConfirmation,
    UnitAssignment,
    User,
)
from regions.roles import Permission


@transaction.atomic
def confirm_rights(
    *, region: Region, shown: str, by: User, at: datetime
) -> RightsConfirmation:
    """Stand for the list of everybody's roles, as it was shown (its digest).

    Refused when the list has changed since. Twice on a day is once.
    """
    access.require(by, Permission.ADMINISTER, region)
    audit.last_row_locked(region.pk)  # others wait here
    today = timezone.localdate(at)
    holders = rights.holders_of_rights(region, today)
    digest = rights.digest_of(holders)
    if shown != digest:
        text = (
            "Listan har ändrats sedan du öppnade den. Läs igenom den en gång till och "
            "bekräfta sedan."
        )
        raise Refused(no("rights.changed", text, HOUSE))
    count = sum(len(one.rights) for one in holders)
    row, created = RightsConfirmation.objects.get_or_create(
        region=region,
        on=today,
        digest=digest,
        defaults={"at": at, "by": by, "count": count},
    )
    if created:
        audit.record(
            Event.RIGHTS_CONFIRMED, about=row, by=by, at=at, count=count, digest=digest
        )
    return row


@transaction.atomic
def end_role(
    *, assignment: RegionAssignment | UnitAssignment, by: User, at: datetime
) -> None:
    """Yesterday was its last day, or the day it began. Nobody ends their own."""
    kind = type(assignment)
    row = kind.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    access.require(by, Permission.ADMINISTER, row.region)
    yesterday = timezone.localdate(at) - timedelta(days=1)
    if row.ends is not None and row.ends <= max(yesterday, row.starts):
        return
    if row.user == by:
        text = (
            "Du kan inte avsluta din egen roll. Be en kollega som sköter regionens "
            "roller att göra det."
        )
        raise Refused(no("rights.own", text, HOUSE))
    access.end(row, on=yesterday)
    audit.record(
        Event.ROLE_ENDED, about=row, by=by, at=at, user=str(row.user_id), role=row.role
    )
