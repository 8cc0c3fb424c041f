"""The code on the doctor's screen, and where it leads."""

import pytest
from django.test import Client

from tests.addresses import UNKNOWN
from tests.assessments import acts
from tests.pages import words


@pytest.fixture
def path(kronoberg):
    return f"/bedom/kronoberg/{kronoberg.programme.pk}/"


def test_the_doctor_shows_a_code(as_user, kronoberg):
    page = f"/kronoberg/bt/{kronoberg.programme.pk}/qr/"
    text = as_user(kronoberg.doctor).get(page).content.decode()
    assert "<svg" in text
    assert "style=" not in text
    assert as_user(kronoberg.supervisor).get(page).status_code == 403


def test_the_handledare_gets_the_form(as_user, kronoberg, path):
    client = as_user(kronoberg.supervisor)
    start = f"/kronoberg/bt/{kronoberg.programme.pk}/bedom/"
    assert client.get(path).url == start
    row = acts.ask(kronoberg)
    assert client.get(path).url == row.get_absolute_url()
    acts.ask(kronoberg, what="En annan")
    assert client.get(path).url == start


def test_whoever_is_not_logged_in_is_told_what_to_do(path):
    client = Client()
    text = client.get(path).content.decode()
    assert "Be BT-läkaren om en personlig länk." in text
    assert client.get(f"{path}?logga-in").url == f"/konto/login/?next={path}"


def test_it_tells_nobody_else_whether_there_is_such_a_doctor(
    as_user, kronoberg, cast, path
):
    for who in (None, kronoberg.hr, cast.stockholm.supervisor, cast.stranger):
        client = as_user(who) if who else Client()
        answers = [
            client.get(path),
            client.get(f"/bedom/kronoberg/{UNKNOWN}/"),
            client.get(f"/bedom/ingenstans/{UNKNOWN}/"),
            client.get(path.replace("kronoberg", "stockholm")),
        ]
        assert {answer.status_code for answer in answers} == {200}
        assert len({words(answer) for answer in answers}) == 1


def test_the_doctor_and_those_who_lead_get_no_form(as_user, kronoberg, path):
    own = f"/kronoberg/bt/{kronoberg.programme.pk}/qr/"
    assert as_user(kronoberg.doctor).get(path).url == own
    page = as_user(kronoberg.administrator).get(path).content.decode()
    assert "Formuläret öppnas inte för dig" in page
