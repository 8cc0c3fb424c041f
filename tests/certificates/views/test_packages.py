"""The page that makes the archive package: who, of what, and that it is written down."""

import hashlib

import pytest
from django.utils import timezone

from certificates.actions import dossier as printing
from certificates.actions.dossier import freeze_at_meeting, working_copy
from certificates.archive import read_package
from regions.events import Event
from regions.models import AuditRow, OutboxMessage
from regions.tasks import deliver
from tests.certificates.actions.test_dossier import decided
from tests.certificates.views.test_pages import get, post, url
from tests.certificates.year import certified, declared, end_the_year, prepare, written


@pytest.fixture
def company(cast):
    with cast.kronoberg.inside(cast.kronoberg.doctor):
        prepare(cast.kronoberg)
        end_the_year(cast.kronoberg)
        certified(cast.kronoberg, "BT1", "BT2")
        written(cast.kronoberg, "BT3")  # a draft
        yield cast.kronoberg


@pytest.fixture(autouse=True)
def quick_printer(monkeypatch):
    monkeypatch.setattr(
        printing, "print_dossier", lambda data, **given: (b"%PDF-1.7 underlag", 7)
    )


def printed(company):
    for message in OutboxMessage.objects.filter(kind=printing.PRINT, done_at=None):
        deliver(company.region.pk, str(message.pk))


def test_only_what_is_upprattat_goes_along(client, company):
    assessment, address = declared(company), url("archive_package", company)
    working_copy(programme=company.programme, by=company.doctor, at=timezone.now())
    who = company.administrator
    refused = ["Bara upprättade handlingar arkiveras", "Underlaget har ingen PDF"]
    assert refused[0] in get(client, who, address).content.decode()
    freeze_at_meeting(assessment=assessment, by=company.external, at=timezone.now())
    assert refused[0] in get(client, who, address).content.decode()
    decided(company, assessment)
    assert refused[1] in get(client, who, address).content.decode()
    printed(company)
    page = get(client, who, address).content.decode()
    assert "Gör arkivpaketet" in page
    kept = company.programme.dossiers.get(frozen=True)
    given = {"dossier": kept.pk, "case_number": "BT 42", "retention": ""}
    answers = [post(client, by, address, **given) for by in (who, company.bt_manager)]
    first, again = (one.content for one in answers)
    assert first == again
    reading = read_package(first)
    assert reading.faults == []
    assert sorted(one for one in reading.files if "/" in one) == [
        "data/01-bilaga-2-delmal.json",
        "data/underlag.json",
        "handlingar/underlag.pdf",
    ]
    assert reading.data["data/underlag.json"] == kept.data
    assert "BT3" not in str(reading.data["data/01-bilaga-2-delmal.json"])
    rows = AuditRow.objects.filter(event=Event.DOSSIER_ARCHIVED).order_by("number")
    digest = hashlib.sha256(first).hexdigest()
    assert [(row.actor_id, row.detail["sha256"]) for row in rows] == [
        (who.pk, digest),
        (company.bt_manager.pk, digest),
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "Välj"),
        ({"dossier": "00000000-0000-4000-8000-000000000000"}, "giltigt"),
        ({"dossier": "x", "case_number": "0" * 41}, "40 tecken"),
    ],
)
def test_what_is_no_dossier_is_refused_at_the_field(client, company, given, expected):
    decided(company, declared(company))
    printed(company)
    answer = post(
        client, company.administrator, url("archive_package", company), **given
    )
    assert answer.status_code == 422
    assert expected in answer.content.decode()
    assert not AuditRow.objects.filter(event=Event.DOSSIER_ARCHIVED).exists()


def test_the_doctor_makes_no_package_of_the_region(client, company):
    decided(company, declared(company))
    address = url("archive_package", company)
    for role in ("doctor", "main_supervisor", "studierektor"):
        assert get(client, getattr(company, role), address).status_code == 403
    assert get(client, company.external, address).status_code in (403, 404)
