"""Roles in a region are given, looked through once a year, and ended."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, no
from regions import access, audit, rights
from regions.events import Event
from regions.models import (
    Region,
    RegionAssignment,
    RightsConfirmation,
    Unit,
    UnitAssignment,
    User,
)
from regions.protection import protected_in
from regions.roles import GIVEN, ROLES, Permission, title


@transaction.atomic
def give_role(
    *,
    region: Region,
    user: User,
    role: str,
    unit: Unit | None,
    starts: date,
    ends: date | None,
    by: User,
    at: datetime,
) -> RegionAssignment | UnitAssignment:
    """A role in the region, or in one of its units, from a day; none gives oneself one.

    `role` is one of roles.GIVEN. The same once more changes nothing; refused when the
    person has the role already on one of the days, or when the unit is missing.
    """
    access.require(by, Permission.ADMINISTER, region)
    user = User.objects.select_for_update().get(pk=user.pk)
    row = role_to_give(region, user, role, unit, starts, ends, by)
    refuse_wrong_role(row)
    refuse_protected(row)
    held = [one for one in same_role(row) if overlaps(one, row)]
    if held and (held[0].starts, held[0].ends) == (starts, ends):
        return held[0]
    if held:
        text = f"{user} har redan rollen {title(role)} de dagarna. Avsluta den först."
        raise Refused(no("role.held", text, HOUSE, field="role"))
    access.assign(row)
    audit.record(
        Event.ROLE_GIVEN, about=row, by=by, at=at,
        user=str(user.pk), role=role, starts=str(starts), ends=str(ends or ""),
    )  # fmt: skip
    return row


def role_to_give(
    region: Region,
    user: User,
    role: str,
    unit: Unit | None,
    starts: date,
    ends: date | None,
    by: User,
) -> RegionAssignment | UnitAssignment:
    """Not saved. What is held in the region is not held in a unit, whatever is chosen."""
    facts = {
        "region": region, "user": user, "role": role,
        "starts": starts, "ends": ends, "by": by,
    }  # fmt: skip
    if role in GIVEN and ROLES[role].scope == "unit":
        return UnitAssignment(unit=unit, **facts)
    return RegionAssignment(**facts)


def refuse_wrong_role(row: RegionAssignment | UnitAssignment) -> None:
    if row.role not in GIVEN:
        raise Refused(no("role.unknown", "Välj en roll i listan.", HOUSE, field="role"))
    if row.user == row.by:
        text = (
            "Du kan inte ge dig själv en roll. Be en kollega som sköter regionens "
            "roller att göra det."
        )
        raise Refused(no("rights.own", text, HOUSE))
    if isinstance(row, UnitAssignment) and row.unit_id is None:
        text = f"Välj på vilken enhet. Rollen {title(row.role)} gäller en enhet."
        raise Refused(no("role.unit", text, HOUSE, field="unit"))
    if row.ends is not None and row.ends < row.starts:
        text = "Sista dagen kan inte vara före den första."
        raise Refused(no("role.days", text, HOUSE, field="ends"))


def refuse_protected(row: RegionAssignment | UnitAssignment) -> None:
    """A role stands in lists that everybody reads."""
    if protected_in(row.region).filter(user=row.user).exists():
        text = (
            f"{row.user} har skyddade personuppgifter och kan inte få en roll som andra "
            "måste kunna se. Skyddet måste upphöra först."
        )
        raise Refused(no("role.protected", text, HOUSE, field="role"))


def same_role(row: Any) -> Any:
    """What this person has, or has had, of the same in the same place."""
    rows = type(row).objects.filter(region=row.region, user=row.user, role=row.role)
    if isinstance(row, UnitAssignment):
        rows = rows.filter(unit=row.unit)
    return rows.order_by("-starts")


def overlaps(one: Any, other: Any) -> bool:
    last, others_last = one.ends or date.max, other.ends or date.max
    return bool(one.starts <= others_last and other.starts <= last)


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
