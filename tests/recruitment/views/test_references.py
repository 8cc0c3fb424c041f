"""Referees' own page, and the office's page of them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from recruitment.actions.references import answer_reference, ask_referee
from recruitment.enums import ApplicationState, Task
from recruitment.models import Application, Referee
from recruitment.queries.referees import path_of
from recruitment.rules.references import QUESTIONS
from regions.models import AuditRow
from tests.cast import at
from tests.objects.interviews import make_referee
from tests.objects.recruitment import make_application, make_recruitment, take_part

ANSWERS = {
    one.key: "yes" if one.choices else "Trygg och noggrann." for one in QUESTIONS
}


@pytest.fixture
def here(cast):
    return cast.kronoberg


@pytest.fixture
def referee(here):
    with here.inside(here.hr):
        round = make_recruitment(here)
        case = make_application(round, 1, ApplicationState.SHORTLISTED)
        return ask_referee(referee=make_referee(case), by=here.hr, at=at())


def link(referee):
    return path_of(referee)


def test_a_referee_answers_once_and_without_an_account(client, here, referee):
    path = link(referee)
    page = client.get(path)
    assert "Förnamn1 Sökandesson1" in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    missing = client.post(path, {**ANSWERS, "safety": ""})
    assert (missing.status_code, list(missing.context["form"].errors)) == (
        422, ["safety"],
    )  # fmt: skip
    answered = client.post(path, ANSWERS)
    assert answered.url == "/referens/tack/"
    assert client.get(answered.url).status_code == 200
    assert client.post(path, ANSWERS).status_code == 404
    with here.inside():
        assert Referee.objects.get().answers["safety"] == "Trygg och noggrann."


def test_to_look_consumes_nothing(client, here, referee):
    for _ in range(3):
        assert client.get(link(referee)).status_code == 200
        assert client.get(f"{link(referee)}nej/").status_code == 200
    with here.inside():
        one = Referee.objects.get()
        assert (one.answered_at, one.declined_at) == (None, None)


def test_a_wrong_an_old_and_a_used_link_look_the_same(client, here, referee):
    path = link(referee)
    wrong = client.get("/referens/kronoberg/fel/")
    elsewhere = client.get(path.replace("kronoberg", "stockholm"))
    nowhere = client.get(path.replace("kronoberg", "finns-inte"))
    with here.inside():
        Referee.objects.update(expires_on=timezone.localdate() - timezone.timedelta(1))
    old = client.get(path)
    with here.inside():
        Referee.objects.update(expires_on=timezone.localdate(), declined_at=at())
    used = client.get(path)
    pages = (wrong, elsewhere, nowhere, old, used)
    assert {one.status_code for one in pages} == {404}
    assert len({one.content for one in pages}) == 1


def test_who_declines_is_not_asked_again(client, here, referee):
    declined = client.post(f"{link(referee)}nej/")
    assert declined.url == "/referens/nej/"
    assert client.get(link(referee)).status_code == 404
    client.force_login(here.hr)
    path = reverse("recruitment:reference_ask", args=["kronoberg", referee.pk])
    assert client.post(path).status_code == 403


def pages_of(referee):
    return [
        reverse("recruitment:reference", args=["kronoberg", referee.pk]),
        reverse("recruitment:references", args=["kronoberg", referee.application_id]),
    ]


def test_answers_are_read_by_the_office_and_the_chair_alone(client, here, referee):
    with here.inside(here.hr):
        answer_reference(referee=referee, answers=ANSWERS, at=at())
        take_part(referee.application.round, here.supervisor, Task.CHAIR)
    read, listed = pages_of(referee)
    for user in (here.recruiter, here.observer, here.doctor):
        client.force_login(user)
        assert [client.get(one).status_code for one in (read, listed)] == [404, 404]
    for user in (here.hr, here.supervisor):
        client.force_login(user)
        assert "Trygg och noggrann." in client.get(read).content.decode()
        assert client.get(listed).status_code == 200
    with here.inside():
        rows = AuditRow.objects.filter(event="reference.read")
        assert rows.count() == 2
        assert "Sökandesson" not in str(list(rows.values()))


def test_the_chair_reads_but_does_not_ask_or_note(client, here, referee):
    with here.inside(here.hr):
        take_part(referee.application.round, here.supervisor, Task.CHAIR)
    client.force_login(here.supervisor)
    ask = reverse("recruitment:reference_ask", args=["kronoberg", referee.pk])
    today = timezone.localdate().isoformat()
    assert client.post(ask).status_code == 403
    listed = pages_of(referee)[1]
    assert client.post(listed, {"shown_on": today}).status_code == 403


@pytest.mark.parametrize(
    ("shown_on", "status"), [("today", 302), ("2999-01-01", 422), ("", 422)]
)
def test_the_record_is_a_day_and_who_saw_it(client, here, referee, shown_on, status):
    if shown_on == "today":
        shown_on = timezone.localdate().isoformat()
    client.force_login(here.hr)
    answer = client.post(pages_of(referee)[1], {"shown_on": shown_on})
    assert answer.status_code == status
    with here.inside():
        row = Application.objects.get()
        assert (row.record_seen_by == here.hr) == (status == 302)
    if status == 422:
        assert list(answer.context["form"].errors) == ["shown_on"]
