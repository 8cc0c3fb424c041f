"""Who gets into a region, and what a request leaves behind."""

import pytest
from django.urls import reverse

from regions.context import current_context
from regions.events import Event
from regions.models import AuditRow
from tests.pages import words


def test_an_unknown_person_is_asked_to_log_in(client, cast):
    response = client.get("/kronoberg/")
    assert response.status_code == 302
    assert response.url == "/konto/login/?next=/kronoberg/"


def test_a_member_enters(client, cast):
    client.force_login(cast.kronoberg.studierektor)
    assert client.get("/kronoberg/").status_code == 200


@pytest.mark.parametrize("path", ["/stockholm/", "/stockholm/bt-lakare/", "/skane/x/"])
def test_another_region_is_a_page_that_does_not_exist(client, cast, path):
    client.force_login(cast.kronoberg.studierektor)
    elsewhere = client.get(path)
    nowhere = client.get("/finns-inte/alls/")
    assert (elsewhere.status_code, nowhere.status_code) == (404, 404)
    assert words(elsewhere) == words(nowhere)


def test_a_stranger_enters_nowhere(client, cast):
    client.force_login(cast.stranger)
    assert client.get("/kronoberg/").status_code == 404
    assert client.get("/").status_code == 403


def test_home_leads_to_the_region(client, cast):
    client.force_login(cast.kronoberg.doctor)
    response = client.get(reverse("home"))
    assert (response.status_code, response.url) == (302, "/kronoberg/")


def test_a_request_leaves_no_region_behind(client, cast):
    client.force_login(cast.kronoberg.doctor)
    client.get("/kronoberg/")
    assert current_context() == ("", "")
    client.get("/kronoberg/finns-inte/")
    assert current_context() == ("", "")


def test_a_failing_page_writes_nothing(client, cast, monkeypatch):
    from bt_admin.views import todo
    from regions import audit
    from regions.clock import database_now

    def fail(request, *args, **kwargs):
        audit.record(
            Event.PORTFOLIO_READ,
            about=cast.kronoberg.programme,
            by=request.user,
            at=database_now(),
        )
        raise ZeroDivisionError

    monkeypatch.setattr(todo, "lead", fail)
    client.force_login(cast.kronoberg.doctor)
    client.raise_request_exception = False
    assert client.get("/kronoberg/").status_code == 500
    with cast.kronoberg.inside():
        assert list(AuditRow.objects.all()) == []


def test_pages_with_people_on_them_are_never_kept(client, cast):
    client.force_login(cast.kronoberg.doctor)
    assert "no-store" in client.get("/kronoberg/")["Cache-Control"]
