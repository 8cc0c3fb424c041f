"""The day a kollegium meets, and after: held, judged and signed."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.actions.collegium import Agreed, tell_who_acts, write_agreed
from assessments.actions.meetings import locked
from assessments.enums import MeetingState
from assessments.models import (
    Collegium,
    CollegiumMeeting,
    MeetingDoctor,
    MeetingSignature,
)
from assessments.queries import (
    collegium_facts,
    meeting_facts,
    meeting_people,
    minutes_digest,
)
from assessments.rules.collegium import may_agree, may_record_collegium
from assessments.rules.keeping import may_record_once
from assessments.rules.meeting_day import (
    HoldFacts,
    may_hold,
    may_judge,
    may_sign_minutes,
)
from assessments.rules.signatures import same_version, surely_logged_in
from regions import audit, roles
from regions.events import Event
from regions.models import User


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
    members, there = meeting_people.members_of(meeting), set(attended)
    held = meeting_people.roles_of_people(meeting.region, today)
    facts = HoldFacts(
        lead=meeting_facts.lead_facts(meeting, by, today),
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
    may_hold(facts).require()
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
    may_judge(meeting_facts.lead_facts(meeting, by, today)).require()
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
        conflicted_on=meeting_facts.conflict_of(doctor, by),
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
    may_sign_minutes(meeting_facts.sign_facts(meeting, by, today, minutes)).require()
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
