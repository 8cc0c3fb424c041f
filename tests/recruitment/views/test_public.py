"""What everybody may read, without logging in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from recruitment.models import RecruitmentRound
from recruitment.queries.adverts import vacancies
from recruitment.rules.eligibility_path import OUTCOMES, QUESTIONS
from regions.queries import regions
from tests.objects.recruitment import make_recruitment


@pytest.fixture
def round(cast):
    here = cast.kronoberg
    with here.inside(here.hr):
        yield make_recruitment(here, "advertised")


def test_every_region_has_a_page(client, cast):
    page = client.get(reverse("public_start")).content.decode()
    paths = [reverse("public_region", args=[slug]) for slug in ("dalarna", "kronoberg")]
    for path in paths:
        assert path in page
        assert client.get(path).status_code == 200
    assert client.get("/bli-bt-lakare/nowhere/").status_code == 404


def test_the_first_page_shows_what_can_be_applied_to_in_every_region(
    client, cast, round
):
    there = cast.stockholm
    with there.inside(there.hr):
        other = make_recruitment(there, "advertised")
        draft = make_recruitment(there, "draft")
        over = make_recruitment(there, "closed")
    page = client.get(reverse("public_start")).content.decode()
    for slug, row in (("kronoberg", round), ("stockholm", other)):
        assert reverse("public_round", args=[slug, row.pk]) in page
    assert str(draft.pk) not in page
    assert str(over.pk) not in page


def test_the_first_page_says_when_nobody_takes_applications(client, cast):
    page = client.get(reverse("public_start")).content.decode()
    assert "Ingen region tar emot ansökningar just nu" in page


def test_what_is_found_is_open_to_come_or_not_there_any_more(cast, round):
    def found_on(day):
        return [(one.is_open, one.places) for one in vacancies(list(regions()), day)]

    assert found_on(round.opens_at - timedelta(hours=1)) == [(False, 2)]
    assert found_on(round.closes_at) == [(True, 2)]
    assert found_on(round.closes_at + timedelta(seconds=1)) == []


def test_who_comes_to_the_log_in_page_to_apply_is_shown_where(client, cast):
    page = client.get(reverse("account_login")).content.decode()
    assert reverse("public_start") in page


def test_the_regions_page_shows_its_own_open_round(client, cast, round):
    here = client.get(reverse("public_region", args=["kronoberg"])).content.decode()
    there = client.get(reverse("public_region", args=["stockholm"])).content.decode()
    assert round.name in here
    assert "Öppen" in here
    assert round.name not in there


def test_a_draft_is_not_there(client, cast):
    here = cast.kronoberg
    with here.inside(here.hr):
        row = make_recruitment(here, "draft")
        for name in ("public_round", "public_apply"):
            path = reverse(name, args=["kronoberg", row.pk])
            assert client.get(path).status_code == 404
        page = client.get(reverse("public_region", args=["kronoberg"]))
        assert row.name not in page.content.decode()


@pytest.mark.parametrize("name", ["public_round", "public_apply"])
def test_an_advertisement_is_its_regions_own(client, round, name):
    assert client.get(reverse(name, args=["kronoberg", round.pk])).status_code == 200
    assert client.get(reverse(name, args=["stockholm", round.pk])).status_code == 404


def test_the_advertisement_says_what_counts(client, round):
    rows = RecruitmentRound.objects.filter(pk=round.pk)
    rows.update(text="Kom till oss <b>nu</b>")
    page = client.get(reverse("public_round", args=["kronoberg", round.pk]))
    text = page.content.decode()
    for words in (
        "Kopia av legitimationen",
        "Klinisk erfarenhet",
        "Vid lika poäng avgör lotten",
        "Reserver i rangordning",
        "&lt;b&gt;nu",
    ):
        assert words in text
    # What is asked in an interview stays there.
    assert "När bad du senast om hjälp" not in text


def test_the_promise_of_the_lottery_is_shown_and_the_seed_is_not(client, cast):
    here = cast.kronoberg
    with here.inside(here.hr):
        row = make_recruitment(here, "draft")
        row.lottery_seed, row.lottery_commitment = "hemligt-frö" * 3, "ab" * 32
        row.state = "advertised"
        row.closes_at = timezone.now() + timedelta(days=1)
        row.save()
        page = client.get(reverse("public_round", args=["kronoberg", row.pk]))
    assert "ab" * 32 in page.content.decode()
    assert "hemligt-frö" not in page.content.decode()


def test_a_closed_round_says_when_it_closed(client, cast):
    here = cast.kronoberg
    with here.inside(here.hr):
        row = make_recruitment(here, "screening")
        text = client.get(
            reverse("public_round", args=["kronoberg", row.pk])
        ).content.decode()
    assert "Ansökningstiden gick ut" in text
    assert "Mejla min länk" not in text
    assert reverse("public_apply", args=["kronoberg", row.pk]) not in text


def test_a_region_without_a_known_plan_says_so(client, cast):
    page = client.get(reverse("public_region", args=["gotland"])).content.decode()
    assert "Ingen omgång är utlyst" in page


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_costs_the_same_with_more_rounds(
    client, cast, django_assert_max_num_queries, count
):
    here = cast.kronoberg
    with here.inside(here.hr):
        for state in ["advertised", "closed", "screening", "offers"][:count]:
            make_recruitment(here, state)
        path = reverse("public_region", args=["kronoberg"])
        client.get(path)
        with django_assert_max_num_queries(15):
            client.get(path)


# ----------------------------------------------------------------------- is BT for me?
PATH = "/bli-bt-lakare/kronoberg/passar-bt/"


def test_the_address_holds_the_answers(client, cast):
    page = client.get(PATH + "?licence=yes&at_done=no")
    assert page.context["question"].key == "st_before"
    assert [url for _, url in page.context["earlier"]] == ["?", "?licence=yes"]
    [yes, *_] = page.context["ways"]
    assert yes == ("Ja", "?licence=yes&at_done=no&st_before=yes")


def test_every_path_ends_somewhere(client, cast):
    """From the first question through every answer, as somebody would click."""
    ends, left, seen = set(), [""], set()
    while left:
        query = left.pop()
        page = client.get(PATH + query)
        assert page.status_code == 200
        if page.context["outcome"]:
            ends.add(page.context["outcome"].key)
            continue
        seen.add(page.context["question"].key)
        left += [url for _, url in page.context["ways"]]
    assert (ends, seen) == (set(OUTCOMES), set(QUESTIONS))


def test_the_rule_is_quoted_and_says_when_it_is_not_verified(client, cast):
    page = client.get(PATH + "?licence=yes&at_done=yes").content.decode()
    assert "Den som har gjort svensk AT kan prövas enligt SOSFS 2015:8." in page
    assert "källa ej verifierad" in page


@pytest.mark.parametrize(
    ("query", "status"),
    [("?licence=maybe", 404), ("?nonsense=1", 200), ("?licence=%00", 404)],
)
def test_what_somebody_wrote_in_the_address(client, cast, query, status):
    assert client.get(PATH + query).status_code == status
