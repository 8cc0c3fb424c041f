"""Talks as a calendar is told of them: that they are, when and by what means."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments.enums import TalkState
from assessments.models import Talk, TalkParticipant
from bt_admin.lib.calendar import Happening
from placements.models import ProgrammeAssignment
from regions import access
from regions.models import Region, User

KEPT = timedelta(days=180)  # how long past talks stay in a calendar


def talks_in_calendar(user: User, region: Region, now: datetime) -> list[Happening]:
    """This person's own talks, as long as they have a part in the BT. One query."""
    return [happening(row) for row in own_talks(user, region, now)]


def own_talks(user: User, region: Region, now: datetime) -> QuerySet[Talk]:
    part = ProgrammeAssignment.objects.filter(
        access.in_force(access.today()), programme=OuterRef("programme"), user=user
    )
    takes_part = TalkParticipant.objects.filter(talk=OuterRef("pk"), user=user)
    rows = Talk.objects.filter(
        Q(supervisor=user) | Q(programme__doctor__user=user) | Exists(takes_part),
        Exists(part),
        region=region,
        starts_at__gte=now - KEPT,
    )
    return rows.select_related("region")


def happening(talk: Talk) -> Happening:
    """Neither names, nor the room, nor the link: only whether to sit down or to ring."""
    return Happening(
        uid=str(talk.pk),
        title=talk.get_kind_display(),
        starts=talk.starts_at,
        minutes=talk.minutes,
        where=talk.get_place_kind_display(),
        changed_at=talk.changed_at,
        url=settings.BASE_URL.rstrip("/") + talk.get_absolute_url(),
        version=talk.version,
        cancelled=talk.state == TalkState.CANCELLED,
    )
