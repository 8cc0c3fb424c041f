"""The meeting of the final judgement: planned, moved, cancelled, tested at, held."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.models import CollegiumMeeting
from certificates import queries
from certificates.actions.delmal import locked
from certificates.enums import FinalMeetingState
from certificates.models import FinalMeeting, MeetingNote
from certificates.queries.final import Round, note_of, roles_in_final, round_of
from certificates.rules import final_meeting as rules
from placements.enums import ProgrammeRole
from placements.models import Programme
from placements.queries import permissions_on
from regions import access, audit, mail
from regions.events import Event
from regions.models import User
from regions.roles import Permission

JUDGING = (ProgrammeRole.MAIN_SUPERVISOR, ProgrammeRole.EXTERNAL_ASSESSOR)


@transaction.atomic
def plan_meeting(
    *,
    programme: Programme,
    starts_at: datetime,
    minutes: int,
    place: str,
    doctor_present: bool = False,
    committee: CollegiumMeeting | None = None,
    outside: str = "",
    reason: str = "",
    version: int = 0,
    by: User,
    at: datetime,
) -> FinalMeeting:
    """Plan the meeting of this round, or move the one there is, with the reason.

    `version` is that of the meeting the page showed, 0 for none: a second click, or
    two who plan at the same time, make one meeting.
    """
    programme = locked(programme)
    require_planner(programme, by)
    now = round_of(programme, timezone.localdate(at))
    given = {
        "starts_at": starts_at,
        "minutes": minutes,
        "place": place.strip(),
        "doctor_present": doctor_present or rules_say_present(now),
        "committee": committee,
        "outside": outside.strip(),
    }
    if now.meeting and unchanged(now.meeting, given):
        return now.meeting
    rules.may_plan_meeting(plan_facts(now, given, at)).require()
    same_meeting(now.meeting, version)
    if now.meeting is None:
        return planned(now, given, by, at)
    rules.said_why(reason).require()
    return moved(now, now.meeting, given, reason, by, at)


def planned(now: Round, given: dict, by: User, at: datetime) -> FinalMeeting:
    assert now.assessment is not None
    meeting = FinalMeeting.objects.create(
        region_id=now.programme.region_id,
        programme=now.programme,
        assessment=now.assessment,
        parts=[list(part) for part in now.model.parts],
        planned_by=by,
        changed_by=by,
        changed_at=at,
        **given,
    )
    keep_day(now, meeting)
    note_and_tell(Event.FINAL_MEETING_PLANNED, meeting, by, at)
    return meeting


def moved(
    now: Round, meeting: FinalMeeting, given: dict, reason: str, by: User, at: datetime
) -> FinalMeeting:
    for name, value in {**given, "reason": reason.strip()}.items():
        setattr(meeting, name, value)
    meeting.version += 1
    meeting.changed_by, meeting.changed_at = by, at
    meeting.save()
    keep_day(now, meeting)
    note_and_tell(Event.FINAL_MEETING_MOVED, meeting, by, at)
    return meeting


@transaction.atomic
def cancel_meeting(
    *, programme: Programme, reason: str, by: User, at: datetime
) -> FinalMeeting | None:
    """Cancel it with the reason; a new one is planned in its place. Twice is once."""
    programme = locked(programme)
    require_planner(programme, by)
    now = round_of(programme, timezone.localdate(at))
    meeting = now.meeting
    if meeting is None:
        return None
    rules.may_change_meeting(
        held=meeting.state == FinalMeetingState.HELD, cancelled=False
    ).require()
    rules.said_why(reason).require()
    meeting.state, meeting.reason = FinalMeetingState.CANCELLED, reason.strip()
    meeting.version += 1
    meeting.changed_by, meeting.changed_at = by, at
    meeting.save()
    assert now.assessment is not None
    now.assessment.planned_on = None
    now.assessment.save(update_fields=["planned_on"])
    note_and_tell(Event.FINAL_MEETING_CANCELLED, meeting, by, at)
    return meeting


@transaction.atomic
def tell_test(
    *, programme: Programme, test: str, by: User, at: datetime
) -> FinalMeeting:
    """The assessor gives a test of their own, and the doctor hears of it at once."""
    meeting, now = planned_meeting(programme, at)
    rules.may_test(
        queries.person(by),
        queries.person(meeting.assessment.assessor),
        timezone.localdate(meeting.starts_at),
        timezone.localdate(at),
        now.model,
    ).require()
    if meeting.test == test.strip():
        return meeting
    meeting.test = test.strip()
    meeting.test_told_at = at if meeting.test else None
    meeting.doctor_present = meeting.doctor_present or bool(meeting.test)
    meeting.version += 1
    meeting.changed_by, meeting.changed_at = by, at
    meeting.save()
    note_and_tell(Event.FINAL_TEST_TOLD, meeting, by, at)
    return meeting


@transaction.atomic
def hold_meeting(
    *,
    programme: Programme,
    supervisor_there: bool,
    assessor_there: bool,
    doctor_there: bool,
    by: User,
    at: datetime,
) -> FinalMeeting:
    """The two have met; who was there is said by one of them. Twice is once."""
    programme = locked(programme)
    now = round_of(programme, timezone.localdate(at))
    require_judging(programme, by, at)
    if now.meeting and now.meeting.state == FinalMeetingState.HELD:
        return now.meeting
    meeting, now = planned_meeting(programme, at)
    rules.may_hold(
        meeting.starts_at, at, supervisor_there, assessor_there, doctor_there,
        now.model,
    ).require()  # fmt: skip
    meeting.state, meeting.doctor_present = FinalMeetingState.HELD, doctor_there
    meeting.changed_by, meeting.changed_at = by, at
    meeting.save()
    assessment = meeting.assessment
    assessment.held_on = timezone.localdate(meeting.starts_at)
    assessment.save(update_fields=["held_on"])
    record(Event.FINAL_MEETING_HELD, meeting, by, at)
    return meeting


@transaction.atomic
def save_note(*, meeting: FinalMeeting, text: str, by: User, at: datetime) -> None:
    """One's own words; nobody else reads them, and no log tells what they say."""
    require_judging(meeting.programme, by, at)
    row = note_of(meeting, by) or MeetingNote(
        region_id=meeting.region_id, meeting=meeting, author=by
    )
    row.text, row.saved_at = text.strip(), at
    row.save()
    record(Event.FINAL_NOTE_SAVED, meeting, by, at)


# ------------------------------------------------------------------------- in common
def planned_meeting(programme: Programme, at: datetime) -> tuple[FinalMeeting, Round]:
    now = round_of(locked(programme), timezone.localdate(at))
    if now.meeting is None:
        raise FinalMeeting.DoesNotExist
    held = now.meeting.state == FinalMeetingState.HELD
    rules.may_change_meeting(held, cancelled=False).require()
    return now.meeting, now


def plan_facts(now: Round, given: dict, at: datetime) -> rules.PlanMeetingFacts:
    programme, today = now.programme, timezone.localdate(at)
    sitting = now.assessment if now.facts.appointed else None
    return rules.PlanMeetingFacts(
        model=now.model,
        starts_at=given["starts_at"],
        on=timezone.localdate(given["starts_at"]),
        now=at,
        today=today,
        minutes=given["minutes"],
        place=given["place"],
        window=now.window,
        main_supervisor=queries.person(queries.main_supervisor(programme, today)),
        assessor=queries.person(sitting.assessor) if sitting else None,
        held=bool(now.meeting and now.meeting.state == FinalMeetingState.HELD),
        outside=given["outside"],
        committee_on=given["committee"].meets_on if given["committee"] else None,
    )


def rules_say_present(now: Round) -> bool:
    return now.model.presence == "mandatory"


def unchanged(meeting: FinalMeeting, given: dict) -> bool:
    return all(getattr(meeting, name) == value for name, value in given.items())


def same_meeting(meeting: FinalMeeting | None, version: int) -> None:
    """Somebody else has planned or moved it meanwhile: nothing is written over."""
    known = meeting.version if meeting else 0
    rules.is_newest(known, version).require()


def keep_day(now: Round, meeting: FinalMeeting) -> None:
    """The assignment says the day too: the assessor's lists go by it."""
    assert now.assessment is not None
    now.assessment.planned_on = timezone.localdate(meeting.starts_at)
    now.assessment.save(update_fields=["planned_on"])


def require_planner(programme: Programme, by: User) -> None:
    """Huvudansvarig handledare books, or those who plan in the region."""
    may = permissions_on(by, programme)
    if not may & {Permission.GUIDE, Permission.PLAN}:
        access.no_role(Permission.GUIDE, programme.region).require()


def require_judging(programme: Programme, by: User, at: datetime) -> None:
    today = timezone.localdate(at)
    rules.is_judging(
        bool(roles_in_final(by, programme, today) & set(JUDGING))
    ).require()


def note_and_tell(event: Event, meeting: FinalMeeting, by: User, at: datetime) -> None:
    record(event, meeting, by, at)
    on = timezone.localdate(at)
    programme = meeting.programme
    called = [
        queries.main_supervisor(programme, on),
        meeting.assessment.assessor,
        programme.doctor.user,
    ]
    for user in filter(None, called):
        if user != by:
            mail.notify(
                user,
                reverse(
                    "certificates:final_meeting",
                    args=[programme.region.slug, programme.pk],
                ),
                region=programme.region,
                key=f"final-meeting:{meeting.pk}:{meeting.version}",
                by=by,
                at=at,
                notice=mail.INVITATION,
            )


def record(event: Event, meeting: FinalMeeting, by: User, at: datetime) -> None:
    audit.record(event, about=meeting, by=by, at=at, programme=meeting.programme)
