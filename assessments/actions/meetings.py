"""A kollegium that meets: called, moved, and put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.enums import MeetingState
from assessments.models import (
    CollegiumMeeting,
    MeetingDoctor,
    MeetingInput,
    MeetingMember,
)
from assessments.queries import meeting_facts, meeting_people, meetings
from assessments.queries.people import person
from assessments.rules import meetings as rules
from placements.models import Programme
from regions import audit, mail
from regions.events import Event
from regions.models import Region, User


@dataclass(frozen=True)
class Time:
    """When and where a meeting is, and from when to when its packs are open."""

    meets_on: date
    opens_on: date
    closes_on: date
    meets_at: time | None = None
    place: str = ""


# ------------------------------------------------------------------------------- called
@transaction.atomic
def call_meeting(
    *,
    id: UUID,
    region: Region,
    kind: str,
    title: str,
    when: Time,
    programmes: Sequence[Programme],
    by: User,
    at: datetime,
) -> CollegiumMeeting:
    """Call a meeting about these doctors; ask their handledare what they think.

    `id` comes with the form: a second click finds the meeting that is there.
    """
    if known := CollegiumMeeting.objects.filter(pk=id, called_by=by).first():
        return known
    today = timezone.localdate(at)
    lead = rules.LeadFacts(person(by), meeting_facts.directors_of(region, today))
    rules.may_call_meeting(
        call_facts(lead, title, when, today, len(programmes))
    ).require()
    meeting = CollegiumMeeting.objects.create(
        pk=id,
        region=region,
        kind=kind,
        title=title.strip(),
        called_by=by,
        called_at=at,
        **vars(when),
    )
    members = meeting_people.invited(kind, programmes, region, today)
    members.setdefault(by, "director_of_studies")
    for user, role in members.items():
        put_in(meeting, user, role)
    audit.record(Event.MEETING_CALLED, about=meeting, by=by, at=at, kind=kind)
    for programme in programmes:
        put_on_list(meeting, programme, by=by, at=at)
    for user in members:
        tell(user, meeting, by=by, at=at, about="called", notice=mail.NEWS)
    return meeting


@transaction.atomic
def move_meeting(
    *, meeting: CollegiumMeeting, title: str, when: Time, by: User, at: datetime
) -> CollegiumMeeting:
    """Another name, day, place or window, as long as it has not been held."""
    meeting, today = locked(meeting), timezone.localdate(at)
    lead = meeting_facts.lead_facts(meeting, by, today)
    count = meeting.doctors.count()
    rules.may_move_meeting(call_facts(lead, title, when, today, count)).require()
    told = {"title": title.strip(), **vars(when)}
    if all(getattr(meeting, key) == value for key, value in told.items()):
        return meeting
    for key, value in told.items():
        setattr(meeting, key, value)
    meeting.save(update_fields=list(told))
    audit.record(Event.MEETING_CHANGED, about=meeting, by=by, at=at)
    return meeting


def call_facts(
    lead: rules.LeadFacts, title: str, when: Time, today: date, doctors: int
) -> rules.CallFacts:
    return rules.CallFacts(
        lead=lead,
        title=title,
        meets_on=when.meets_on,
        opens_on=when.opens_on,
        closes_on=when.closes_on,
        today=today,
        doctors=doctors,
    )


# ---------------------------------------------------------------- the list and the pool
@transaction.atomic
def add_doctor(
    *, meeting: CollegiumMeeting, programme: Programme, by: User, at: datetime
) -> MeetingDoctor:
    """One doctor more on the list. Who is there already stays there."""
    meeting = to_change(meeting, by, at)
    if known := meeting.doctors.filter(programme=programme).first():
        return known
    sits = meeting.members.filter(user=programme.doctor.user).exists()
    rules.may_discuss(person(programme.doctor.user), sits).require()
    audit.record(
        Event.MEETING_CHANGED, about=meeting, by=by, at=at, added=str(programme.pk)
    )
    return put_on_list(meeting, programme, by=by, at=at)


@transaction.atomic
def remove_doctor(*, doctor: MeetingDoctor, by: User, at: datetime) -> None:
    """Off the list, while nobody has said anything about this doctor to the meeting."""
    meeting = to_change(doctor.meeting, by, at)
    row = MeetingDoctor.objects.filter(pk=doctor.pk, meeting=meeting).first()
    if row is None:
        return
    said = row.inputs.filter(given_at__isnull=False).exists() or row.conflicts.exists()
    rules.may_leave_list(said=said, is_last=meeting.doctors.count() == 1).require()
    audit.record(
        Event.MEETING_CHANGED,
        about=meeting,
        by=by,
        at=at,
        removed=str(row.programme_id),
    )
    row.delete()


@transaction.atomic
def add_member(
    *, meeting: CollegiumMeeting, user: User, by: User, at: datetime
) -> MeetingMember:
    """Somebody of the pool sits in the meeting too. Who sits there already stays."""
    meeting, today = to_change(meeting, by, at), timezone.localdate(at)
    if known := meeting.members.filter(user=user).first():
        return known
    held = meeting_people.could_sit_as(meeting.region, today).get(user.pk, set())
    facts = rules.MemberFacts(
        lead=meeting_facts.lead_facts(meeting, by, today),
        person=person(user),
        roles=tuple(filter(None, [meeting_people.role_of(held, meeting.kind)])),
        doctors=discussed(meeting),
    )
    rules.may_add_member(facts).require()
    audit.record(
        Event.MEETING_CHANGED, about=meeting, by=by, at=at, member=str(user.pk)
    )
    tell(user, meeting, by=by, at=at, about="called", notice=mail.NEWS)
    return put_in(meeting, user, meeting_people.role_of(held, meeting.kind))


@transaction.atomic
def remove_member(*, member: MeetingMember, by: User, at: datetime) -> None:
    """Out of the meeting, and away from its packs, at once."""
    meeting = to_change(member.meeting, by, at)
    row = MeetingMember.objects.filter(pk=member.pk, meeting=meeting).first()
    if row is None:
        return
    audit.record(
        Event.MEETING_CHANGED, about=meeting, by=by, at=at, left=str(row.user_id)
    )
    row.delete()


def put_on_list(
    meeting: CollegiumMeeting, programme: Programme, *, by: User, at: datetime
) -> MeetingDoctor:
    row = MeetingDoctor.objects.create(
        region_id=meeting.region_id, meeting=meeting, programme=programme
    )
    if meeting.state == MeetingState.SCHEDULED:
        for user in meeting_people.to_ask(programme, timezone.localdate(at)):
            MeetingInput.objects.create(
                region_id=meeting.region_id, doctor=row, author=user, asked_at=at
            )
            tell_input(user, row, by=by, at=at)
    return row


def put_in(meeting: CollegiumMeeting, user: User, role: str) -> MeetingMember:
    return MeetingMember.objects.create(
        region_id=meeting.region_id, meeting=meeting, user=user, role=role
    )


def discussed(meeting: CollegiumMeeting) -> tuple[Any, ...]:
    return tuple(
        person(row.programme.doctor.user) for row in meetings.doctors_in(meeting)
    )


# ---------------------------------------------------------------------------- in common
def locked(meeting: CollegiumMeeting) -> CollegiumMeeting:
    """The meeting as it is now, held until the transaction is over."""
    rows = CollegiumMeeting.objects.select_for_update(of=("self",))
    return rows.select_related("region").get(pk=meeting.pk)


def to_change(meeting: CollegiumMeeting, by: User, at: datetime) -> CollegiumMeeting:
    meeting = locked(meeting)
    lead = meeting_facts.lead_facts(meeting, by, timezone.localdate(at))
    rules.may_change_meeting(lead).require()
    return meeting


def tell(
    user: User,
    meeting: CollegiumMeeting,
    *,
    by: User,
    at: datetime,
    about: str,
    notice: str = mail.TASK,
) -> None:
    if user != by:
        mail.notify(
            user,
            meeting.get_absolute_url(),
            region=meeting.region,
            by=by,
            at=at,
            notice=notice,
            key=f"{about}:{meeting.pk}",
        )


def tell_input(user: User, row: MeetingDoctor, *, by: User, at: datetime) -> None:
    path = reverse(
        "assessments:meeting_input",
        args=[row.meeting.region.slug, row.meeting_id, row.pk],
    )
    mail.notify(
        user, path, region=row.meeting.region, by=by, at=at, key=f"input:{row.pk}"
    )
