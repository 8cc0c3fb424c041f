"""The one place that says which programmes a person may see."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission as PermissionRow
from django.db.models import Model, Q, QuerySet

from bt_admin.lib.people import Person
from bt_admin.lib.ready_queries import put_together_once
from placements.enums import EmploymentForm, ProgrammeRole, ProgrammeState
from placements.models import Placement, Programme, ProgrammeAssignment
from placements.rules.programme import ProgrammeFacts
from regions import access
from regions.enums import QualificationKind
from regions.models import Qualification, Region, Unit, User
from regions.roles import Permission


def programmes_with(
    user: User, permission: Permission, region: Region
) -> QuerySet[Programme]:
    """The programmes in this region where this person has this right.

    A right may be held in the programme itself, in a unit where the doctor serves, or
    in the whole region; nothing else opens a programme.
    """
    held = Q(pk__in=access.keys_with(user, permission, Programme))
    if permission in access.SCOPES[Unit]:
        units = access.keys_with(user, permission, Unit)
        serving = Placement.objects.filter(unit__in=units, region=region)
        held |= Q(pk__in=serving.values("programme"))
    if permission in access.SCOPES[Region]:
        held |= Q(region__in=access.keys_with(user, permission, Region))
    rows = Programme.objects.filter(held, region=region)
    return rows.select_related("region", "doctor__user", "model")


def programmes_for(user: User, region: Region) -> QuerySet[Programme]:
    """The programmes that this person may open. An outsider finds none."""
    return programmes_with(user, Permission.SEE, region)


def programme_seen(user: User, region: Region, key: UUID) -> Programme | None:
    """The programme with this key, if this person may open it."""
    return next(iter(_seen(user, region, key)), None)


@put_together_once
def _seen(user: User, region: Region, key: UUID) -> QuerySet[Programme]:
    return programmes_for(user, region).filter(pk=key)


def permissions_on(user: User, programme: Programme) -> set[Permission]:
    """Everything this person may do in this programme, wherever the right is held.

    One query.
    """
    rows = _held_in(user, programme, programme.region_id)
    return {Permission(name) for name in access.names_of(rows)}


@put_together_once
def _held_in(
    user: User, programme: Programme, region_id: int
) -> QuerySet[PermissionRow]:
    units = Unit.objects.filter(placements__programme=programme)
    scopes: dict[type[Model], Iterable[Any]] = {
        Programme: [programme.pk],
        Region: [region_id],
        Unit: units.values("pk"),
    }
    return access.granted_in(user, scopes)


def own_programme(user: User, region: Region) -> Programme | None:
    """The person's own BT in the region: the latest, if there have been several."""
    own = Programme.objects.filter(
        pk__in=ProgrammeAssignment.objects.filter(
            access.in_force(access.today()), user=user, role=ProgrammeRole.DOCTOR
        ).values("programme_id"),
        region=region,
    )
    return own.select_related("region").order_by("-starts_on").first()


def programme_facts(
    user: User,
    region: Region,
    *,
    starts_on: date,
    employment_form: str,
    months: Decimal | None,
) -> ProgrammeFacts:
    """What `may_open_programme` asks about this person, in this region."""
    licence = Qualification.objects.filter(user=user, kind=QualificationKind.LICENCE)
    open_now = Programme.objects.filter(region=region, doctor__user=user).exclude(
        state=ProgrammeState.ENDED
    )
    return ProgrammeFacts(
        doctor=Person(user.pk, user.full_name),
        starts_on=starts_on,
        licensed_on=licence.order_by("on").values_list("on", flat=True).first(),
        months=months,
        fixed_term=employment_form == EmploymentForm.STANDALONE,
        other_programme_since=open_now.order_by("-starts_on")
        .values_list("starts_on", flat=True)
        .first(),
    )
