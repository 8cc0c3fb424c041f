"""A letter to an applicant: kept as it was written, announced without its content."""

import pytest
from django.core import mail
from django.utils import timezone

from recruitment.actions.letters import write_letter
from recruitment.queries.links import application_with, path_of, token_of
from regions.models import OutboxMessage
from regions.outbox import deliver_one
from tests.objects.recruitment import make_application, make_recruitment


@pytest.fixture
def application(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield make_application(make_recruitment(cast.kronoberg))


def write(application, by=None):
    return write_letter(
        application=application,
        kind="answer",
        subject="Svar på din ansökan",
        body="Du går vidare till intervju.",
        by=by,
        at=timezone.now(),
    )


def test_the_mail_gives_the_link_and_nothing_of_the_letter(application):
    letter = write(application)
    message = OutboxMessage.objects.get(payload__letter=str(letter.pk))
    assert deliver_one(message.pk, at=timezone.now())
    assert not deliver_one(message.pk, at=timezone.now())
    [sent] = mail.outbox
    assert sent.to == ["sokande1@example.org"]
    assert path_of(application) in sent.body
    assert "intervju" not in sent.subject + sent.body
    letter.refresh_from_db()
    assert letter.sent_at is not None


def test_the_link_opens_the_case_until_it_is_renewed(application, cast):
    token = token_of(application)
    here, there = cast.kronoberg.region, cast.stockholm.region
    assert application_with(token, here) == application
    assert application_with(token, there) is None
    assert application_with("x" + token, here) is None
    application.link_number = 2
    assert token_of(application) != token


def test_the_case_shows_its_letters_to_who_has_the_link(client, application):
    write(application)
    page = client.get(path_of(application))
    assert "Du går vidare till intervju." in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    other = path_of(application).replace("kronoberg", "stockholm")
    assert [client.get(path).status_code for path in (other, other + "x/")] == [
        404,
        404,
    ]
