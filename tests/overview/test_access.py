"""Who gets in to one doctor's pages, and what opening them costs."""

import pytest

from tests.addresses import UNKNOWN
from tests.certificates import papers, year
from tests.overview.visits import PAGES, SEES, opened, path
from tests.page_reads import at_most
from tests.pages import words

BUDGET = 21


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", SEES)
def test_those_who_may_see_it_do(client, cast, role, page):
    company = cast.kronoberg
    assert opened(client, company, getattr(company, role), page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["hr", "external"])
def test_the_others_find_no_such_page(client, cast, role, page):
    """The extern bedömare is one of them: the dossier is another page."""
    company = cast.kronoberg
    with company.inside():
        year.declared(company)
    client.force_login(getattr(company, role))
    here, nowhere = (
        client.get(path(company, page)),
        client.get(path(company, page, UNKNOWN)),
    )
    assert (here.status_code, nowhere.status_code) == (404, 404)
    assert words(here) == words(nowhere)


@pytest.mark.parametrize("page", PAGES)
def test_another_regions_doctor_is_not_there(client, cast, page):
    client.force_login(cast.kronoberg.bt_manager)
    foreign = cast.stockholm.programme.pk
    assert client.get(path(cast.kronoberg, page, foreign)).status_code == 404
    assert client.get(path(cast.stockholm, page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_posted_here(client, cast, page):
    client.force_login(cast.kronoberg.bt_manager)
    assert client.post(path(cast.kronoberg, page)).status_code == 405


# ------------------------------------------------------------------------ what it costs
@pytest.mark.parametrize("role", SEES)
@pytest.mark.parametrize("times", [1, 3])
def test_the_overview_keeps_its_budget(client, cast, role, times):
    company = cast.kronoberg
    with company.inside():
        year.know_numbers(company)
        for _time in range(times):
            year.evidence(company)
        year.certified(company, "BT1", "BT2")
        year.written(company, "BT3")
    opened(client, company, getattr(company, role))  # noted, and the types are known
    with at_most(BUDGET + 2 if role == "doctor" else BUDGET):  # with what waits
        client.get(path(company))


@pytest.mark.parametrize(
    ("role", "budget"),
    [("doctor", BUDGET + 5), ("main_supervisor", BUDGET), ("bt_manager", BUDGET)],
)
def test_a_finished_year_keeps_it_too(client, cast, role, budget):
    """The doctor's page also asks what waits, and now the originals are read."""
    company = cast.kronoberg
    with company.inside():
        year.prepare(company)
        papers.certify_everything(company)
        papers.complete(company)
        papers.print_all(company)
    opened(client, company, getattr(company, role))
    with at_most(budget):
        client.get(path(company))
