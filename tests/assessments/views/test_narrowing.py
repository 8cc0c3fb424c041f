"""One doctor's list of assessments, and of activities, as the address asks for them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, AssessmentDelmal
from regions.models import User
from tests.assessments import learning
from tests.databases import plan_for_many
from tests.page_reads import at_most

MOST = 15
DAY = timezone.localdate() - timedelta(days=30)


def url(company, name="list", query=""):
    path = reverse(f"assessments:{name}", args=["kronoberg", company.programme.pk])
    return f"{path}?{query}" if query else path


def words(answer) -> str:
    html = re.sub(r"<(option|input|select).*", " ", answer.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def shown(answer) -> list[str]:
    """What each line is about, in the order of the page."""
    html = answer.content.decode()
    return re.findall(r'<span class="note">(fall \d+)</span>', html)


def signed(company, number: int, *codes: str, **given) -> Assessment:
    usual = {
        "instrument": "mini_cex", "assessor": company.supervisor,
        "performed_on": DAY + timedelta(days=number),
        "placement": company.placements[0],
    }  # fmt: skip
    row = Assessment.objects.create(
        region=company.region, programme=company.programme, state="signed",
        requested_by=company.doctor, what=f"fall {number}",
        registered_at=timezone.now(), signed_at=timezone.now(), **(usual | given),
    )  # fmt: skip
    for code in codes:
        AssessmentDelmal.objects.create(
            region=company.region, assessment=row, code=code
        )
    return row


@pytest.fixture
def four(kronoberg):
    """Two instruments, two placements, three assessors of whom one has no account."""
    one, two = kronoberg.placements[:2]
    signed(kronoberg, 1, "BT2", "BT10", placement=two)
    signed(kronoberg, 2, "BT1", placement=two, assessor=kronoberg.psychiatrist)
    signed(kronoberg, 3, "BT10", placement=one, instrument="dops")
    outsider = {"outsider_name": "Åke Öst", "outsider_email": "ake@example.org"}
    signed(kronoberg, 4, "BT1", placement=None, assessor=None, **outsider)
    return kronoberg


# ------------------------------------------------------------------ narrowed, in order
@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", "4 3 2 1"),
        ("delmal=BT10", "3 1"),
        ("placering={two}", "2 1"),
        ("instrument=dops", "3"),
        ("person={supervisor}", "3 1"),
        ("person={outsider}", "4"),
        ("fran={third}", "4 3"),
        ("till={third}", "3 2 1"),
        ("fran={third}&till={third}", "3"),
        ("delmal=BT10&placering={two}&person={supervisor}", "1"),
        ("ordning=aldst", "1 2 3 4"),
        ("ordning=delmal", "4 2 1 3"),
        ("ordning=placering", "3 2 1 4"),
        ("ordning=instrument", "3 4 2 1"),
        ("ordning=person", "2 3 1 4"),
        ("delmal=BT10&ordning=aldst", "1 3"),
        ("delmal=BT99&placering=x&instrument=y&person=z&ordning=w&sida=q", "4 3 2 1"),
        ("fran=i-g%C3%A5r", "4 3 2 1"),
        ("till=2027-02-30", "4 3 2 1"),
        ("fran={third}&till=1999-01-01", "4 3"),
        ("delmal=BT10&delmal=BT1", "4 2"),
    ],
)
def test_the_address_decides(four, as_user, query, numbers):
    page = as_user(four.doctor).get(url(four))
    outsider = re.search(r'value="([0-9a-f]{12})"[^>]*>Åke Öst', page.content.decode())
    asked = query.format(
        two=four.placements[1].pk,
        supervisor=four.supervisor.pk,
        outsider=outsider[1],
        third=DAY + timedelta(days=3),
    )
    answer = as_user(four.doctor).get(url(four, query=asked))
    assert answer.status_code == 200
    assert shown(answer) == [f"fall {number}" for number in numbers.split()]


def test_what_can_be_chosen_is_what_is_there(four, as_user):
    page = as_user(four.doctor).get(url(four)).content.decode()
    for name, there in (
        ("instrument", ["Alla", "DOPS", "Mini-CEX"]),
        ("person", ["Alla", *names(four.psychiatrist, four.supervisor), "Åke Öst"]),
    ):
        select = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)[0]
        assert re.findall(r"<option[^>]*>([^<]+)", select) == there
    assert "ake@example.org" not in page


def names(*people: User) -> list[str]:
    return [one.full_name for one in people]


def test_each_thing_chosen_is_told_and_can_be_taken_away(four, as_user):
    asked = f"delmal=BT10&placering={four.placements[1].pk}&fran={DAY}&ordning=aldst"
    page = as_user(four.doctor).get(url(four, query=asked))
    assert "1 träff " in words(page)
    away = re.findall(
        r'href="\?([^"]+)"><span class="only-heard">Ta bort', page.content.decode()
    )
    first, *_rest = [one.replace("&amp;", "&") for one in away]
    assert len(away) == 3
    found = shown(as_user(four.doctor).get(url(four, query=first)))
    assert found == ["fall 1", "fall 2"]
    assert "delmal" not in first
    assert "ordning=aldst" in first


def test_nothing_fits_and_there_is_a_way_back(four, as_user):
    client = as_user(four.doctor)
    nothing = client.get(url(four, query="delmal=BT18"))
    assert "Inget underlag för BT18 än" in words(nothing)
    both = client.get(url(four, query="delmal=BT18&instrument=dops"))
    assert "Inget passar filtret" in words(both)
    for answer in (nothing, both):
        assert '<a class="button" href="?">Visa alla</a>' in answer.content.decode()


def test_a_mistyped_day_is_told_at_the_field(four, as_user):
    client = as_user(four.doctor)
    bad = client.get(url(four, query="fran=2027-02-30&till=i+dag")).content.decode()
    assert "Det finns inget datum 2027-02-30." in bad
    assert "Skriv datumet som ÅÅÅÅ-MM-DD" in bad
    assert 'value="i dag"' in bad
    late = client.get(url(four, query=f"fran={DAY}&till=2020-01-01"))
    assert "Skriv en dag från och med den" in late.content.decode()


def test_the_cells_of_the_matrix_lead_here(four, as_user):
    client = as_user(four.doctor)
    page = client.get(reverse("delmal", args=["kronoberg", four.programme.pk]))
    cells = re.findall(r'class="evidence[^"]*" href="([^"]+)"', page.content.decode())
    found = [shown(client.get(one.replace("&amp;", "&"))) for one in cells]
    assert sorted(map(tuple, found)) == [
        ("fall 1",),
        ("fall 1",),
        ("fall 2",),
        ("fall 3",),
    ]


STRANGE = [
    "'; DROP TABLE x; --",
    "<script>alert(1)</script>",
    "\x00",
    "å" * 5000,
    "-1",
    "%s",
]


@pytest.mark.parametrize("name", ["list", "activities"])
def test_hostile_addresses_are_only_words(four, as_user, name):
    client = as_user(four.doctor)
    learning.log(four)
    keys = ("delmal", "placering", "instrument", "slag", "person", "fran", "sida")
    for text in STRANGE:
        answer = client.get(url(four, name), dict.fromkeys(keys, text))
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


# --------------------------------------------------------------------------- activities
def test_activities_are_narrowed_in_the_same_way(kronoberg, as_user):
    place = kronoberg.placements[0]
    week = {"starts_on": DAY, "ends_on": DAY + timedelta(days=6)}
    learning.log(kronoberg, title="Kurs", placement=place, delmal=("BT1",), **week)
    learning.log(kronoberg, title="Egen", kind="self_study", delmal=("BT6",))
    learning.reflect(kronoberg, delmal=("BT6",))
    middle = DAY + timedelta(days=3)
    client = as_user(kronoberg.doctor)
    for query, there in (
        ("", ["Egen", "Hemlig tanke", "Kurs"]),
        ("delmal=BT6", ["Egen", "Hemlig tanke"]),
        ("slag=course", ["Kurs"]),
        (f"placering={place.pk}", ["Kurs"]),
        (f"fran={middle}&till={middle}", ["Kurs"]),
        ("slag=nothing&person=nobody", ["Egen", "Hemlig tanke", "Kurs"]),
    ):
        page = client.get(url(kronoberg, "activities", query)).content.decode()
        titles = re.findall(r'rowheader"><a href="[^"]+">([^<]+)', page)
        assert (query, sorted(titles)) == (query, there)
    seen = as_user(kronoberg.supervisor).get(url(kronoberg, "activities"))
    assert "Hemlig" not in seen.content.decode()
    assert "Reflektion</option>" not in seen.content.decode()


# --------------------------------------------------------------------------- what it costs
def many(company, number: int) -> None:
    """That many pieces, of two instruments by two people for all of five delmål."""
    rows = Assessment.objects.bulk_create(
        Assessment(
            region=company.region, programme=company.programme, state="signed",
            instrument=("mini_cex", "dops")[n % 2], requested_by=company.doctor,
            assessor=(company.supervisor, company.psychiatrist)[n % 2],
            placement=company.placements[n % 2], what=f"fall {n}",
            performed_on=DAY + timedelta(days=n % 20),
            registered_at=timezone.now(), signed_at=timezone.now(),
        )
        for n in range(number)
    )  # fmt: skip
    AssessmentDelmal.objects.bulk_create(
        AssessmentDelmal(region=company.region, assessment=row, code=f"BT{code}")
        for row in rows
        for code in range(1, 6)
    )


def test_one_three_and_four_hundred_cost_the_same(kronoberg, as_user):
    client = as_user(kronoberg.studierektor)
    here = url(kronoberg, query="delmal=BT3&ordning=person")
    costs, have = [], 0
    for number in (1, 3, 400):
        many(kronoberg, number - have)
        plan_for_many()
        have = number
        client.get(here)
        with at_most(MOST) as asked:
            assert len(shown(client.get(here))) == min(number, 50)
        costs.append(len(asked))
    assert costs == [costs[0]] * 3


def test_one_and_three_activities_cost_the_same(kronoberg, as_user):
    client, costs = as_user(kronoberg.studierektor), []
    for number in (1, 2):
        for _one in range(number):
            learning.log(kronoberg, files=[])
        client.get(url(kronoberg, "activities"))
        with at_most(MOST) as asked:
            client.get(url(kronoberg, "activities", "delmal=BT1"))
        costs.append(len(asked))
    assert costs[0] == costs[1]
