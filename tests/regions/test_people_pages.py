"""Personer, Mina uppgifter and Regionen."""

import pytest

from regions.enums import QualificationKind
from regions.models import AuditRow, Qualification


def url(company, person):
    return f"/{company.region.slug}/personer/{person.pk}/"


FACT = {"kind": "supervisor_training", "name": "", "on": "2020-03-01"}


def test_a_fact_is_registered_once(client, cast):
    kronoberg = cast.kronoberg
    client.force_login(kronoberg.studierektor)
    for _click in range(2):
        assert client.post(url(kronoberg, kronoberg.untrained), FACT).status_code == 302
    found = Qualification.objects.filter(
        user=kronoberg.untrained, kind=QualificationKind.SUPERVISOR_TRAINING
    )
    assert [str(row.on) for row in found] == ["2020-03-01"]
    with kronoberg.inside():
        events = list(AuditRow.objects.values_list("event", flat=True))
        assert events == ["qualification.registered"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"on": "2999-01-01"}, "Datumet kan inte ligga framåt i tiden."),
        ({"on": "i går"}, "ÅÅÅÅ-MM-DD"),
        ({"kind": "speciality"}, "Ange land för examen"),
        ({"kind": "finns inte"}, "Välj"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(client, cast, change, message):
    kronoberg = cast.kronoberg
    client.force_login(kronoberg.studierektor)
    response = client.post(url(kronoberg, kronoberg.newcomer), FACT | change)
    assert response.status_code == 422
    assert message in response.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("studierektor", 200), ("administrator", 200), ("doctor", 403), ("hr", 403)],
)
def test_who_sees_the_people(client, cast, who, status):
    client.force_login(getattr(cast.kronoberg, who))
    assert client.get("/kronoberg/personer/").status_code == status
    supervisor = cast.kronoberg.supervisor
    assert client.get(url(cast.kronoberg, supervisor)).status_code == status


def test_people_of_another_region_are_not_there(client, cast):
    client.force_login(cast.kronoberg.studierektor)
    foreign = f"/kronoberg/personer/{cast.stockholm.supervisor.pk}/"
    assert client.get(foreign).status_code == 404


def test_own_facts_are_changed_by_oneself(client, cast):
    doctor = cast.kronoberg.doctor
    client.force_login(doctor)
    fields = {"title": "", "workplace": "<b>Medicin</b>", "phone": "0470-00 00 00"}
    response = client.post("/kronoberg/mina-uppgifter/", fields, follow=True)
    assert "&lt;b&gt;Medicin&lt;/b&gt;" in response.content.decode()
    doctor.refresh_from_db()
    assert doctor.workplace == "<b>Medicin</b>"


@pytest.mark.parametrize("slug", ["kronoberg", "stockholm"])
def test_the_region_tells_what_is_known(client, cast, slug):
    client.force_login(getattr(cast, slug).doctor)
    page = client.get(f"/{slug}/regionen/").content.decode()
    assert "Handledning" in page
    assert "Vuxenpsykiatrin" in page


def test_people_cost_the_same_however_many(client, cast, django_assert_max_num_queries):
    client.force_login(cast.kronoberg.studierektor)
    with django_assert_max_num_queries(12):
        client.get("/kronoberg/personer/")
