"""What waits besides one's own: for those who lead, and for those who stand in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import Assessment
from regions import access
from regions.actions.stand_ins import name_stand_in
from regions.models import UnitAssignment
from tests.cast import at
from tests.objects.assessments import make_assessment
from tests.page_reads import at_most

STUCK = "/kronoberg/vantat-lange/"
DAY = timedelta(days=1)


def text(response) -> str:
    words = response.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(words.split())


def stuck(company, days=20, number=1):
    for _number in range(number):
        row = make_assessment(company)
        Assessment.objects.filter(pk=row.pk).update(registered_at=at() - days * DAY)


def stand_in(company, absent):
    today = access.today()
    name_stand_in(
        absent=absent, stand_in=company.psychiatrist, region=company.region,
        starts=today, ends=today + 5 * DAY, by=absent, at=at(),
    )  # fmt: skip


def test_the_studierektor_is_told_who_what_and_how_long(client, cast):
    company = cast.kronoberg
    with company.inside():
        stuck(company)
    client.force_login(company.studierektor)
    for url in ("/kronoberg/", STUCK):
        page = text(client.get(url))
        for words in ("Supervisor Kronoberg", "Mini-CEX", "20 dagar"):
            assert (url, words, words in page) == (url, words, True)
    assert "Doctor Kronoberg" not in text(client.get(STUCK))


def test_it_is_gone_when_it_is_answered(client, cast):
    company = cast.kronoberg
    with company.inside():
        stuck(company)
        Assessment.objects.update(state="declined", reason="Var inte där.")
    client.force_login(company.studierektor)
    assert "Inget har väntat länge" in text(client.get(STUCK))


def test_the_lead_of_the_unit_sees_the_page_and_others_are_refused(client, cast):
    company = cast.kronoberg
    with company.inside():
        stuck(company, days=11)
        access.assign(
            UnitAssignment(
                region=company.region, unit=company.units[1],
                user=company.psychiatrist, role="unit_lead", starts=access.today(),
            )
        )  # fmt: skip
    client.force_login(company.psychiatrist)
    assert "11 dagar" in text(client.get(STUCK))
    client.force_login(company.supervisor)
    assert client.get(STUCK).status_code == 403


def test_the_list_costs_the_same_with_three(client, cast):
    company = cast.kronoberg
    client.force_login(company.studierektor)
    with company.inside():
        stuck(company)
    client.get(STUCK)
    with at_most(12) as one:
        client.get(STUCK)
    with company.inside():
        stuck(company, number=2)
    with at_most(len(one)):
        client.get(STUCK)


def test_a_stand_in_sees_what_waits_and_who_alone_may_do_it(client, cast):
    company = cast.kronoberg
    with company.inside():
        make_assessment(company)
        stand_in(company, company.supervisor)
    client.force_login(company.psychiatrist)
    page = text(client.get("/kronoberg/"))
    assert "Du är ersättare för Supervisor Kronoberg" in page
    assert "Det här kan bara Supervisor Kronoberg göra:" in page
    assert "Signera Mini-CEX för Doctor Kronoberg" in page
    assert "/bedomning/" not in page


def test_a_stand_in_opens_the_bt_and_begins_an_assessment(client, cast):
    company = cast.kronoberg
    with company.inside():
        stand_in(company, company.main_supervisor)
    client.force_login(company.psychiatrist)
    bt = f"/kronoberg/bt/{company.programme.pk}/"
    assert client.get(bt).status_code == 200
    assert client.get(f"{bt}bedom/").status_code == 200


@pytest.mark.parametrize("name", ["delmal", "sign_competence"])
def test_a_stand_in_certifies_nothing(client, cast, name):
    company = cast.kronoberg
    with company.inside():
        stand_in(company, company.main_supervisor)
    client.force_login(company.psychiatrist)
    url = reverse(f"certificates:{name}", args=["kronoberg", company.programme.pk])
    assert client.get(url).status_code == 403
