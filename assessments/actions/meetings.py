"""A kollegium meets: called, prepared, held, written down and signed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.actions.collegium import Agreed, tell_who_acts, write_agreed
from assessments.enums import MeetingState
from assessments.models import (
    Collegium,
    CollegiumMeeting,
    MeetingConflict,
    MeetingDoctor,
    MeetingInput,
    MeetingMember,
    MeetingSignature,
)
from assessments.queries import collegium_facts, meetings, minutes_digest
from assessments.queries.people import person
from assessments.rules import meetings as rules
from assessments.rules.collegium import may_agree, may_record_collegium
from assessments.rules.keeping import may_record_once
from assessments.rules.signatures import same_version, surely_logged_in
from placements.models import Programme
from regions import audit, mail, roles
from regions.audit import Event
from regions.models import Region, User


@dataclass(frozen=True)
class Time:
    """When and where a meeting is, and from when to when its packs are open."""

    meets_on: date
    opens_on: date
    closes_on: date
    meets_at: time | None = None
    place: str = ""


# ------------------------------------------------------------------------------ called
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
    lead = rules.LeadFacts(person(by), meetings.directors_of(region, today))
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
    members = meetings.invited(kind, programmes, region, today)
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
    lead = meetings.lead_facts(meeting, by, today)
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
    held = meetings.roles_of_people(meeting.region, today).get(user.pk, set())
    facts = rules.MemberFacts(
        lead=meetings.lead_facts(meeting, by, today),
        person=person(user),
        roles=tuple(filter(None, [meetings.role_of(held)])),
        doctors=discussed(meeting),
    )
    rules.may_add_member(facts).require()
    audit.record(
        Event.MEETING_CHANGED, about=meeting, by=by, at=at, member=str(user.pk)
    )
    tell(user, meeting, by=by, at=at, about="called", notice=mail.NEWS)
    return put_in(meeting, user, meetings.role_of(held))


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
        for user in meetings.to_ask(programme, timezone.localdate(at)):
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


# ----------------------------------------------------------------------- before the day
@transaction.atomic
def give_input(
    *,
    doctor: MeetingDoctor,
    phase: str,
    strengths: str,
    needs: str,
    by: User,
    at: datetime,
) -> MeetingInput:
    """What a handledare says before the meeting; said again, the later holds."""
    meeting = locked(doctor.meeting)
    row = MeetingInput.objects.filter(doctor=doctor, author=by).first()
    facts = rules.InputFacts(
        by=person(by),
        doctor=person(doctor.programme.doctor.user),
        was_asked=row is not None,
        state=meeting.state,
        phase=phase,
        strengths=strengths,
        needs=needs,
    )
    rules.may_give_input(facts).require()
    assert row is not None
    told = {"phase": phase, "strengths": strengths.strip(), "needs": needs.strip()}
    if row.given_at and all(getattr(row, key) == told[key] for key in told):
        return row
    for key, value in told.items():
        setattr(row, key, value)
    row.given_at = at
    row.save(update_fields=[*told, "given_at"])
    audit.record(Event.MEETING_INPUT_GIVEN, about=row, by=by, at=at)
    return row


@transaction.atomic
def close_input(
    *, meeting: CollegiumMeeting, by: User, at: datetime
) -> CollegiumMeeting:
    """No more is asked for: what has come in is what the meeting has."""
    meeting = locked(meeting)
    lead = meetings.lead_facts(meeting, by, timezone.localdate(at))
    rules.may_close_input(lead).require()
    meeting.state = MeetingState.INPUT_COLLECTED
    meeting.save(update_fields=["state"])
    audit.record(Event.MEETING_INPUT_CLOSED, about=meeting, by=by, at=at)
    return meeting


@transaction.atomic
def declare_conflict(
    *, doctor: MeetingDoctor, reason: str = "", by: User, at: datetime
) -> MeetingConflict:
    """A member may not take part about this doctor: the pack is shut at once."""
    locked(doctor.meeting)
    facts = meetings.pack_facts(doctor, by, timezone.localdate(at))
    rules.may_declare_conflict(facts).require()
    row = MeetingConflict.objects.create(
        region_id=doctor.region_id,
        doctor=doctor,
        user=by,
        reason=reason.strip(),
        declared_at=at,
    )
    audit.record(Event.MEETING_CONFLICT, about=row, by=by, at=at)
    return row


# ------------------------------------------------------------------- the day, and after
@transaction.atomic
def hold_meeting(
    *,
    meeting: CollegiumMeeting,
    attended: Iterable[UUID],
    by: User,
    at: datetime,
) -> CollegiumMeeting:
    """It has met: these of its members were there. Closes the collecting as well."""
    meeting, today = locked(meeting), timezone.localdate(at)
    members, there = meetings.members_of(meeting), set(attended)
    held = meetings.roles_of_people(meeting.region, today)
    facts = rules.HoldFacts(
        lead=meetings.lead_facts(meeting, by, today),
        kind=meeting.kind,
        meets_on=meeting.meets_on,
        today=today,
        member_roles=tuple(
            role
            for row in members
            if row.pk in there
            for role in sorted(held.get(row.user_id, set()) | {row.role})
        ),
        titles={key: roles.title(key) for key in roles.ROLES},
    )
    rules.may_hold(facts).require()
    for row in members:
        row.attended = row.pk in there
        row.save(update_fields=["attended"])
    meeting.state = MeetingState.HELD
    meeting.save(update_fields=["state"])
    audit.record(Event.MEETING_HELD, about=meeting, by=by, at=at)
    return meeting


@transaction.atomic
def judge(
    *,
    doctor: MeetingDoctor,
    outcome: str,
    strengths: str,
    development: str,
    actions_agreed: str = "",
    follow_up_on: date | None = None,
    agreed: tuple[Agreed, ...] = (),
    by: User,
    at: datetime,
) -> Collegium:
    """What the meeting says of one doctor; may be written again until it is signed."""
    meeting, today = locked(doctor.meeting), timezone.localdate(at)
    rules.may_judge(meetings.lead_facts(meeting, by, today)).require()
    programme = doctor.programme
    given = {
        "outcome": outcome,
        "strengths": strengths.strip(),
        "development": development.strip(),
        "actions_agreed": actions_agreed.strip(),
        "follow_up_on": follow_up_on,
    }
    facts = collegium_facts(
        programme,
        by=by,
        today=today,
        held_on=meeting.meets_on,
        planned=len(agreed),
        conflicted_on=meetings.conflict_of(doctor, by),
        **given,
    )
    may_record_collegium(facts).require()
    may_agree(tuple(one.due_on for one in agreed), meeting.meets_on).require()
    others = Collegium.objects.filter(programme=programme).exclude(meeting=meeting)
    days = tuple(others.values_list("held_on", flat=True))
    may_record_once(meeting.meets_on, days).require()
    row, _created = Collegium.objects.update_or_create(
        meeting=meeting,
        programme=programme,
        defaults={
            **given,
            "region_id": meeting.region_id,
            "held_on": meeting.meets_on,
            "documented_by": by,
            "documented_at": at,
        },
    )
    write_agreed(row, agreed)
    audit.record(Event.MEETING_JUDGED, about=row, by=by, at=at)
    return row


@transaction.atomic
def sign_minutes(
    *,
    meeting: CollegiumMeeting,
    minutes: str,
    shown: str,
    login: str,
    by: User,
    at: datetime,
) -> MeetingSignature:
    """The studierektor stands for the record; then the huvudansvariga have talks to hold.

    `shown`: the fingerprint of the judgements that stood on the page.
    """
    meeting, today = locked(meeting), timezone.localdate(at)
    rules.may_sign_minutes(meetings.sign_facts(meeting, by, today, minutes)).require()
    surely_logged_in(login).require()
    same_version(shown, minutes_digest(meeting), None).require()
    meeting.minutes, meeting.documented_at = minutes.strip(), at
    meeting.state = MeetingState.DOCUMENTED
    meeting.save(update_fields=["minutes", "documented_at", "state"])
    signature = MeetingSignature.objects.create(
        region_id=meeting.region_id,
        meeting=meeting,
        role="director_of_studies",
        signer=by,
        signed_at=at,
        digest=minutes_digest(meeting),
        method=login,
    )
    audit.record(Event.MEETING_SIGNED, about=meeting, by=by, at=at)
    for row in meeting.judgements.select_related(
        "region", "programme__region", "programme__doctor__user"
    ):
        # The doctor can read the log: the outcome stays out of it.
        audit.record(
            Event.COLLEGIUM_RECORDED,
            about=row,
            by=by,
            at=at,
            programme=row.programme,
        )
        tell_who_acts(row, by=by, at=at)
    return signature


# --------------------------------------------------------------------------- in common
def locked(meeting: CollegiumMeeting) -> CollegiumMeeting:
    """The meeting as it is now, held until the transaction is over."""
    rows = CollegiumMeeting.objects.select_for_update(of=("self",))
    return rows.select_related("region").get(pk=meeting.pk)


def to_change(meeting: CollegiumMeeting, by: User, at: datetime) -> CollegiumMeeting:
    meeting = locked(meeting)
    lead = meetings.lead_facts(meeting, by, timezone.localdate(at))
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
