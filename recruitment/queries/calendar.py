"""Interviews as calendars are told of them: never with whom by name."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from bt_admin.lib.calendar import Happening
from recruitment.enums import InterviewState
from recruitment.models import Application, Interview, RoundMember
from recruitment.queries.links import path_of
from regions.models import Region, User

KEPT = timedelta(days=180)  # how long past interviews stay in a calendar


def interviews_in_calendar(
    user: User, region: Region, now: datetime
) -> list[Happening]:
    """This person's own interviews from the call on, cancelled ones too. Three queries."""
    takes_part = RoundMember.objects.filter(
        round=OuterRef("round"), user=user, left_at__isnull=True
    )
    rows = Interview.objects.filter(
        Exists(takes_part),
        seats__user=user,
        region=region,
        starts_at__gte=now - KEPT,
    ).exclude(state=InterviewState.PLANNED)
    rows = rows.select_related("region").prefetch_related("candidates__application")
    return [happening(row) for row in rows]


def happening(row: Interview) -> Happening:
    """«Intervju: Sökande 14»: neither a name nor the room."""
    who = ", ".join(
        str(one.application.number)
        for one in sorted(
            row.candidates.all(), key=lambda one: one.application.number or 0
        )
    )
    address = reverse("recruitment:interview", args=[row.region.slug, row.pk])
    return Happening(
        uid=str(row.pk),
        title=_("Intervju: Sökande %s") % who if who else _("Intervju"),
        starts=row.starts_at,
        minutes=int((row.ends_at - row.starts_at).total_seconds()) // 60,
        changed_at=row.changed_at,
        url=settings.BASE_URL.rstrip("/") + address,
        version=row.version,
        cancelled=row.state == InterviewState.CANCELLED,
    )


def calls_in_calendar(application: Application) -> list[Happening]:
    """The times that an applicant is called to, as they are now. One query.

    Once the application is taken back, or the time is another's, there is nothing.
    """
    rows = Interview.objects.filter(
        candidates__application=application,
        state__in=[InterviewState.CALLED, InterviewState.HELD],
    )
    url = settings.BASE_URL.rstrip("/") + path_of(application)
    return [
        Happening(
            uid=f"{row.pk}-{application.number}",
            title=_("Intervju, %s") % application.region,
            starts=row.starts_at,
            minutes=int((row.ends_at - row.starts_at).total_seconds()) // 60,
            changed_at=row.changed_at,
            url=url,
            where=row.room,
            version=row.version,
        )
        for row in rows
    ]
