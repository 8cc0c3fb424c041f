"""Reading who has skyddade personuppgifter, for those whom the database shows it to."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from bt_admin.lib.order import swedish_key
from bt_admin.lib.people import Person
from bt_admin.lib.sources import Source
from regions import access
from regions.context import in_region
from regions.models import (
    Protection,
    ProtectionReader,
    Region,
    RegionAssignment,
    UnitAssignment,
    User,
)
from regions.roles import ROLES, Permission, title
from regions.rules.protection import ProtectionFacts, basis_of

CERTIFIES = [key for key, role in ROLES.items() if Permission.CERTIFY in role.may]
SEES = [
    key
    for key, role in ROLES.items()
    if Permission.SEE in role.may and role.scope != "programme"
]


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be let see, and in which roles they work with BT."""

    user: User
    titles: str


def protection_of(user: User, region: Region) -> Protection | None:
    """What holds now, with those who may see, longest named first. Two queries."""
    readers = ProtectionReader.objects.filter(ended_at=None).select_related("user")
    rows = Protection.objects.filter(region=region, user=user, ended_at=None)
    rows = rows.select_related("user", "recorded_by", "region")
    return rows.prefetch_related(Prefetch("readers", readers, "now")).first()


def source_of(protection: Protection) -> Source:
    return basis_of(protection.kind)


def candidates(person: User, region: Region) -> list[Candidate]:
    """Everybody who sees BT in the region or on a unit today, by name. Two queries."""
    found: dict[User, list[str]] = {}
    for model in (RegionAssignment, UnitAssignment):
        rows = model.objects.filter(
            access.in_force(access.today()), region=region, role__in=SEES
        ).exclude(user=person)
        for row in rows.select_related("user").order_by("starts"):
            found.setdefault(row.user, []).append(title(row.role))
    people = sorted(
        found, key=lambda user: swedish_key(user.last_name, user.first_name)
    )
    return [Candidate(user, ", ".join(dict.fromkeys(found[user]))) for user in people]


def protection_facts(
    person: User, region: Region, readers: list[User]
) -> ProtectionFacts:
    """What the rules ask about this person with these readers."""
    able = {one.user for one in candidates(person, region)}
    certifying = RegionAssignment.objects.filter(
        access.in_force(access.today()),
        region=region,
        role__in=CERTIFIES,
        user__in=readers,
    ).values_list("user_id", flat=True)
    told = {one: Person(one.pk, one.full_name) for one in readers}
    return ProtectionFacts(
        person=Person(person.pk, person.full_name),
        roles=frozenset(access.roles_of(person, region)),
        recorded=Protection.objects.filter(
            region=region, user=person, ended_at=None
        ).exists(),
        readers=frozenset(told.values()),
        certifying=frozenset(told[one] for one in readers if one.pk in set(certifying)),
        strangers=frozenset(
            told[one] for one in readers if one not in able and one != person
        ),
    )


def protected_in(region: Region) -> QuerySet[Protection]:
    """Everybody's that holds now."""
    return Protection.objects.filter(region=region, ended_at=None)


def unattended(region: Region) -> QuerySet[Protection]:
    """Those of whom nobody who may see them certifies any more.

    Call it for nobody (`in_region` without an actor): to everybody else most of them
    do not exist.
    """
    certify = RegionAssignment.objects.filter(
        access.in_force(access.today()), region=region, role__in=CERTIFIES
    )
    attended = ProtectionReader.objects.filter(
        region=region, ended_at=None, user__in=certify.values("user_id")
    )
    return protected_in(region).exclude(pk__in=attended.values("protection_id"))


def count_unattended(region: Region) -> int:
    """How many they are; whose they are is told to nobody."""
    with in_region(region.pk):
        return unattended(region).count()


def without_mail(region: Region) -> QuerySet[Protection]:
    """Those who are sent no e-mail: they have not asked for it in writing."""
    return protected_in(region).filter(Q(mail_asked_on=None))
