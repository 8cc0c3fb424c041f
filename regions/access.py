"""Who may see and edit what: dated facts, and guardian's copy of them.

The only module that speaks to guardian. An `Assignment` row is the truth; `renew`
makes the grants of one person in one thing equal to what `roles.py` says of the
assignments in force on a day. `differences` proves that copy and facts agree.

Who may *certify* is not answered here: that is a rule about facts on a date.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.auth.models import Permission as PermissionRow
from django.db import connection, models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from guardian.utils import get_user_obj_perms_model

from bt_admin.lib import sources
from bt_admin.lib.ready_queries import put_together_once
from bt_admin.lib.verdicts import Reason, Refused, Verdict
from regions.models import Assignment, Region, StandIn, Unit, User
from regions.roles import (
    PASSED_ON,
    ROLES,
    STAND_IN,
    STOOD_IN_FOR,
    Permission,
    titles_with,
)

Thing = TypeVar("Thing", bound=models.Model)
Pairs = set[tuple[User, models.Model]]


@dataclass(frozen=True)
class Membership:
    """One role that a person has now, and the key of what it is held in, as text."""

    region_id: int
    region_slug: str
    region_name: str
    role: str
    scope_id: str = ""


@dataclass(frozen=True)
class Difference:
    """Guardian's copy says something else than the facts."""

    user: User
    thing: models.Model
    missing: frozenset[str]
    too_much: frozenset[str]


# ------------------------------------------------------------------------ the facts
def assignment_models() -> list[Any]:
    """Every kind of assignment (its class), those of the apps above included."""
    return [m for m in apps.get_models() if issubclass(m, Assignment)]


def in_force(on: date) -> Q:
    """Assignments that hold on this day, both end days counted."""
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))


def memberships(user: User, on: date | None = None) -> list[Membership]:
    """Every role this person has now, in whichever region. One query.

    Written as SQL because every request asks it: the ORM took longer to put the union
    together than PostgreSQL to answer it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_memberships_sql(), {"user": user.pk, "on": on or today()})
        return [Membership(*row) for row in sorted(cursor.fetchall())]


@cache
def _memberships_sql() -> str:
    return " UNION ".join(  # of our own tables' names
        f"SELECT region.id, region.slug, region.name, held.role, held.{m.SCOPE}_id::text"  # noqa: S608
        f" FROM {m._meta.db_table} held JOIN regions_region region"
        " ON region.id = held.region_id WHERE held.user_id = %(user)s"
        " AND held.starts <= %(on)s AND (held.ends IS NULL OR held.ends >= %(on)s)"
        for m in assignment_models()
    )


def today() -> date:
    return timezone.localdate()


# ------------------------------------------------------------------- writing the copy
def assign(assignment: Assignment) -> Assignment:
    """Write a new assignment, and the grants that follow from it today."""
    assignment.save(force_insert=True)
    follow(assignment)
    return assignment


def end(assignment: Assignment, *, on: date) -> None:
    """The assignment's last day is `on`; the grants follow at once if that is past."""
    assignment.ends = max(on, assignment.starts)
    assignment.save(update_fields=["ends"])
    follow(assignment)


def withdraw(assignment: Assignment) -> None:
    """As if it had never been written; only for what has hardly begun."""
    touched = touched_by(assignment)
    assignment.delete()
    for user, thing in touched:
        renew(user, thing)


def follow(assignment: Assignment) -> None:
    """Everybody's grants that this assignment, or its end, may change."""
    for user, thing in touched_by(assignment):
        renew(user, thing)


def touched_by(assignment: Assignment) -> Pairs:
    """Who may gain or lose what: the person, and whoever stands in for them.

    A stand-in is touched in everything where the absent person has a part.
    """
    touched: Pairs = {(assignment.user, scope_of(assignment))}
    if isinstance(assignment, StandIn):
        things = things_passed_on(assignment.absent)
        return touched | {(assignment.user, thing) for thing in things}
    if assignment.role in STOOD_IN_FOR:
        rows = StandIn.objects.filter(
            absent=assignment.user, region=assignment.region_id
        )
        for row in rows.select_related("user"):
            touched.add((row.user, scope_of(assignment)))
    return touched


def things_passed_on(absent: User) -> set[models.Model]:
    """Everything in the active region where this person has a role to be looked after."""
    return {
        scope_of(row)
        for model in assignment_models()
        for row in model.objects.filter(
            user=absent, role__in=STOOD_IN_FOR
        ).select_related(model.SCOPE)
    }


def scope_of(assignment: Assignment) -> models.Model:
    """What the role is held in: a region, a unit or a programme."""
    return getattr(assignment, assignment.SCOPE)


def renew(user: User, thing: models.Model, on: date | None = None) -> None:
    """Make the grants of one person in one thing equal to the facts on a day."""
    should, has = granted_by_facts(user, thing, on or today()), granted(user, thing)
    grants = grants_on(thing)
    grants.objects.filter(
        user=user, content_object=thing, permission__in=rows_of(thing, has - should)
    ).delete()
    wanted = rows_of(thing, should - has)
    grants.objects.bulk_create(
        grants(
            user=user,
            content_object=thing,
            permission=permission,
            region_id=getattr(thing, "region_id", thing.pk),
        )
        for permission in wanted
    )


def rows_of(thing: models.Model, names: set[str]) -> QuerySet[PermissionRow]:
    """Django's own rows for these rights in this kind of thing."""
    return PermissionRow.objects.filter(
        content_type__app_label=thing._meta.app_label,
        codename__in=[codename(name, type(thing)) for name in names],
    )


def grants_on(thing: Any) -> Any:
    """The table that holds the grants on this thing, or kind of thing."""
    return get_user_obj_perms_model(thing)


def codename(permission: str, model: type[models.Model]) -> str:
    """A right as guardian stores it: "see_unit". Unlike for each kind of thing."""
    return f"{permission}_{model._meta.model_name}"


def granted_by_facts(user: User, thing: models.Model, on: date) -> set[str]:
    """What the assignments in force on this day give, by roles.py."""
    rights: set[str] = set()
    for model in assignment_models():
        if isinstance(thing, model._meta.get_field(model.SCOPE).related_model):
            roles = model.objects.filter(
                in_force(on), user=user, **{model.SCOPE: thing}
            ).values_list("role", flat=True)
            rights.update(*(ROLES[role].may for role in roles))
    return rights | passed_on(user, thing, on)


def passed_on(user: User, thing: models.Model, on: date) -> set[str]:
    """What somebody who stands in may do here meanwhile: never what must be signed by
    the very person. A stand-in's stand-in gets nothing.
    """
    absent = list(
        StandIn.objects.filter(
            in_force(on), user=user, region=getattr(thing, "region_id", thing.pk)
        ).values_list("absent", flat=True)
    )
    rights: set[str] = set()
    for model in assignment_models() if absent else []:
        if isinstance(thing, model._meta.get_field(model.SCOPE).related_model):
            roles = model.objects.filter(
                in_force(on),
                user__in=absent,
                role__in=STOOD_IN_FOR,
                **{model.SCOPE: thing},
            ).values_list("role", flat=True)
            rights.update(*(ROLES[role].may & PASSED_ON for role in roles))
    return rights


def granted(user: User, thing: models.Model) -> set[str]:
    """What guardian's copy says now, as names of `Permission`."""
    return names_of(_rows_granted(type(thing))(user, thing))


@cache
def _rows_granted(
    model: type[models.Model],
) -> Callable[[User, models.Model], list[PermissionRow]]:
    return put_together_once(lambda user, thing: granted_in(user, {model: [thing.pk]}))


# ------------------------------------------------------------------- reading the copy
def things_with(
    user: User, permission: Permission, model: type[Thing]
) -> QuerySet[Thing]:
    """The regions, units or programmes where this person has this right.

    The same as guardian's `get_objects_for_user` for one right of one user, which
    takes longer to put its query together than PostgreSQL to answer it.
    """
    return model._default_manager.filter(pk__in=keys_with(user, permission, model))


def keys_with(user: User, permission: Permission, model: type[models.Model]) -> RawSQL:
    """The keys of those things alone, to look for inside another query.

    Written as SQL because nearly every page asks it, up to three times in each of its
    queries: the ORM took longer to put it together than PostgreSQL to answer it.
    """
    return RawSQL(_keys_sql(model), (user.pk, codename(permission, model)))  # noqa: S611


@cache
def _keys_sql(model: type[models.Model]) -> str:
    return (  # of our own tables' names
        f"SELECT held.content_object_id FROM {grants_on(model)._meta.db_table} held"  # noqa: S608
        f" JOIN {PermissionRow._meta.db_table} may ON may.id = held.permission_id"
        " WHERE held.user_id = %s AND may.codename = %s"
    )


def granted_in(
    user: User, scopes: Mapping[type[models.Model], Iterable[Any]]
) -> QuerySet[PermissionRow]:
    """Django's rows for what the copy says of many things together, by kind and key."""
    held = Q()
    for model, keys in scopes.items():
        grants = grants_on(model).objects.filter(user=user, content_object__in=keys)
        held |= Q(pk__in=grants.values("permission"))
    return PermissionRow.objects.filter(held).order_by()


def names_of(rows: Iterable[PermissionRow]) -> set[str]:
    """The rights as names of `Permission`, whatever kind of thing they are held in."""
    return {row.codename.rpartition("_")[0] for row in rows}


def rights_in(user: User, region: Region, held: Collection[str]) -> set[str]:
    """What somebody with these roles may do in the region as a whole.

    A query only for those who stand in: their rights follow from somebody else's roles.
    """
    if STAND_IN in held:
        return granted(user, region)
    of_region = [ROLES[role].may for role in held if ROLES[role].scope == "region"]
    return {str(right) for rights in of_region for right in rights}


def roles_of(user: User, region: Region) -> set[str]:
    """The roles that this person has here now. One query."""
    return {one.role for one in memberships(user) if one.region_id == region.pk}


def may(user: User, permission: Permission, *things: models.Model) -> bool:
    """Has this person this right in any of these things?"""
    return any(permission in granted(user, thing) for thing in things)


def require(user: User, permission: Permission, region: Region, *things: Any) -> None:
    """Raise `Refused`, with the roles that may, unless this person has the right."""
    if not may(user, permission, region, *things):
        raise Refused(no_role(permission, region))


def no_role(permission: Permission, region: Region) -> Verdict:
    """The refusal for somebody inside the region who is not the right one."""
    roles = " eller ".join(titles_with(permission))
    text = (
        f"Du får inte göra det här. Det är till för {roles}, och du har ingen sådan "
        f"roll här i {region}. Kontakta regionens BT-kansli om du borde ha det."
    )
    return Verdict((Reason(text, sources.HOUSE, code="access.no_role"),))


def rights_declared_on(model: type[models.Model]) -> frozenset[str]:
    """The rights that can be held in this kind of thing."""
    suffix = f"_{model._meta.model_name}"
    return frozenset(
        name.removesuffix(suffix) for name, _text in model._meta.permissions
    )


SCOPES = {model: rights_declared_on(model) for model in (Region, Unit)}


# ----------------------------------------------------------------------- the proof
def differences(on: date | None = None) -> Iterator[Difference]:
    """Where guardian's copy and the facts disagree, in the active region."""
    on = on or today()
    for user, thing in sorted(pairs(), key=str):
        should, has = granted_by_facts(user, thing, on), granted(user, thing)
        if should != has:
            yield Difference(
                user, thing, frozenset(should - has), frozenset(has - should)
            )


def pairs() -> Pairs:
    """Everybody and everything that a fact or a grant speaks of."""
    found: Pairs = set()
    for row in StandIn.objects.select_related("user", "absent", "region"):
        found |= touched_by(row)
    for model in assignment_models():
        rows = model.objects.select_related("user", model.SCOPE)
        found |= {(row.user, scope_of(row)) for row in rows}
        grants = grants_on(model._meta.get_field(model.SCOPE).related_model)
        granted_rows = grants.objects.select_related("user", "content_object")
        found |= {(row.user, row.content_object) for row in granted_rows}
    return found


def renew_all(on: date | None = None) -> int:
    """Mend every difference in the active region; say how many there were."""
    found = list(differences(on))
    for difference in found:
        renew(difference.user, difference.thing, on)
    return len(found)


def renew_turning(on: date | None = None) -> int:
    """As `renew_all`, but only what begins on this day or ended the day before.

    Fast enough to be done at midnight, so that no right outlives its last day.
    """
    on = on or today()
    turning = Q(starts=on) | Q(ends=on - timedelta(days=1))
    touched: Pairs = set()
    for model in assignment_models():
        rows = model.objects.filter(turning).select_related("user", model.SCOPE)
        touched = touched.union(*(touched_by(row) for row in rows))
    changed = 0
    for user, thing in sorted(touched, key=str):
        if granted_by_facts(user, thing, on) != granted(user, thing):
            renew(user, thing, on)
            changed += 1
    return changed


def acting(role: str, region: Region, on: date | None = None) -> QuerySet[User]:
    """Who has this role, and who stands in for them, on this day?"""
    on = on or today()
    held = holders(role, region, on).values("pk")
    standing_in = StandIn.objects.filter(
        in_force(on), region=region, absent__in=held
    ).values("user_id")
    return User.objects.filter(Q(pk__in=held) | Q(pk__in=standing_in))


def roles_held(region: Region, on: date) -> dict[User, set[str]]:
    """Everybody with a role here on this day. A query for each kind of assignment."""
    held: dict[User, set[str]] = {}
    for model in assignment_models():
        rows = model.objects.filter(in_force(on), region=region)
        for row in rows.select_related("user"):
            held.setdefault(row.user, set()).add(row.role)
    return held


def holders(role: str, region: Region, on: date | None = None) -> QuerySet[User]:
    """Who has this role somewhere in the region on this day."""
    held = Q(pk__in=[])
    for model in assignment_models():
        rows = model.objects.filter(in_force(on or today()), role=role, region=region)
        held |= Q(pk__in=rows.values("user_id"))
    return User.objects.filter(held)
