"""Delmål by delmål: what there is to show for each."""

from tests.certificates import year
from tests.overview.visits import opened, text


def test_the_evidence_is_listed_under_its_delmal(client, cast):
    company = cast.kronoberg
    with company.inside():
        seen = year.evidence(company, ["BT1"])
    response = opened(client, company, company.main_supervisor, "delmal/")
    sections = response.context["sections"]
    lines = {goal.code: lines for goal, _delmal, lines, _tasks in sections}
    assert [line.assessment_id for line in lines["BT1"]] == [seen.pk]
    assert lines["BT2"] == []
    assert list(lines) == [f"BT{number}" for number in range(1, 19)]


def test_a_long_list_shows_the_newest_and_leads_to_the_rest(client, cast):
    company = cast.kronoberg
    with company.inside():
        for _number in range(7):
            year.evidence(company, ["BT1"])
    page = text(opened(client, company, company.doctor, "delmal/"))
    assert "7 underlag i allt:" in page
    assert page.count("<b>Mini-CEX</b>") == 5
