"""How often e-mail comes is one's own to choose, but for what is one's own to sign."""

import pytest

from bt_admin.lib.verdicts import Refused
from regions.actions.mail_choices import choose_mail
from regions.enums import MailPace
from regions.models import AuditRow, MailChoice
from regions.reminding import paces_of
from tests.cast import at

URL = "/kronoberg/mina-uppgifter/mejl/"


def choose(company, tasks="weekly", news="never"):
    return choose_mail(
        user=company.supervisor, region=company.region, tasks=MailPace(tasks),
        news=MailPace(news), at=at(),
    )  # fmt: skip


def test_a_second_click_changes_nothing(cast):
    company = cast.kronoberg
    with company.inside():
        assert paces_of(company.supervisor, company.region) == ("daily", "daily")
        choose(company)
        choose(company)
        assert paces_of(company.supervisor, company.region) == ("weekly", "never")
        assert AuditRow.objects.count() == MailChoice.objects.count() == 1


def test_tasks_are_never_kept_quiet(cast):
    with cast.kronoberg.inside():
        with pytest.raises(Refused):
            choose(cast.kronoberg, tasks="never")
        assert MailChoice.objects.count() == 0


def test_chosen_on_the_page(client, cast):
    company = cast.kronoberg
    client.force_login(company.supervisor)
    page = client.get(URL).content.decode()
    assert "går inte att stänga av" in page
    response = client.post(URL, {"tasks": "at_once", "news": "never"}, follow=True)
    assert "Aldrig" in response.content.decode()
    with company.inside():
        assert paces_of(company.supervisor, company.region) == ("at_once", "never")


@pytest.mark.parametrize(
    "fields", [{}, {"tasks": "never", "news": "never"}, {"tasks": "x" * 10_000}]
)
def test_nonsense_is_said_at_the_field(client, cast, fields):
    client.force_login(cast.kronoberg.supervisor)
    assert client.post(URL, fields).status_code == 422


def test_the_region_tells_its_delays(client, cast):
    client.force_login(cast.kronoberg.doctor)
    page = client.get("/kronoberg/regionen/").content.decode()
    assert "efter 3 och 7 dagar" in page
    assert "Systemets förval" in page
