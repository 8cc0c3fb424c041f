"""The pages of a national clearing: the region's, the applicant's and everybody's."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from recruitment.actions import clearing_pairs
from recruitment.models import Clearing, ClearingSide, ClearingWishes
from recruitment.queries.clearing import token_for, wishes_path
from recruitment.queries.clearing_pairs import key_for
from recruitment.queries.links import path_of
from tests.objects.clearing import (
    approved,
    begun,
    closed,
    make_both,
    make_clearing,
    matched,
    wished,
)
from tests.objects.offers import make_ranked

HERE, THERE = "Växjö (Region Kronoberg)", "Solna (Region Stockholm)"


@pytest.fixture
def both(cast):
    return make_both(cast)


def said(response):
    """The page's words, without marks."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(text))


def at(round, name="clearing"):
    return reverse(f"recruitment:{name}", args=[round.region.slug, round.pk])


def case_of(company, round, number):
    with company.inside():
        return round.applications.select_related("region").get(number=number)


# ----------------------------------------------------------------------------- a region
def test_a_region_opens_one_joins_it_and_leaves(client, cast):
    here = cast.kronoberg
    with here.inside(here.bt_manager):
        round = make_ranked(here, (5, 4, 3))
    client.force_login(here.bt_manager)
    late = (timezone.localdate() + timedelta(days=90)).isoformat()
    refused = client.post(
        at(round, "new_clearing"), {"name": "BT våren", "closes_on": late}
    )
    assert refused.status_code == 422
    assert 'value="BT våren"' in refused.content.decode()
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    client.post(at(round, "new_clearing"), {"name": "BT våren", "closes_on": day})
    clearing = Clearing.objects.get()
    assert client.post(at(round), {"do": "join"}).status_code == 422
    client.post(at(round), {"do": "join", "clearing": clearing.pk})
    page = said(client.get(at(round)))
    assert "Sökande härifrån 3" in page
    client.post(at(round), {"do": "leave"})
    assert not ClearingSide.objects.exists()


def test_who_only_runs_the_round_reads_and_decides_nothing(client, cast, both):
    _clearing, here, _there = both
    client.force_login(cast.kronoberg.hr)
    page = client.get(at(here))
    assert page.status_code == 200
    assert "Lämna matchningen" not in page.content.decode()
    for name in ("clearing", "new_clearing", "clearing_before"):
        assert client.post(at(here, name), {"do": "leave"}).status_code == 403
    assert ClearingSide.objects.count() == 2


def test_a_place_before_the_match_is_given_and_taken_back(client, cast, both):
    _clearing, here, _there = both
    client.force_login(cast.kronoberg.bt_manager)
    form = client.get(at(here, "clearing_before")).context["form"]
    given = {"entry": next(iter(form.entries)), "place": next(iter(form.places))}
    typed = client.post(at(here, "clearing_before"), given | {"reason": " "})
    assert typed.status_code == 422
    client.post(at(here, "clearing_before"), given | {"reason": "Beslut 12, vård"})
    assert "Beslut 12, vård" in said(client.get(at(here)))
    for _ in range(2):
        client.post(at(here), {"do": "take_back", "entry": given["entry"]})
    assert "Beslut 12, vård" not in said(client.get(at(here)))


def test_the_region_sees_no_wishes(client, cast, both):
    """Not when it is matched either: who got a place here, not what anybody wished."""
    clearing, here, _there = both
    wished(begun(cast.kronoberg, here, 1))
    client.force_login(cast.kronoberg.bt_manager)
    code = ClearingWishes.objects.get().code
    matched(clearing)
    approved(cast.kronoberg, here)
    for name in ("clearing", "ranking", "release"):
        page = client.get(at(here, name)).content.decode()
        assert code not in page
        assert "val." not in page


@pytest.mark.parametrize("levels", [(5, 4, 3), (5, 4, 4, 3, 3, 3)])
def test_the_page_costs_the_same_with_more_applicants(
    client, cast, levels, django_assert_num_queries
):
    here, clearing = cast.kronoberg, make_clearing(cast.kronoberg)
    with here.inside(here.bt_manager):
        round = make_ranked(here, levels)
    client.force_login(here.bt_manager)
    client.post(at(round), {"do": "join", "clearing": clearing.pk})
    client.get(at(round))
    with django_assert_num_queries(QUERIES):
        client.get(at(round))


QUERIES = 17


# --------------------------------------------------------------------------- an applicant
def test_an_applicant_begins_on_the_case_page_and_wishes_by_presses(client, cast, both):
    _clearing, here, there = both
    case = case_of(cast.kronoberg, here, 1)
    assert "Önska platser" in said(client.get(path_of(case)))
    page = path_of(case) + "matchning/"
    assert client.get(page).status_code == 200
    assert not ClearingWishes.objects.exists()  # to look changes nothing
    url = client.post(page).url
    other = path_of(case_of(cast.stockholm, there, 1)) + "matchning/"
    wrong = client.post(other, {"key": "https://example.org/fel/"})
    assert wrong.status_code == 422
    assert "https://example.org/fel/" in wrong.content.decode()
    assert client.post(other, {"key": f"http://testserver{url}"}).url == url
    row = ClearingWishes.objects.get()
    assert row.wishes == [HERE, THERE]
    press = {"version": row.version, "do": "up", "place": THERE}
    assert client.post(url, press).status_code == 302
    row.refresh_from_db()
    assert row.wishes == [THERE, HERE]
    again = client.post(url, press)  # the same press from an old window
    assert again.status_code == 422
    assert "ett annat fönster" in again.content.decode()
    assert client.post(url, {"version": "x", "do": "remove"}).status_code == 422


def test_the_result_explains_itself_when_all_have_approved(client, cast, both):
    clearing, here, there = both
    first = wished(begun(cast.kronoberg, here, 1), HERE)
    last = wished(begun(cast.kronoberg, here, 3), HERE)
    matched(clearing)
    waits = said(client.get(wishes_path(last)))
    assert "Resultatet visas här när alla regioner har godkänt" in waits
    assert client.get(reverse("clearing_file", args=[clearing.pk])).status_code == 404
    for company, round in ((cast.kronoberg, here), (cast.stockholm, there)):
        approved(company, round)
    assert f"Du har fått plats i {HERE}, ditt första val." in said(
        client.get(wishes_path(first))
    )
    page = said(client.get(wishes_path(last)))
    assert "den enda platsen gick till en sökande som rangordnats före dig." in page
    assert "Den sista hade rang 1, och du hade rang 3." in page
    case = path_of(case_of(cast.kronoberg, here, 3))
    assert client.get(f"{case}matchning/").url == wishes_path(last)


def test_after_the_wishes_have_closed_nothing_can_be_pressed(client, cast, both):
    clearing, here, _there = both
    row = begun(cast.kronoberg, here, 1)
    closed(clearing)
    url = wishes_path(row)
    assert "<form" not in client.get(url).content.decode()
    press = {"version": row.version, "do": "remove", "place": HERE}
    assert client.post(url, press).status_code == 422
    case = path_of(case_of(cast.kronoberg, here, 2)) + "matchning/"
    assert "Orterna i din ansökan gäller" in said(client.get(case))
    assert client.post(case).status_code == 422


def test_a_wrong_link_and_a_case_in_no_clearing_show_nothing(client, cast):
    url = reverse("clearing_wishes", args=[token_for(cast.kronoberg.hr.pk)])
    assert client.get(url).status_code == 404
    here = cast.kronoberg
    with here.inside(here.bt_manager):
        case = make_ranked(here, (5,)).applications.get()
    assert client.get(path_of(case) + "matchning/").status_code == 404
    assert "matchning" not in client.get(path_of(case)).content.decode()


# --------------------------------------------------------------------------- going together
def test_two_go_together_by_a_key_and_wish_in_one_list(client, cast, both):
    _clearing, here, there = both
    mine = wishes_path(begun(cast.kronoberg, here, 1))
    yours = wishes_path(begun(cast.stockholm, there, 1))
    client.post(mine, {"do": "pair_begin"})
    key = client.get(mine).context["pair_key"]
    assert key in said(client.get(mine))
    wrong = client.post(yours, {"do": "pair_join", "pair_key": "en gissning"})
    assert wrong.status_code == 422
    assert 'value="en gissning"' in wrong.content.decode()
    assert client.post(yours, {"do": "pair_join", "pair_key": key}).status_code == 302
    assert "har inte önskat något än" in said(client.get(yours))
    wish = {"do": "pair_wish", "how": "add", "version": 1}
    assert (
        client.post(yours, wish | {"first": THERE, "second": HERE}).status_code == 422
    )
    client.post(yours, wish | {"first": HERE, "second": THERE})
    assert f"Du i {HERE}, den andra i {THERE}" in said(client.get(mine))
    assert f"Du i {THERE}, den andra i {HERE}" in said(client.get(yours))
    client.post(mine, wish | {"how": "remove", "version": 2, "number": 0})
    assert "har inte önskat något än" in said(client.get(yours))
    client.post(yours, {"do": "pair_end"})
    assert "Vill du gå tillsammans med någon?" in said(client.get(mine))
    # What is pressed in a window from before does no harm.
    assert client.post(mine, wish | {"how": "up", "number": 7}).status_code == 302


def test_with_a_pair_everybody_reads_how_many_they_were(client, cast, both):
    clearing, here, there = both
    first, second = begun(cast.kronoberg, here, 1), begun(cast.stockholm, there, 1)
    pair = clearing_pairs.begin(wishes=first, at=timezone.now())
    key = {"key": key_for(pair.pk), "at": timezone.now()}
    pair = clearing_pairs.join(wishes=second, **key)
    clearing_pairs.wish(pair=pair, places=[(HERE, THERE)], version=1, at=timezone.now())
    matched(clearing)
    for company, round in ((cast.kronoberg, here), (cast.stockholm, there)):
        approved(company, round)
    page = said(client.get(clearing.get_absolute_url()))
    assert "1 par sökte tillsammans. Ingen kunde hellre ha fått en annan plats." in page
    assert "Bara lotten" not in page
    assert "Första valet 2 Ingen plats 4" in page


# ------------------------------------------------------------------------------ everybody
def test_everybody_reads_the_method_and_the_promise_then_the_file(client, cast, both):
    clearing, here, there = both
    url = clearing.get_absolute_url()
    page = client.get(url).content.decode()
    assert clearing.commitment in page
    assert clearing.seed not in page
    assert clearing.name in client.get(reverse("public_clearings")).content.decode()
    matched(clearing)
    assert clearing.seed not in client.get(url).content.decode()
    for company, round in ((cast.kronoberg, here), (cast.stockholm, there)):
        approved(company, round)
    page = client.get(url)
    assert clearing.seed in page.content.decode()
    assert "2 av 6 sökande fick en plats." in said(page)
    assert "Första valet 2 2 Ingen plats 4 4" in said(page)
    file = client.get(reverse("clearing_file", args=[clearing.pk]))
    assert file.json()["commitment"] == clearing.commitment
    checker = client.get(reverse("clearing_checker")).content.decode()
    assert checker.startswith('"""Kontrollerar en publicerad matchning.')
