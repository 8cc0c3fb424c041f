"""E-mail tells that something waits, and where; never what."""

import pytest
from django.core import mail as sent

from regions import mail, outbox
from regions.enums import MailPace
from regions.models import MailChoice, OutboxMessage
from tests.cast import at

PATH = "/kronoberg/bedomning/0b2f/"


@pytest.fixture
def company(cast):
    """Where everybody wants everything at once."""
    with cast.kronoberg.inside():
        for user in (cast.kronoberg.supervisor, cast.kronoberg.main_supervisor):
            wants(cast.kronoberg, user, MailPace.AT_ONCE, MailPace.AT_ONCE)
        yield cast.kronoberg


def wants(company, user, tasks, news):
    MailChoice.objects.update_or_create(
        region=company.region, user=user, defaults={"tasks": tasks, "news": news}
    )


def notify(company, user=None, key="request:1", **given):
    facts = {"region": company.region, "by": company.doctor, "at": at(), **given}
    mail.notify(user or company.supervisor, PATH, key=key, **facts)


def deliver() -> list[bool]:
    rows = OutboxMessage.objects.order_by("created_at")
    return [outbox.deliver_one(row.pk, at=at()) for row in rows]


def test_the_subject_and_the_link_are_all_it_tells(company, settings):
    settings.BASE_URL = "https://bt.example.org/"
    notify(company)
    assert deliver() == [True]
    [letter] = sent.outbox
    assert (letter.subject, letter.to) == (
        "Du har en uppgift i BT-systemet",
        [company.supervisor.email],
    )
    assert f"Öppna uppgiften: https://bt.example.org{PATH}" in letter.body
    assert "lösenord, koder eller personnummer" in letter.body


def test_no_name_and_no_content_is_in_it(company):
    notify(company)
    deliver()
    [letter] = sent.outbox
    [(html, _kind)] = letter.alternatives
    for text in (letter.subject, letter.body, html):
        for word in ("Doctor", "Supervisor", "Mini-CEX", "bedömning", "BT1", "risk"):
            assert (word, word in text.replace(PATH, "")) == (word, False)


def test_it_comes_from_the_region(company, settings):
    settings.DEFAULT_FROM_EMAIL = "bt@example.org"
    notify(company)
    deliver()
    sender = "Region Kronoberg via BT-systemet <bt@example.org>"
    assert sent.outbox[0].from_email == sender


def test_news_is_another_subject(company):
    notify(company, notice=mail.NEWS)
    deliver()
    assert sent.outbox[0].subject == "Det finns något nytt att läsa i BT-systemet"


def test_the_same_thing_is_told_once(company):
    notify(company)
    notify(company)
    assert deliver() == [True]
    assert deliver() == [False]
    assert len(sent.outbox) == 1


def test_two_people_are_told_each(company):
    notify(company)
    notify(company, company.main_supervisor)
    deliver()
    assert {letter.to[0] for letter in sent.outbox} == {
        company.supervisor.email,
        company.main_supervisor.email,
    }


def test_a_closed_account_is_told_nothing(company):
    notify(company)
    company.supervisor.is_active = False
    company.supervisor.save()
    assert deliver() == [True]
    assert sent.outbox == []


def test_a_post_office_that_is_down_is_tried_again(company, monkeypatch):
    notify(company)

    def down(self, fail_silently=False):
        raise OSError("no route to host")

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", down)
    assert deliver() == [False]
    [row] = OutboxMessage.objects.all()
    assert (row.attempts, row.done_at) == (1, None)


def test_the_letter_keeps_its_number(company):
    """Sent twice after a crash, a reader's mail program can tell that it is one."""
    notify(company)
    [row] = OutboxMessage.objects.all()
    first = mail.letter(company.supervisor, row)
    assert first.extra_headers == {"Message-ID": f"<{row.pk}@bt-admin>"}


# ----------------------------------------------------------- at once, or in the morning
@pytest.mark.parametrize("notice", [mail.TASK, mail.NEWS])
def test_what_can_wait_is_left_to_the_digest(company, notice):
    wants(company, company.supervisor, MailPace.DAILY, MailPace.DAILY)
    notify(company, notice=notice)
    assert deliver() == [True]
    assert sent.outbox == []


def test_what_cannot_wait_is_sent_whatever_is_chosen(company):
    wants(company, company.supervisor, MailPace.WEEKLY, MailPace.NEVER)
    notify(company, notice=mail.NEWS, urgent=True)
    deliver()
    assert len(sent.outbox) == 1


def test_who_has_chosen_nothing_waits_for_the_morning(company):
    MailChoice.objects.all().delete()
    notify(company)
    deliver()
    assert sent.outbox == []


def test_tasks_and_news_are_chosen_apart(company):
    wants(company, company.supervisor, MailPace.DAILY, MailPace.AT_ONCE)
    notify(company, key="1")
    notify(company, key="2", notice=mail.NEWS)
    deliver()
    assert [one.subject for one in sent.outbox] == [
        "Det finns något nytt att läsa i BT-systemet"
    ]


def test_a_choice_in_one_region_says_nothing_of_another(cast):
    with cast.kronoberg.inside():
        wants(cast.kronoberg, cast.kronoberg.supervisor, "at_once", "at_once")
    with cast.stockholm.inside():
        notify(cast.stockholm, cast.kronoberg.supervisor)
        deliver()
    assert sent.outbox == []


def test_invented_people_get_no_mail(company):
    company.supervisor.is_demo = True
    company.supervisor.save()
    notify(company)
    assert deliver() == [True]
    assert sent.outbox == []
