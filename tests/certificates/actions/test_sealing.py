"""The region's seal on its certificates: wanted, possible, or neither."""

import hashlib
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from bt_admin.lib import seal_keys
from bt_admin.lib.verdicts import Refused
from certificates import checks
from certificates.actions import sealing
from certificates.actions.documents import render_document
from certificates.actions.electronic import change_electronic_path
from certificates.checks import sealing_regions_have_keys
from certificates.models import Document, ElectronicPath
from certificates.queries.documents import Answer, answer_for
from regions.models import AuditRow
from tests.certificates.papers import certify_everything, complete, valid_documents
from tests.objects.pdfs import drawn, words
from tests.objects.seals import judged, key, key_file, put_key, stamper

PDF = drawn(words("Intyg"))


@pytest.fixture
def folder(tmp_path, settings):
    settings.SEAL_FOLDER = str(tmp_path)
    return tmp_path


@pytest.fixture
def company(cast, monkeypatch):
    monkeypatch.setattr("certificates.actions.documents.print_frozen", lambda *a, **b: PDF)  # fmt: skip
    with cast.kronoberg.inside(cast.kronoberg.doctor):
        certify_everything(cast.kronoberg)
        complete(cast.kronoberg)
        yield cast.kronoberg


def switch(company, *, seals=True, shares=False):
    return change_electronic_path(
        region=company.region,
        seals=seals,
        shares=shares,
        by=company.bt_manager,
        at=timezone.now(),
    )


def printed(company, at=None):
    [document, *_rest] = valid_documents(company)
    asked = {"by": company.doctor, "at": at or timezone.now()}
    render_document(document=document, **asked)
    return Document.objects.get(pk=document.pk)


def test_nothing_is_sealed_until_the_region_says_so(company, folder):
    put_key(folder, "kronoberg")
    document = printed(company)
    assert bytes(document.pdf) == PDF
    assert (document.seal_level, document.seal_note) == ("", "")


def test_the_sealed_file_is_the_one_in_the_register(company, folder):
    put_key(folder, "kronoberg")
    switch(company)
    document = printed(company)
    content = bytes(document.pdf)
    assert judged(content, key()).bottom_line
    assert (document.seal_level, document.seal_certificate) == ("B-B", key().fingerprint)  # fmt: skip
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert answer_for("", document.sha256) == Answer(known=True)
    assert answer_for("", hashlib.sha256(PDF).hexdigest()) == Answer(known=False)
    # Delivered again, it is not sealed again.
    assert bytes(render_document(document=document, by=company.doctor, at=timezone.now()).pdf) == content  # fmt: skip


def test_without_a_key_the_paper_comes_all_the_same_and_says_so(company, folder):
    switch(company)
    document = printed(company)
    assert bytes(document.pdf) == PDF
    assert (document.seal_level, document.seal_note) == ("", "Regionens nyckel saknas.")


def test_a_timestamp_when_a_service_is_set(company, folder, monkeypatch):
    put_key(folder, "kronoberg")
    switch(company)
    monkeypatch.setattr(sealing, "stamper_at", lambda address: stamper())
    assert printed(company).seal_level == "B-T"


def test_a_service_that_does_not_answer_is_said(company, folder, settings):
    put_key(folder, "kronoberg")
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    switch(company)
    document = printed(company)
    assert (document.seal_level, document.seal_note) == ("B-B", sealing.NO_STAMP)


# ------------------------------------------------------------------------- the switch
def test_only_who_administers_the_region_decides_and_it_is_logged_once(company):
    for person in (company.administrator, company.studierektor, company.doctor):
        with pytest.raises(Refused):
            change_electronic_path(region=company.region, seals=True, shares=True, by=person, at=timezone.now())  # fmt: skip
    assert not ElectronicPath.objects.exists()
    switch(company)
    switch(company)
    switch(company, seals=False)
    rows = AuditRow.objects.filter(event="electronic.changed").order_by("number")
    assert [row.detail["seals"] for row in rows] == [True, False]


# ------------------------------------------------------------------ what operators hear
def test_before_everything_is_migrated_the_check_asks_nothing(db, monkeypatch):
    """An upgrade checks the system first, when the tables are still yesterday's."""
    left = [("a migration", False)]
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: left)
    monkeypatch.setattr(checks, "in_region", None)
    assert sealing_regions_have_keys(databases=["default"]) == []


def heard():
    found = sealing_regions_have_keys(databases=["default"])
    return [(one.id, one.msg) for one in found]


def test_the_check_names_the_region_that_seals_and_cannot(company, folder):
    assert heard() == []
    switch(company)
    [(identifier, text)] = heard()
    assert identifier == "certificates.W001"
    assert "Region Kronoberg" in text
    assert "Regionens nyckel saknas." in text
    put_key(folder, "kronoberg", key_file(60))
    assert [identifier for identifier, _text in heard()] == ["certificates.W002"]
    put_key(folder, "kronoberg")
    assert heard() == []


def test_a_key_is_made_for_the_region_alone_and_never_written_over(cast, folder):
    call_command("region_key", "kronoberg", folder, verbosity=0)
    path = folder / "seal_kronoberg"
    assert path.stat().st_mode & 0o777 == 0o400
    made = seal_keys.key_of("kronoberg", at=timezone.now() + timedelta(minutes=1))
    assert "Region Kronoberg" in made.certificate.subject.rfc4514_string()
    for arguments in (["kronoberg"], ["atlantis"], ["stockholm", "--days=0"]):
        with pytest.raises(CommandError):
            call_command("region_key", arguments[0], folder, *arguments[1:])
    call_command("region_key", "stockholm", folder, "--request")
    assert (folder / "seal_stockholm.csr").read_bytes().startswith(b"-----BEGIN CERT")
