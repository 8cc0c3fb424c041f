"""Whoever is killed, at whatever line: nothing half done, nothing lost, nothing twice.

BT_EVERY_LINE=1 kills at each line there is, and not at some of them.
"""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from bt_admin.lib.pdf_seal import seal
from certificates.actions.application import complete_application, save_application
from certificates.actions.dossier import ask_for_print
from certificates.actions.electronic import change_electronic_path
from certificates.actions.weeding import approve_weeding
from certificates.models import (
    Certificate,
    Document,
    Dossier,
    DossierPrint,
    RetentionProposal,
)
from regions import mail, outbox
from regions.clock import database_now
from regions.context import in_region
from regions.models import AuditRow, OutboxMessage
from regions.tasks import deliver, sweep_outbox
from tests.certificates.actions.test_weeding import (
    a_frozen_dossier,
    closed,
    propose,
    rule,
)
from tests.certificates.papers import OWN_WORDS, certify_everything
from tests.killing import killed_again_and_again
from tests.objects.pdfs import drawn, words
from tests.objects.seals import judged, key, put_key

EVERY = 1 if os.environ.get("BT_EVERY_LINE") else 12
ASKING = ("certificates/actions/", "regions/outbox.py", "regions/audit.py")
PRINTING = (*ASKING, "regions/tasks.py", "regions/context.py", "bt_admin/lib/pdf_seal")
PAGE = drawn(words("Intyg"))

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company(cast, monkeypatch, tmp_path, settings):
    """All is certified; the region seals; the printer takes no time."""
    monkeypatch.setattr("certificates.actions.documents.print_frozen", lambda *a, **b: PAGE)  # fmt: skip
    monkeypatch.setattr("certificates.queries.wording.overflowing", lambda form: [])
    settings.SEAL_FOLDER = str(tmp_path)
    put_key(tmp_path, "kronoberg")
    seal(PAGE, key())  # imports what it needs here, and not in every child
    company = cast.kronoberg
    at = timezone.now()
    with company.inside(company.doctor):
        certify_everything(company)
        save_application(programme=company.programme, form=OWN_WORDS, by=company.doctor, at=at)  # fmt: skip
    with company.inside(company.bt_manager):
        change_electronic_path(region=company.region, seals=True, shares=False, by=company.bt_manager, at=at)  # fmt: skip
    return company


def complete(company):
    with in_region(company.region.pk, company.doctor.pk):
        complete_application(programme=company.programme, by=company.doctor, at=timezone.now())  # fmt: skip


def kept(company):
    """How much there is of everything that completing and printing write."""
    with company.inside():
        documents = Document.objects.all()
        events = AuditRow.objects.values_list("event", flat=True)
        return {
            "documents": documents.count(),
            "printed": documents.filter(rendered_at__isnull=False).count(),
            "asked for": OutboxMessage.objects.filter(kind="render_document").count(),
            "done": OutboxMessage.objects.filter(kind="render_document", done_at__isnull=False).count(),
            "completed": Certificate.objects.filter(kind="application", state="certified").count(),
            "told of": sum(event == "document.rendered" for event in events),
        }  # fmt: skip


def test_asking_for_the_papers_is_all_or_nothing(company):
    nothing = kept(company)
    assert set(nothing.values()) == {0}
    whole, kills = nothing | {"documents": 4, "asked for": 4, "completed": 1}, 0
    for line in killed_again_and_again(
        lambda: complete(company), ASKING, every=EVERY * 3
    ):
        kills += 1
        assert kept(company) in (nothing, whole), line
    assert kills >= 8
    complete(company)  # said once more, as somebody does who saw no answer
    assert kept(company) == whole
    with company.inside():
        numbers = Document.objects.values_list("annex_number", flat=True)
        assert sorted(number or 0 for number in numbers) == [0, 1, 2, 3]


def test_printing_sealing_and_registering_is_all_or_nothing(company, monkeypatch):
    complete(company)
    with company.inside():
        message = str(OutboxMessage.objects.filter(kind="render_document")[0].pk)
    before, kills = kept(company), 0

    def work():
        return deliver(company.region.pk, message)

    for line in killed_again_and_again(work, PRINTING, every=EVERY):
        kills += 1
        now = kept(company)
        assert now in (before, before | {"printed": 1, "done": 1, "told of": 1}), line
    assert kills >= 8
    # The sweeper finds what is left, in one round: within a minute of a worker's return.
    monkeypatch.setattr(deliver, "apply_async", lambda args, retry: deliver(*args))
    sweep_outbox(None)
    finished = {"printed": 4, "done": 4, "told of": 4}
    assert kept(company) == before | finished
    with company.inside():
        for document in Document.objects.all():
            assert judged(bytes(document.pdf), key()).bottom_line


def kept_of(dossier, company):
    """The one dossier, its print, and what is written of both."""
    with company.inside():
        made = DossierPrint.objects.filter(dossier=dossier).first()
        events = AuditRow.objects.values_list("event", flat=True)
        return {
            "data": bool(Dossier.objects.get(pk=dossier.pk).data),
            "printed": made is not None,
            "file": bool(made and bytes(made.pdf)),
            "sealed": bool(made and made.seal_level),
            "told of": sum(event == "dossier.printed" for event in events),
            "gone": sum(RetentionProposal.objects.values_list("gone", flat=True)),
            "reports": sum(event == "retention.done" for event in events),
            "done": OutboxMessage.objects.filter(
                kind__in=["print_dossier", "weed"], done_at__isnull=False
            ).count(),
        }


def test_a_dossier_is_printed_sealed_and_weeded_once(company, monkeypatch):
    monkeypatch.setattr(
        "certificates.actions.dossier.print_dossier", lambda data, **given: (PAGE, 1)
    )
    who = {"by": company.bt_manager, "at": timezone.now() - timedelta(days=800)}
    with company.inside(company.bt_manager):
        dossier = a_frozen_dossier(company, printed=False)
        ask_for_print(dossier=dossier, **who)
        print_it = str(OutboxMessage.objects.get(kind="print_dossier").pk)
    before, kills = kept_of(dossier, company), 0
    printed = {"printed": True, "file": True, "sealed": True, "told of": 1, "done": 1}

    def work():
        return deliver(company.region.pk, print_it)

    for line in killed_again_and_again(work, PRINTING, every=EVERY * 3):
        kills += 1
        assert kept_of(dossier, company) in (before, before | printed), line
    assert kept_of(dossier, company) == before | printed
    assert deliver(company.region.pk, print_it) is False  # delivered again: nothing
    with company.inside(company.bt_manager):
        closed(company)
        rule(company, "dossiers")
        row = propose(company, "dossiers")
        approve_weeding(proposal=row, by=company.bt_manager, at=timezone.now())
        print_it = str(OutboxMessage.objects.get(kind="weed").pk)
    there = before | printed
    gone = there | {"data": False, "file": False, "gone": 1, "reports": 1, "done": 2}
    for line in killed_again_and_again(work, PRINTING, every=EVERY * 2):
        kills += 1
        assert kept_of(dossier, company) in (there, gone), line
    assert kept_of(dossier, company) == gone
    assert kills >= 8
    assert deliver(company.region.pk, print_it) is False


def test_a_letter_sent_twice_is_known_by_its_number(company, settings, tmp_path):
    """The post office cannot be asked to forget; but both have the same Message-ID."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    with company.inside(company.bt_manager):
        at = database_now()
        payload = {"notice": "news", "user": str(company.doctor.pk), "path": "/kronoberg/", "urgent": True}  # fmt: skip
        outbox.enqueue(mail.KIND, "one", region_id=company.region.pk, by=None, at=at, **payload)  # fmt: skip
        message = str(OutboxMessage.objects.get(dedupe_key="one").pk)

    def work():
        return deliver(company.region.pk, message)

    kills = list(
        killed_again_and_again(work, ("regions/outbox.py", "regions/mail.py"), every=4)
    )
    assert kills
    letters = [path.read_text() for path in (tmp_path / "mail").iterdir()]
    numbers = {line for text in letters for line in text.splitlines() if line.startswith("Message-ID")}  # fmt: skip
    assert numbers == {f"Message-ID: <{message}@bt-admin>"}
    assert deliver(company.region.pk, message) is False
