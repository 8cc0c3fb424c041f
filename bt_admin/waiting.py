"""What waits for somebody, from every app: for Att göra, and for the morning's e-mail."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve, reverse
from django.utils.translation import gettext as _

import assessments.queries
import certificates.queries
import placements.queries
from assessments.queries.stuck import Stuck, stuck_for
from bt_admin.lib.pieces import Todo
from bt_admin.lib.swedish import days
from recruitment.queries import todos as recruitment
from regions import absence, access, rights, roles
from regions.roles import Permission

APPS = [placements.queries, assessments.queries, certificates.queries, recruitment]
LEADERS = {roles.UNIT_LEAD, roles.DIRECTOR}
ADMINISTRATORS = {
    key for key, role in roles.ROLES.items() if Permission.ADMINISTER in role.may
}

# What a stand-in may do of what waits for somebody on leave, and what waits for that
# very person. What is in neither follows from roles that are not looked after.
PASSED_ON = {"assessments:collegium_new", "assessments:round_moderate"}
BOUND = {
    "assessments:assessment",
    "assessments:overall",
    "assessments:handover",
    "assessments:collegium",
    "certificates:delmal",
    "certificates:sign_competence",
}


@dataclass(frozen=True)
class StoodInFor:
    """Somebody on leave, until when, and what only they can do."""

    name: str
    until: date | None
    bound: list[Todo]


@dataclass(frozen=True)
class Everything:
    """All that waits for one person in one region."""

    todos: list[Todo]
    stuck: list[Stuck] = field(default_factory=list)
    stood_in: list[StoodInFor] = field(default_factory=list)


def everything_for(
    user: Any, region: Any, today: date, held: set[str], apps: Sequence[Any] = APPS
) -> Everything:
    """What each app has, and what follows from these roles besides.

    To those without such roles, no more queries than the apps need.
    """
    todos = todos_of(user, region, today, held, apps)
    stuck, stood_in = [], []
    if held & (LEADERS | {roles.STAND_IN}):
        stuck = stuck_for(user, region, today)
    if held & ADMINISTRATORS and rights.is_to_be_confirmed(region, today):
        todos.append(rights_to_confirm(region))
    if roles.STAND_IN in held:
        for row in absence.stood_in_for(user, region, today):
            absent_as = access.roles_of(row.absent, region)
            theirs = todos_of(row.absent, region, today, absent_as, apps)
            todos += passed_on(theirs, str(row.absent))
            bound = [one for one in theirs if page_of(one) in BOUND]
            stood_in.append(StoodInFor(str(row.absent), row.ends, bound))
    if stuck:
        todos.append(stuck_told(stuck, region))
    return Everything(in_order(once(todos)), stuck, stood_in)


def todos_of(
    user: Any,
    region: Any,
    today: date,
    held: Collection[str],
    apps: Sequence[Any] = APPS,
) -> list[Todo]:
    """Everything that waits, from these apps; what has no date stands last."""
    found = [app.todos_for(user, region, today, held) for app in apps]
    return in_order([one for todos in found for one in todos])


def in_order(todos: list[Todo]) -> list[Todo]:
    return sorted(todos, key=lambda one: (one.due or date.max, one.title))


def once(todos: list[Todo]) -> list[Todo]:
    """One's own before the same as a stand-in."""
    return list({one.url: one for one in reversed(todos)}.values())


def page_of(todo: Todo) -> str:
    return resolve(urlsplit(todo.url).path).view_name


def passed_on(theirs: list[Todo], absent: str) -> list[Todo]:
    note = _("Som ersättare för %(absent)s. Du gör det i ditt eget namn.")
    return [
        replace(one, note=note % {"absent": absent})
        for one in theirs
        if page_of(one) in PASSED_ON
    ]


def rights_to_confirm(region: Any) -> Todo:
    return Todo(
        title=_("Gå igenom regionens roller"),
        url=reverse("regions:rights", args=[region.slug]),
        what=_("Det är ett år sedan någon bekräftade dem."),
        note=_("Roller som blivit kvar avslutas i listan."),
    )


def stuck_told(stuck: list[Stuck], region: Any) -> Todo:
    """Who, what kind, how many days: never what it is about."""
    first = stuck[0]
    words = {
        "who": first.assessor, "kind": first.kind, "days": days(first.days),
        "n": len(stuck) - 1,
    }  # fmt: skip
    if len(stuck) == 1:
        what = _("%(who)s, %(kind)s, %(days)s") % words
    else:
        what = _("%(who)s, %(kind)s, %(days)s, och %(n)s till") % words
    return Todo(
        title=_("Något har väntat länge på andra"),
        url=reverse("assessments:stuck", args=[region.slug]),
        what=what,
        note=_("Hör efter, eller hjälp BT-läkaren att välja någon annan."),
        is_about_others=True,
    )
