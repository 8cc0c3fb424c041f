"""The register: every document of the region, found, explained and chained."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.actions.documents import request_document
from certificates.actions.revoke import revoke
from certificates.documents.freezing import thaw
from certificates.models import Certificate, Document, ElectronicPath
from regions.models import AuditRow
from tests.certificates.papers import certify_everything, complete, print_all
from tests.objects.seals import put_key
from tests.page_reads import at_most

PRINTER = "certificates.actions.documents.print_frozen"


@pytest.fixture
def company(cast, monkeypatch):
    def printer(kind, frozen, *, created, identifier):
        return b"%PDF-1.7 " + identifier + b"%%EOF"

    monkeypatch.setattr(PRINTER, printer)
    company = cast.kronoberg
    with company.inside(company.doctor):
        certify_everything(company)
        complete(company)
        print_all(company)
    return company


def url(name="register", *arguments):
    return reverse(f"certificates:{name}", args=["kronoberg", *arguments])


def listed(client, **narrow):
    page = client.get(url(), narrow).content.decode()
    return re.findall(r"<th scope=\"row\"[^>]*><a [^>]*>(.*?)</a>", page)


def renumber(company, number=9):
    with company.inside(company.doctor):
        old = Document.objects.select_related("certificate").get(annex_number=2)
        form = thaw(old.certificate.kind, old.frozen | {"annex_number": number})
        asked = {"by": company.doctor, "at": timezone.now()}
        new = request_document(
            certificate=old.certificate, form=form, annex_number=number, **asked
        )
    return old, new


ALL = ["Bilaga 1", "Bilaga 2 (BT1–BT18)", "Bilaga 3", "Bilaga 4"]


def test_it_is_narrowed_by_code_doctor_kind_and_standing(client, company):
    client.force_login(company.administrator)
    old, _new = renumber(company)
    assert sorted(listed(client)) == sorted([*ALL, "Bilaga 3"])
    assert listed(client, sok="doctor KRONO") == listed(client)
    assert listed(client, sok="Stockholm") == []
    for part in (old.control_code, old.control_code.lower()[:14], old.control_code.replace("-", " ")[:22]):  # fmt: skip
        assert listed(client, sok=part) == ["Bilaga 3"]
    assert listed(client, bilaga="delmal") == ["Bilaga 2 (BT1–BT18)"]
    standings = {
        name: listed(client, lage=name)
        for name in ("asked_for", "valid", "replaced", "withdrawn")
    }
    assert standings["asked_for"] == standings["replaced"] == ["Bilaga 3"]
    assert sorted(standings["valid"]) == ["Bilaga 1", "Bilaga 2 (BT1–BT18)", "Bilaga 4"]
    assert standings["withdrawn"] == []
    assert listed(client, bilaga="x", lage="y", sida="z") == listed(client)


def test_what_is_revoked_stands_as_withdrawn(client, company):
    with company.inside(company.bt_manager):
        certificate = Certificate.objects.get(kind="competence")
        revoke(certificate=certificate, reason="Fel.", by=company.bt_manager, at=timezone.now())  # fmt: skip
    client.force_login(company.administrator)
    assert listed(client, lage="withdrawn") == ["Bilaga 4"]


def test_one_document_with_its_chain(client, company):
    old, new = renumber(company)
    client.force_login(company.administrator)
    page = client.get(url("registered", old.pk)).content.decode()
    for told in (old.control_code, old.sha256, old.template_version, "Ingen stämpel", url("registered", new.pk)):  # fmt: skip
        assert told in page
    assert "Ersatt av ett nyare dokument." in page
    assert url("document", old.pk) not in page
    assert url("registered", old.pk) in client.get(url("registered", new.pk)).content.decode()  # fmt: skip


def test_the_frozen_contents_and_that_they_were_taken(client, company):
    with company.inside():
        document = Document.objects.get(annex_number=2)
    client.force_login(company.administrator)
    told = json.loads(client.get(url("registered_contents", document.pk)).content)
    assert told["frozen"] == document.frozen
    with company.inside():
        assert AuditRow.objects.filter(event="document.downloaded").count() == 1


def test_it_costs_the_same_however_much_there_is(client, company):
    client.force_login(company.administrator)
    with at_most(12):
        client.get(url())
    renumber(company)
    with at_most(12):
        assert len(listed(client)) == 5
    with company.inside():
        document = Document.objects.order_by("requested_at").last()
    client.get(url("registered", document.pk))
    with at_most(16):
        client.get(url("registered", document.pk))


def test_the_switch_is_the_managers_and_said_when_there_is_no_key(client, company, settings):  # fmt: skip
    settings.SEAL_FOLDER = ""
    client.force_login(company.bt_manager)
    page = client.get(url("electronic")).content.decode()
    assert "Regionens nyckel saknas." in page
    assert "Nyckelns namn" not in page
    assert client.post(url("electronic"), {"seals": "on"}).status_code == 302
    with company.inside():
        assert ElectronicPath.objects.get().seals is True
    page = client.get(url("electronic")).content.decode()
    assert "checked" in page
    assert "Senast ändrat av Bt Manager Kronoberg" in page
    client.post(url("electronic"), {})
    with company.inside():
        assert ElectronicPath.objects.get().seals is False


def test_what_the_key_is_worth_is_said_before_it_is_used(client, company, settings, tmp_path):  # fmt: skip
    settings.SEAL_FOLDER = str(tmp_path)
    put_key(tmp_path, "kronoberg")
    client.force_login(company.bt_manager)
    page = client.get(url("electronic")).content.decode()
    assert "Regionen själv. PDF-läsare säger att de inte känner utfärdaren." in page
    assert "PAdES B-B. Ingen tidsstämpeltjänst är inställd." in page
    settings.TIMESTAMP_URL = "https://tsa.example.org"
    page = client.get(url("electronic")).content.decode()
    assert "PAdES B-T, med tidsstämpel." in page
    assert "Giltighet på lång sikt utlovas inte." in page
