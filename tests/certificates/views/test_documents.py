import io
import zipfile

import pytest
from django.urls import reverse

from certificates.models import Document
from regions.models import AuditRow
from tests.certificates.papers import complete, valid_documents

ALLOWED = ["doctor", "bt_manager", "deputy", "administrator", "main_supervisor"]


@pytest.fixture
def document(printed):
    with printed.inside(printed.doctor):
        return valid_documents(printed)[0]


def url(company, document):
    return reverse("certificates:document", args=[company.region.slug, document.pk])


def package_url(company):
    return reverse(
        "certificates:package", args=[company.region.slug, company.programme.pk]
    )


def downloads(company):
    with company.inside(company.doctor):
        return AuditRow.objects.filter(event="document.downloaded").count()


@pytest.mark.parametrize("role", ALLOWED)
def test_the_file_exactly_as_registered(client, printed, document, role):
    client.force_login(getattr(printed, role))
    response = client.get(url(printed, document))
    assert (response.status_code, response.content) == (200, bytes(document.pdf))
    headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert (
        headers["Content-Disposition"] == 'attachment; filename="1-bilaga-2-delmal.pdf"'
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in headers["Cache-Control"]
    assert downloads(printed) == 1


@pytest.mark.parametrize("role", ["studierektor", "supervisor", "unit_manager"])
def test_insiders_without_a_part_in_it_are_refused(client, printed, document, role):
    client.force_login(getattr(printed, role))
    for address in (url(printed, document), package_url(printed)):
        assert client.get(address).status_code == 403
    assert downloads(printed) == 0


def test_outsiders_find_nothing(client, cast, printed, document):
    people = (cast.stockholm.bt_manager, cast.stranger, printed.hr, printed.external)
    for user in people:
        client.force_login(user)
        for address in (url(printed, document), package_url(printed)):
            assert client.get(address).status_code == 404
    client.force_login(cast.stockholm.bt_manager)
    elsewhere = reverse("certificates:document", args=["stockholm", document.pk])
    assert client.get(elsewhere).status_code == 404


def test_a_withdrawn_document_is_not_handed_out(client, printed, document):
    with printed.inside(printed.doctor):
        Document.objects.filter(pk=document.pk).update(
            withdrawn_at=document.rendered_at
        )
    client.force_login(printed.doctor)
    assert client.get(url(printed, document)).status_code == 404


def test_one_not_yet_printed_is_not_there(client, certified):
    with certified.inside(certified.doctor):
        complete(certified)
        document = valid_documents(certified)[0]
    client.force_login(certified.doctor)
    assert client.get(url(certified, document)).status_code == 404
    response = client.get(package_url(certified))
    assert response.status_code == 403
    assert "Paketet kan inte hämtas än." in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_read(client, printed, document, method):
    client.force_login(printed.doctor)
    assert getattr(client, method)(url(printed, document)).status_code == 405


def test_everything_in_one_file(client, printed):
    client.force_login(printed.doctor)
    response = client.get(package_url(printed))
    assert response.headers["Content-Type"] == "application/zip"
    assert (
        response.headers["Content-Disposition"] == 'attachment; filename="ansokan.zip"'
    )
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert archive.namelist() == [
        "las-mig-forst.txt",
        "foljesedel.pdf",
        "0-bilaga-1-ansokan.pdf",
        "1-bilaga-2-delmal.pdf",
        "2-bilaga-3-fullgjord.pdf",
        "3-bilaga-4-baskompetens.pdf",
    ]
    with printed.inside(printed.doctor):
        documents = valid_documents(printed)
    for document in documents:
        name = next(
            n for n in archive.namelist() if n[0] == str(document.annex_number or 0)
        )
        assert archive.read(name) == bytes(document.pdf)
    assert downloads(printed) == 1
    assert client.get(package_url(printed)).content == response.content


def test_read_me_says_what_to_do(client, printed):
    client.force_login(printed.doctor)
    archive = zipfile.ZipFile(io.BytesIO(client.get(package_url(printed)).content))
    text = archive.read("las-mig-forst.txt").decode("utf-8-sig")
    with printed.inside(printed.doctor):
        codes = [document.control_code for document in valid_documents(printed)]
    expected = [
        *codes,
        "106 30 Stockholm",
        "Kontrollera aktuell avgift",
        "Beloppet är inte känt här.",
        "External Kronoberg (extern bedömare)",
        "Bilaga nr:        ingen, det är själva ansökan",
        "/verifiera/",
        "Bilaga 2, Intyg om delmål i bastjänstgöringen (BT1–BT18)",
    ]
    assert [words for words in expected if words not in text] == []
    assert max(len(line) for line in text.splitlines()) < 90
