"""The audit log as people read it: what has happened in a BT, and who has read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.swedish import listing
from regions import roles
from regions.events import Event
from regions.models import AuditRow, User

# Work on a text that its writer has not shown to anybody yet.
UNSHOWN = (
    Event.ASSESSMENT_STARTED,
    Event.ASSESSMENT_SAVED,
    Event.ASSESSMENT_DISCARDED,
    Event.REFLECTION_KEPT,
    Event.REFLECTION_REMOVED,
)
# Capacities in which somebody reads that are no roles in a BT.
CAPACITIES = {"collegium_member": gettext_lazy("ledamot i BT-kollegiet")}


@dataclass(frozen=True)
class Happening:
    """One row of the log as a sentence."""

    at: datetime
    actor: str
    words: str
    event: str
    about_id: object


@dataclass(frozen=True)
class Reading:
    """Somebody opened a portfolio: when, and in which role."""

    at: datetime
    name: str
    role: str


# ------------------------------------------------------------------------ who has read
def has_read(programme: Any, user: User, on: date) -> bool:
    """Is it already in the log that this person read this portfolio on this day?"""
    midnight = timezone.make_aware(datetime.combine(on, time.min))
    return AuditRow.objects.filter(
        programme_id=programme.pk,
        actor_id=user.pk,
        event=Event.PORTFOLIO_READ,
        at__gte=midnight,
    ).exists()


def readings(programme: Any) -> QuerySet[AuditRow]:
    """Every time somebody opened this portfolio, newest first."""
    rows = AuditRow.objects.filter(programme_id=programme.pk)
    return rows.filter(event=Event.PORTFOLIO_READ).order_by("-number")


def readings_told(rows: Iterable[AuditRow]) -> list[Reading]:
    """The same with names and roles. One query for the names."""
    rows = list(rows)
    names = names_of(rows)
    return [Reading(row.at, names[row.actor_id], _roles(row)) for row in rows]


def _roles(row: AuditRow) -> str:
    """In which roles, as far as they are known: "studierektor och handledare"."""
    given = row.detail.get("roles", [])
    titles = {key: roles.title(key) for key in given if key in roles.ROLES}
    titles |= {key: str(CAPACITIES[key]) for key in given if key in CAPACITIES}
    return listing(titles[key] for key in given if key in titles)


# -------------------------------------------------------------------- what has happened
def events(programme: Any, *, to_the_doctor: bool) -> QuerySet[AuditRow]:
    """What has happened in a BT, newest first, readings left out.

    A kollegium is no news to the doctor until the talk about it has been registered.
    """
    rows = AuditRow.objects.filter(programme_id=programme.pk).order_by("-number")
    rows = rows.exclude(event__in=[*UNSHOWN, Event.PORTFOLIO_READ])
    if not to_the_doctor:
        return rows
    told = rows.filter(event=Event.COLLEGIUM_FED_BACK).values("about_id")
    return rows.exclude(
        Q(event=Event.COLLEGIUM_RECORDED) & ~Q(about_id__in=told.order_by())
    )


def events_told(rows: Iterable[AuditRow]) -> list[Happening]:
    """The same as sentences. One query for the names."""
    rows = list(rows)
    names = names_of(rows)
    return [
        Happening(
            row.at, actor(row, names), sentence(row.event), row.event, row.about_id
        )
        for row in rows
    ]


def sentence(event: str) -> str:
    """What was done, to stand after a name: "signerade en bedömning"."""
    words = str(Event(event).label) if event in Event.values else event
    return words[:1].lower() + words[1:]


def actor(row: AuditRow, names: dict[Any, str]) -> str:
    if row.actor_id is None and row.detail.get("way") == "link":
        return _("Någon med personlig länk")
    return names[row.actor_id]


def names_of(rows: Iterable[AuditRow]) -> dict[Any, str]:
    """The people in these rows; what nobody did, the system did."""
    users = User.objects.filter(pk__in={row.actor_id for row in rows if row.actor_id})
    return {None: _("Systemet")} | {user.pk: user.full_name for user in users}
