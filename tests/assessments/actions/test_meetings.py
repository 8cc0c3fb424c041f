"""A kollegium is called, once, by the one who leads it."""

from datetime import timedelta

import pytest

from assessments.actions import meeting_packs
from assessments.actions.meetings import add_member
from assessments.models import CollegiumMeeting
from assessments.queries import meeting_people
from regions import audit
from regions.enums import QualificationKind
from regions.models import OutboxMessage, Qualification
from tests.assessments import acts
from tests.assessments import meeting_acts as do
from tests.assessments.acts import refused, today
from tests.cast import at

SOON = today() + timedelta(days=30)


def told() -> set[str]:
    return {one.payload["user"] for one in OutboxMessage.objects.all()}


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


def test_who_is_trained_to_assess_can_sit_as_extern_bedomare(kronoberg):
    """Also between two appointments; or no committee could meet."""
    meeting = do.called(kronoberg, kind="committee")
    pool = dict(meeting_people.pool(meeting.kind, kronoberg.region, today()))
    assert pool[kronoberg.external] == "external_assessor"
    assert pool[kronoberg.studierektor] == "director_of_studies"
    added = add_member(
        meeting=meeting, user=kronoberg.external, by=kronoberg.studierektor, at=at()
    )
    assert added.role == "external_assessor"


def test_training_alone_makes_nobody_in_the_room_an_extern_bedomare(kronoberg):
    """A trained handledare is still the doctor's handledare when the meeting is held."""
    Qualification.objects.create(
        user=kronoberg.main_supervisor,
        kind=QualificationKind.ASSESSOR_TRAINING,
        on=today(),
    )
    held = meeting_people.roles_of_people(kronoberg.region, today())
    assert "external_assessor" not in held[kronoberg.main_supervisor.pk]


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
        meeting_packs.close_input(meeting=meeting, by=by, at=at())


def test_a_second_click_calls_nothing_more(kronoberg):
    meeting = do.called(kronoberg)
    assert do.called(kronoberg, id=meeting.pk) == meeting
    assert CollegiumMeeting.objects.count() == 1


def test_a_crash_leaves_nothing(kronoberg, monkeypatch):
    monkeypatch.setattr(audit, "record", acts.crash)
    with pytest.raises(RuntimeError):
        do.called(kronoberg)
    assert list(CollegiumMeeting.objects.all()) == []
