"""What has waited too long for somebody else: who, what kind, how many days."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from assessments.enums import AssessmentState
from assessments.models import Assessment
from assessments.queries.progress import instrument_of
from assessments.rules.outsiders import Outsider
from bt_admin.lib.ready_queries import put_together_once
from regions import access
from regions.models import Region, UnitAssignment, User
from regions.roles import DIRECTOR, UNIT_LEAD
from regions.rules.reminders import delays_of, roles_told

UNANSWERED = [AssessmentState.REQUESTED, AssessmentState.DRAFT]


@dataclass(frozen=True)
class Stuck:
    """A request nobody has answered. Says nothing of the doctor it is about."""

    key: str
    assessor: User | Outsider
    kind: str
    days: int
    unit: str


def stuck_for(user: User, region: Region, today: date) -> list[Stuck]:
    """The requests that this person hears of by now, the longest first. One query.

    The BT-ansvarig of the placement's unit, then the studierektor (and who stands in
    for one). Nobody is told of their own: that waits under Att göra.
    """
    found = [
        stuck_told(row, today)
        for row in unanswered(user, region, today)
        if hears_of(row, today)
    ]
    return sorted(found, key=lambda one: (-one.days, str(one.assessor)))


@put_together_once
def unanswered(user: User, region: Region, today: date) -> QuerySet[Any]:
    """Requests in units where one is BT-ansvarig, and everywhere for a studierektor."""
    leads = UnitAssignment.objects.filter(
        access.in_force(today), unit=OuterRef("placement__unit"), role=UNIT_LEAD
    )
    directors = access.acting(DIRECTOR, region, today)
    rows = Assessment.objects.filter(
        region=region, state__in=UNANSWERED, requested_by__isnull=False
    ).exclude(assessor=user)
    return rows.annotate(
        has_lead=Exists(leads),
        i_lead=Exists(leads.filter(user=user)),
        i_direct=Exists(directors.filter(pk=user.pk)),
        reminders=F("programme__model__settings__reminders"),
    ).select_related("assessor", "placement__unit")


def hears_of(row: Any, today: date) -> bool:
    told = roles_told(
        waited(row, today),
        delays_of({"reminders": row.reminders}),
        has_unit_lead=row.has_lead,
    )
    return bool(
        (row.i_lead and UNIT_LEAD in told) or (row.i_direct and DIRECTOR in told)
    )


def waited(row: Any, today: date) -> int:
    return (today - timezone.localdate(row.registered_at)).days


def stuck_told(row: Any, today: date) -> Stuck:
    unit = row.placement.unit if row.placement else None
    return Stuck(
        key=str(row.pk),
        assessor=row.assessed_by,
        kind=instrument_of(row).name,
        days=waited(row, today),
        unit=str(unit or ""),
    )
