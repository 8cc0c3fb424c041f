"""What waits for somebody in the planning of BT."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bt_admin.lib.pieces import Todo
from bt_admin.lib.ready_queries import put_together_once
from bt_admin.lib.swedish import day
from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import (
    Credit,
    Placement,
    PlacementPeriod,
    Programme,
    ProgrammeAssignment,
)
from placements.queries.credits import asked_text, waiting_credits
from regions import access, roles
from regions.enums import PartKind
from regions.models import Region, Unit, User
from regions.roles import Permission

SOON = timedelta(weeks=6)
Unready = Any  # a placement with `begins`, `supervised` and `at_my_unit` beside
DECIDE_WITHIN = timedelta(weeks=4)
OPEN = [ProgrammeState.PLANNED, ProgrammeState.IN_SERVICE]


# Whose right to appoint may be held in a unit: by the role, or for somebody on leave.
AT_UNITS = {roles.STAND_IN} | {
    role.key
    for role in roles.ROLES.values()
    if role.scope == "unit" and Permission.APPOINT in role.may
}


def todos_for(
    user: User, region: Region, today: date, held: Collection[str]
) -> list[Todo]:
    """What to plan, whom to appoint, what to decide, for those who may.

    One query for whoever plans, one more for whoever appoints, and one for whoever
    certifies. None for the others.

    A BT without huvudansvarig handledare; placements that begin within six weeks, or
    have begun, without a unit or without a handledare.
    """
    rights = access.rights_in(user, region, held)
    may_plan, may_appoint = Permission.PLAN in rights, Permission.APPOINT in rights
    everywhere = may_plan or may_appoint
    todos = []
    if Permission.CERTIFY in rights:
        todos += [_credit(row, today) for row in waiting_credits(region)]
    if may_appoint:
        todos += [_main_supervisor(row, today) for row in without_main(region, today)]
    if not everywhere and not AT_UNITS.intersection(held):
        return todos
    for placement in unready(user, region, today, today + SOON, everywhere):
        if placement.unit is None and may_plan:
            todos.append(_unit(placement, today))
        elif not placement.supervised and (may_appoint or placement.at_my_unit):
            todos.append(_supervisor(placement, today))
    return todos


@put_together_once
def without_main(region: Region, today: date) -> QuerySet[Programme]:
    """Every BT not yet finally assessed that nobody follows through."""
    followed = ProgrammeAssignment.objects.filter(
        access.in_force(today),
        programme=OuterRef("pk"),
        role=ProgrammeRole.MAIN_SUPERVISOR,
    )
    rows = Programme.objects.filter(~Exists(followed), region=region, state__in=OPEN)
    return rows.select_related("region", "doctor__user").order_by("starts_on")


@put_together_once
def unready(
    user: User, region: Region, today: date, soon: date, everywhere: bool
) -> QuerySet[Unready]:
    """Placements without unit or handledare that have begun, or do so at the latest on
    the day `soon`: everywhere, or where one is.

    Each knows whether it is `supervised`, whether it is `at_my_unit`, and `begins`.
    """
    supervised = ProgrammeAssignment.objects.filter(
        access.in_force(today), placement=OuterRef("pk")
    )
    mine = access.things_with(user, Permission.APPOINT, Unit)
    # Introduction or vacation by itself asks for nobody.
    service = PlacementPeriod.objects.filter(kind=PartKind.SERVICE)
    rows = Placement.objects.filter(
        Exists(service.filter(placement=OuterRef("pk"))),
        region=region,
        programme__state__in=OPEN,
    ).annotate(
        begins=Min("periods__starts_on"),
        ends=Max("periods__ends_on"),
        supervised=Exists(supervised),
        at_my_unit=Exists(mine.filter(pk=OuterRef("unit"))),
    )
    rows = rows.filter(begins__lte=soon, ends__gte=today)
    rows = rows.filter(Q(unit=None) | Q(supervised=False))
    if not everywhere:
        rows = rows.filter(at_my_unit=True)
    return rows.select_related("region", "unit", "programme__doctor__user")


def _main_supervisor(programme: Programme, today: date) -> Todo:
    return Todo(
        title=_("Utse huvudansvarig handledare"),
        url=reverse(
            "placements:appoint_main", args=[programme.region.slug, programme.pk]
        ),
        what=programme.doctor.user.full_name,
        note=_("Ingen huvudansvarig handledare är utsedd än."),
        due=programme.starts_on,
        today=today,
    )


def _credit(row: Credit, today: date) -> Todo:
    return Todo(
        title=_("Besluta om tillgodoräknande"),
        url=reverse("placements:credit_decide", args=[row.region.slug, row.pk]),
        what=row.programme.doctor.user.full_name,
        note=_("%(time)s begärd, %(place)s.")
        % {"time": asked_text(row), "place": row.workplace},
        due=timezone.localdate(row.requested_at) + DECIDE_WITHIN,
        today=today,
    )


def _unit(placement: Unready, today: date) -> Todo:
    return Todo(
        title=_("Välj vårdenhet, %s") % placement.title,
        url=_address("placements:change_placement", placement),
        what=placement.programme.doctor.user.full_name,
        note=f"{_begins(placement, today)} {_('Ingen enhet är vald.')}",
        due=placement.begins,
        today=today,
    )


def _supervisor(placement: Unready, today: date) -> Todo:
    return Todo(
        title=_("Utse handledare, %s") % placement.title,
        url=_address("placements:appoint_supervisor", placement),
        what=placement.programme.doctor.user.full_name,
        note=f"{_begins(placement, today)} {_('Ingen handledare är utsedd.')}",
        due=placement.begins,
        today=today,
    )


def _begins(placement: Unready, today: date) -> str:
    """«Börjar 20 september på Sjöbergs vårdcentral.»"""
    words = {"day": day(placement.begins), "unit": placement.unit}
    if placement.begins <= today and placement.unit:
        return _("Började %(day)s på %(unit)s.") % words
    if placement.begins <= today:
        return _("Började %(day)s.") % words
    if placement.unit:
        return _("Börjar %(day)s på %(unit)s.") % words
    return _("Börjar %(day)s.") % words


def _address(name: str, placement: Placement) -> str:
    region = placement.region.slug
    return reverse(name, args=[region, placement.programme_id, placement.pk])
