"""The plan page, and the pages that change it."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from placements import actions
from placements.enums import ProgrammeState
from placements.models import Placement, PlacementPeriod
from regions.models import AuditRow
from tests.cast import at
from tests.databases import plan_for_many

UNKNOWN = uuid4()
MAY_PLAN = ["bt_manager", "deputy", "studierektor", "administrator"]


def address(company, name, *more, programme=None):
    programme = programme or company.programme
    args = [company.region.slug, programme.pk, *more]
    return reverse(f"placements:{name}", args=args)


def pages(company):
    """Every page about the plan, of this region's doctor."""
    placement = company.placements[2]
    with company.inside():
        period = placement.periods.get()
    return [
        address(company, "plan"),
        address(company, "add_placement"),
        address(company, "change_placement", placement.pk),
        address(company, "add_period", placement.pk),
        address(company, "move_period", period.pk),
    ]


def day(company, number):
    return company.programme.starts_on + timedelta(days=number)


def written(company):
    with company.inside():
        periods = PlacementPeriod.objects.order_by("pk").values()
        placements = Placement.objects.order_by("pk").values()
        events = AuditRow.objects.values_list("event", flat=True)
        return list(periods), list(placements), list(events)


def errors(response):
    return {
        name: [text.replace("\u00a0", " ") for text in texts]
        for name, texts in response.context["form"].errors.items()
    }


# -------------------------------------------------------------------------- who may
@pytest.mark.parametrize(
    ("who", "status"),
    [
        *((who, 200) for who in MAY_PLAN),
        ("unit_manager", 403),
        ("main_supervisor", 403),
        ("supervisor", 403),
        ("doctor", 403),
        ("hr", 404),
        ("external", 404),
    ],
)
def test_who_may_plan(client, cast, who, status):
    for company in (cast.kronoberg, cast.stockholm):
        before = written(company)
        client.force_login(getattr(company, who))
        for page in pages(company):
            assert client.get(page).status_code == status
            refused = {200: (405, 422)}.get(status, (status, 405))
            assert client.post(page).status_code in refused
        assert written(company) == before


def test_the_other_regions_plan_does_not_exist(client, cast):
    ours, theirs = cast.kronoberg, cast.stockholm
    before = written(theirs)
    client.force_login(ours.bt_manager)
    for page in pages(theirs):
        inside = page.replace("/stockholm/", "/kronoberg/")
        for one in (page, inside):
            assert client.get(one).status_code == 404
            assert client.post(one).status_code in (404, 405)
    assert written(theirs) == before


def test_what_is_unknown_and_what_is_another_doctors_does_not_exist(client, cast):
    company = cast.kronoberg
    with company.inside():
        other = actions.open_programme(
            region=company.region,
            user=company.newcomer,
            model=company.model,
            starts_on=cast.today,
            employment_form="standalone",
            units={},
            by=company.bt_manager,
            at=at(),
        )
        foreign = other.placements.first()
        period = foreign.periods.first()
    client.force_login(company.bt_manager)
    for page in (
        address(company, "change_placement", UNKNOWN),
        address(company, "change_placement", foreign.pk),
        address(company, "add_period", foreign.pk),
        address(company, "move_period", period.pk),
        address(company, "move_period", UNKNOWN),
    ):
        assert client.get(page).status_code == 404
        assert client.post(page, {"action": "remove"}).status_code == 404


# ------------------------------------------------------------------- what is shown
def test_the_plan_shows_placements_people_and_periods(client, cast):
    company = cast.kronoberg
    client.force_login(company.bt_manager)
    html = client.get(address(company, "plan")).content.decode()
    for words in (
        "Kirurgkliniken Kronoberg",
        "Supervisor Kronoberg",
        "Ingen utsedd",
        "Byt huvudansvarig handledare",
        f"{day(company, 92)}–{day(company, 182)}",
        "Primärvård, introduktion",
        "Väntar på sammantagen bedömning",
    ):
        assert words in html


def test_a_plan_that_falls_short_says_why(client, cast):
    company = cast.kronoberg
    with company.inside():
        company.placements[0].periods.all().delete()
    client.force_login(company.bt_manager)
    html = client.get(address(company, "plan")).content.decode()
    assert "Planen räcker inte till en BT än" in html
    assert "Den ska innehålla tjänstgöring i primärvård" in html


def test_a_certified_plan_offers_no_changes(client, cast):
    company = cast.kronoberg
    with company.inside():
        company.programme.state = ProgrammeState.COMPLETED
        company.programme.save()
    client.force_login(company.bt_manager)
    html = client.get(address(company, "plan")).content.decode()
    assert "Planen är låst" in html
    assert "Lägg till placering" not in html
    assert "Ny period" not in html


def test_as_many_queries_for_any_number_of_periods(client, cast):
    company = cast.kronoberg
    client.force_login(company.bt_manager)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(company, "plan")).status_code == 200
        return sum("SAVEPOINT" not in query["sql"] for query in queries)

    few = count()
    with company.inside():
        PlacementPeriod.objects.bulk_create(
            PlacementPeriod(
                region=company.region,
                placement=company.placements[1],
                starts_on=day(company, 400 + number),
                ends_on=day(company, 400 + number),
            )
            for number in range(100)
        )
    plan_for_many()
    assert few == count() <= 15


# ----------------------------------------------------------------------- placements
def test_a_placement_is_added_changed_and_removed(client, cast):
    company = cast.kronoberg
    psychiatry = company.placements[3]
    plan = address(company, "plan")
    client.force_login(company.studierektor)
    page = address(company, "change_placement", psychiatry.pk)
    response = client.post(page, {"action": "remove"})
    assert (response.status_code, response.url) == (302, plan)
    response = client.post(
        address(company, "add_placement"),
        {
            "title": "Geriatrik",
            "care": "geriatrics",
            "starts_on": day(company, 183),
            "ends_on": day(company, 243),
            "percent": "100",
        },
    )
    assert (response.status_code, response.url) == (302, plan)
    with company.inside():
        added = Placement.objects.get(title="Geriatrik")
    page = address(company, "change_placement", added.pk)
    given = {"title": "Akuten", "unit": company.units[1].pk, "care": "geriatrics"}
    response = client.post(page, given)
    assert (response.status_code, response.url) == (302, plan)
    with company.inside():
        added.refresh_from_db()
        assert (added.title, added.unit, added.care) == (
            "Akuten",
            company.units[1],
            "acute_care",
        )
    assert written(company)[2] == [
        "placement.removed",
        "placement.added",
        "plan.changed",
    ]


def test_a_fifth_placement_is_refused_with_its_source(client, cast):
    company = cast.kronoberg
    before = written(company)
    client.force_login(company.studierektor)
    response = client.post(
        address(company, "add_placement"),
        {
            "title": "<i>Geriatrik</i>",
            "care": "geriatrics",
            "starts_on": day(company, 365),
            "ends_on": day(company, 400),
            "percent": "100",
        },
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert "En femte placering kan inte läggas till." in html
    assert "källa ej verifierad" in html
    assert 'value="&lt;i&gt;Geriatrik&lt;/i&gt;"' in html
    assert written(company) == before


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"title": ""}, "title", "Skriv vad placeringen heter."),
        ({"title": "a" * 81}, "title", "Skriv högst 80 tecken."),
        ({"unit": "nonsense"}, "unit", "Välj en enhet i listan."),
        ({"care": ""}, "care", "Välj typ av vård."),
    ],
)
def test_a_placement_needs_a_name_and_a_kind_of_care(
    client, cast, changed, field, words
):
    company = cast.kronoberg
    before = written(company)
    client.force_login(company.studierektor)
    page = address(company, "change_placement", company.placements[2].pk)
    given = {"title": "Kirurgi", "care": "acute_care"} | changed
    response = client.post(page, given)
    assert (response.status_code, errors(response)) == (422, {field: [words]})
    assert written(company) == before


def test_a_unit_of_another_region_is_not_in_the_list(client, cast):
    company = cast.kronoberg
    client.force_login(company.studierektor)
    page = address(company, "change_placement", company.placements[2].pk)
    given = {"title": "Kirurgi", "unit": cast.stockholm.units[2].pk}
    response = client.post(page, given)
    assert errors(response) == {"unit": ["Välj en enhet i listan."]}


# -------------------------------------------------------------------------- periods
def period_page(company):
    with company.inside():
        return address(company, "move_period", company.placements[2].periods.get().pk)


def test_a_period_is_moved_and_a_new_one_added(client, cast):
    company = cast.kronoberg
    client.force_login(company.administrator)
    given = {"percent": "50", "kind": "service"}
    days = {"starts_on": day(company, 95), "ends_on": day(company, 180)}
    assert client.post(period_page(company), given | days).status_code == 302
    page = address(company, "add_period", company.placements[2].pk)
    days = {"starts_on": day(company, 365), "ends_on": day(company, 370)}
    assert client.post(page, given | days).status_code == 302
    with company.inside():
        rows = company.placements[2].periods.values_list("starts_on", "percent")
        assert list(rows) == [(day(company, 95), 50), (day(company, 365), 50)]
    assert written(company)[2] == ["plan.changed", "plan.changed"]


@pytest.mark.parametrize(
    ("first", "last", "percent", "field", "words"),
    [
        (
            182,
            92,
            "100",
            "ends_on",
            "Slutdatumet behöver vara samma dag som startdatumet eller senare.",
        ),
        (92, 182, "0", "percent", "Skriv ett tal mellan 1 och 100."),
        (92, 182, "101", "percent", "Skriv ett tal mellan 1 och 100."),
        (92, 182, "halvtid", "percent", "Skriv ett tal mellan 1 och 100."),
        (92, 182, "", "percent", "Skriv tjänstgöringsgraden."),
        (92, 182, "0,99", "percent", "Skriv ett tal mellan 1 och 100."),
        (92, 182, "100,01", "percent", "Skriv ett tal mellan 1 och 100."),
        (92, 182, "33,333", "percent", "Högst två decimaler, med komma: 33,33."),
        (92, 182, "1e2", "percent", "Skriv ett tal mellan 1 och 100."),
        (92, 182, "NaN", "percent", "Skriv ett tal mellan 1 och 100."),
        (92, 182, "٣٣", "percent", "Skriv ett tal mellan 1 och 100."),
        (
            92,
            183,
            "80",
            "starts_on",
            "Placeringen kan inte sparas. Den ligger samtidigt som Vuxenpsykiatrin "
            "Kronoberg, och tillsammans blir det 180 %. Ändra datum eller "
            "tjänstgöringsgrad så att summan blir högst 100 %.",
        ),
    ],
)
def test_a_period_that_cannot_be(client, cast, first, last, percent, field, words):
    company = cast.kronoberg
    before = written(company)
    client.force_login(company.studierektor)
    given = {
        "starts_on": day(company, first),
        "ends_on": day(company, last),
        "percent": percent,
        "kind": "service",
    }
    response = client.post(period_page(company), given)
    assert (response.status_code, errors(response)) == (422, {field: [words]})
    assert f'value="{percent}"' in response.content.decode() or percent == ""
    assert written(company) == before


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [("33,3", "33.3", "33,3"), ("33.33 %", "33.33", "33,33"), ("75", "75", "75")],
)
def test_a_share_of_full_time_is_kept_as_it_was_typed(client, cast, typed, kept, shown):
    company = cast.kronoberg
    client.force_login(company.administrator)
    given = {"starts_on": day(company, 95), "ends_on": day(company, 180)}
    given |= {"percent": typed, "kind": "service"}
    page = period_page(company)
    assert client.post(page, given).status_code == 302
    with company.inside():
        assert company.placements[2].periods.get().percent == Decimal(kept)
    assert f'value="{shown}"' in client.get(page).content.decode()
    assert f"{shown}\u00a0%" in client.get(address(company, "plan")).content.decode()
    changes = written(company)
    assert client.post(page, given).status_code == 302
    assert written(company) == changes


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "2027-13-01", "\x00", ""])
def test_odd_dates_are_never_a_fault_of_ours(client, cast, text):
    company = cast.kronoberg
    client.force_login(company.studierektor)
    given = {"starts_on": text, "ends_on": text, "percent": "100", "kind": "service"}
    assert client.post(period_page(company), given).status_code == 422


def test_the_last_period_stays(client, cast):
    company = cast.kronoberg
    before = written(company)
    client.force_login(company.studierektor)
    response = client.post(period_page(company), {"action": "remove"})
    assert response.status_code == 422
    assert "Den är placeringens enda." in response.content.decode()
    assert written(company) == before
