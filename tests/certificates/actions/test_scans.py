from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from bt_admin.lib import control_codes
from bt_admin.lib.control_codes import PageCode
from bt_admin.lib.files import CleanFile
from bt_admin.lib.scans import Sheet
from bt_admin.lib.verdicts import Refused
from certificates.actions.documents import withdraw_documents
from certificates.actions.scans import (
    TakenApart,
    discard_scan,
    file_scan,
    keep_scans,
    take_back_scan,
)
from certificates.models import ScannedPage
from certificates.queries.documents import originals
from certificates.queries.scans import checklist, scans_of, waiting
from regions.models import AuditRow
from tests.certificates.papers import (
    certify_everything,
    complete,
    print_all,
    valid_documents,
)


@pytest.fixture(autouse=True)
def quick_printer(monkeypatch):
    def printer(kind, frozen, *, created, identifier):
        return b"%PDF-1.7 " + identifier + b"%%EOF"

    monkeypatch.setattr("certificates.actions.documents.print_frozen", printer)


@pytest.fixture
def company(cast):
    with cast.kronoberg.inside(cast.kronoberg.doctor):
        certify_everything(cast.kronoberg)
        complete(cast.kronoberg)
        print_all(cast.kronoberg)
        yield cast.kronoberg


def document(company, kind="delmal"):
    rows = valid_documents(company)
    return next(one for one in rows if one.certificate.kind == kind)


def code(document, page, pages=2):
    return PageCode(document.control_code, page, pages)


def sent(*codes, name="foto.jpg"):
    """A file whose pages have these codes, each its own picture."""
    sheets = [
        Sheet(number, "image/jpeg", uuid4().bytes, (one,) if one else ())
        for number, one in enumerate(codes, start=1)
    ]
    return TakenApart(
        CleanFile(name, "image/jpeg", b"x", "0" * 64, uuid4().hex), sheets
    )


def keep(company, *files, by=None):
    return keep_scans(
        programme=company.programme,
        files=files,
        by=by or company.doctor,
        at=timezone.now(),
    )


def put(company, scan, document, page, replaces=False, by=None):
    return file_scan(
        scan=scan,
        document=document,
        page=page,
        replaces=replaces,
        by=by or company.doctor,
        at=timezone.now(),
    )


def events():
    rows = AuditRow.objects.filter(event__startswith="scan.").order_by("number")
    return [row.event.removeprefix("scan.") for row in rows]


def test_each_page_is_filed_where_its_code_says(company):
    paper = document(company)
    received = keep(company, sent(code(paper, 2), code(paper, 1)))
    assert [(one.document, one.page) for one in received.filed] == [(paper, 2), (paper, 1)]  # fmt: skip
    assert {one.by_code for one in received.filed} == {True}
    rows = {row.name: row for row in checklist(originals(company.programme), scans_of(company.programme))}  # fmt: skip
    assert rows["Bilaga 2, nr 1"].scanned.word == "Skannat"
    assert rows["Bilaga 3, nr 2"].scanned.word == "Inte skannat"
    assert events() == ["kept", "filed", "kept", "filed"]


def test_sent_again_it_is_kept_once(company):
    file = sent(code(document(company), 1), None)
    keep(company, file)
    again = keep(company, file)
    assert (again.known, again.filed, again.waiting) == (["foto.jpg, sidan 1", "foto.jpg, sidan 2"], [], [])  # fmt: skip
    assert ScannedPage.objects.count() == 2


def test_what_is_not_this_doctors_is_not_kept_and_the_rest_is(company, cast):
    foreign = PageCode(control_codes.new(), 1, 2)
    with cast.stockholm.inside(cast.stockholm.doctor):
        certify_everything(cast.stockholm)
        complete(cast.stockholm)
        print_all(cast.stockholm)
        elsewhere = code(document(cast.stockholm), 1)
    paper = document(company)
    wrong_page = code(paper, 1, pages=7)
    received = keep(company, sent(foreign, elsewhere, wrong_page, code(paper, 1)))
    assert [(name, verdict.codes) for name, verdict in received.refused] == [
        (f"foto.jpg, sidan {number}", ["scan.foreign"]) for number in (1, 2, 3)
    ]
    assert [one.page for one in received.filed] == [1]
    assert ScannedPage.objects.count() == 1


def test_two_codes_on_one_picture(company):
    paper = document(company)
    file = sent(None)
    [sheet] = file.sheets
    both = replace(file, sheets=[replace(sheet, codes=(code(paper, 1), code(paper, 2)))])  # fmt: skip
    assert keep(company, both).refused[0][1].codes == ["scan.several"]
    assert ScannedPage.objects.count() == 0


def test_a_page_that_is_there_already_asks_and_replaces(company):
    paper = document(company)
    [first] = keep(company, sent(code(paper, 1))).filed
    [second] = keep(company, sent(code(paper, 1))).waiting
    [asked] = waiting(scans_of(company.programme))
    assert (asked.scan, asked.is_double) == (second, True)
    with pytest.raises(Refused) as refused:
        put(company, second, paper, 1)
    assert refused.value.verdict.codes == ["scan.double"]
    put(company, second, paper, 1, replaces=True)
    put(company, second, paper, 1, replaces=True)  # the second click
    first.refresh_from_db()
    assert first.replaced_at is not None
    assert [one.pk for one in scans_of(company.programme)] == [second.pk]
    assert events() == ["kept", "filed", "kept", "filed"]


def test_a_withdrawn_original_asks_and_is_never_filed(company):
    paper = document(company)
    withdraw_documents(certificate=paper.certificate, reason="Fel.", at=timezone.now())
    [scan] = keep(company, sent(code(paper, 1))).waiting
    [asked] = waiting(scans_of(company.programme))
    assert asked.verdict.codes == ["scan.withdrawn"]
    paper.refresh_from_db()
    for attempt in (
        lambda: put(company, scan, paper, 1, replaces=True),
        lambda: put(company, scan, document(company, "completed"), 1),
    ):
        with pytest.raises(Refused):
            attempt()
    discard_scan(scan=scan, by=company.doctor, at=timezone.now())
    assert ScannedPage.objects.count() == 0
    assert events() == ["kept", "discarded"]


def test_by_hand_and_taken_back(company):
    paper = document(company, "completed")
    [scan] = keep(company, sent(None)).waiting
    put(company, scan, paper, 2, by=company.administrator)
    scan.refresh_from_db()
    assert (scan.document, scan.page, scan.by_code, scan.filed_by) == (
        paper, 2, False, company.administrator,
    )  # fmt: skip
    with pytest.raises(Refused):
        discard_scan(scan=scan, by=company.doctor, at=timezone.now())
    take_back_scan(scan=scan, by=company.doctor, at=timezone.now())
    scan.refresh_from_db()
    assert (scan.document, scan.filed_at) == (None, None)
    put(company, scan, document(company), 2)
    assert events() == ["kept", "filed", "taken_back", "filed"]


def test_what_was_filed_by_its_code_stays(company):
    [scan] = keep(company, sent(code(document(company), 1))).filed
    with pytest.raises(Refused) as refused:
        take_back_scan(scan=scan, by=company.doctor, at=timezone.now())
    assert refused.value.verdict.codes == ["scan.by_code"]
    for change in ({"content": b"other"}, {"sha256": "1" * 64}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ScannedPage.objects.filter(pk=scan.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        ScannedPage.objects.filter(pk=scan.pk).delete()


@pytest.mark.parametrize("role", ["main_supervisor", "studierektor", "supervisor"])
def test_only_the_doctor_and_those_who_issue(company, role):
    user = getattr(company, role)
    with pytest.raises(Refused):
        keep(company, sent(None), by=user)
    [scan] = keep(company, sent(None)).waiting
    for attempt in (
        lambda: put(company, scan, document(company), 1, by=user),
        lambda: discard_scan(scan=scan, by=user, at=timezone.now()),
        lambda: take_back_scan(scan=scan, by=user, at=timezone.now()),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.verdict.codes == ["access.no_role"]
    assert ScannedPage.objects.get().filed_at is None


def test_broken_half_way_nothing_is_kept(company, monkeypatch):
    def break_down(*args, **given):
        raise RuntimeError

    paper = document(company)
    monkeypatch.setattr("certificates.actions.scans._file", break_down)
    with pytest.raises(RuntimeError):
        keep(company, sent(None, code(paper, 1)))
    assert ScannedPage.objects.count() == 0
    assert events() == []


def test_the_list_costs_the_same_however_many(company, django_assert_num_queries):
    keep(company, sent(None))
    with django_assert_num_queries(1):
        waiting(scans_of(company.programme))
    paper = document(company)
    keep(company, sent(None, None, code(paper, 1), code(paper, 2)))
    with django_assert_num_queries(1):
        rows = scans_of(company.programme)
        assert len(waiting(rows)) == 3
        [one.verdict.codes for one in waiting(rows)]
