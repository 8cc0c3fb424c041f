"""Who reads a dossier, how long, that it is written down, and what it says when frozen."""

import pytest
from django.utils import timezone

from assessments.models import Activity, ActivityFile
from certificates.actions import dossier as actions
from certificates.actions.external import end_external
from certificates.models import Dossier, ExternalAssessment
from regions.events import Event
from regions.models import AuditRow, OutboxMessage
from regions.tasks import deliver
from tests.certificates.actions.test_dossier import decided
from tests.certificates.views.test_pages import get, post, url
from tests.certificates.year import (
    appointed,
    declared,
    end_the_year,
    overall_assessments,
    prepare,
)

READERS = ("external", "doctor", "main_supervisor", "bt_manager", "deputy")


@pytest.fixture
def company(cast):
    with cast.kronoberg.inside(cast.kronoberg.doctor):
        prepare(cast.kronoberg)
        end_the_year(cast.kronoberg)
        yield cast.kronoberg


@pytest.fixture(autouse=True)
def quick_printer(monkeypatch):
    monkeypatch.setattr(
        actions, "print_dossier", lambda data, **given: (b"%PDF-1.7 underlag", 7)
    )


def pages(company):
    """Every address of the dossier, a file of it among them."""
    file = shared_file(company)
    address = url("dossier", company)
    return [address, f"{address}filer/{file.pk}/", f"{address}pdf/lage/"]


def shared_file(company):
    now = timezone.now()
    activity = Activity.objects.create(
        region=company.region,
        programme=company.programme,
        kind="course",
        title="A-HLR",
        starts_on=timezone.localdate(),
        ends_on=timezone.localdate(),
        registered_at=now,
        shared_at=now,
    )
    return ActivityFile.objects.create(
        region=company.region,
        activity=activity,
        name="kursintyg.pdf",
        content_type="application/pdf",
        size=9,
        sha256="0" * 64,
        source_sha256="0" * 64,
        content=b"%PDF-1.7",
        uploaded_by=company.doctor,
        uploaded_at=now,
    )


def statuses(client, company, role, addresses):
    user = getattr(company, role)
    return [get(client, user, one).status_code for one in addresses]


def deliver_all(company):
    for message in OutboxMessage.objects.filter(kind=actions.PRINT):
        deliver(company.region.pk, str(message.pk))


def test_the_assessor_reads_from_the_answers_until_the_end(client, company):
    addresses = pages(company)
    assert statuses(client, company, "external", addresses) == [404] * 3
    appointed(company)
    assert statuses(client, company, "external", addresses) == [403] * 3
    assessment = ExternalAssessment.objects.get()
    assessment.declared_at, assessment.declared_free = timezone.now(), True
    assessment.save()
    assert statuses(client, company, "external", addresses) == [200] * 3
    end_external(assessment=assessment, by=company.bt_manager, at=timezone.now())
    assert statuses(client, company, "external", addresses) == [403] * 3
    assert post(client, company.external, f"{addresses[0]}pdf/").status_code == 403
    assert post(client, company.external, f"{addresses[0]}frys/").status_code == 403
    assert not Dossier.objects.exists()


def test_another_doctors_is_not_there(client, company, cast):
    declared(company)
    mine = url("dossier", company)
    with cast.stockholm.inside():
        prepare(cast.stockholm)
    theirs = mine.replace(str(company.programme.pk), str(cast.stockholm.programme.pk))
    assert get(client, company.external, theirs).status_code == 404
    assert get(client, company.external, f"{theirs}pdf/").status_code == 404


def test_each_reading_is_there_for_the_doctor_to_see(client, company):
    declared(company)
    for role in READERS:
        assert statuses(client, company, role, [url("dossier", company)]) == [200]
    rows = AuditRow.objects.filter(event=Event.PORTFOLIO_READ)
    readers = {row.actor_id: row.detail["roles"] for row in rows}
    assert len(readers) == len(READERS) - 1  # one's own is no reading
    assert readers[company.external.pk] == ["external_assessor"]
    events = get(
        client, company.doctor, url("dossier", company).replace("underlag", "handelser")
    )
    assert "External Kronoberg" in events.content.decode()


@pytest.mark.parametrize("role", READERS)
def test_the_pdf_is_asked_for_waited_for_and_taken(client, company, role):
    declared(company)
    user, address = getattr(company, role), url("dossier", company)
    assert get(client, user, f"{address}pdf/").status_code == 404
    assert post(client, user, f"{address}pdf/").url == f"{address}#fil"
    assert "Filen framställs" in get(client, user, address).content.decode()
    assert "every 2s" in get(client, user, f"{address}pdf/lage/").content.decode()
    deliver_all(company)
    piece = get(client, user, f"{address}pdf/lage/").content.decode()
    assert ("7 sidor" in piece, "every 2s" in piece) == (True, False)
    answer = get(client, user, f"{address}pdf/")
    assert answer.content == b"%PDF-1.7 underlag"
    assert answer["Content-Type"] == "application/pdf"
    taken = AuditRow.objects.get(event=Event.DOSSIER_DOWNLOADED)
    assert taken.actor_id == user.pk


def test_frozen_it_shows_what_was_frozen_and_what_has_changed(client, company):
    declared(company)
    address = url("dossier", company)
    assert "Frys underlaget" in get(client, company.external, address).content.decode()
    first, second = (post(client, company.external, f"{address}frys/") for _ in "12")
    assert (first.status_code, second.status_code) == (302, 302)
    kept = Dossier.objects.get()
    for role in READERS:
        page = get(client, getattr(company, role), address).content.decode()
        assert "Underlaget frystes" in page
        assert "Inget har ändrats." in page
        assert kept.sha256 in page
        assert "Frys underlaget" not in page
    overall_assessments(company)
    page = get(client, company.doctor, address).content.decode()
    assert "Nytt" in page
    assert "Sammantagen bedömning, Primärvård" in page


def test_a_new_assessor_begins_with_the_material_as_it_is(client, company):
    address = url("dossier", company)
    decided(company, declared(company))
    assert "Underlaget frystes" in get(client, company.doctor, address).content.decode()
    declared(company)
    for role in READERS:
        page = get(client, getattr(company, role), address).content.decode()
        assert "Underlaget frystes" not in page
    assert post(client, company.bt_manager, f"{address}frys/").status_code == 302
    assert Dossier.objects.filter(frozen=True).count() == 2


def test_those_who_answer_for_the_region_freeze_too(client, company):
    declared(company)
    address = f"{url('dossier', company)}frys/"
    for role in ("doctor", "main_supervisor"):
        assert post(client, getattr(company, role), address).status_code == 403
    assert post(client, company.studierektor, address).status_code == 403
    assert not Dossier.objects.exists()
    assert post(client, company.bt_manager, address).status_code == 302
    assert Dossier.objects.get().taken_by == company.bt_manager


def test_the_menu_of_an_assessor_points_to_what_waits(client, company):
    """Also for somebody with doctors of their own: this one is none of them."""
    declared(company)
    page = get(client, company.external, url("dossier", company)).content.decode()
    menu = page.split("<main")[0]
    assert "Mina BT-läkare" not in menu
    assert menu.count('aria-current="true"') >= 1
