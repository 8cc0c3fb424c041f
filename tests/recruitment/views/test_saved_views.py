"""Filters of the list, kept by one person under a name."""

import pytest
from django.urls import reverse

from bt_admin.lib.verdicts import Refused
from recruitment.actions.saved_views import drop_view, save_view
from recruitment.models import SavedView
from recruitment.rules.saved_views import MOST, may_save_view
from tests.cast import at
from tests.objects.recruitment import make_application, make_recruitment
from tests.pages import words

KEPT = [("lage", "submitted"), ("papper", "saknas")]


@pytest.fixture
def here(cast):
    return cast.kronoberg


@pytest.fixture
def round(here):
    with here.inside(here.hr):
        round = make_recruitment(here)
        make_application(round, 1)
        return round


def path(round, name="saved_views"):
    return reverse(f"recruitment:{name}", args=["kronoberg", round.pk])


def saved(company, user, name="Saknar något", kept=KEPT):
    with company.inside(user):
        return save_view(region=company.region, name=name, kept=kept, by=user, at=at())


@pytest.mark.parametrize(
    ("name", "kept", "others", "codes"),
    [
        ("Mina", KEPT, set(), []),
        ("", KEPT, set(), ["view.no_name"]),
        ("Mina", [], set(), ["view.nothing"]),
        ("Ny", KEPT, {str(n) for n in range(MOST)}, ["view.many"]),
        ("3", KEPT, {str(n) for n in range(MOST)}, []),
    ],
)
def test_what_may_be_kept(name, kept, others, codes):
    assert may_save_view(name, kept, frozenset(others)).codes == codes


def test_a_filter_is_named_opened_and_taken_away(client, here, round):
    client.force_login(here.hr)
    chosen = f"{path(round)}?lage=submitted&sok=Anna+Ek"
    assert "Det du har sökt efter sparas inte" in words(client.get(chosen)).decode()
    refused = client.post(chosen, {"name": " "})
    assert refused.status_code == 422
    assert refused.context["form"].errors["name"] == ["Skriv ett namn."]
    assert client.post(chosen, {"name": "Inkomna"}).status_code == 302
    with here.inside(here.hr):
        assert [(o.name, o.query) for o in SavedView.objects.all()] == [
            ("Inkomna", "lage=submitted")
        ]
        key = SavedView.objects.get().pk
    page = client.get(path(round, "applications"))
    assert [one.name for one, _url in page.context["views"]] == ["Inkomna"]
    url = page.context["views"][0][1]
    assert client.get(url).context["query"] == "lage=submitted"
    for _click in range(2):
        assert client.post(path(round), {"drop": str(key)}).status_code == 302
    assert client.get(path(round, "applications")).context["views"] == []


def test_the_same_name_again_is_the_same_view(here):
    first = saved(here, here.hr)
    again = saved(here, here.hr, kept=[("ort", "Växjö")])
    assert (first.pk, again.query) == (again.pk, "ort=V%C3%A4xj%C3%B6")


def test_nothing_is_saved_of_no_filter(client, here, round):
    client.force_login(here.hr)
    page = client.post(path(round), {"name": "Allt"})
    assert page.status_code == 422
    assert client.post(f"{path(round)}?lage=nonsens", {"name": "x"}).status_code == 422


def test_it_is_ones_own_alone(here):
    mine = saved(here, here.hr)
    with here.inside(here.bt_manager):
        assert not SavedView.objects.exists()
        drop_view(region=here.region, pk=mine.pk, by=here.bt_manager)
    with here.inside(here.hr):
        assert SavedView.objects.get() == mine
    with pytest.raises(Refused):
        saved(here, here.recruiter)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_with_more_views(
    client, here, round, django_assert_num_queries, number
):
    for one in range(number):
        saved(here, here.hr, f"Vy {one}")
    client.force_login(here.hr)
    client.get(path(round))
    with django_assert_num_queries(11):
        client.get(path(round))
