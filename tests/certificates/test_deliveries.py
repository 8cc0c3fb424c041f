"""Messages that come ten times over and in any order give each document once.

BT_DELIVERIES=10000 is the long run, over 1,000 certificates.
"""

import os
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from certificates.actions.documents import request_document
from certificates.documents.freezing import thaw
from certificates.models import Document
from regions.audit import broken_links
from regions.models import AuditRow, OutboxMessage
from regions.tasks import deliver
from tests.certificates.papers import certify_delmal, certify_everything

DELIVERIES = int(os.environ.get("BT_DELIVERIES", "1000"))
TIMES = 10
AT_ONCE = 4


@pytest.fixture
def printed(monkeypatch):
    """What the printer was asked for, by control code."""
    asked = []

    def printer(kind, frozen, *, created, identifier):
        asked.append(identifier)
        return b"%PDF-1.7 " + identifier + b"%%EOF"

    monkeypatch.setattr("certificates.actions.documents.print_frozen", printer)
    return asked


def asked_for(company, number):
    """So many certificates, each with its document asked for; their messages."""
    asked = {"by": company.doctor, "at": timezone.now()}
    with company.inside(company.doctor):
        certify_everything(company)
        for annex in range(1, number + 1):
            certificate = certify_delmal(company, (f"BT{1 + annex % 18}",))
            form = thaw("delmal", certificate.content | {"annex_number": annex})
            request_document(certificate=certificate, form=form, annex_number=annex, **asked)  # fmt: skip
        rows = OutboxMessage.objects.filter(kind="render_document")
        return [str(key) for key in rows.values_list("pk", flat=True)]


@pytest.mark.django_db(transaction=True)
def test_ten_times_as_many_deliveries_in_any_order(cast, printed):
    company, number = cast.kronoberg, DELIVERIES // TIMES
    messages = asked_for(company, number) * TIMES
    random.Random(2021).shuffle(messages)

    def worker(mine):
        try:
            return sum(deliver(company.region.pk, message) for message in mine)
        finally:
            connection.close()

    shares = [messages[start::AT_ONCE] for start in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = sum(pool.map(worker, shares))
    assert (done, len(printed), len(set(printed))) == (number, number, number)
    with company.inside():
        finished = Document.objects.filter(rendered_at__isnull=False)
        assert finished.values("sha256").distinct().count() == number
        assert finished.count() == number
        assert AuditRow.objects.filter(event="document.rendered").count() == number
        assert not OutboxMessage.objects.filter(done_at=None, kind="render_document").exists()  # fmt: skip
        assert list(broken_links(company.region.pk)) == []
