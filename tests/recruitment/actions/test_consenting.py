"""Consents are changed by the applicant, and what they led to is changed with them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions.consenting import change_consents
from recruitment.enums import ApplicationState, RoundState
from recruitment.models import InterviewCandidate
from regions.models import AuditRow, OutboxMessage
from tests.cast import at
from tests.objects.applying import address
from tests.objects.interviews import make_interview
from tests.objects.recruitment import make_application, make_recruitment


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def case(here):
    round = make_recruitment(here, RoundState.INTERVIEW)
    return make_application(
        round, 1, ApplicationState.SHORTLISTED, consents={"other_rounds": True}
    )


def say(case, **given):
    return change_consents(application=case, given=given, at=at())


def changes_of(case):
    rows = AuditRow.objects.filter(about_id=case.pk, event="case.consents")
    return [(one.detail["given"], one.detail["taken_back"]) for one in rows]


def seat_in(case, here, hours):
    starts = timezone.now() + timedelta(hours=hours)
    return make_interview(case.round, [case], [here.recruiter], starts_at=starts)


def observing(interview):
    return [one.user for one in interview.seats.filter(observes=True)]


def told():
    return OutboxMessage.objects.filter(kind="mail").count()


def test_the_change_is_kept_and_the_second_click_changes_nothing(case):
    assert say(case, other_rounds=False, elsewhere=True) == {
        "other_rounds": False, "elsewhere": True,
    }  # fmt: skip
    assert say(case, other_rounds=False, elsewhere=True) == {}
    case.refresh_from_db()
    assert case.consents == {"other_rounds": False, "elsewhere": True}
    assert changes_of(case) == [(["elsewhere"], ["other_rounds"])]


def test_a_no_takes_the_observer_out_of_what_has_not_begun_alone(case, here):
    """And a yes gives the seat back; the observer hears of both."""
    coming, held = seat_in(case, here, 2), seat_in(case, here, -2)
    say(case, observer=True)
    assert (observing(coming), observing(held)) == ([here.observer], [])
    first = told()
    say(case, observer=False)
    assert (observing(coming), told()) == ([], first + 1)
    rows = InterviewCandidate.objects.filter(application=case)
    assert set(rows.values_list("observer_welcome", flat=True)) == {False, None}


def test_a_draft_has_its_consents_in_its_form(case):
    draft = make_application(case.round, None, ApplicationState.DRAFT, email="d@e.org")
    with pytest.raises(Refused) as refused:
        say(draft, observer=True)
    assert refused.value.verdict.codes == ["consents.draft"]


def test_a_crash_leaves_the_consent_and_the_seat(case, here, monkeypatch):
    interview = seat_in(case, here, 2)
    say(case, observer=True)

    def crash(**_):
        raise RuntimeError

    monkeypatch.setattr("recruitment.actions.consenting.news.notify_users", crash)
    with pytest.raises(RuntimeError):
        say(case, observer=False)
    case.refresh_from_db()
    assert (case.consents["observer"], observing(interview)) == (True, [here.observer])


# ------------------------------------------------------------------------------ the page
def test_by_the_link_and_by_nobody_elses(client, case):
    path = address("case_consents", case)
    page = client.post(path, {"observer": "on"})
    assert (page.status_code, page["Location"][-11:]) == (302, "/#samtycken")
    case.refresh_from_db()
    assert case.consents == {"other_rounds": False, "observer": True}
    assert client.get(path).status_code == 405
    assert client.post(path.replace("kronoberg", "stockholm")).status_code == 404
    assert client.post(path[:-12] + "x/samtycken/").status_code == 404


def test_the_office_sees_what_holds_and_who_changed_it(client, case, here):
    client.post(address("case_consents", case), {"observer": "on"})
    client.force_login(here.hr)
    page = " ".join(client.get(case.get_absolute_url()).content.decode().split())
    assert "<dt>Facklig observatör vid intervjun</dt><dd>Ja</dd>" in page
    assert "besked om kommande omgångar: nej. Den sökande." in page
