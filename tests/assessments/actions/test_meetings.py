"""A kollegium that meets: who does what, once, and what the record withstands."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assessments.actions import Agreed
from assessments.actions import meetings as actions
from assessments.actions.agreed import mark_done
from assessments.models import (
    AgreedAction,
    Collegium,
    CollegiumMeeting,
    MeetingConflict,
    MeetingInput,
    MeetingSignature,
)
from assessments.queries import collegia_for, meetings
from regions import audit
from regions.models import OutboxMessage
from tests.assessments import acts
from tests.assessments import meeting_acts as do
from tests.assessments.acts import refused, today
from tests.cast import at

SOON = today() + timedelta(days=30)


def told() -> set[str]:
    return {one.payload["user"] for one in OutboxMessage.objects.all()}


# ------------------------------------------------------------------------------ called
def test_the_studierektor_calls_it_and_the_handledare_are_asked(kronoberg):
    meeting = do.called(kronoberg)
    asked = {row.author for row in do.listed(meeting).inputs.all()}
    assert asked == {kronoberg.main_supervisor, kronoberg.supervisor}
    assert {row.user for row in meeting.members.all()} == {
        kronoberg.studierektor, kronoberg.bt_manager, kronoberg.deputy,
        kronoberg.main_supervisor, kronoberg.supervisor,
    }  # fmt: skip
    assert str(kronoberg.doctor.pk) not in told()


def test_a_committee_invites_by_its_kind(kronoberg):
    meeting = do.called(kronoberg, kind="committee")
    assert kronoberg.supervisor not in {row.user for row in meeting.members.all()}


def test_a_committee_is_not_held_without_the_external(kronoberg):
    meeting = do.called(kronoberg, kind="committee")
    assert refused(lambda: do.held(kronoberg, meeting)) == ["meeting.incomplete"]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"title": " "}, ["meeting.no_title"]),
        ({"programmes": []}, ["meeting.nobody"]),
        ({"when": do.time(meets_on=today() - timedelta(days=1))}, ["meeting.past"]),
        ({"when": do.time(opens_on=SOON)}, ["meeting.opens_late"]),
        (
            {"when": do.time(closes_on=today() - timedelta(days=1))},
            ["meeting.closes_early"],
        ),
        (
            {"when": do.time(closes_on=today() + timedelta(days=60))},
            ["meeting.window_long"],
        ),
    ],
)
def test_what_is_not_called(kronoberg, given, codes):
    assert refused(lambda: do.called(kronoberg, **given)) == codes
    assert list(CollegiumMeeting.objects.all()) == []


@pytest.mark.parametrize("who", ["doctor", "supervisor", "bt_manager", "hr"])
def test_nobody_else_leads_it(kronoberg, who):
    meeting, by = do.called(kronoberg), getattr(kronoberg, who)
    for step in (do.called, lambda c, **g: do.held(c, meeting, **g)):
        assert refused(lambda step=step: step(kronoberg, by=by)) == [
            "meeting.not_director"
        ]
    with pytest.raises(Exception, match="Studierektorn"):
        actions.close_input(meeting=meeting, by=by, at=at())


def test_a_second_click_calls_nothing_more(kronoberg):
    meeting = do.called(kronoberg)
    assert do.called(kronoberg, id=meeting.pk) == meeting
    assert CollegiumMeeting.objects.count() == 1


def test_a_crash_leaves_nothing(kronoberg, monkeypatch):
    monkeypatch.setattr(audit, "record", acts.crash)
    with pytest.raises(RuntimeError):
        do.called(kronoberg)
    assert list(CollegiumMeeting.objects.all()) == []


# ------------------------------------------------------------------------------- input
def test_what_a_handledare_says_may_be_said_again(kronoberg):
    meeting = do.called(kronoberg)
    do.give_input(kronoberg, meeting)
    row = do.give_input(kronoberg, meeting, strengths="Lugn.")
    assert (row.strengths, MeetingInput.objects.count()) == ("Lugn.", 2)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"phase": ""}, ["meeting.no_phase"]),
        ({"strengths": " ", "needs": ""}, ["meeting.no_words"]),
    ],
)
def test_what_says_nothing_is_not_kept(kronoberg, given, codes):
    meeting = do.called(kronoberg)
    assert refused(lambda: do.give_input(kronoberg, meeting, **given)) == codes


@pytest.mark.parametrize("who", ["doctor", "hr", "studierektor"])
def test_only_who_was_asked_says_anything(kronoberg, who):
    meeting = do.called(kronoberg)
    codes = refused(
        lambda: do.give_input(kronoberg, meeting, by=getattr(kronoberg, who))
    )
    assert codes == ["meeting.not_asked"]


def test_after_the_collecting_nothing_more_is_said(kronoberg):
    meeting = do.called(kronoberg)
    actions.close_input(meeting=meeting, by=kronoberg.studierektor, at=at())
    assert refused(lambda: do.give_input(kronoberg, meeting)) == [
        "meeting.input_closed"
    ]


# ---------------------------------------------------------------------------- the pack
def read(kronoberg, meeting, who, day=None):
    facts = do.listed(meeting), getattr(kronoberg, who), day or today()
    return meetings.may_read_pack(*facts).codes


def test_who_reads_the_pack_and_when(kronoberg):
    meeting = do.called(kronoberg)
    assert read(kronoberg, meeting, "supervisor") == []
    assert read(kronoberg, meeting, "administrator") == ["meeting.not_member"]
    assert read(kronoberg, meeting, "doctor") == ["meeting.not_member"]
    early, late = today() - timedelta(days=15), today() + timedelta(days=15)
    assert read(kronoberg, meeting, "supervisor", early) == ["meeting.not_open_yet"]
    assert read(kronoberg, meeting, "studierektor", late) == ["meeting.closed"]


def test_somebody_outside_the_programme_reads_as_a_member(kronoberg):
    meeting = do.called(kronoberg)
    user = kronoberg.unit_manager
    actions.add_member(meeting=meeting, user=user, by=kronoberg.studierektor, at=at())
    assert read(kronoberg, meeting, "unit_manager") == []
    row = do.member(meeting, user)
    actions.remove_member(member=row, by=kronoberg.studierektor, at=at())
    assert read(kronoberg, meeting, "unit_manager") == ["meeting.not_member"]


def test_a_conflict_shuts_the_pack_at_once_and_for_good(kronoberg):
    meeting = do.called(kronoberg)
    who = {"doctor": do.listed(meeting), "by": kronoberg.supervisor, "at": at()}
    row = actions.declare_conflict(reason="Granne.", **who)
    assert read(kronoberg, meeting, "supervisor") == ["collegium.conflict"]
    assert refused(lambda: actions.declare_conflict(**who)) == ["collegium.conflict"]
    with pytest.raises(DatabaseError), transaction.atomic():
        MeetingConflict.objects.filter(pk=row.pk).delete()


def test_nobody_judges_a_doctor_they_stood_aside_for(kronoberg):
    meeting = do.called(kronoberg)
    by = kronoberg.studierektor
    actions.declare_conflict(doctor=do.listed(meeting), by=by, at=at())
    do.held(kronoberg, meeting)
    assert refused(lambda: do.judged(kronoberg, meeting)) == ["collegium.conflict"]


# -------------------------------------------------------------------- held and signed
def test_it_is_held_once_on_its_day(kronoberg):
    later = do.called(kronoberg, when=do.time(meets_on=SOON))
    assert refused(lambda: do.held(kronoberg, later)) == ["meeting.not_held_yet"]
    meeting = do.called(kronoberg)
    do.held(kronoberg, meeting)
    assert refused(lambda: do.held(kronoberg, meeting)) == ["meeting.held_already"]


def test_the_minutes_wait_for_every_judgement(kronoberg):
    meeting = do.called(kronoberg)
    assert refused(lambda: do.judged(kronoberg, meeting)) == ["meeting.not_held"]
    do.held(kronoberg, meeting)
    assert refused(lambda: do.signed(kronoberg, meeting)) == ["meeting.unjudged"]


def test_a_judgement_is_the_meetings_own_until_it_is_signed(kronoberg):
    meeting = do.called(kronoberg)
    do.held(kronoberg, meeting)
    row = do.judged(kronoberg, meeting)
    assert collegia_for(kronoberg.main_supervisor, kronoberg.programme) == []
    row = Collegium.objects.select_related("programme", "region").get(pk=row.pk)
    assert refused(lambda: acts.feed_back(kronoberg, row)) == ["collegium.not_signed"]
    do.judged(kronoberg, meeting, strengths="Lugn.")
    do.signed(kronoberg, meeting)
    [shown] = collegia_for(kronoberg.main_supervisor, kronoberg.programme)
    assert shown.strengths == "Lugn."


def test_what_was_not_shown_is_not_signed(kronoberg):
    meeting = do.called(kronoberg)
    do.held(kronoberg, meeting)
    do.judged(kronoberg, meeting)
    codes = refused(lambda: do.signed(kronoberg, meeting, shown="0" * 64))
    assert codes == ["sign.text_changed"]
    assert refused(lambda: do.signed(kronoberg, meeting, login="")) == [
        "sign.login_too_weak"
    ]


def test_a_second_signature_is_refused(kronoberg):
    meeting = do.to_the_end(kronoberg)
    assert refused(lambda: do.signed(kronoberg, meeting)) == ["meeting.signed"]
    assert MeetingSignature.objects.count() == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE assessments_collegiummeeting SET minutes = 'x'",
        "UPDATE assessments_collegium SET outcome = 'at_risk'",
        "UPDATE assessments_agreedaction SET what = 'x'",
        "DELETE FROM assessments_meetingmember",
        "DELETE FROM assessments_agreedaction",
        "UPDATE assessments_meetinginput SET needs = 'x'",
        "UPDATE assessments_meetingsignature SET digest = 'x'",
    ],
)
def test_the_record_is_locked_when_it_is_signed(kronoberg, sql):
    agreed = (Agreed("Leda ronden.", kronoberg.supervisor, SOON),)
    do.to_the_end(kronoberg, agreed=agreed)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(sql)


def test_the_talks_move_the_meeting_on(kronoberg):
    meeting = do.to_the_end(kronoberg)
    row = meeting.judgements.select_related("programme", "region").get()
    acts.feed_back(kronoberg, row)
    assert acts.stored(meeting).state == "fed_back"


# ------------------------------------------------------------------ what was agreed
def agreed_by(kronoberg, owner) -> AgreedAction:
    agreed = (Agreed("Leda ronden.", owner, SOON),)
    return acts.kollegium(kronoberg, agreed=agreed).actions.get()


def test_a_plan_may_be_rows_with_owner_and_day(kronoberg):
    agreed = (Agreed("Leda ronden.", kronoberg.supervisor, SOON),)
    row = acts.kollegium(kronoberg, outcome="at_risk", agreed=agreed, follow_up_on=SOON)
    assert [one.what for one in row.actions.all()] == ["Leda ronden."]


def test_an_action_is_not_due_before_it_was_agreed(kronoberg):
    agreed = (Agreed("x", kronoberg.supervisor, today() - timedelta(days=9)),)
    assert refused(lambda: acts.kollegium(kronoberg, agreed=agreed)) == [
        "action.due_before"
    ]


def test_its_owner_says_that_it_is_done_once(kronoberg):
    row = agreed_by(kronoberg, kronoberg.supervisor)
    first = mark_done(action=row, by=kronoberg.supervisor, at=at())
    again = mark_done(action=row, by=kronoberg.studierektor, at=at())
    assert (again.done_by, again.done_at) == (kronoberg.supervisor, first.done_at)


def test_the_doctor_does_nothing_before_being_told(kronoberg):
    row = agreed_by(kronoberg, kronoberg.doctor)
    codes = refused(lambda: mark_done(action=row, by=kronoberg.doctor, at=at()))
    assert codes == ["action.not_owner"]
