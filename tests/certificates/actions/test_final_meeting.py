"""The meeting: planned, moved, cancelled, tested at and held, by the right person once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from assessments.enums import MeetingKind, MeetingState
from assessments.models import CollegiumMeeting
from bt_admin.lib.calendar import calendar_file
from certificates.actions.final_meeting import (
    cancel_meeting,
    hold_meeting,
    save_note,
    tell_test,
)
from certificates.models import FinalMeeting, MeetingNote
from certificates.queries.calendar import meetings_in_calendar
from certificates.queries.final import committees_for, note_of, round_of
from regions.events import Event
from regions.models import AuditRow, OutboxMessage
from tests.cast import Cast, Company
from tests.certificates.final import (
    decision,
    held,
    last_week_is_now,
    planned,
)
from tests.certificates.refusals import refused
from tests.certificates.year import declared, prepare
from tests.objects.collegium import make_meeting


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    company = cast.kronoberg
    with company.inside(company.main_supervisor):
        prepare(company)
        last_week_is_now(company)
        declared(company)
        yield company


def events() -> list[str]:
    rows = AuditRow.objects.filter(event__startswith="final.").order_by("number")
    return list(rows.values_list("event", flat=True))


def called() -> set[str]:
    rows = OutboxMessage.objects.filter(dedupe_key__startswith="final-meeting:")
    return {row.payload["user"] for row in rows}


def test_planned_moved_and_cancelled(company: Company) -> None:
    meeting = planned(company)
    assert round_of(company.programme, timezone.localdate()).meeting == meeting
    assert called() == {str(company.external.pk), str(company.doctor.pk)}
    later = meeting.starts_at + timedelta(hours=2)
    planned(company, starts_at=later, reason="Rummet var upptaget.", version=1)
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.version) == (later, 2)
    cancel_meeting(
        programme=company.programme, reason="Sjuk.", by=company.main_supervisor,
        at=timezone.now(),
    )  # fmt: skip
    now = round_of(company.programme, timezone.localdate())
    assert (now.meeting, now.assessment.planned_on) == (None, None)
    assert planned(company).pk != meeting.pk
    assert events() == [
        Event.FINAL_MEETING_PLANNED,
        Event.FINAL_MEETING_MOVED,
        Event.FINAL_MEETING_CANCELLED,
        Event.FINAL_MEETING_PLANNED,
    ]


def test_a_second_click_makes_one_meeting(company: Company) -> None:
    soon = timezone.now() + timedelta(hours=25)
    one = planned(company, starts_at=soon)
    assert planned(company, starts_at=soon) == one
    assert FinalMeeting.objects.count() == 1
    codes = refused(planned, company, starts_at=soon + timedelta(hours=1), reason="Nej")
    assert codes == ["meeting.changed"]


def test_moving_says_why_and_lies_in_the_last_week(company: Company) -> None:
    planned(company)
    at = timezone.now() + timedelta(hours=30)
    assert refused(planned, company, starts_at=at, version=1) == ["meeting.no_reason"]
    too_late = timezone.now() + timedelta(days=9)
    codes = refused(planned, company, starts_at=too_late, version=1, reason="Nej.")
    assert codes == ["external.outside_window"]


@pytest.mark.parametrize("role", ["doctor", "supervisor", "external", "unit_manager"])
def test_the_wrong_person_plans_nothing(company: Company, role: str) -> None:
    assert refused(planned, company, by=getattr(company, role)) != []
    assert FinalMeeting.objects.count() == 0


def test_the_assessors_test_is_told_in_time(company: Company) -> None:
    meeting = planned(company)
    given = {"programme": company.programme, "by": company.external}
    codes = refused(tell_test, **given, test="Akutscenario", at=timezone.now())
    assert codes == ["meeting.test_too_soon"]
    ahead = meeting.starts_at - timedelta(days=8)
    told = tell_test(**given, test="Akutscenario", at=ahead)
    assert (told.test, told.doctor_present) == ("Akutscenario", True)
    supervisor = given | {"by": company.main_supervisor}
    codes = refused(tell_test, **supervisor, test="Annat", at=ahead)
    assert codes == ["meeting.test_not_assessor"]


def test_held_with_both_and_once(company: Company) -> None:
    meeting = planned(company)
    who = {"supervisor_there": True, "assessor_there": True, "doctor_there": False}
    given = {"programme": company.programme, "by": company.main_supervisor}
    assert refused(hold_meeting, **given, **who, at=timezone.now()) == ["meeting.ahead"]
    after = meeting.starts_at + timedelta(hours=1)
    doctor = given | {"by": company.doctor}
    assert refused(hold_meeting, **doctor, **who, at=after) == ["meeting.not_judging"]
    held(company, meeting)
    held(company, meeting)
    assert events().count(Event.FINAL_MEETING_HELD) == 1
    assert refused(planned, company, reason="Nej.", version=1) == ["meeting.held"]
    with pytest.raises(DatabaseError), transaction.atomic():
        FinalMeeting.objects.update(place="Någon annanstans")


def test_nothing_is_decided_before_it_is_held(company: Company) -> None:
    meeting = planned(company)
    codes = refused(decision, company, meeting.assessment, "not_approved")
    assert codes == ["external.meeting_not_held"]
    after = held(company, meeting)
    decision(
        company, meeting.assessment, "not_approved", at=after, identified_at=after,
        held_on=timezone.localdate(after),
    )  # fmt: skip


def test_notes_are_the_writers_alone(company: Company) -> None:
    meeting = planned(company)
    given = {"meeting": meeting, "at": timezone.now()}
    save_note(**given, text="Lugn och klar.", by=company.main_supervisor)
    assert note_of(meeting, company.main_supervisor).text == "Lugn och klar."
    codes = refused(save_note, **given, text="Jag.", by=company.doctor)
    assert codes == ["meeting.not_judging"]


def test_the_database_shows_a_note_to_nobody_else(company: Company) -> None:
    meeting = planned(company)
    save_note(meeting=meeting, text="Tveksam.", by=company.main_supervisor,
              at=timezone.now())  # fmt: skip
    assert MeetingNote.objects.count() == 1
    with company.inside(company.external):
        assert MeetingNote.objects.count() == 0
    with company.inside(company.doctor):
        assert MeetingNote.objects.count() == 0


def test_the_calendar_tells_no_names(company: Company) -> None:
    planned(company)
    for user in (company.external, company.doctor, company.main_supervisor):
        found = meetings_in_calendar(user, company.region, timezone.now())
        assert [one.title for one in found] == ["Slutbedömning"]
        told = calendar_file(found).decode()
        assert "Kronoberg" not in told
        assert "Rum 4" not in told
    assert meetings_in_calendar(company.supervisor, company.region, timezone.now()) == (
        []
    )


def test_it_is_held_as_the_committee_that_talks_about_the_doctor(
    company: Company,
) -> None:
    """On the committee's day; another committee is not offered."""
    soon, today = timezone.now() + timedelta(hours=25), timezone.localdate()
    assert committees_for(company.programme, today) == []
    make_meeting(company)
    row = CollegiumMeeting.objects.get()
    row.kind, row.state = MeetingKind.COMMITTEE, MeetingState.SCHEDULED
    row.meets_on = row.closes_on = timezone.localdate(soon)
    row.save()
    assert committees_for(company.programme, today) == [row]
    meeting = planned(company, starts_at=soon, committee=row)
    assert meeting.committee == row
    later = soon + timedelta(days=1)
    again = {"committee": row, "starts_at": later, "reason": "?", "version": 1}
    assert refused(planned, company, **again) == ["meeting.committee_day"]
