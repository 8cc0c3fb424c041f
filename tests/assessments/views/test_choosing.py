"""Every instrument: chosen, filled in with what it asks, signed and read."""

import pytest
from django.urls import reverse

from assessments.models import Assessment, InstrumentUse
from assessments.queries import instrument_of
from assessments.rules.instruments import instrument
from tests.assessments import acts
from tests.cast import at

QUERIES = 11  # two of them for the instruments
OF_ONE_OCCASION = [
    "mini_cex", "dops", "cbd", "medsittning", "presentation", "journalgranskning",
    "osce", "epa",
]  # fmt: skip


def url(company, name, key="") -> str:
    address = reverse(f"assessments:{name}", args=["kronoberg", company.programme.pk])
    return f"{address}?instrument={key}" if key else address


def told(key: str) -> dict:
    """An answer to each thing the instrument asks of the occasion."""
    fields = instrument(key).extra_fields
    return {
        f"context_{one.key}": 3 if one.is_number else one.options[0] for one in fields
    }


def filled(company, key: str, **given) -> dict:
    return {
        "delmal": [instrument(key).delmal[0]],
        "performed_on": acts.today().isoformat(),
        "what": "Buksmärta",
        "setting": "Akutmottagning",
        "difficulty": "Svårt",
        "placement": str(company.placements[1].pk),
        **told(key),
        **given,
    }


def answered(company, key: str, **given) -> dict:
    answers = {f"item_{item.key}": "3" for item in instrument(key).items}
    texts = {"text_keep_doing": "Lugnt.", "text_work_on": "Tempot.", "text_agreed": ""}
    return filled(company, key, **{"do": "sign", **answers, **texts, **given})


def use(company, key: str, in_use: bool) -> None:
    InstrumentUse.objects.create(
        region=company.region,
        key=key,
        in_use=in_use,
        from_on=acts.today(),
        decided_by=company.bt_manager,
        decided_at=at(),
    )


# --------------------------------------------------------------------------- choosing
@pytest.mark.parametrize(
    ("name", "who"), [("request", "doctor"), ("start", "supervisor")]
)
def test_what_the_region_uses_is_offered_with_purpose_and_minutes(
    kronoberg, as_user, name, who
):
    use(kronoberg, "osce", in_use=False)
    client = as_user(getattr(kronoberg, who))
    page = client.get(url(kronoberg, name)).content.decode()
    for key in OF_ONE_OCCASION:
        assert (f"?instrument={key}" in page) == (key != "osce")
    assert "msf_360" not in page
    assert "sammantagen_bedomning" not in page
    assert "Någon ser dig utföra ett praktiskt moment" in page
    assert "15 minuter att se, 5 att tala om." in page


@pytest.mark.parametrize("key", ["finns_inte", "msf_360", "sammantagen_bedomning"])
def test_what_is_not_used_is_said_and_the_rest_is_offered(kronoberg, as_user, key):
    client = as_user(kronoberg.doctor)
    page = client.get(url(kronoberg, "request", key))
    assert page.status_code == 200
    assert "Det instrumentet används inte i regionen nu." in page.content.decode()
    answer = client.post(url(kronoberg, "request", key), filled(kronoberg, "mini_cex"))
    assert answer.status_code == 422
    assert list(Assessment.objects.all()) == []


@pytest.mark.parametrize("decided", [1, 3])
def test_the_list_costs_the_same_however_much_is_decided(
    kronoberg, as_user, django_assert_num_queries, decided
):
    for key in ("osce", "dops", "epa")[:decided]:
        use(kronoberg, key, in_use=True)
    client = as_user(kronoberg.doctor)
    client.get(url(kronoberg, "request"))
    with django_assert_num_queries(QUERIES):
        client.get(url(kronoberg, "request"))


# ------------------------------------------------------------------- asked, and signed
@pytest.mark.parametrize("key", OF_ONE_OCCASION)
def test_each_instrument_is_asked_for_signed_and_read(kronoberg, as_user, key):
    doctor = as_user(kronoberg.doctor)
    form = doctor.get(url(kronoberg, "request", key)).content.decode()
    assert instrument(key).long_name in form
    assessor = str(kronoberg.supervisor.pk)
    data = filled(kronoberg, key, assessor=assessor)
    assert doctor.post(url(kronoberg, "request", key), data).status_code == 302
    [row] = Assessment.objects.all()
    assert row.context == {
        one.removeprefix("context_"): value for one, value in told(key).items()
    }
    address = row.get_absolute_url()
    client = as_user(kronoberg.supervisor)
    page = client.get(address).content.decode()
    for item in instrument(key).items:
        assert f'name="item_{item.key}"' in page
    assert instrument(key).sections[-1].anchors[-1] in page
    now = acts.shown(row)
    data = answered(kronoberg, key, version=now.version, digest=now.digest)
    assert client.post(address, data).status_code == 302
    row.refresh_from_db()
    assert row.state == "signed"
    read = as_user(kronoberg.doctor).get(address).content.decode()
    assert f"{instrument(key).name}, nationell version 1" in read
    for value in told(key).values():
        assert str(value) in read


@pytest.mark.parametrize("key", OF_ONE_OCCASION)
def test_each_instrument_is_started_unasked(kronoberg, as_user, key):
    client = as_user(kronoberg.supervisor)
    page = client.get(url(kronoberg, "start", key)).content.decode()
    mark = page.split('name="mark" value="')[1].split('"')[0]
    data = answered(kronoberg, key, mark=mark, form_version="1", version="0")
    for _click in range(2):
        assert client.post(url(kronoberg, "start", key), data).status_code == 302
    [row] = Assessment.objects.all()
    assert (row.instrument, row.state) == (key, "signed")
    assert instrument_of(row) is instrument(key)


@pytest.mark.parametrize("do", ["prepare", "consent", "never"])
def test_what_to_do_first_and_never_is_said(kronoberg, as_user, do):
    key = {"prepare": "cbd", "consent": "medsittning", "never": "journalgranskning"}[do]
    for name, who in (("request", "doctor"), ("start", "supervisor")):
        client = as_user(getattr(kronoberg, who))
        page = client.get(url(kronoberg, name, key)).content.decode()
        assert getattr(instrument(key), do) in page


# --------------------------------------------------------------------------- bad input
@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("dops", {"context_procedure": ""}, "Fyll i ”Moment”."),
        (
            "dops",
            {"context_procedure": "Hjärtkirurgi"},
            "Välj ett av alternativen i listan.",
        ),
        ("dops", {"context_procedure": "<b>"}, "Välj ett av alternativen i listan."),
        (
            "journalgranskning",
            {"context_count": "99"},
            "Skriv ett tal mellan 1 och 10.",
        ),
        (
            "journalgranskning",
            {"context_count": "tre"},
            "Skriv ett tal mellan 1 och 10.",
        ),
        (
            "journalgranskning",
            {"context_count": "9" * 5000},
            "Skriv ett tal mellan 1 och 10.",
        ),
        ("osce", {"context_station": "Nollan"}, "Välj ett av alternativen i listan."),
        ("epa", {"context_activity": ""}, "Fyll i ”Uppgift”."),
    ],
)
def test_what_the_instrument_asks_is_checked(kronoberg, as_user, key, given, words):
    for name, who in (("request", "doctor"), ("start", "supervisor")):
        client = as_user(getattr(kronoberg, who))
        data = answered(kronoberg, key, assessor=str(kronoberg.supervisor.pk), **given)
        answer = client.post(url(kronoberg, name, key), data)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "Buksmärta" in answer.content.decode()
    assert list(Assessment.objects.all()) == []


def test_a_station_brings_its_delmal_when_none_is_chosen(kronoberg, as_user):
    client = as_user(kronoberg.doctor)
    data = filled(kronoberg, "osce", assessor=str(kronoberg.supervisor.pk), delmal=[])
    assert client.post(url(kronoberg, "request", "osce"), data).status_code == 302
    [row] = Assessment.objects.all()
    assert {one.code for one in row.delmal.all()} == {"BT1", "BT13"}


@pytest.mark.parametrize("version", ["99", "x", "-1", "9" * 40, "10001", "²"])
def test_a_form_with_a_version_that_never_was_is_the_one_of_now(
    kronoberg, as_user, version
):
    client = as_user(kronoberg.supervisor)
    data = answered(kronoberg, "cbd", mark="x", form_version=version)
    assert client.post(url(kronoberg, "start", "cbd"), data).status_code == 302
    assert Assessment.objects.get().instrument_version == 1


def test_the_lowest_area_is_the_level_where_none_is_for_the_whole(kronoberg, as_user):
    client = as_user(kronoberg.supervisor)
    data = answered(kronoberg, "journalgranskning", mark="x", item_plan="2")
    client.post(url(kronoberg, "start", "journalgranskning"), data)
    page = client.get(
        reverse("assessments:list", args=["kronoberg", kronoberg.programme.pk])
    ).content.decode()
    assert "2 Behöver kompletteras" in page
    assert "Inskrivning, Buksmärta" in page
