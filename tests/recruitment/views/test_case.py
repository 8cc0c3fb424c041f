"""The applicant follows the case: what is told, what may be done, and what is not told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recruitment.enums import ApplicationState
from recruitment.models import Application, RecruitmentRound
from recruitment.queries.links import path_of
from regions.models import OutboxMessage
from tests.hostile import png
from tests.objects.applying import address, hand_in_all, upload
from tests.objects.recruitment import make_application, make_recruitment


@pytest.fixture
def round(cast):
    here = cast.kronoberg
    with here.inside(here.hr):
        yield make_recruitment(here)


def shown(client, application):
    return " ".join(client.get(path_of(application)).content.decode().split())


@pytest.mark.parametrize("state", ["ranked", "not_appointable", "shortlisted"])
def test_what_is_decided_and_not_sent_is_not_told(client, round, state):
    """A ranking is not known before it is released, not even by its applicants."""
    plain = shown(client, make_application(round, 1))
    decided = shown(client, make_application(round, 2, state))
    for word in ("Rangordnad", "Inte anställningsbar", "Går vidare"):
        assert word not in decided
    assert "Din ansökan granskas." in plain
    assert "Din ansökan granskas." in decided


def test_an_answer_is_told_of_when_its_letter_is_written(client, round):
    row = make_application(
        round, 1, ApplicationState.NOT_ELIGIBLE, screened_at=timezone.now()
    )
    assert "Din ansökan granskas." in shown(client, row)
    row.mails.create(
        region=row.region,
        kind="answer",
        subject="Svar",
        body="Nej.",
        asked_at=timezone.now(),
    )
    assert "Vi har svarat" in shown(client, row)


# ---------------------------------------------------------------------------- completing
def test_what_is_missing_is_completed_until_the_date(client, round):
    row = make_application(
        round,
        1,
        ApplicationState.INCOMPLETE,
        complement_asked_at=timezone.now(),
        complement_text="Vi behöver beviset om svenska.",
    )
    page = shown(client, row)
    assert "Vi behöver beviset om svenska." in page
    assert upload(client, row, "swedish", png(), "bevis.png").status_code == 302
    extra = upload(client, row, "service")  # not required: it would only make it better
    assert extra.status_code == 422
    assert [one.kind for one in row.papers.all()] == ["swedish"]


def asked_for(round, *kinds, **facts):
    return make_application(
        round, 1, ApplicationState.INCOMPLETE, complement_kinds=list(kinds),
        complement_asked_at=timezone.now() - timedelta(hours=1), **facts,
    )  # fmt: skip


def test_when_all_that_was_asked_for_has_come_it_is_tried_again(client, round):
    """A paper that was there, and could not be read, is handed in anew; the receipt and
    the state come with the last of them, once."""
    row = asked_for(round, "cv", "swedish")
    hand_in_all(row)
    assert "Saknas" in shown(client, row)
    assert upload(client, row, "cv").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.mails.count()) == ("incomplete", 0)
    for _click in (1, 2):
        upload(client, row, "swedish", png(), "bevis.png")
    row.refresh_from_db()
    assert (row.state, row.is_complemented) == ("submitted", True)
    [letter] = row.mails.all()
    assert letter.kind == "complemented"
    assert "Ansökan prövas nu." in letter.body
    assert "Saknas" not in shown(client, row)


def test_a_crash_leaves_it_waiting_for_the_paper(client, round, monkeypatch):
    row = asked_for(round, "swedish")
    hand_in_all(row)

    def crash(**_):
        raise RuntimeError

    monkeypatch.setattr("recruitment.actions.papers.write_letter", crash)
    client.raise_request_exception = False
    assert upload(client, row, "swedish").status_code == 500
    row.refresh_from_db()
    assert (row.state, row.papers.filter(kind="swedish").count()) == ("incomplete", 1)


def test_after_the_date_nothing_more_is_taken(client, round):
    asked = timezone.now() - timedelta(days=5)
    row = make_application(
        round, 1, ApplicationState.INCOMPLETE, complement_asked_at=asked
    )
    page = upload(client, row, "swedish")
    assert page.status_code == 422
    assert "Tiden gick ut" in page.content.decode()


def test_without_being_asked_nothing_is_taken_after_closing(client, round):
    row = make_application(round, 1)
    assert upload(client, row, "swedish").status_code == 422


def test_what_was_sent_is_not_taken_away(client, cast):
    here = cast.kronoberg
    with here.inside(here.hr):
        row = make_application(make_recruitment(here, "advertised"), 1)
        assert upload(client, row, "cv").status_code == 302
        [paper] = row.papers.all()
        page = client.post(address("case_paper_remove", row, paper.pk))
        assert page.status_code == 403
        assert row.papers.exists()


# ---------------------------------------------------------------------------- taking back
def test_taken_back_with_a_reason_and_the_second_click_does_no_harm(client, round):
    row = make_application(round, 1)
    path = address("case_leave", row)
    assert client.post(path, {}).status_code == 422
    first = client.post(path, {"reason": "personal"})
    second = client.post(path, {"reason": "terms"})
    assert [first.status_code, second.status_code] == [302, 302]
    row.refresh_from_db()
    assert (row.state, row.withdrawn_reason) == ("withdrawn", "personal")
    assert [one.kind for one in row.mails.all()] == ["withdrawn"]
    assert "Tillbakatagen" in shown(client, row)


@pytest.mark.parametrize("reason", ["no_answer", "nonsense", ""])
def test_a_reason_that_is_not_the_applicants_is_refused(client, round, reason):
    row = make_application(round, 1)
    page = client.post(address("case_leave", row), {"reason": reason})
    assert page.status_code == 422
    row.refresh_from_db()
    assert row.state == "submitted"


def test_who_has_an_offer_answers_it_first(client, round, monkeypatch):
    row = make_application(round, 1)
    monkeypatch.setattr(
        "recruitment.actions.leaving.has_live_offer", lambda application: True
    )
    page = client.post(address("case_leave", row), {"reason": "personal"})
    assert page.status_code == 422
    row.refresh_from_db()
    assert row.state == "submitted"


def test_one_may_apply_again_after_taking_it_back(client, cast):
    here = cast.kronoberg
    with here.inside(here.hr):
        open_round = make_recruitment(here, "advertised")
        row = make_application(open_round, 1)
        client.post(address("case_leave", row), {"reason": "personal"})
        again = make_application(open_round, 2, email=row.email)
        assert again.pk


def test_a_draft_is_thrown_away_whole(client, round):
    row = make_application(round, None, ApplicationState.DRAFT)
    upload(client, row, "cv")
    path = address("case_leave", row)
    assert "Kasta ansökan" in client.get(path).content.decode()
    assert client.post(path).status_code == 200
    assert not Application.objects.filter(pk=row.pk).exists()
    assert client.get(path_of(row)).status_code == 404


# ------------------------------------------------------------------------------- the link
def test_a_replaced_link_goes_by_mail_alone(client, round):
    row = make_application(round, 1)
    old = path_of(row)
    page = client.post(address("case_new_link", row))
    row.refresh_from_db()
    new = path_of(row)
    assert new != old
    assert new not in page.content.decode()
    assert [client.get(one).status_code for one in (old, new)] == [404, 200]
    assert OutboxMessage.objects.filter(kind="applicant_link").count() == 1


def test_looking_changes_nothing(client, round):
    """Mail scanners look at every address there is."""
    row = make_application(round, 1)
    before = Application.objects.filter(pk=row.pk).values().get()
    for name in ("case", "case_missing", "case_leave", "case_keep"):
        client.get(address(name, row))
    for name in ("case_send", "case_papers", "case_new_link"):
        assert client.get(address(name, row)).status_code == 405
    assert Application.objects.filter(pk=row.pk).values().get() == before


def test_the_page_costs_the_same_with_more_letters(
    client, round, django_assert_num_queries
):
    row = make_application(round, 1)
    client.get(path_of(row))
    for number in (1, 2, 3):
        row.mails.create(
            region=row.region,
            kind="x",
            subject=f"Brev {number}",
            body="…",
            asked_at=timezone.now(),
        )
        with django_assert_num_queries(QUERIES):
            client.get(path_of(row))


QUERIES = 16


def test_a_round_that_is_gone_on_says_what_comes_next(client, round):
    row = make_application(round, 1)
    RecruitmentRound.objects.filter(pk=round.pk).update(state="interview")
    assert "Intervjuerna pågår." in shown(client, row)
