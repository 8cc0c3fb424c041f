"""Läget: who is in phase, for those who follow or lead."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Assessment, AssessmentDelmal
from assessments.rules.delmal import ALL_CODES
from assessments.rules.instruments import instrument
from placements.enums import EmploymentForm
from placements.models import Doctor, Placement, PlacementPeriod, Programme
from regions.enums import CareSetting
from regions.models import User
from tests.certificates import year
from tests.databases import plan_for_many
from tests.page_reads import at_most

URL = "/kronoberg/laget/"
WHOLE = instrument("mini_cex").whole.key
MOST = 15


def page(client, user, query=""):
    client.force_login(user)
    return client.get(URL + query)


def names(response) -> list[str]:
    html = response.content.decode()
    return re.findall(r'<th scope="row"[^>]*><a href="[^"]+">([^<]+)</a>', html)


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def many(company, count: int) -> list[Programme]:
    """As many doctors more, in the middle of the same year, with five pieces each."""
    users = User.objects.bulk_create(
        User(email=f"c{n}@example.org", first_name="C", last_name=f"{n:03}")
        for n in range(count)
    )
    doctors = Doctor.objects.bulk_create(
        Doctor(region=company.region, user=user) for user in users
    )
    programmes = Programme.objects.bulk_create(
        Programme(
            region=company.region, doctor=doctor, model=company.model, norm_months=12,
            employment_form=EmploymentForm.STANDALONE, state="in_service",
            starts_on=company.programme.starts_on,
            opened_by=company.bt_manager, opened_at=timezone.now(),
        )
        for doctor in doctors
    )  # fmt: skip
    plan(company, programmes)
    evidence(company, programmes)
    plan_for_many()
    return programmes


def plan(company, programmes) -> None:
    first = company.programme.starts_on
    placements = Placement.objects.bulk_create(
        Placement(
            region=company.region, programme=one, unit=company.units[0], position=1,
            title="Kirurgi", care=CareSetting.ACUTE,
        )
        for one in programmes
    )  # fmt: skip
    PlacementPeriod.objects.bulk_create(
        PlacementPeriod(
            region=company.region, placement=one, starts_on=first,
            ends_on=first + timedelta(days=364), kind="service",
        )
        for one in placements
    )  # fmt: skip


def evidence(company, programmes, each: int = 1) -> None:
    rows = Assessment.objects.bulk_create(
        Assessment(
            region=company.region, programme=one, instrument="mini_cex",
            state="signed", requested_by=company.supervisor,
            assessor=company.supervisor, performed_on=timezone.localdate(),
            registered_at=timezone.now(), signed_at=timezone.now(), answers={WHOLE: 4},
        )
        for one in programmes
        for _number in range(each)
    )  # fmt: skip
    AssessmentDelmal.objects.bulk_create(
        AssessmentDelmal(region=company.region, assessment=row, code=code)
        for row in rows
        for code in ALL_CODES[:5]
    )


# ------------------------------------------------------------------------ what is shown
def test_the_week_the_evidence_and_the_phase(client, cast):
    company = cast.kronoberg
    shown = text(page(client, company.studierektor))
    assert "1 gör BT. 1 är efter plan." in shown
    assert "Doctor Kronoberg" in shown
    assert "22 av 52 0 av 18" in shown
    assert re.search(r"\d+ veckor efter plan", shown)
    assert "Går inte att säga än" in shown
    assert "Inte än" in shown


def test_with_enough_of_everything_one_is_in_phase(client, cast):
    company = cast.kronoberg
    with company.inside():
        year.evidence(company)
        evidence(company, [company.programme], each=2)
    shown = text(page(client, company.studierektor))
    assert "Senast bedömd" in shown
    assert timezone.localdate().isoformat() in shown


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("bt_manager", ["Doctor Kronoberg"]),
        ("main_supervisor", ["Doctor Kronoberg"]),
        ("supervisor", ["Doctor Kronoberg"]),
        ("hr", []),
    ],
)
def test_each_sees_those_they_follow(client, cast, role, sees):
    assert names(page(client, getattr(cast.kronoberg, role))) == sees


def test_nobody_of_another_region(client, cast):
    assert "Stockholm" not in page(client, cast.kronoberg.bt_manager).content.decode()


# -------------------------------------------------------------------- what is asked for
def test_it_is_narrowed_and_ordered_by_the_address(client, cast):
    company = cast.kronoberg
    with company.inside():
        _first, second = many(company, 2)
        evidence(company, [second], each=4)
    everybody = ["C 000", "C 001", "Doctor Kronoberg"]
    asked = {
        query: names(page(client, company.studierektor, query))
        for query in (
            "", "?ordning=namn", "?namn=001", "?fas=i-fas", "?fas=efter", "?fas=x",
            f"?enhet={company.units[0].pk}", f"?enhet={cast.stockholm.units[0].pk}",
            "?ordning=senast", "?ordning=vecka&namn=c+0", "?sida=9",
        )
    }  # fmt: skip
    assert asked["?ordning=namn"] == everybody
    assert asked["?namn=001"] == ["C 001"]
    assert asked["?fas=i-fas"] == []
    assert sorted(asked["?fas=efter"]) == everybody
    assert sorted(asked["?fas=x"]) == everybody
    assert "C 000" in asked[f"?enhet={company.units[0].pk}"]
    assert sorted(asked[f"?enhet={cast.stockholm.units[0].pk}"]) == everybody
    assert asked["?ordning=senast"][0] == "Doctor Kronoberg"
    assert asked["?ordning=vecka&namn=c+0"] == ["C 000", "C 001"]
    assert sorted(asked["?sida=9"]) == everybody
    nothing = page(client, company.studierektor, "?namn=ingen")
    assert "Inget passar filtret" in text(nothing)


# ------------------------------------------------------------------------ what it costs
@pytest.mark.parametrize("more", [0, 2, 500])
def test_a_cohort_of_any_size_costs_the_same(client, cast, more):
    company = cast.kronoberg
    with company.inside():
        many(company, more)
    page(client, company.studierektor)
    with at_most(MOST):
        response = page(client, company.studierektor)
    assert len(names(response)) == min(more + 1, 50)


def test_a_doctor_with_four_hundred_pieces_of_evidence(client, cast):
    company = cast.kronoberg
    with company.inside():
        evidence(company, [company.programme], each=400)
        plan_for_many()
    for path in ("bedomningar/", "delmal/"):
        url = f"/kronoberg/bt/{company.programme.pk}/{path}"
        client.force_login(company.doctor)
        client.get(url)
        with at_most(MOST):
            assert client.get(url).status_code == 200
