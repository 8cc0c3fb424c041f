"""The signed originals in the package: with who signed, who scanned, and checksums."""

import hashlib
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bt_admin.lib.control_codes import PageCode
from bt_admin.lib.files import CleanFile
from bt_admin.lib.scans import Sheet
from certificates.actions.documents import withdraw_documents
from certificates.actions.scans import TakenApart, file_scan, keep_scans
from certificates.archive import METADATA, Package, pack, read_package
from certificates.queries.packages import certificates_in, certified, pdfs
from certificates.queries.scans import pages_of
from tests.certificates.papers import (
    certify_everything,
    complete,
    print_all,
    valid_documents,
)
from tests.certificates.pen import sign_everything

NAMES = {
    "data/01-bilaga-1-ansokan.json",
    "data/02-bilaga-2-delmal.json",
    "data/03-bilaga-3-fullgjord.json",
    "data/04-bilaga-4-baskompetens.json",
}
SPACE = {"a": "urn:bt-admin:arkivpaket:1"}


@pytest.fixture
def company(cast, monkeypatch):
    monkeypatch.setattr(
        "certificates.actions.documents.print_frozen",
        lambda kind, frozen, *, created, identifier: b"%PDF-1.7 " + identifier,
    )
    company = cast.kronoberg
    with company.inside(company.doctor):
        certify_everything(company)
        complete(company)
        print_all(company)
        yield company


def scan(company, document, page, content):
    """A page as it was photographed, filed by its code."""
    code = PageCode(document.control_code, page, pages_of(document))
    sheet = Sheet(1, "image/jpeg", b"\xff\xd8\xff" + content, (code,))
    source = hashlib.sha256(content).hexdigest()
    file = CleanFile("blad.jpg", "image/jpeg", b"x", "0" * 64, source)
    received = keep_scans(
        programme=company.programme, files=[TakenApart(file, [sheet])],
        by=company.administrator, at=timezone.now(),
    )  # fmt: skip
    return [*received.filed, *received.waiting][0]


def packed(company):
    rows = certificates_in(company.programme)
    files = pdfs(rows)
    handlingar = [certified(row, n, files) for n, row in enumerate(rows, start=1)]
    day = company.programme.starts_on
    package = Package("Region", "Någon", day, day, "Klar", tuple(handlingar))
    return read_package(pack(package))


def test_the_signed_pages_go_along_and_read_back(company):
    paper = next(one for one in valid_documents(company) if one.certificate.kind == "delmal")  # fmt: skip
    scan(company, paper, 1, b"ett")
    old = scan(company, paper, 2, b"suddig")
    newer = scan(company, paper, 2, b"skarp")
    given = {"document": paper, "page": 2, "replaces": True}
    file_scan(scan=newer, by=company.administrator, at=timezone.now(), **given)
    old.refresh_from_db()
    assert old.replaced_at
    sign_everything(company)
    reading = packed(company)
    assert reading.faults == []
    originals = {path: content for path, content in reading.files.items() if path.startswith("original/")}  # fmt: skip
    assert originals == {
        "original/02-bilaga-2-delmal-sida-1.jpg": b"\xff\xd8\xffett",
        "original/02-bilaga-2-delmal-sida-2.jpg": b"\xff\xd8\xffskarp",
    }
    assert set(reading.data) == NAMES  # the application too, which a pen alone signs
    root = ET.fromstring(reading.files[METADATA])
    [first, *_rest] = [one for one in root.iterfind(".//a:fil", SPACE) if one.get("sida")]  # fmt: skip
    assert first.get("kod") == paper.control_code
    assert first.get("av") == company.administrator.full_name
    assert first.get("kalla") == hashlib.sha256(b"ett").hexdigest()
    pens = [one.findtext("a:namn", "", SPACE) for one in root.iterfind(".//a:underskriven", SPACE)]  # fmt: skip
    assert sorted(pens) == sorted(
        one.full_name
        for one in (company.doctor, company.main_supervisor, company.bt_manager,
                    company.main_supervisor, company.external)
    )  # fmt: skip


def test_what_was_signed_on_an_earlier_print_is_kept_apart(company):
    paper = valid_documents(company)[-1]
    scan(company, paper, 1, b"gammal")
    withdraw_documents(certificate=paper.certificate, reason="Ny.", at=timezone.now())
    type(paper).objects.create(
        region=company.region, certificate=paper.certificate, replaces=paper,
        frozen=paper.frozen, template_version="2", control_code="-".join(["ABCD"] * 8),
        requested_at=timezone.now(), requested_by=company.doctor, annex_number=9,
    )  # fmt: skip
    [path] = [one for one in packed(company).files if one.startswith("original/")]
    assert "-tidigare-1-sida-1.jpg" in path


def test_as_many_queries_with_one_page_as_with_three(company):
    counts = []
    documents = valid_documents(company)
    for pages in ([(documents[0], 1)], [(documents[0], 2), (documents[1], 1)]):
        for paper, page in pages:
            scan(company, paper, page, paper.control_code.encode() + bytes([page]))
        with CaptureQueriesContext(connection) as caught:
            certificates_in(company.programme)
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 7
