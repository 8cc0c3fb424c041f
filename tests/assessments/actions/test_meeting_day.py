"""A kollegium is held, judges and is signed, once; and what the record withstands."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assessments.actions import Agreed
from assessments.models import Collegium, MeetingSignature
from assessments.queries import collegia_for
from tests.assessments import acts
from tests.assessments import meeting_acts as do
from tests.assessments.acts import refused, today

SOON = today() + timedelta(days=30)


def test_it_is_held_once_on_its_day(kronoberg):
    later = do.called(kronoberg, when=do.time(meets_on=SOON))
    assert refused(lambda: do.held(kronoberg, later)) == ["meeting.not_held_yet"]
    meeting = do.called(kronoberg)
    do.held(kronoberg, meeting)
    assert refused(lambda: do.held(kronoberg, meeting)) == ["meeting.held_already"]


def test_a_committee_is_not_held_without_the_external(kronoberg):
    meeting = do.called(kronoberg, kind="committee")
    assert refused(lambda: do.held(kronoberg, meeting)) == ["meeting.incomplete"]


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
