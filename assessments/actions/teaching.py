"""Teaching for many: planned, changed, cancelled, attended."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils import timezone

from assessments.actions.activities import record, set_codes
from assessments.enums import ActivityKind
from assessments.models import Activity, TeachingSession
from assessments.queries import teaching as queries
from assessments.rules.delmal import sort_codes
from assessments.rules.teaching import may_cancel, may_plan_session, may_tick
from placements.models import Programme
from regions import audit
from regions.events import Event
from regions.models import Region, User


@dataclass(frozen=True)
class Planned:
    """What is planned, as the planner writes it."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    leader: User | None = None
    led_by: str = ""
    text: str = ""
    delmal: tuple[str, ...] = ()
    began_from: date | None = None
    began_until: date | None = None


@transaction.atomic
def plan_session(
    *,
    region: Region,
    planned: Planned,
    by: User,
    at: datetime,
    id: UUID | None = None,
) -> TeachingSession:
    """One session more. Sent twice with the same `id` it is planned once."""
    key = uuid5(id or uuid4(), f"{region.pk}:{by.pk}")
    if known := TeachingSession.objects.filter(pk=key).first():
        return known
    row = TeachingSession(pk=key, region=region, planned_by=by, planned_at=at)
    write(row, planned)
    facts = queries.session_facts(row, may_plan=queries.may_plan(by, region))
    may_plan_session(facts).require()
    row.save(force_insert=True)
    audit.record(Event.TEACHING_PLANNED, about=row, by=by, at=at)
    return row


@transaction.atomic
def change_session(
    *, session: TeachingSession, planned: Planned, by: User, at: datetime
) -> TeachingSession:
    """Another time, place or content; who was there keeps what was noted."""
    row = locked(session)
    allowed = queries.may_plan(by, row.region)
    cancelled = row.cancelled_at is not None
    write(row, planned)
    facts = queries.session_facts(row, may_plan=allowed)
    may_plan_session(replace(facts, cancelled=cancelled)).require()
    row.save()
    audit.record(Event.TEACHING_CHANGED, about=row, by=by, at=at)
    return row


@transaction.atomic
def cancel_session(
    *, session: TeachingSession, by: User, at: datetime
) -> TeachingSession:
    """It does not take place. Cancelled twice it is cancelled once."""
    row = locked(session)
    facts = queries.session_facts(row, may_plan=queries.may_plan(by, row.region))
    may_cancel(facts).require()
    if row.cancelled_at is None:
        row.cancelled_at = at
        row.save(update_fields=["cancelled_at"])
        audit.record(Event.TEACHING_CANCELLED, about=row, by=by, at=at)
    return row


@transaction.atomic
def tick_attendance(
    *, session: TeachingSession, present: Collection[UUID], by: User, at: datetime
) -> int:
    """These were there, and nobody else. How many notes changed; the same again: none.

    Each presence is an activity of the doctor's, confirmed by whoever ticked it.
    """
    row = locked(session)
    listed = {one.programme.pk: one for one in queries.attendants(row)}
    had = {key for key, one in listed.items() if one.was_there}
    wanted = set(present)
    gone = had - wanted
    may_tick(
        queries.attendance_facts(
            row,
            by,
            timezone.localdate(at),
            strangers=len(wanted - set(listed)),
            used=tuple(listed[key].name for key in gone if listed[key].used),
        )
    ).require()
    for one in Activity.objects.filter(session=row, programme__in=gone):
        record(Event.ATTENDANCE_UNTICKED, one, by=by, at=at)
        one.delete()
    for key in wanted - had:
        attended(row, listed[key].programme, by=by, at=at)
    return len(gone) + len(wanted - had)


def attended(
    row: TeachingSession, programme: Programme, *, by: User, at: datetime
) -> Activity:
    on = timezone.localdate(row.starts_at)
    activity = Activity.objects.create(
        region_id=row.region_id,
        programme=programme,
        kind=ActivityKind.TEACHING,
        title=row.title,
        starts_on=on,
        ends_on=on,
        hours=row.hours,
        text=row.text,
        session=row,
        registered_at=at,
        shared_at=at,
        confirmed_by=by,
        confirmed_at=at,
    )
    set_codes(activity, row.delmal)
    record(Event.ATTENDANCE_TICKED, activity, by=by, at=at)
    return activity


def locked(session: TeachingSession) -> TeachingSession:
    rows = TeachingSession.objects.select_for_update(of=("self",))
    return rows.select_related("region", "leader").get(pk=session.pk)


def write(row: TeachingSession, planned: Planned) -> None:
    given: dict[str, Any] = {
        "title": planned.title.strip(),
        "starts_at": planned.starts_at,
        "ends_at": planned.ends_at,
        "place": planned.place.strip(),
        "leader": planned.leader,
        "led_by": planned.led_by.strip(),
        "text": planned.text.strip(),
        "delmal": list(sort_codes(planned.delmal)),
        "began_from": planned.began_from,
        "began_until": planned.began_until,
    }
    for name, value in given.items():
        setattr(row, name, value)
