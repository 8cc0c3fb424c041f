"""Before a kollegium meets: who says what, who reads the pack, who stands aside."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assessments.actions import meeting_packs
from assessments.actions import meetings as actions
from assessments.models import MeetingConflict, MeetingInput
from assessments.queries import meeting_facts
from tests.assessments import meeting_acts as do
from tests.assessments.acts import refused, today
from tests.cast import at


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
    meeting_packs.close_input(meeting=meeting, by=kronoberg.studierektor, at=at())
    assert refused(lambda: do.give_input(kronoberg, meeting)) == [
        "meeting.input_closed"
    ]


# ----------------------------------------------------------------------------- the pack
def read(kronoberg, meeting, who, day=None):
    facts = do.listed(meeting), getattr(kronoberg, who), day or today()
    return meeting_facts.may_read_pack(*facts).codes


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
    row = meeting_packs.declare_conflict(reason="Granne.", **who)
    assert read(kronoberg, meeting, "supervisor") == ["collegium.conflict"]
    assert refused(lambda: meeting_packs.declare_conflict(**who)) == [
        "collegium.conflict"
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        MeetingConflict.objects.filter(pk=row.pk).delete()


def test_nobody_judges_a_doctor_they_stood_aside_for(kronoberg):
    meeting = do.called(kronoberg)
    by = kronoberg.studierektor
    meeting_packs.declare_conflict(doctor=do.listed(meeting), by=by, at=at())
    do.held(kronoberg, meeting)
    assert refused(lambda: do.judged(kronoberg, meeting)) == ["collegium.conflict"]
