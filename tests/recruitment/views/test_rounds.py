"""The list of rounds, and the first page of one."""

import pytest
from django.urls import reverse

from recruitment.enums import ApplicationState, Task
from tests.objects.recruitment import (
    make_application,
    make_recruitment,
    take_part,
)
from tests.pages import words


@pytest.fixture
def round(cast):
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        return make_recruitment(cast.kronoberg)


def test_the_list_says_how_many_places_and_applications(client, cast, round):
    here = cast.kronoberg
    with here.inside(here.hr):
        make_application(round, 1)
        make_application(round, 2, ApplicationState.DRAFT)
    client.force_login(here.hr)
    page = client.get(reverse("recruitment:rounds", args=["kronoberg"]))
    [row] = page.context["rounds"]
    assert (row.places, row.sent_in) == (2, 1)


def test_the_page_counts_what_is_where(client, cast, round):
    here = cast.kronoberg
    with here.inside(here.hr):
        for number in (1, 2):
            make_application(round, number)
        make_application(round, 3, ApplicationState.ELIGIBLE)
    client.force_login(here.hr)
    page = client.get(round.get_absolute_url())
    counts = [(one.state, one.number, one.percent) for one in page.context["counts"]]
    assert counts == [("submitted", 2, 67), ("eligible", 1, 33)]


def test_who_has_a_task_is_not_told_how_many_have_applied(client, cast, round):
    client.force_login(cast.kronoberg.recruiter)
    page = client.get(round.get_absolute_url())
    assert "counts" not in page.context
    assert "Ansökningar".encode() not in words(page)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_with_more_rounds(
    client, cast, django_assert_num_queries, number
):
    here = cast.kronoberg
    with here.inside(here.hr):
        for state in ["draft", "advertised", "screening"][:number]:
            make_recruitment(here, state)
    client.force_login(here.hr)
    client.get(reverse("recruitment:rounds", args=["kronoberg"]))
    with django_assert_num_queries(8):
        client.get(reverse("recruitment:rounds", args=["kronoberg"]))


@pytest.mark.parametrize("leads", [True, False])
def test_the_chair_finds_how_well_the_reviewers_agree(client, cast, leads):
    """Also one who is not at the office; the others of the group have no such page."""
    here = cast.kronoberg
    with here.inside(here.hr):
        round = make_recruitment(here)
        if leads:
            take_part(round, here.recruiter, Task.CHAIR)
        client.force_login(here.recruiter)
        url = reverse("recruitment:agreement", args=["kronoberg", round.pk])
        assert (url in client.get(round.get_absolute_url()).content.decode()) is leads
        assert client.get(url).status_code == (200 if leads else 403)
