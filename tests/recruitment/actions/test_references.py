"""References by link, and the record check."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions import references
from recruitment.actions.references import (
    answer_reference,
    ask_referee,
    decline_reference,
    note_record,
)
from recruitment.enums import ApplicationState
from recruitment.models import Referee
from recruitment.queries.referees import path_of, referee_with, token_of
from recruitment.rules.references import QUESTIONS
from regions.models import OutboxMessage
from regions.outbox import deliver_one
from tests.assessments.acts import crash
from tests.cast import at
from tests.objects.interviews import make_referee
from tests.objects.recruitment import make_application, make_recruitment

ANSWERS = {one.key: "yes" if one.choices else "Två år." for one in QUESTIONS}


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def referee(here):
    round = make_recruitment(here)
    case = make_application(round, 1, ApplicationState.SHORTLISTED)
    return make_referee(case)


def codes(refused):
    return refused.value.verdict.codes


def test_the_mail_has_the_link_and_no_name(here, referee):
    asked = ask_referee(referee=referee, by=here.hr, at=at())
    assert asked.expires_on == timezone.localdate() + timedelta(days=14)
    message = OutboxMessage.objects.get(kind=references.REFERENCE_LETTER)
    assert deliver_one(message.pk, at=at())
    [sent] = mail.outbox
    assert sent.to == ["referens@example.org"]
    assert path_of(asked) in sent.body
    assert "Sökandesson" not in sent.subject + sent.body
    assert token_of(asked) not in str(message.payload)


def test_a_new_link_ends_the_one_before(here, referee):
    first = token_of(ask_referee(referee=referee, by=here.hr, at=at()))
    second = token_of(ask_referee(referee=referee, by=here.hr, at=at()))
    assert referee_with(first, here.region) is None
    assert referee_with(second, here.region) == referee
    old, new = OutboxMessage.objects.filter(kind=references.REFERENCE_LETTER).order_by(
        "created_at"
    )
    for message in (old, new):
        deliver_one(message.pk, at=at())
    assert len(mail.outbox) == 1


def test_only_the_office_asks(here, referee):
    for user in (here.recruiter, here.observer, here.doctor):
        with pytest.raises(Refused):
            ask_referee(referee=referee, by=user, at=at())
    assert not OutboxMessage.objects.exists()


def test_nobody_is_asked_about_who_has_not_been_selected(here, referee):
    type(referee.application).objects.update(state=ApplicationState.ELIGIBLE)
    with pytest.raises(Refused) as refused:
        ask_referee(referee=referee, by=here.hr, at=at())
    assert codes(refused) == ["reference.not_selected"]


def test_an_answer_is_taken_once(here, referee):
    ask_referee(referee=referee, by=here.hr, at=at())
    answer_reference(referee=referee, answers=ANSWERS, at=at())
    with pytest.raises(Refused) as refused:
        answer_reference(referee=referee, answers=ANSWERS, at=at())
    assert codes(refused) == ["reference.closed"]
    with pytest.raises(Refused):
        decline_reference(referee=referee, at=at())
    with pytest.raises(Refused) as refused:
        ask_referee(referee=referee, by=here.hr, at=at())
    assert codes(refused) == ["reference.answered"]
    receipts = OutboxMessage.objects.filter(kind=references.REFERENCE_RECEIPT)
    assert receipts.count() == 1


def test_not_after_fourteen_days(here, referee):
    ask_referee(referee=referee, by=here.hr, at=at() - timedelta(days=15))
    with pytest.raises(Refused):
        answer_reference(referee=referee, answers=ANSWERS, at=at())


@pytest.mark.parametrize("field", ["known", "again"])
def test_what_must_be_answered_must_be(here, referee, field):
    ask_referee(referee=referee, by=here.hr, at=at())
    with pytest.raises(Refused) as refused:
        answer_reference(referee=referee, answers={**ANSWERS, field: " "}, at=at())
    assert [one.field for one in refused.value.verdict] == [field]


def test_a_crash_while_answering_keeps_the_link(here, referee, monkeypatch):
    ask_referee(referee=referee, by=here.hr, at=at())
    monkeypatch.setattr(references.outbox, "enqueue", crash)
    with pytest.raises(RuntimeError):
        answer_reference(referee=referee, answers=ANSWERS, at=at())
    assert Referee.objects.get().answered_at is None


# ------------------------------------------------------------------- the record check
def test_that_an_extract_was_shown_is_noted_and_no_more(here, referee):
    today = timezone.localdate()
    case = note_record(
        application=referee.application, shown_on=today, by=here.hr, at=at()
    )
    assert (case.record_shown_on, case.record_seen_by) == (today, here.hr)


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        (ApplicationState.SHORTLISTED, 1, ["record.future"]),
        (ApplicationState.ELIGIBLE, 0, ["reference.not_selected"]),
        (ApplicationState.NOT_SELECTED, 0, ["reference.not_selected"]),
    ],
)
def test_first_when_selected_and_not_in_the_future(
    here, referee, state, days, expected
):
    case = referee.application
    type(case).objects.update(state=state)
    with pytest.raises(Refused) as refused:
        note_record(
            application=case, shown_on=timezone.localdate() + timedelta(days=days),
            by=here.hr, at=at(),
        )  # fmt: skip
    assert codes(refused) == expected


def test_only_the_office_notes_it(here, referee):
    with pytest.raises(Refused):
        note_record(
            application=referee.application, shown_on=timezone.localdate(),
            by=here.recruiter, at=at(),
        )  # fmt: skip
