"""Who takes the application back is waited for by nobody: seats, reviews, references."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recruitment.actions.leaving import withdraw
from recruitment.actions.references import ask_referee
from recruitment.enums import ApplicationState, InterviewState, RoundState
from recruitment.models import Interview, Referee, Review
from recruitment.queries.calendar import interviews_in_calendar
from regions.models import AuditRow, OutboxMessage
from tests.cast import at
from tests.objects.applying import address
from tests.objects.interviews import make_interview
from tests.objects.recruitment import make_application, make_recruitment, make_review


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def round(here):
    return make_recruitment(here, RoundState.INTERVIEW)


def going_on(round, number=1):
    return make_application(round, number, ApplicationState.SHORTLISTED)


def seat(here, cases, hours=2, state=InterviewState.CALLED, phase="interview"):
    return make_interview(
        cases[0].round, cases, [here.recruiter], phase=phase, state=state,
        starts_at=timezone.now() + timedelta(hours=hours),
    )  # fmt: skip


def leave(case):
    return withdraw(application=case, reason="personal", at=at())


def told(kind="mail"):
    rows = OutboxMessage.objects.filter(kind=kind)
    return {(one.dedupe_key.split(":")[0], one.payload["user"]) for one in rows}


def test_the_time_is_free_and_everybody_hears_of_it_once(here, round):
    """The interviewer's calendar has it as cancelled; the office plans with the room."""
    case = going_on(round)
    interview = seat(here, [case])
    leave(case)
    leave(case)
    interview.refresh_from_db()
    assert (interview.state, interview.version) == ("cancelled", 2)
    assert not interview.candidates.exists()
    assert told() == {
        ("interviews", str(here.recruiter.pk)),
        ("interview-left", str(round.created_by_id)),
    }
    [entry] = interviews_in_calendar(here.recruiter, here.region, timezone.now())
    assert (entry.cancelled, entry.title) == (True, "Intervju")
    [row] = AuditRow.objects.filter(about_id=case.pk, event="case.withdrawn")
    assert row.detail["freed"] == 1


def test_the_others_in_a_group_still_come(here, round):
    one, other = going_on(round, 1), going_on(round, 2)
    interview = seat(here, [one, other])
    leave(one)
    interview.refresh_from_db()
    assert (interview.state, interview.version) == ("called", 2)
    assert [row.application for row in interview.candidates.all()] == [other]


@pytest.mark.parametrize(
    ("hours", "state", "left"),
    [(2, "planned", 0), (-1, "called", 1), (-30, "held", 1)],
)
def test_a_proposal_is_gone_and_what_has_begun_stays(here, round, hours, state, left):
    case = going_on(round)
    seat(here, [case], hours, state)
    leave(case)
    rows = Interview.objects.filter(round=round, candidates__application=case)
    assert (rows.count(), told()) == (left, set())


def test_what_is_sent_stays_and_what_waits_is_gone(here, round):
    case = going_on(round)
    make_review(case, here.recruiter, "sent")
    for who, state in ((here.external, "assigned"), (here.deputy, "begun"),
                       (here.supervisor, "planned")):  # fmt: skip
        make_review(case, who, state)
    leave(case)
    assert [one.state for one in Review.objects.filter(application=case)] == ["sent"]


def test_a_referee_who_has_not_answered_is_spared(client, here, round):
    case = going_on(round)
    asked, unasked = (
        Referee.objects.create(
            region=here.region, application=case, name=name, email=f"{name}@e.org"
        )
        for name in ("bo", "eva")
    )
    asked = ask_referee(referee=asked, by=here.hr, at=at())
    leave(case)
    leave(case)
    asked.refresh_from_db()
    assert asked.token_hash is None
    over = OutboxMessage.objects.filter(kind="reference_over")
    assert [one.payload["referee"] for one in over] == [str(asked.pk)]
    assert unasked.asked_at is None


def test_a_crash_leaves_the_seat_and_the_application(here, round, monkeypatch):
    case = going_on(round)
    interview = seat(here, [case])

    def crash(**_):
        raise RuntimeError

    monkeypatch.setattr("recruitment.actions.leaving.write_letter", crash)
    with pytest.raises(RuntimeError):
        leave(case)
    interview.refresh_from_db()
    case.refresh_from_db()
    assert (interview.state, case.state) == ("called", "shortlisted")
    assert interview.candidates.exists()


def test_the_applicants_own_calendar_follows(client, here, round):
    case = going_on(round)
    seat(here, [case])
    path = address("case_calendar", case)
    before = client.get(path)
    assert before["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Intervju\\, Region Kronoberg" in before.content.decode()
    assert case.full_name not in before.content.decode()
    leave(case)
    assert "BEGIN:VEVENT" not in client.get(path).content.decode()
    assert client.get(path.replace("kronoberg", "stockholm")).status_code == 404
