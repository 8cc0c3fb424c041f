"""Who stands in for whom, and who could."""

from datetime import date

from django.db.models import QuerySet

from bt_admin.lib.people import Person
from regions import access
from regions.access import assignment_models, in_force
from regions.enums import QualificationKind
from regions.models import Qualification, Region, StandIn, User
from regions.queries import people_in
from regions.roles import DIRECTOR, STAND_IN, STOOD_IN_FOR, Permission
from regions.rules.stand_ins import StandInFacts

BOUND_ROLES = ("doctor", "external_assessor")
SUPERVISOR_KINDS = (QualificationKind.LICENCE, QualificationKind.SUPERVISOR_TRAINING)


def stand_ins_for(user: User, region: Region, today: date) -> QuerySet[StandIn]:
    """Those who stand in for this person now or later, the first first."""
    rows = StandIn.objects.filter(region=region, absent=user, ends__gte=today)
    return rows.select_related("user", "absent", "region").order_by("starts")


def stood_in_for(user: User, region: Region, today: date) -> QuerySet[StandIn]:
    """Those whom this person stands in for today."""
    rows = StandIn.objects.filter(in_force(today), region=region, user=user)
    return rows.select_related("absent").order_by("ends", "absent__last_name")


def stand_ins_touched_by(user: User, region: Region) -> QuerySet[StandIn]:
    """Every stand-in that this person may end: their own, both ways; all with APPOINT."""
    rows = StandIn.objects.filter(region=region).select_related("user", "absent")
    if access.may(user, Permission.APPOINT, region):
        return rows
    return rows.filter(absent=user) | rows.filter(user=user)


def has_roles_to_pass_on(user: User, region: Region, today: date) -> bool:
    return bool(roles_to_pass_on(user, region, today, date.max))


def roles_to_pass_on(
    user: User, region: Region, first: date, last: date
) -> frozenset[str]:
    """The person's roles, some day in this period, that somebody else can look after."""
    roles: set[str] = set()
    for model in assignment_models():
        rows = model.objects.filter(
            user=user, region=region, role__in=STOOD_IN_FOR, starts__lte=last
        ).exclude(ends__lt=first)
        roles.update(rows.values_list("role", flat=True))
    return frozenset(roles)


def candidates(absent: User, region: Region, today: date) -> QuerySet[User]:
    """Whom the rule would let stand in from today, by name; it has the last word."""
    people = people_in(region).exclude(pk=absent.pk).filter(is_active=True)
    for role in BOUND_ROLES:
        people = people.exclude(pk__in=access.holders(role, region, today).values("pk"))
    if roles_to_pass_on(absent, region, today, date.max) - {DIRECTOR}:
        for kind in SUPERVISOR_KINDS:
            having = Qualification.objects.filter(kind=kind).values("user_id")
            people = people.filter(pk__in=having)
    return people


def stand_in_facts(
    absent: User,
    stand_in: User,
    region: Region,
    *,
    starts: date,
    ends: date,
    today: date,
) -> StandInFacts:
    """What the rule asks about this person as a stand-in in this period."""
    kinds = set(
        Qualification.objects.filter(user=stand_in, on__lte=starts).values_list(
            "kind", flat=True
        )
    )
    theirs = roles_between(stand_in, region, starts, ends)
    others = StandIn.objects.filter(
        region=region, absent=absent, starts__lte=ends, ends__gte=starts
    )
    return StandInFacts(
        absent=Person(absent.pk, absent.full_name),
        stand_in=Person(stand_in.pk, stand_in.full_name),
        starts=starts,
        ends=ends,
        today=today,
        roles=roles_to_pass_on(absent, region, starts, ends),
        licensed=QualificationKind.LICENCE in kinds,
        supervisor_trained=QualificationKind.SUPERVISOR_TRAINING in kinds,
        is_doctor="doctor" in theirs,
        is_assessor="external_assessor" in theirs,
        taken=others.order_by("starts").values_list("starts", "ends").first(),
    )


def roles_between(user: User, region: Region, first: date, last: date) -> set[str]:
    """Every role this person has here some day in this period."""
    return {
        role
        for model in assignment_models()
        for role in model.objects.filter(user=user, region=region, starts__lte=last)
        .exclude(ends__lt=first)
        .values_list("role", flat=True)
        if role != STAND_IN
    }
