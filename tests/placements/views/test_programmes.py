"""The list of BT-läkare: who sees whom, the filter, the order, the queries."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from placements import actions
from placements.enums import EmploymentForm, ProgrammeState
from regions.models import User
from tests.cast import at
from tests.databases import plan_for_many


def url(company, query=""):
    return reverse("placements:programmes", args=[company.region.slug]) + query


def names(response):
    html = response.content.decode()
    return re.findall(r'<th scope="row"[^>]*><a href="[^"]+">([^<]+)</a>', html)


def open_bt(company, last_name, first_name="Anna", **changed):
    with company.inside():
        user = User.objects.create_user(
            f"{first_name}.{last_name}@example.org".replace(" ", ""),
            first_name=first_name,
            last_name=last_name,
        )
        user.qualifications.create(kind="licence", name="Sverige", on="2020-01-01")
        given = {
            "region": company.region,
            "user": user,
            "model": company.model,
            "starts_on": at().date() + timedelta(days=10),
            "employment_form": EmploymentForm.STANDALONE,
            "units": {},
            "by": company.bt_manager,
            "at": at(),
        }
        return actions.open_programme(**(given | changed))


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("bt_manager", ["Doctor Kronoberg"]),
        ("deputy", ["Doctor Kronoberg"]),
        ("studierektor", ["Doctor Kronoberg"]),
        ("administrator", ["Doctor Kronoberg"]),
        ("unit_manager", ["Doctor Kronoberg"]),
        ("main_supervisor", ["Doctor Kronoberg"]),
        ("supervisor", ["Doctor Kronoberg"]),
        ("doctor", ["Doctor Kronoberg"]),
        ("hr", []),
    ],
)
def test_who_sees_whom(client, cast, who, expected):
    client.force_login(getattr(cast.kronoberg, who))
    response = client.get(url(cast.kronoberg))
    assert (response.status_code, names(response)) == (200, expected)
    may_open = who in ("bt_manager", "deputy", "studierektor", "administrator")
    assert ("Lägg upp BT" in response.content.decode()) == may_open


@pytest.mark.parametrize("who", ["bt_manager", "doctor", "hr"])
def test_the_other_region_does_not_exist(client, cast, who):
    client.force_login(getattr(cast.kronoberg, who))
    assert client.get(url(cast.stockholm)).status_code == 404


def test_strangers_find_nothing(client, cast):
    client.force_login(cast.stranger)
    assert client.get(url(cast.kronoberg)).status_code == 404


def test_in_swedish_order(client, cast):
    company = cast.kronoberg
    for last_name in ("Öberg", "Åberg", "Zorn", "Ärlig"):
        open_bt(company, last_name)
    client.force_login(company.bt_manager)
    assert names(client.get(url(company))) == [
        "Doctor Kronoberg",
        "Anna Zorn",
        "Anna Åberg",
        "Anna Ärlig",
        "Anna Öberg",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?namn=zorn", ["Anna Zorn"]),
        ("?namn=ann+zo", ["Anna Zorn"]),
        ("?lage=planned", ["Anna Zorn"]),
        ("?lage=in_service", ["Doctor Kronoberg"]),
        ("?lage=applied", []),
        ("?lage=planned&namn=doctor", []),
        # An address with nonsense filters nothing.
        ("?lage=nonsense&sida=nonsense", ["Doctor Kronoberg", "Anna Zorn"]),
        ("?enhet=nonsense&namn=%00", ["Doctor Kronoberg", "Anna Zorn"]),
        (
            "?enhet=00000000-0000-4000-8000-000000000000",
            ["Doctor Kronoberg", "Anna Zorn"],
        ),
    ],
)
def test_the_filter_lives_in_the_address(client, cast, query, expected):
    company = cast.kronoberg
    open_bt(company, "Zorn")
    client.force_login(company.bt_manager)
    response = client.get(url(company, query))
    assert (response.status_code, names(response)) == (200, expected)


def test_filter_by_unit_and_never_by_another_regions(client, cast):
    company = cast.kronoberg
    open_bt(company, "Zorn", units={"Kirurgi": company.units[2]})
    client.force_login(company.bt_manager)

    def found(unit):
        return names(client.get(url(company, f"?enhet={unit.pk}")))

    assert found(company.units[1]) == ["Doctor Kronoberg"]
    assert found(company.units[2]) == ["Doctor Kronoberg", "Anna Zorn"]
    assert found(cast.stockholm.units[2]) == ["Doctor Kronoberg", "Anna Zorn"]


def test_an_empty_answer_says_what_is_hidden(client, cast):
    client.force_login(cast.kronoberg.bt_manager)
    html = client.get(url(cast.kronoberg, "?namn=ingen")).content.decode()
    assert "Inget passar filtret" in html
    assert "1 rad är dold." in html


def test_html_in_a_name_is_shown_as_written(client, cast):
    company = cast.kronoberg
    open_bt(company, "<script>alert(1)</script>")
    client.force_login(company.bt_manager)
    html = client.get(url(company, "?namn=<s>x</s>")).content.decode()
    assert "&lt;s&gt;x&lt;/s&gt;" in html
    assert "<s>" not in html
    html = client.get(url(company)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert(1)" not in html


@pytest.mark.parametrize("query", ["", "?namn=o"])
def test_as_many_queries_for_one_as_for_many(client, cast, query):
    company = cast.kronoberg
    client.force_login(company.bt_manager)
    client.get(url(company, query))  # what is kept from the first page on
    one = queries_for(client, url(company, query))
    for number in range(2):
        open_bt(company, f"Lo {number}")
    three = queries_for(client, url(company, query))
    for number in range(60):
        open_bt(company, f"Bo {number}")
    plan_for_many()
    many = queries_for(client, url(company, query))
    assert one == three == many <= 15


def queries_for(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    # The test's own savepoint round each request is none of the page's.
    return sum("SAVEPOINT" not in query["sql"] for query in queries)


def test_the_state_shown_is_that_of_today(client, cast):
    company = cast.kronoberg
    with company.inside():
        company.programme.state = ProgrammeState.PLANNED
        company.programme.save()
    client.force_login(company.bt_manager)
    assert names(client.get(url(company, "?lage=planned"))) == []
    assert names(client.get(url(company, "?lage=in_service"))) == ["Doctor Kronoberg"]


@pytest.mark.parametrize(("who", "status"), [("doctor", 302), ("bt_manager", 404)])
def test_the_way_to_ones_own(client, cast, who, status):
    company = cast.kronoberg
    client.force_login(getattr(company, who))
    response = client.get(reverse("placements:mine", args=[company.region.slug]))
    assert response.status_code == status
    if status == 302:
        assert response.url == company.programme.get_absolute_url()
