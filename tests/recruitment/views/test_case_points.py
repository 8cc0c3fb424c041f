"""The applicant reads points and feedback: once told how it went, and nobody's name."""

import pytest
from django.utils import timezone

from recruitment.enums import ApplicationState, ReviewState
from recruitment.queries.links import path_of
from tests.objects.offers import make_ranked, send
from tests.objects.recruitment import (
    make_application,
    make_recruitment,
    make_review,
)

HEADING = "Så bedömdes du"
POINTS = {"experience": 3, "reflection": 4, "motive": 5}


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


def shown(client, application):
    return " ".join(client.get(path_of(application)).content.decode().split())


def not_selected(here):
    """Read by two, who differ; then told no, which is not sent."""
    row = make_application(
        make_recruitment(here), 1, ApplicationState.NOT_SELECTED,
        screened_at=timezone.now(),
    )  # fmt: skip
    for user, more in ((here.recruiter, 0), (here.psychiatrist, -1)):
        make_review(
            row, user, ReviewState.SENT, comment="Bara till gruppen.",
            scores={key: value + more for key, value in POINTS.items()},
            feedback="Skriv mer om <b>natten</b>.",
        )  # fmt: skip
    return row


def answer(row):
    at = timezone.now()
    row.mails.create(
        region=row.region, kind="answer", subject="Svar", body="Nej.", asked_at=at
    )


def test_points_are_read_when_the_answer_is_sent_and_not_before(client, here):
    row = not_selected(here)
    assert HEADING not in shown(client, row)
    answer(row)
    page = shown(client, row)
    assert HEADING in page
    assert "2,5 av 5" in page
    assert page.count("Skriv mer om &lt;b&gt;natten&lt;/b&gt;.") == 2
    assert "snitt från 2" in page


def test_neither_names_nor_what_is_for_the_group_are_shown(client, here):
    row = not_selected(here)
    answer(row)
    page = shown(client, row)
    assert "Bara till gruppen." not in page
    assert here.recruiter.full_name not in page
    assert here.psychiatrist.full_name not in page


def test_changed_points_and_unsent_ones_are_not_told(client, here):
    row = not_selected(here)
    make_review(row, here.external, ReviewState.BEGUN, scores={"motive": 1})
    row.reviews.filter(reviewer=here.psychiatrist).update(superseded_at=timezone.now())
    answer(row)
    page = shown(client, row)
    assert "Poäng från en som bedömde." in page
    assert "3 av 5" in page


def test_who_is_ranked_reads_them_when_all_are_told(client, here):
    round = make_ranked(here)
    first, *_, below = round.applications.order_by("number")
    assert HEADING not in shown(client, first)
    assert HEADING not in shown(client, below)
    send(here, round)
    assert HEADING in shown(client, first)
    assert HEADING in shown(client, below)


def test_the_page_asks_as_often_for_one_review_as_for_three(
    client, here, django_assert_num_queries
):
    row = not_selected(here)
    answer(row)
    make_review(row, here.external, ReviewState.SENT, scores=POINTS)
    three = counted(client, row)
    row.reviews.filter(reviewer__in=[here.external, here.psychiatrist]).update(
        superseded_at=timezone.now()
    )
    assert counted(client, row) == three


def counted(client, row):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get(path_of(row))
    return len(queries)
