"""Meetings of final judgements as a calendar is told of them: that they are, and when."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from bt_admin.lib.calendar import Happening
from certificates.enums import FinalMeetingState
from certificates.models import FinalMeeting
from placements.enums import ProgrammeRole
from placements.models import ProgrammeAssignment
from regions import access
from regions.models import Region, User

KEPT = timedelta(days=180)
CALLED = (
    ProgrammeRole.MAIN_SUPERVISOR,
    ProgrammeRole.EXTERNAL_ASSESSOR,
    ProgrammeRole.DOCTOR,
)


def meetings_in_calendar(user: User, region: Region, now: datetime) -> list[Happening]:
    """Those in which this person has a part today. One query.

    An externa bedömare has only those they are the assessor of.
    """
    part = ProgrammeAssignment.objects.filter(
        access.in_force(access.today()),
        programme=OuterRef("programme"),
        user=user,
        role__in=CALLED,
    )
    rows = FinalMeeting.objects.filter(
        Exists(part), region=region, starts_at__gte=now - KEPT
    ).select_related("region")
    judging = part.filter(role=ProgrammeRole.EXTERNAL_ASSESSOR)
    # A second assessor is not told that a first one met.
    rows = rows.exclude(Exists(judging), ~Q(assessment__assessor=user))
    return [happening(row) for row in rows]


def happening(row: FinalMeeting) -> Happening:
    """Neither names nor the room: what kind of thing it is, and the way to more."""
    path = reverse(
        "certificates:final_meeting", args=[row.region.slug, row.programme_id]
    )
    return Happening(
        uid=str(row.pk),
        title="Slutbedömning",
        starts=row.starts_at,
        minutes=row.minutes,
        changed_at=row.changed_at,
        url=settings.BASE_URL.rstrip("/") + path,
        version=row.version,
        cancelled=row.state == FinalMeetingState.CANCELLED,
    )
