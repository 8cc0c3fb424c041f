"""The worker's part: nothing lost, nothing twice, whatever breaks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from kombu.exceptions import OperationalError

from certificates.actions.application import complete_application, save_application
from certificates.models import Document
from regions.clock import database_now
from regions.context import in_region
from regions.models import AuditRow, OutboxMessage
from regions.tasks import deliver, sweep_outbox
from tests.certificates.papers import OWN_WORDS, certify_everything, complete
from tests.certificates.views.test_application import FILLED, url

PRINTER = "certificates.actions.documents.print_frozen"


@pytest.fixture
def printer(monkeypatch):
    """A printer that says how often it was asked, and may be out of order."""

    class Printer:
        asked = 0
        broken = False

        def __call__(self, kind, frozen, *, created, identifier):
            self.asked += 1
            if self.broken:
                raise MemoryError("out of paper")
            return b"%PDF-1.7 " + identifier + b"%%EOF"

    one = Printer()
    monkeypatch.setattr(PRINTER, one)
    return one


@pytest.fixture
def redis_down(monkeypatch):
    def unreachable(*args, **kwargs):
        raise OperationalError("Connection refused")

    monkeypatch.setattr(deliver, "apply_async", unreachable)


@pytest.fixture
def redis_up(monkeypatch):
    monkeypatch.setattr(deliver, "apply_async", lambda args, retry: deliver(*args))


def printed(company):
    with company.inside():
        return Document.objects.filter(rendered_at__isnull=False).count()


def certified(company):
    with company.inside(company.doctor):
        certify_everything(company)
    return company


def test_with_redis_down_the_page_answers_and_the_sweeper_prints(
    client, cast, printer, redis_down, django_capture_on_commit_callbacks, request
):
    company = certified(cast.kronoberg)
    client.force_login(company.doctor)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url(company), {**FILLED, "do": "complete"})
    assert (response.status_code, printed(company)) == (302, 0)
    request.getfixturevalue("redis_up")
    assert sweep_outbox(None) == 4
    assert printed(company) == 4
    assert sweep_outbox(None) == 0


def test_with_redis_up_it_is_printed_at_once(
    client, cast, printer, redis_up, django_capture_on_commit_callbacks
):
    company = certified(cast.kronoberg)
    client.force_login(company.doctor)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url(company), {**FILLED, "do": "complete"})
    assert (printed(company), printer.asked) == (4, 4)


def test_a_printer_out_of_order_is_tried_later_by_the_sweeper(cast, printer, redis_up):
    company = certified(cast.kronoberg)
    with company.inside(company.doctor):
        complete(company, timezone.now() - timedelta(hours=1))
    printer.broken = True
    assert sweep_outbox(None) == 4
    assert printed(company) == 0
    printer.broken = False
    # A minute's wait has been agreed; nothing is due before that.
    assert sweep_outbox(None) == 0
    with company.inside():
        OutboxMessage.objects.update(next_attempt_at=database_now())
    assert sweep_outbox(None) == 4
    assert printed(company) == 4


def test_a_worker_sees_one_region(cast, printer):
    """A message sent to the wrong region finds nothing there."""
    company = certified(cast.kronoberg)
    with company.inside(company.doctor):
        complete(company)
        message = OutboxMessage.objects.first()
    assert deliver(cast.stockholm.region.pk, str(message.pk)) is False
    assert (printed(company), printer.asked) == (0, 0)


# ------------------------------------------------------------- at the very same time
def at_once(work, arguments):
    """Run `work` in as many threads as there are arguments; what came out."""

    def run(argument):
        try:
            return work(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(run, arguments))


@pytest.mark.django_db(transaction=True)
def test_eight_deliveries_at_the_same_time_print_once(cast, printer):
    company = certified(cast.kronoberg)
    with company.inside(company.doctor):
        complete(company)
        keys = list(OutboxMessage.objects.values_list("pk", flat=True))
    results = at_once(lambda key: deliver(company.region.pk, str(key)), keys * 4)
    assert sorted(results) == [False] * 12 + [True] * 4
    assert (printed(company), printer.asked) == (4, 4)
    with company.inside():
        assert AuditRow.objects.filter(event="document.rendered").count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_time_make_one_set_of_papers(cast, printer):
    company = certified(cast.kronoberg)

    def click(_number):
        with in_region(company.region.pk, company.doctor.pk):
            who = {"programme": company.programme, "by": company.doctor}
            save_application(form=OWN_WORDS, at=timezone.now(), **who)
            return complete_application(at=timezone.now(), **who).pk

    assert len(set(at_once(click, range(6)))) == 1
    with company.inside():
        assert Document.objects.count() == 4
        assert sorted(d.annex_number or 0 for d in Document.objects.all()) == [
            0,
            1,
            2,
            3,
        ]
        assert OutboxMessage.objects.filter(kind="render_document").count() == 4
