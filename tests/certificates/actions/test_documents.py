import hashlib
import io
from datetime import timedelta

import pypdf
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from bt_admin.lib import control_codes
from bt_admin.lib.verdicts import Refused
from certificates.actions.application import complete_application
from certificates.actions.documents import (
    RENDER,
    hand_out,
    render_document,
    request_document,
    withdraw_documents,
)
from certificates.documents import CannotPrint
from certificates.documents.freezing import thaw
from certificates.models import Certificate, Document
from placements.models import ProgrammeAssignment
from regions import access, outbox
from regions.events import Event
from regions.models import AuditRow, OutboxMessage
from regions.tasks import deliver
from tests.certificates.papers import (
    certify_completed,
    certify_delmal,
    certify_everything,
    complete,
    print_all,
    valid_documents,
)

PRINTER = "certificates.actions.documents.print_frozen"


@pytest.fixture
def company(cast):
    with cast.kronoberg.inside(cast.kronoberg.doctor):
        certify_everything(cast.kronoberg)
        complete(cast.kronoberg)
        yield cast.kronoberg


@pytest.fixture
def quick_printer(monkeypatch):
    """A printer that is asked how often, and takes no time."""
    asked = []

    def printer(kind, frozen, *, created, identifier):
        asked.append(kind)
        return b"%PDF-1.7 " + identifier + b"%%EOF"

    monkeypatch.setattr(PRINTER, printer)
    return asked


def text_of(document):
    reader = pypdf.PdfReader(io.BytesIO(bytes(document.pdf)))
    return " ".join(page.extract_text() for page in reader.pages)


def render(document, by, at=None):
    return render_document(document=document, by=by, at=at or timezone.now())


def test_the_pdfs_hold_every_value(company):
    papers = {d.certificate.kind: text_of(d) for d in print_all(company)}
    expected = {
        "application": [
            "Kronoberg", "Doctor", "19121212-1212", "Älggatan 3", "352 34", "Växjö",
            "070-174 06 05", "doctor@example.org", "Vårdcentralen Öster", "0470-58 80 00",
            "Sverige", "250117", "250203",
        ],
        "delmal": ["BT1, BT2", "BT18", "på Ängön.", "Mini-CEX", "allmänmedicin"],
        "completed": ["260101-261231", "12,0", "i fyra månader.", "i fem månader."],
        "competence": ["Main Supervisor Kronoberg", "External Kronoberg"],
    }  # fmt: skip
    missing = [
        (kind, value)
        for kind, values in expected.items()
        for value in values
        if value not in papers[kind]
    ]
    assert missing == []


def test_the_file_is_kept_under_its_hash_and_carries_its_code(company):
    [document, *_rest] = print_all(company)
    content = bytes(document.pdf)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    identifier = pypdf.PdfReader(io.BytesIO(content)).trailer["/ID"][0]
    assert bytes(identifier.original_bytes) == control_codes.as_bytes(
        document.control_code
    )
    rows = AuditRow.objects.filter(event=Event.DOCUMENT_RENDERED)
    assert rows.count() == 4
    assert rows.get(about_id=document.pk).detail["sha256"] == document.sha256


def test_printed_again_it_would_be_the_same_bytes(company):
    from certificates.actions.documents import printed

    [document, *_rest] = print_all(company)
    again = Document.objects.select_related("certificate").get(pk=document.pk)
    assert printed(again) == bytes(document.pdf)


def test_ten_deliveries_make_one_document(company, quick_printer):
    for message in OutboxMessage.objects.filter(kind=RENDER):
        for _again in range(10):
            deliver(company.region.pk, str(message.pk))
    assert sorted(quick_printer) == ["application", "competence", "completed", "delmal"]
    assert AuditRow.objects.filter(event=Event.DOCUMENT_RENDERED).count() == 4
    assert OutboxMessage.objects.filter(done_at__isnull=True).count() == 0


def test_a_printer_that_fails_leaves_nothing_and_is_tried_again(company, monkeypatch):
    def jam(*args, **kwargs):
        raise CannotPrint("address", "paper jam")

    monkeypatch.setattr(PRINTER, jam)
    message = OutboxMessage.objects.filter(kind=RENDER).first()
    assert deliver(company.region.pk, str(message.pk)) is False
    message.refresh_from_db()
    assert (message.done_at, message.attempts) == (None, 1)
    assert message.last_error == "CannotPrint: address: paper jam"
    assert {d.rendered_at for d in valid_documents(company)} == {None}
    assert AuditRow.objects.filter(event=Event.DOCUMENT_RENDERED).count() == 0

    monkeypatch.undo()
    later = timezone.now() + timedelta(minutes=5)
    assert message in outbox.waiting(later)
    assert outbox.deliver_one(message.pk, at=later) is True
    document = Document.objects.get(pk=message.payload["document"])
    assert document.rendered_at is not None


def test_a_crash_after_printing_leaves_nothing_half_written(company, monkeypatch):
    """The process dies between the file and its audit row."""

    class Killed(BaseException):
        pass

    def die(*args, **kwargs):
        raise Killed

    [document, *_rest] = valid_documents(company)
    with monkeypatch.context() as patched:
        patched.setattr("certificates.actions.documents.audit.record", die)
        with pytest.raises(Killed), transaction.atomic():
            render(document, company.doctor)
    document.refresh_from_db()
    assert (document.pdf, document.sha256, document.rendered_at) == (None, "", None)
    assert render(document, company.doctor).rendered_at is not None


def test_whoever_has_lost_the_right_prints_nothing(company, quick_printer):
    assignment = ProgrammeAssignment.objects.get(user=company.doctor, role="doctor")
    access.end(assignment, on=timezone.localdate() - timedelta(days=1))
    message = OutboxMessage.objects.filter(kind=RENDER).first()
    assert deliver(company.region.pk, str(message.pk)) is False
    message.refresh_from_db()
    assert message.last_error.startswith("Refused: Du får inte göra det här.")
    assert quick_printer == []


def test_withdrawn_meanwhile_it_is_not_printed(company, quick_printer):
    [document, *_rest] = valid_documents(company)
    withdraw_documents(
        certificate=document.certificate, reason="Fel.", at=timezone.now()
    )
    assert render(document, company.doctor).rendered_at is None
    assert quick_printer == []


def test_a_printed_document_is_never_changed(company, quick_printer):
    [document, *_rest] = print_all(company)
    for change in ({"pdf": b"x"}, {"frozen": {}}, {"sha256": "x"}, {"annex_number": 9}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Document.objects.filter(pk=document.pk).update(**change)


def test_completed_while_the_worker_prints(company, quick_printer):
    """A second completion with the same words keeps the printed files."""
    before = [(d.pk, d.sha256) for d in print_all(company)]
    complete_application(
        programme=company.programme, by=company.doctor, at=timezone.now()
    )
    assert [(d.pk, d.sha256) for d in valid_documents(company)] == before


READERS = ["doctor", "bt_manager", "deputy", "administrator", "main_supervisor"]


@pytest.mark.parametrize("role", READERS)
def test_those_with_a_part_in_the_papers_may_have_them(company, quick_printer, role):
    documents = print_all(company)
    reader = getattr(company, role)
    hand_out(documents=documents, by=reader, at=timezone.now())
    [row] = AuditRow.objects.filter(event=Event.DOCUMENT_DOWNLOADED)
    assert (row.actor_id, row.programme_id) == (reader.pk, company.programme.pk)
    assert row.detail == {"documents": [str(document.pk) for document in documents]}


@pytest.mark.parametrize("role", ["studierektor", "supervisor", "unit_manager", "hr"])
def test_others_may_not(company, quick_printer, role):
    documents = print_all(company)
    with pytest.raises(Refused) as refused:
        hand_out(documents=documents, by=getattr(company, role), at=timezone.now())
    assert refused.value.verdict.codes == ["access.no_role"]
    assert AuditRow.objects.filter(event=Event.DOCUMENT_DOWNLOADED).count() == 0


def test_a_certificate_written_anew_stands_in_the_place_of_the_revoked(company):
    """Its first document points to the withdrawn one, kind by kind, delmål by delmål."""
    papers = {one.certificate.kind: one for one in print_all(company)}
    delmal, completed = papers["delmal"], papers["completed"]
    for old in (delmal, completed):
        Certificate.objects.filter(pk=old.certificate_id).update(
            state="revoked", revoked_at=timezone.now()
        )
        withdraw_documents(
            certificate=old.certificate, reason="Fel.", at=timezone.now()
        )
    anew = {"by": company.doctor, "at": timezone.now(), "annex_number": 4}
    for again, old in (
        (certify_completed(company), completed),
        (certify_delmal(company, ("BT7", "BT8")), delmal),
        (certify_delmal(company, ("BT9",)), delmal),
    ):
        form = thaw(again.kind, old.frozen)
        newer = request_document(certificate=again, form=form, **anew)
        assert newer.replaces_id == old.pk
