"""Supervisors are chosen on a page: who may, who is shown, what a refusal says."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from placements import queries
from placements.enums import ProgrammeRole
from regions.models import AuditRow, Employment, User


def main_page(company):
    args = [company.region.slug, company.programme.pk]
    return reverse("placements:appoint_main", args=args)


def page(company, number):
    args = [company.region.slug, company.programme.pk, company.placements[number].pk]
    return reverse("placements:appoint_supervisor", args=args)


def employ(company, *users):
    with company.inside():
        for user in users:
            Employment.objects.create(
                region=company.region,
                user=user,
                unit=company.units[2],
                starts=company.programme.starts_on,
            )


def events(company):
    with company.inside():
        return list(AuditRow.objects.values_list("event", flat=True))


def names(response):
    html = response.content.decode()
    return re.findall(r'name="person"[^>]*><label[^>]*>([^<]+)</label>', html)


ALL = ["bt_manager", "deputy", "studierektor"]


@pytest.mark.parametrize(
    ("who", "main", "medicine", "surgery"),
    [
        *((who, 200, 200, 200) for who in ALL),
        ("unit_manager", 403, 200, 403),
        ("administrator", 403, 403, 403),
        ("main_supervisor", 403, 403, 403),
        ("supervisor", 403, 403, 403),
        ("doctor", 403, 403, 403),
        ("hr", 404, 404, 404),
    ],
)
def test_who_may_appoint(client, cast, who, main, medicine, surgery):
    for company in (cast.kronoberg, cast.stockholm):
        client.force_login(getattr(company, who))
        for address, status in [
            (main_page(company), main),
            (page(company, 1), medicine),
            (page(company, 2), surgery),
        ]:
            assert client.get(address).status_code == status
            wanted = 422 if status == 200 else status
            assert client.post(address).status_code == wanted
        assert events(company) == []


def test_the_other_region_does_not_exist(client, cast):
    ours, theirs = cast.kronoberg, cast.stockholm
    client.force_login(ours.bt_manager)
    for address in (main_page(theirs), page(theirs, 1)):
        for one in (address, address.replace("/stockholm/", "/kronoberg/")):
            assert client.get(one).status_code == 404
            given = {"person": theirs.supervisor.pk}
            assert client.post(one, given).status_code == 404
    assert events(theirs) == []


def test_a_handledare_is_appointed(client, cast):
    company = cast.kronoberg
    employ(company, company.psychiatrist)
    client.force_login(company.studierektor)
    response = client.post(
        page(company, 3), {"person": company.psychiatrist.pk}, follow=True
    )
    html = response.content.decode()
    assert "Psychiatrist Kronoberg är utsedd till handledare från " in html
    with company.inside():
        found = queries.supervisors_of(company.placements[3])
        assert found == [company.psychiatrist]
    assert events(company) == ["supervisor.appointed"]
    client.post(page(company, 3), {"person": company.psychiatrist.pk})
    assert events(company) == ["supervisor.appointed"]


def test_a_huvudansvarig_handledare_is_appointed(client, cast):
    company = cast.kronoberg
    client.force_login(company.studierektor)
    response = client.post(main_page(company), {"person": company.supervisor.pk})
    plan = reverse("placements:plan", args=["kronoberg", company.programme.pk])
    assert (response.status_code, response.url) == (302, plan)
    with company.inside():
        now = queries.role_on(
            company.programme, ProgrammeRole.MAIN_SUPERVISOR, cast.today
        )
        assert now == company.supervisor


def test_the_unit_manager_goes_back_to_what_they_may_see(client, cast):
    company = cast.kronoberg
    client.force_login(company.unit_manager)
    response = client.post(page(company, 1), {"person": company.supervisor.pk})
    assert response.url == company.programme.get_absolute_url()


def test_those_who_may_be_chosen_come_first_and_the_doctor_not_at_all(client, cast):
    company = cast.kronoberg
    employ(company, company.psychiatrist, company.untrained)
    client.force_login(company.bt_manager)
    first, *others = names(client.get(page(company, 3)))
    assert first == "Psychiatrist Kronoberg"
    assert others == sorted(others)
    assert {"Untrained Kronoberg", "Supervisor Kronoberg"} < set(others)
    assert "Doctor Kronoberg" not in others


def test_competence_stands_in_words(client, cast):
    company = cast.kronoberg
    employ(company, company.untrained)
    client.force_login(company.bt_manager)
    html = client.get(page(company, 1)).content.decode()
    for words in (
        "Specialist i internmedicin. Handledarutbildad. Medicinkliniken Kronoberg.",
        "Läkare utan specialitet. Ingen handledarutbildning är registrerad.",
        "Kan inte utses här.",
    ):
        assert words in html


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("untrained", "ingen sådan är registrerad. Registrera utbildningen med datum"),
        ("main_supervisor", "är registrerad som specialist i allmänmedicin."),
    ],
)
def test_a_refusal_explains_and_changes_nothing(client, cast, who, words):
    company = cast.kronoberg
    employ(company, company.untrained)
    client.force_login(company.bt_manager)
    chosen = getattr(company, who)
    response = client.post(page(company, 1), {"person": chosen.pk})
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert "källa ej verifierad" in html
    assert re.search(rf'value="{chosen.pk}"[^>]* checked', html)
    with company.inside():
        found = queries.supervisors_of(company.placements[1])
        assert found == [company.supervisor]
    assert events(company) == []


@pytest.mark.parametrize(
    "person", ["", "nonsense", "\x00", "00000000-0000-4000-8000-000000000000"]
)
def test_nobody_and_anybody_is_not_in_the_list(client, cast, person):
    client.force_login(cast.kronoberg.bt_manager)
    response = client.post(page(cast.kronoberg, 1), {"person": person})
    assert response.status_code == 422
    (text,) = response.context["form"].errors["person"]
    assert text == ("Välj någon i listan." if person else "Välj någon.")


def test_somebody_of_another_region_is_not_in_the_list(client, cast):
    client.force_login(cast.kronoberg.bt_manager)
    given = {"person": cast.stockholm.supervisor.pk}
    response = client.post(page(cast.kronoberg, 1), given)
    assert response.status_code == 422
    assert "Stockholm" not in response.content.decode()


def test_a_long_list_is_searched(client, cast):
    company = cast.kronoberg
    people = [
        User.objects.create_user(
            f"person{number}@example.org", first_name="Bo", last_name=f"Lind {number}"
        )
        for number in range(30)
    ]
    for user in people:
        user.qualifications.create(kind="licence", name="Sverige", on="2020-01-01")
    employ(company, *people)
    client.force_login(company.bt_manager)
    with CaptureQueriesContext(connection) as few:
        response = client.get(page(company, 1) + "?namn=lind+17")
    assert names(response) == ["Bo Lind 17"]
    with CaptureQueriesContext(connection) as many:
        response = client.get(page(company, 1))
    assert len(names(response)) == 20
    assert re.search(r"20 av 3\d visas. Sök på namn", response.content.decode())
    assert len(few) == len(many)
    html = client.get(page(company, 1) + "?namn=<s>").content.decode()
    assert "Ingen träff på ”&lt;s&gt;”" in html
