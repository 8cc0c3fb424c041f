"""Everybody's roles in a region, as somebody looks through them once a year."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Subquery

from bt_admin.lib.order import swedish_key
from regions import roles
from regions.access import assignment_models, in_force
from regions.models import (
    Assignment,
    Region,
    RegionAssignment,
    RightsConfirmation,
    StandIn,
    UnitAssignment,
    User,
)
from regions.rules.reminders import are_roles_to_be_confirmed


@dataclass(frozen=True)
class Right:
    """One role of one person. `pk` is set where it can be ended from the list."""

    user: User
    title: str
    where: str
    starts: date
    ends: date | None
    pk: UUID | None = None
    count: int = 1

    @property
    def mark(self) -> str:
        """What its dialog is called on the page."""
        return f"avsluta-{self.pk}"


@dataclass(frozen=True)
class Holder:
    """A person, and every role they have in the region today."""

    user: User
    rights: list[Right]


def holders_of_rights(region: Region, today: date) -> list[Holder]:
    """Everybody with a role today, by name. A query for each kind of assignment.

    Roles in single BT are counted, not listed: they end with the BT and are changed
    there.
    """
    found: dict[User, list[Right]] = {}
    for right in rights_in_force(region, today):
        found.setdefault(right.user, []).append(right)
    people = sorted(
        found, key=lambda user: swedish_key(user.last_name, user.first_name)
    )
    return [Holder(user, found[user]) for user in people]


def rights_in_force(region: Region, today: date) -> list[Right]:
    rights: list[Right] = []
    for model in assignment_models():
        rows = model.objects.filter(in_force(today), region=region)
        rows = rows.select_related("user").order_by("starts", "pk")
        if model is StandIn:
            rights += [stand_in_told(row) for row in rows.select_related("absent")]
        elif model in (RegionAssignment, UnitAssignment):
            rights += [right_told(row) for row in rows.select_related(model.SCOPE)]
        else:
            rights += counted(rows)
    return rights


def right_told(row: Any) -> Right:
    where = "" if isinstance(row, RegionAssignment) else str(row.unit)
    return Right(row.user, roles.title(row.role), where, row.starts, row.ends, row.pk)


def stand_in_told(row: StandIn) -> Right:
    where = row.absent.full_name
    return Right(row.user, roles.title(row.role), where, row.starts, row.ends)


def counted(rows: Iterable[Assignment]) -> list[Right]:
    """One line for each person and role, however many BT."""
    groups: dict[tuple[User, str], list[Assignment]] = {}
    for row in rows:
        groups.setdefault((row.user, row.role), []).append(row)
    return [
        Right(user, roles.title(role), "", group[0].starts, None, count=len(group))
        for (user, role), group in groups.items()
    ]


def digest_of(holders: Iterable[Holder]) -> str:
    """What the list said, so that nobody confirms another one than they read."""
    lines = [
        f"{one.user.pk}|{right.title}|{right.where}|{right.starts}|{right.ends}|{right.count}"
        for one in holders
        for right in one.rights
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def latest_confirmation(region: Region) -> RightsConfirmation | None:
    rows = RightsConfirmation.objects.filter(region=region).select_related("by")
    return rows.order_by("-on").first()


def is_to_be_confirmed(region: Region, today: date) -> bool:
    """Has a year gone by since anybody confirmed the roles? One query."""
    confirmed = RightsConfirmation.objects.filter(region=region).order_by("-on")
    roles = RegionAssignment.objects.filter(region=region).order_by("starts")
    row = roles.annotate(confirmed=Subquery(confirmed.values("on")[:1])).first()
    if row is None:
        return False
    return are_roles_to_be_confirmed(row.confirmed, row.starts, today)


def role_that_may_end(
    region: Region, pk: UUID
) -> RegionAssignment | UnitAssignment | None:
    """The role in the region or in a unit with this key, if it holds today or later."""
    for model in (RegionAssignment, UnitAssignment):
        row = model.objects.filter(region=region, pk=pk).select_related("user").first()
        if row is not None:
            return row
    return None
