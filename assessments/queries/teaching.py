"""Teaching sessions: which there are, whom they are for, who was there."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Activity, TeachingSession
from assessments.rules.teaching import AttendanceFacts, SessionFacts
from bt_admin.lib.order import swedish_key
from bt_admin.lib.pieces import State
from placements.enums import ProgrammeRole, ProgrammeState
from placements.models import PlacementPeriod, Programme, ProgrammeAssignment
from regions import access
from regions.models import Region, User
from regions.roles import Permission


@dataclass(frozen=True)
class SessionLine:
    """One session in the list; `mine`: it is for the doctor who looks."""

    session: TeachingSession
    url: str
    mine: bool
    state: State | None


@dataclass(frozen=True)
class Attendant:
    """A doctor whom the session is for, or who was there."""

    programme: Programme
    was_there: bool
    used: bool

    @property
    def name(self) -> str:
        return self.programme.doctor.user.full_name


def sessions_in(region: Region) -> QuerySet[TeachingSession]:
    rows = TeachingSession.objects.filter(region=region)
    return rows.select_related("region", "leader", "planned_by")


def may_plan(user: User, region: Region) -> bool:
    return access.may(user, Permission.PLAN, region)


def sessions_shown(
    region: Region, today: date, *, past: bool
) -> QuerySet[TeachingSession]:
    """What is coming, soonest first, or what has been, latest first."""
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    rows = sessions_in(region)
    if past:
        return rows.filter(starts_at__lt=midnight).order_by("-starts_at")
    return rows.filter(starts_at__gte=midnight).order_by("starts_at")


def session_lines(
    rows: list[TeachingSession], user: User, region: Region
) -> list[SessionLine]:
    """The same for the list: whether each is for this person, who may have been there."""
    own = own_begins(user, region)
    attended = set()
    if own:
        attended = set(
            Activity.objects.filter(
                programme__doctor__user=user, session__in=rows
            ).values_list("session_id", flat=True)
        )
    return [session_line(row, own, row.pk in attended) for row in rows]


def own_begins(user: User, region: Region) -> list[date]:
    """When this person's own BT here began; empty for those who do none."""
    rows = ProgrammeAssignment.objects.filter(
        access.in_force(access.today()),
        user=user,
        role=ProgrammeRole.DOCTOR,
        region=region,
    )
    return list(rows.values_list("programme__starts_on", flat=True))


def session_line(row: TeachingSession, own: list[date], attended: bool) -> SessionLine:
    mine = any(is_for(row, day) for day in own)
    state = None
    if row.cancelled_at:
        state = State("bad", _("Inställd"))
    elif attended:
        state = State("ok", _("Du var med"))
    return SessionLine(row, row.get_absolute_url(), mine, state)


def is_for(row: TeachingSession, began: date) -> bool:
    """Is the session for a doctor whose BT began then?"""
    on = timezone.localdate(row.starts_at)
    return (
        began <= on
        and (row.began_from is None or row.began_from <= began)
        and (row.began_until is None or began <= row.began_until)
    )


def whom_for(row: TeachingSession) -> QuerySet[Programme]:
    """The BT under way on the day that began in the session's span, and who was there."""
    on = timezone.localdate(row.starts_at)
    under_way = PlacementPeriod.objects.filter(
        placement__programme=OuterRef("pk"), ends_on__gte=on
    )
    span = Q(starts_on__lte=on) & ~Q(state=ProgrammeState.ENDED, ended_on__lt=on)
    if row.began_from:
        span &= Q(starts_on__gte=row.began_from)
    if row.began_until:
        span &= Q(starts_on__lte=row.began_until)
    there = Activity.objects.filter(session=row, programme=OuterRef("pk"))
    rows = Programme.objects.filter(
        (span & Exists(under_way)) | Exists(there), region=row.region
    )
    return rows.select_related("region", "doctor__user")


def attendants(row: TeachingSession) -> list[Attendant]:
    """Everybody on the list by name. Two queries."""
    there = dict(
        Activity.objects.filter(session=row).values_list("programme_id", "used_at")
    )
    found = [
        Attendant(one, one.pk in there, there.get(one.pk) is not None)
        for one in whom_for(row)
    ]
    return sorted(found, key=lambda one: swedish_key(one.name))


def session_facts(row: TeachingSession, *, may_plan: bool) -> SessionFacts:
    return SessionFacts(
        may_plan=may_plan,
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        has_leader=row.leader_id is not None,
        led_by=row.led_by,
        codes=tuple(row.delmal),
        text=row.text,
        began_from=row.began_from,
        began_until=row.began_until,
        cancelled=row.cancelled_at is not None,
        attended=Activity.objects.filter(session_id=row.pk).count(),
    )


def attendance_facts(
    row: TeachingSession,
    by: User,
    today: date,
    *,
    strangers: int = 0,
    used: tuple[str, ...] = (),
) -> AttendanceFacts:
    return AttendanceFacts(
        may_plan=may_plan(by, row.region),
        is_leader=row.leader_id == by.pk,
        cancelled=row.cancelled_at is not None,
        starts_on=timezone.localdate(row.starts_at),
        today=today,
        strangers=strangers,
        used=used,
    )
