"""A tie that comes to light after the appointment; and declaring who is close."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.actions.independence import declare_kinship, end_kinship
from certificates.enums import ExternalOutcome
from certificates.models import Kinship, LostIndependence
from certificates.queries import assessment_of, kinships_of
from regions.events import Event
from regions.models import AuditRow, Employment, OutboxMessage
from tests.cast import Cast, Company
from tests.certificates.refusals import refused
from tests.certificates.year import declared, prepare


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        prepare(cast.kronoberg)
        yield cast.kronoberg


def met_at_the_clinic(company: Company) -> Employment:
    """Found out afterwards: one day on the doctor's clinic."""
    on = company.programme.starts_on + timedelta(days=100)
    return Employment.objects.create(
        region=company.region, user=company.external, unit=company.units[2],
        starts=on, ends=on,
    )  # fmt: skip


def page(client: Client, company: Company, name: str, **data: str):
    address = reverse(
        f"certificates:{name}", args=[company.region.slug, company.programme.pk]
    )
    client.force_login(company.external)
    return client.post(address, data) if data else client.get(address)


def test_a_tie_found_later_closes_the_dossier_until_it_is_mended(
    client: Client, company: Company
) -> None:
    assessment = declared(company)
    assert page(client, company, "dossier").status_code == 200
    row = met_at_the_clinic(company)
    for _time in range(2):  # told once, whatever the number of tries
        answer = page(client, company, "dossier")
        assert answer.status_code == 403
        assert "tjänstgjorde samtidigt vid Kirurgkliniken" in answer.content.decode()
    assert LostIndependence.objects.filter(assessment=assessment).count() == 1
    events = AuditRow.objects.filter(event=Event.EXTERNAL_DEPENDENT)
    assert [one.detail for one in events] == [{"codes": ["appoint_external.same_unit"]}]
    told = OutboxMessage.objects.filter(dedupe_key__startswith="dependent:")
    assert [one.payload["user"] for one in told] == [str(company.bt_manager.pk)]
    row.delete()
    assert page(client, company, "dossier").status_code == 200
    assert LostIndependence.objects.get().mended_at is not None


def test_nobody_decides_who_is_bound(client: Client, company: Company) -> None:
    from tests.certificates.actions.test_external import decided

    assessment = declared(company)
    met_at_the_clinic(company)
    assert refused(
        decided, company, assessment, outcome=ExternalOutcome.NOT_APPROVED
    ) == ["appoint_external.same_unit"]
    assert assessment_of(company.programme, company.external).outcome == ""


# ---------------------------------------------------------------------- who is close
def said(company: Company, **given: object) -> Kinship:
    facts = {
        "region": company.region, "name": "External Kronoberg", "email": "",
        "since": None, "by": company.doctor, "at": timezone.now(),
    }  # fmt: skip
    return declare_kinship(**(facts | given))


def test_declared_once_and_taken_back_by_the_same(company: Company) -> None:
    row = said(company)
    assert said(company, name=" external  KRONOBERG ") == row
    assert refused(
        end_kinship, kinship=row, by=company.external, at=timezone.now()
    ) == ["kinship.not_own"]
    for _time in range(2):
        end_kinship(kinship=row, by=company.doctor, at=timezone.now())
    assert list(kinships_of(company.doctor, company.region)) == []
    events = AuditRow.objects.filter(event__startswith="kinship.")
    assert [one.event for one in events.order_by("number")] == [
        Event.KINSHIP_DECLARED,
        Event.KINSHIP_ENDED,
    ]
    assert all(one.detail == {} for one in events)


def test_nobody_is_close_to_oneself(company: Company) -> None:
    assert refused(said, company, name="Doctor Kronoberg") == ["kinship.self"]


def test_the_page_keeps_what_was_typed_and_shows_ones_own_alone(
    client: Client, company: Company
) -> None:
    said(company, by=company.external, name="Doctor Kronoberg")
    address = reverse("certificates:kinship", args=["kronoberg"])
    client.force_login(company.doctor)
    answer = client.post(address, {"name": "Moster Eva", "email": "moster@"})
    assert answer.status_code == 422
    assert "Moster Eva" in answer.content.decode()
    assert client.post(address, {"name": "Moster Eva"}).status_code == 302
    text = client.get(address).content.decode()
    assert "Moster Eva" in text
    assert "anmält" in text
    assert text.count("Ta tillbaka") == 1
