"""The page of figures, and the evaluation on it."""

import pytest
from django.urls import reverse

from tests.objects.recruitment import make_application, make_recruitment


@pytest.fixture
def page(client, cast):
    here = cast.kronoberg
    with here.inside(here.hr):
        round = make_recruitment(here)
        make_application(round)
    client.force_login(here.hr)
    return reverse("recruitment:figures", args=["kronoberg", round.pk])


def test_it_is_written_and_read_again(client, page):
    answer = client.post(page, {"evaluation": "Gick bra.", "version": 1}, follow=True)
    assert "Utvärderingen är sparad." in answer.content.decode()
    assert "Gick bra." in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"evaluation": "", "version": 1}, "Skriv hur omgången gick."),
        ({"evaluation": "<b>Jag</b> skrev", "version": 7}, "&lt;b&gt;Jag&lt;/b&gt;"),
        ({"evaluation": "Gick bra.", "version": "x"}, "Gick bra."),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_lost(client, page, sent, said):
    answer = client.post(page, sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
