"""A round's own pages: what is left is said, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from recruitment.enums import ApplicationState, RoundState, Task
from recruitment.models import RecruitmentRound
from tests.objects.recruitment import make_application, make_recruitment, take_part
from tests.pages import words


@pytest.fixture
def here(cast, client):
    client.force_login(cast.kronoberg.hr)
    return cast.kronoberg


def made(here, state):
    with here.inside(here.hr):
        return make_recruitment(here, state)


def now(here, round):
    with here.inside(here.hr):
        return RecruitmentRound.objects.get(pk=round.pk)


def address(name, *things):
    return reverse(f"recruitment:{name}", args=["kronoberg", *things])


def test_the_page_of_a_draft_says_what_is_left(client, here):
    text = words(client.get(made(here, "draft").get_absolute_url())).decode()
    assert "Kvar före ”Öppen för ansökan”" in text
    assert "Annonstexten är tom." in text


def test_a_step_that_cannot_be_taken_says_why(client, here):
    round = made(here, "screening")
    with here.inside(here.hr):
        make_application(round)
    page = client.post(address("round_advance", round.pk), {"to": "interview"})
    assert page.status_code == 422
    assert "1 ansökan är inte färdiggranskad" in words(page).decode()
    assert now(here, round).state == RoundState.SCREENING


def test_a_step_is_taken(client, here):
    round = made(here, "screening")
    answer = client.post(address("round_advance", round.pk), {"to": "interview"})
    assert answer.url == round.get_absolute_url()
    assert now(here, round).state == RoundState.INTERVIEW


@pytest.mark.parametrize("to", ["", "nonsense"])
def test_a_step_that_there_is_not_is_none(client, here, to):
    round = made(here, "screening")
    answer = client.post(address("round_advance", round.pk), {"to": to})
    assert answer.status_code == 302
    assert now(here, round).state == RoundState.SCREENING


def test_a_new_round_begins_as_the_last_one(client, here):
    old = made(here, "screening")
    page = client.get(address("new_round"))
    form = page.context["form"]
    assert form["begins_as"].value() == f"round:{old.pk}"
    told = {"name": "Hösten 2028", "begins_as": f"round:{old.pk}", "id": ""}
    client.post(address("new_round"), told)
    with here.inside(here.hr):
        assert RecruitmentRound.objects.get(name="Hösten 2028").cloned_from == old


def test_a_name_that_is_taken_is_said_at_the_name(client, here):
    old = made(here, "screening")
    told = {"name": old.name, "begins_as": "empty"}
    page = client.post(address("new_round"), told)
    assert page.status_code == 422
    assert "Det finns redan en omgång" in str(page.context["form"].errors["name"])


def test_days_out_of_order_are_said_at_the_day(client, here):
    round = made(here, "draft")
    told = {
        "name": "BT",
        "text": "Ny text",
        "opens_on": "2028-03-03",
        "closes_on": "2028-03-01",
        "starts_on": "2028-02-30",
        "version": 1,
    }
    page = client.post(address("round_change", round.pk), told)
    assert page.status_code == 422
    assert "Det finns inget datum" in str(page.context["form"].errors["starts_on"])
    page = client.post(address("round_change", round.pk), told | {"starts_on": ""})
    assert "senare än dagen" in str(page.context["form"].errors["closes_on"])
    assert page.context["form"]["text"].value() == "Ny text"
    assert now(here, round).version == 1


def test_the_last_day_ends_a_minute_before_midnight(client, here):
    round = made(here, "draft")
    told = {"name": "BT", "opens_on": "2028-03-01", "closes_on": "2028-03-20",
            "starts_on": "2028-08-20", "version": 1}  # fmt: skip
    assert client.post(address("round_change", round.pk), told).status_code == 302
    closes = timezone.localtime(now(here, round).closes_at)
    assert f"{closes:%Y-%m-%d %H.%M}" == "2028-03-20 23.59"


def test_a_town_twice_is_said_at_the_second(client, here):
    round = made(here, "draft")
    told = {"town_0": "Växjö", "many_0": "2", "town_1": "växjö", "many_1": "1"}
    page = client.post(address("round_places", round.pk), told)
    assert page.status_code == 422
    assert page.context["form"].errors == {"town_1": ["Orten står två gånger."]}


def test_somebody_is_put_in_and_taken_out(client, here):
    round = made(here, "screening")
    told = {"user": str(here.studierektor.pk), "task": Task.CHAIR, "max_load": "",
            "languages": "svenska, arabiska"}  # fmt: skip
    client.post(address("round_members", round.pk), told)
    with here.inside(here.hr):
        member = round.members.get(user=here.studierektor)
    assert member.languages == ["svenska", "arabiska"]
    client.post(address("round_members", round.pk), {"remove": str(member.pk)})
    with here.inside(here.hr):
        member.refresh_from_db()
    assert member.left_at is not None


def test_whose_task_it_cannot_be_is_said_at_the_task(client, here):
    round = made(here, "screening")
    told = {"user": str(here.observer.pk), "task": Task.REVIEWER}
    page = client.post(address("round_members", round.pk), told)
    assert page.status_code == 422
    assert "observerar för facket" in str(page.context["form"].errors["task"])


def test_the_last_day_is_moved_with_a_reason(client, here):
    round = made(here, "advertised")
    later = timezone.localdate() + timedelta(days=20)
    url = address("round_closing", round.pk)
    told = {"how": "move", "closes_on": later.isoformat(), "reason": ""}
    page = client.post(url, told)
    assert page.context["form"].errors == {"reason": ["Skriv varför."]}
    assert client.post(url, told | {"reason": "Fler platser"}).status_code == 302
    assert timezone.localdate(now(here, round).closes_at) == later
    assert client.post(url, {"how": "now", "reason": "Rätt annons"}).status_code == 302
    assert now(here, round).state == RoundState.CLOSED


def test_a_round_that_is_not_open_has_no_last_day_to_move(client, here):
    url = address("round_closing", made(here, "screening").pk)
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_with_more_in_it(
    client, here, cast, django_assert_num_queries, number
):
    round = made(here, "interview")
    people = [here.studierektor, here.bt_manager, here.deputy]
    with here.inside(here.hr):
        for n in range(number):
            make_application(round, n + 1, ApplicationState.SHORTLISTED)
            take_part(round, people[n], Task.REVIEWER)
    client.get(round.get_absolute_url())
    with django_assert_num_queries(15):
        client.get(round.get_absolute_url())
    with django_assert_num_queries(10):
        client.get(address("round_members", round.pk))
    with django_assert_num_queries(12):
        client.get(address("round_places", round.pk))
