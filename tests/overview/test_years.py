"""Years that are not usual: without a plan, before the first day, finished, or none."""

import pytest

from placements.models import PlacementPeriod
from regions import access
from regions.models import UnitAssignment
from tests.certificates import papers
from tests.overview.visits import PAGES, SEES, moved, opened, text


@pytest.mark.parametrize("role", SEES)
@pytest.mark.parametrize("page", PAGES)
def test_a_programme_without_a_plan(client, cast, role, page):
    company = cast.kronoberg
    with company.inside():
        # The unit manager sees it through a placement: theirs has no days yet.
        PlacementPeriod.objects.filter(placement__programme=company.programme).delete()
    response = opened(client, company, getattr(company, role), page)
    assert response.status_code == 200
    if not page:
        assert "Ingen plan än" in text(response)


@pytest.mark.parametrize(
    ("days", "heading"),
    [(-200, "Börjar "), (20, "Vecka 3 av 52"), (400, "Tjänstgöringen är slut")],
)
@pytest.mark.parametrize("role", ["doctor", "main_supervisor"])
def test_before_early_and_after(client, cast, role, days, heading):
    company = cast.kronoberg
    with company.inside():
        moved(company, days)
    response = opened(client, company, getattr(company, role))
    assert heading in text(response)


def test_a_finished_year(client, cast):
    company = cast.kronoberg
    with company.inside():
        papers.certify_everything(company)
    for role in SEES:
        assert opened(client, company, getattr(company, role)).status_code == 200


def test_a_doctor_without_a_programme_has_a_start_page(client, cast):
    company = cast.kronoberg
    with company.inside():
        access.assign(
            UnitAssignment(
                region=company.region,
                unit=company.units[0],
                user=company.newcomer,
                role="unit_lead",
                starts=cast.today,
            )
        )
    client.force_login(company.newcomer)
    assert client.get("/kronoberg/").status_code == 200
    assert client.get("/kronoberg/min-bt/").status_code == 404
