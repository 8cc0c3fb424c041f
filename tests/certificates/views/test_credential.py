"""A certificate that machines can read: the doctor's own, of what is issued."""

import json

import jwt
import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.actions import verifying
from certificates.actions.electronic import change_electronic_path
from certificates.actions.revoke import revoke
from certificates.models import Certificate, Document
from regions.models import AuditRow
from tests.certificates.papers import certify_everything, complete, print_all
from tests.objects.seals import key, put_key


@pytest.fixture
def company(cast, monkeypatch, tmp_path, settings):
    def printer(kind, frozen, *, created, identifier):
        return b"%PDF-1.7 " + identifier + b"%%EOF"

    monkeypatch.setattr("certificates.actions.documents.print_frozen", printer)
    settings.SEAL_FOLDER = str(tmp_path)
    company = cast.kronoberg
    with company.inside(company.doctor):
        certify_everything(company)
        complete(company)
        print_all(company)
        Certificate.objects.filter(kind="competence").update(state="issued")
    return company


def share(company):
    with company.inside(company.bt_manager):
        change_electronic_path(region=company.region, seals=False, shares=True, by=company.bt_manager, at=timezone.now())  # fmt: skip


def document(company, kind="competence"):
    with company.inside():
        return Document.objects.get(certificate__kind=kind)


def take(client, company, kind="competence", **narrow):
    pk = document(company, kind).pk
    return client.get(
        reverse("certificates:credential", args=["kronoberg", pk]), narrow
    )


def words(response):
    return response.content.decode()


def test_the_doctor_takes_it_with_or_without_the_name(client, company, tmp_path):
    put_key(tmp_path, "kronoberg")
    share(company)
    client.force_login(company.doctor)
    for narrow, named in (({}, False), ({"namn": "ja"}, True)):
        response = take(client, company, **narrow)
        assert response["Content-Type"] == "application/vc+jwt"
        told = jwt.decode(words(response), key().key.public_key(), algorithms=["ES256"], options={"verify_nbf": False})  # fmt: skip
        assert ("Doctor Kronoberg" in json.dumps(told, ensure_ascii=False)) is named
        assert "1912" not in json.dumps(told["credentialSubject"])
    with company.inside():
        assert AuditRow.objects.filter(event="credential.taken").count() == 2


def test_each_refusal_has_its_reason(client, company, tmp_path):
    client.force_login(company.doctor)
    assert "Regionen erbjuder inte intyg" in words(take(client, company))
    share(company)
    response = take(client, company)
    assert (response.status_code, "Regionens nyckel saknas." in words(response)) == (403, True)  # fmt: skip
    put_key(tmp_path, "kronoberg")
    assert "Det är inte utfärdat" in words(take(client, company, "completed"))
    client.force_login(company.bt_manager)
    assert "bara av läkaren själv" in words(take(client, company))


def asked(client, code):
    response = client.get(reverse("credential_status", args=[code]))
    return response.status_code, response.json()


def test_the_status_follows_the_register(client, company, monkeypatch):
    row = document(company)
    status, told = asked(client, row.control_code)
    assert (status, told["revokedCredentials"]) == (200, [])
    with company.inside(company.bt_manager):
        certificate = Certificate.objects.get(pk=row.certificate_id)
        revoke(certificate=certificate, reason="Fel.", by=company.bt_manager, at=timezone.now())  # fmt: skip
    [gone] = asked(client, row.control_code)[1]["revokedCredentials"]
    assert gone["revoked"] is True
    assert "Kronoberg" not in json.dumps(asked(client, row.control_code)[1])
    assert asked(client, "0" * 32)[0] == asked(client, "hej")[0] == 404
    monkeypatch.setattr(verifying, "MOST_EACH", 1)
    assert asked(client, row.control_code)[0] == 429
