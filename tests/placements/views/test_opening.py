"""A BT is opened from the page: what is typed wrong, who may, and what is written."""

from datetime import date

import pytest
from django.urls import reverse

from placements.models import Programme
from regions.models import AuditRow, User


def url(company):
    return reverse("placements:open", args=[company.region.slug])


def typed(company, **changed):
    given = {
        "who": "new",
        "first_name": "Märta",
        "last_name": "Öhrn",
        "email": "marta.ohrn@example.org",
        "personal_number": "19900101-2385",
        "licence_on": "2026-06-01",
        "starts_on": "2027-01-18",
        "employment_form": "standalone",
        "model": str(company.model.pk),
        "action": "open",
    }
    return given | changed


def post(client, company, **changed):
    client.force_login(company.bt_manager)
    return client.post(url(company), typed(company, **changed))


def programmes(company):
    with company.inside():
        return [
            (row.doctor.user.full_name, row.starts_on)
            for row in Programme.objects.exclude(pk=company.programme.pk)
        ]


def events(company):
    with company.inside():
        return list(AuditRow.objects.values_list("event", flat=True))


def errors(response):
    return {
        name: [text.replace("\u00a0", " ") for text in texts]
        for name, texts in response.context["form"].errors.items()
    }


# ------------------------------------------------------------------------ who may
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("bt_manager", 200),
        ("deputy", 200),
        ("studierektor", 200),
        ("administrator", 200),
        ("unit_manager", 403),
        ("main_supervisor", 403),
        ("supervisor", 403),
        ("doctor", 403),
        ("hr", 403),
    ],
)
def test_who_may_open_a_bt(client, cast, who, status):
    for company in (cast.kronoberg, cast.stockholm):
        client.force_login(getattr(company, who))
        assert client.get(url(company)).status_code == status
        if status == 403:
            response = client.post(url(company), typed(company))
            assert response.status_code == 403
            assert "ingen sådan roll" in response.content.decode()
            assert programmes(company) == events(company) == []


def test_elsewhere_the_page_does_not_exist(client, cast):
    client.force_login(cast.stockholm.bt_manager)
    assert client.get(url(cast.kronoberg)).status_code == 404
    given = typed(cast.kronoberg)
    assert client.post(url(cast.kronoberg), given).status_code == 404
    assert programmes(cast.kronoberg) == []


# ---------------------------------------------------------------------- it is written
def test_for_somebody_new(client, cast):
    company = cast.kronoberg
    units = {"unit_0_1": company.units[0].pk, "unit_0_3": company.units[2].pk}
    response = post(client, company, **units)
    programme = newest(company)
    plan = reverse("placements:plan", args=[company.region.slug, programme.pk])
    assert (response.status_code, response.url) == (302, plan)
    assert programmes(company) == [("Märta Öhrn", date(2027, 1, 18))]
    with company.inside():
        places = programme.placements.values_list("title", "unit__name")
        assert list(places) == [
            ("Primärvård", "Vårdcentralen Kronoberg"),
            ("Internmedicin", None),
            ("Kirurgi", "Kirurgkliniken Kronoberg"),
            ("Psykiatri", None),
        ]
    assert events(company) == [
        "person.registered",
        "qualification.registered",
        "programme.opened",
    ]
    page = client.get(plan).content.decode()
    assert "BT är upplagd för Märta Öhrn." in page


def newest(company):
    with company.inside():
        return Programme.objects.latest("opened_at")


def test_for_somebody_who_is_here(client, cast):
    company = cast.kronoberg
    known = {"who": "known", "person": company.bt_manager.pk, "email": "@@"}
    assert post(client, company, **known).status_code == 302
    assert programmes(company) == [("Bt Manager Kronoberg", date(2027, 1, 18))]
    assert events(company) == ["programme.opened"]


def test_a_licence_that_was_not_registered_is(client, cast):
    company = cast.kronoberg
    known = {"who": "known", "person": company.hr.pk}
    response = post(client, company, **known)
    assert response.status_code == 422
    (text,) = errors(response)["known_licence_on"]
    assert text.endswith("Registrera legitimationen med datum.")
    response = post(client, company, **known, known_licence_on="2026-05-01")
    assert response.status_code == 302
    assert events(company) == ["qualification.registered", "programme.opened"]


def test_a_second_click_is_refused(client, cast):
    company = cast.kronoberg
    assert post(client, company).status_code == 302
    before = events(company)
    response = post(client, company)
    assert response.status_code == 422
    (text,) = errors(response)["__all__"]
    assert text.startswith("En ny BT kan inte läggas upp. Märta Öhrn har redan en BT")
    assert (len(programmes(company)), events(company)) == (1, before)


def test_a_refusal_leaves_no_person_behind(client, cast):
    company = cast.kronoberg
    people = User.objects.count()
    response = post(client, company, licence_on="2026-06-01", starts_on="2026-01-01")
    assert response.status_code == 422
    (text,) = errors(response)["starts_on"]
    assert text.startswith("BT kan inte påbörjas då.")
    assert User.objects.count() == people
    assert programmes(company) == events(company) == []


# ------------------------------------------------------------------------ the preview
def test_a_look_at_the_plan_writes_nothing(client, cast):
    company = cast.kronoberg
    response = post(
        client, company, action="preview", first_name="", employment_form=""
    )
    html = response.content.decode()
    assert response.status_code == 200
    for words in (
        "Så blir planen",
        "2027-09-18–2028-01-17",
        "Primärvård, introduktion",
    ):
        assert words in html
    assert 'value="19900101-2385"' in html
    assert programmes(company) == events(company) == []


def test_a_look_needs_a_day(client, cast):
    response = post(client, cast.kronoberg, action="preview", starts_on="18/1")
    assert response.status_code == 422
    assert list(errors(response)) == ["starts_on"]
    assert "Så blir planen" not in response.content.decode()


# --------------------------------------------------------------------- what is wrong
@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"first_name": ""}, "first_name", "Skriv förnamn."),
        ({"last_name": " "}, "last_name", "Skriv efternamn."),
        ({"email": ""}, "email", "Skriv en e-postadress."),
        ({"email": "marta"}, "email", "Adressen saknar @ eller har ett mellanslag."),
        ({"personal_number": ""}, "personal_number", "Skriv personnumret."),
        (
            {"personal_number": "900101-2385"},
            "personal_number",
            "Skriv tolv siffror, ÅÅÅÅMMDD-NNNN.",
        ),
        (
            {"personal_number": "19900231-2385"},
            "personal_number",
            "Det finns inget sådant datum. Kontrollera de åtta första siffrorna.",
        ),
        (
            {"personal_number": "19900101-2386"},
            "personal_number",
            "Kontrollsiffran stämmer inte. Kontrollera de fyra sista siffrorna.",
        ),
        ({"licence_on": ""}, "licence_on", "Skriv ett datum."),
        (
            {"licence_on": "2099-01-01"},
            "licence_on",
            "Datumet kan inte ligga framåt i tiden.",
        ),
        (
            {"starts_on": "2027-02-30"},
            "starts_on",
            "Det finns inget datum 2027-02-30. Februari har 28 dagar.",
        ),
        (
            {"starts_on": "2021-06-30"},
            "starts_on",
            "Skriv ett datum från och med den 1 juli 2021.",
        ),
        ({"employment_form": ""}, "employment_form", "Välj anställningsform."),
        ({"model": "nonsense"}, "model", "Välj en plan i listan."),
        ({"unit_0_1": "nonsense"}, "unit_0_1", "Välj en enhet i listan."),
        ({"who": ""}, "who", "Välj vem det är."),
        ({"who": "known"}, "person", "Välj någon i listan."),
        ({"who": "known", "person": "nonsense"}, "person", "Välj någon i listan."),
    ],
)
def test_what_is_typed_wrong_is_said_at_the_field(client, cast, changed, field, words):
    company = cast.kronoberg
    people = User.objects.count()
    response = post(client, company, **changed)
    assert response.status_code == 422
    assert errors(response)[field] == [words]
    assert "<title>Fel: Lägg upp BT" in response.content.decode()
    assert User.objects.count() == people
    assert programmes(company) == events(company) == []


@pytest.mark.parametrize("day", ["9999-12-31", "2099-01-01"])
def test_a_start_in_another_age_is_a_slip(client, cast, day):
    (text,) = errors(post(client, cast.kronoberg, starts_on=day))["starts_on"]
    assert text.startswith("Skriv ett datum till och med den ")


def test_what_belongs_to_another_region_is_not_in_the_lists(client, cast):
    company, other = cast.kronoberg, cast.stockholm
    foreign = {
        "who": "known",
        "person": other.newcomer.pk,
        "model": other.model.pk,
        "unit_0_1": other.units[0].pk,
    }
    response = post(client, company, **foreign)
    assert (response.status_code, errors(response)) == (
        422,
        {
            "person": ["Välj någon i listan."],
            "model": ["Välj en plan i listan."],
            "unit_0_1": ["Välj en enhet i listan."],
        },
    )
    assert programmes(company) == []


def test_html_is_kept_and_shown_as_written(client, cast):
    company = cast.kronoberg
    name = '"><script>alert(1)</script>'
    html = post(client, company, first_name=name, email="x").content.decode()
    assert "<script>alert(1)" not in html
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("text", ["\x00", "a" * 5000])
def test_odd_text_is_never_a_fault_of_ours(client, cast, text):
    response = post(
        client,
        cast.kronoberg,
        who=text,
        first_name=text,
        email=text,
        personal_number=text,
        starts_on=text,
        model=text,
        unit_0_1=text,
        person=text,
    )
    assert response.status_code == 422


def test_a_region_without_a_known_year_says_so(client, cast):
    """The administrator of Kronoberg serves in Blekinge as well."""
    from regions import access
    from regions.context import in_region
    from regions.models import Region, RegionAssignment

    region = Region.objects.get(slug="blekinge")
    user = cast.kronoberg.administrator
    with in_region(region.pk):
        role = {"role": "administrator", "starts": date(2026, 1, 1)}
        access.assign(RegionAssignment(region=region, user=user, **role))
    client.force_login(user)
    html = client.get(reverse("placements:open", args=["blekinge"])).content.decode()
    assert "Regionens egen modell är inte känd." in html
    assert "Primärvård 3 månader och Akut sjukvård 3 månader." in html.replace(
        "\u00a0", " "
    )
