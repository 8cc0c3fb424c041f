"""Pen signatures told wrongly, and the originals in the envelope."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from certificates.actions.documents import withdraw_documents
from certificates.actions.envelope import pack_originals
from certificates.actions.paper import register_paper
from certificates.actions.pens import correct_pen
from certificates.actions.scans import keep_scans
from certificates.models import Certificate, PackedOriginal, PaperSignature
from certificates.queries.documents import pen_boxes
from certificates.queries.pens import corrected_pens
from regions.events import Event
from regions.models import AuditRow
from tests.certificates.actions.test_scans import code, sent
from tests.certificates.papers import (
    certify_everything,
    complete,
    print_all,
    valid_documents,
)
from tests.certificates.pen import sign_everything


@pytest.fixture(autouse=True)
def quick_printer(monkeypatch):
    def printer(kind, frozen, *, created, identifier):
        return b"%PDF-1.7 " + identifier + b"%%EOF"

    monkeypatch.setattr("certificates.actions.documents.print_frozen", printer)


@pytest.fixture
def company(cast):
    """Everything is printed two days ago, and signed with a pen today in Växjö."""
    with cast.kronoberg.inside(cast.kronoberg.doctor):
        at = timezone.now() - timedelta(days=2)
        certify_everything(cast.kronoberg)
        complete(cast.kronoberg, at)
        print_all(cast.kronoberg, at)
        sign_everything(cast.kronoberg)
        yield cast.kronoberg


def pen(role="bt_manager"):
    return PaperSignature.objects.get(role=role, withdrawn_at__isnull=True)


def correct(company, signature, days=1, place="Ljungby", by=None, reason="Fel dag."):
    day = timezone.localdate() - timedelta(days=days) if days is not None else None
    return correct_pen(
        signature=signature,
        signed_on=day,
        place=place,
        reason=reason,
        by=by or company.administrator,
        at=timezone.now(),
    )


def state_of(kind):
    return Certificate.objects.get(kind=kind).state


def test_another_day_and_place(company):
    wrong = pen()
    correct(company, wrong)
    assert (pen().place, pen().recorded_by) == ("Ljungby", company.administrator)
    assert (pen().pk != wrong.pk, state_of("completed")) == (True, "issued")
    [old] = corrected_pens(company.programme)
    assert (old.place, old.withdrawn_reason, old.withdrawn_by) == (
        "Växjö", "Fel dag.", company.administrator,
    )  # fmt: skip
    row = AuditRow.objects.get(event=Event.PAPER_CORRECTED)
    assert row.detail["was"] == [timezone.localdate().isoformat(), "Växjö"]


def test_nobody_has_signed_it(company):
    packed = {one.pk for one in valid_documents(company)}
    pack_originals(
        programme=company.programme, documents=packed, by=company.doctor,
        at=timezone.now(),
    )  # fmt: skip
    correct(company, pen(), days=None, place="", reason="Fel papper.")
    assert state_of("completed") == "certified"
    assert PackedOriginal.objects.count() == len(packed) - 1
    [box] = [one for one in pen_boxes(company.programme) if one.role == "bt_manager"]
    assert box.signature is None
    register_paper(
        programme=company.programme, keys=[box.key], signed_on=timezone.localdate(),
        place="Alvesta", by=company.doctor, at=timezone.now(),
    )  # fmt: skip
    assert state_of("completed") == "issued"


def test_corrected_twice_it_is_refused_the_second_time(company):
    wrong = pen()
    correct(company, wrong)
    with pytest.raises(Refused) as refused:
        correct(company, wrong, days=0)
    assert "pen.gone" in refused.value.verdict.codes
    assert PaperSignature.objects.filter(role="bt_manager").count() == 2


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"days": 0, "place": "Växjö"}, "pen.same"),
        ({"reason": " "}, "pen.no_reason"),
        ({"days": 9}, "paper.before_print"),
        ({"days": -1}, "paper.future"),
        ({"place": " "}, "paper.no_place"),
    ],
)
def test_what_cannot_be_right_changes_nothing(company, given, expected):
    with pytest.raises(Refused) as refused:
        correct(company, pen(), **given)
    assert refused.value.verdict.codes == [expected]
    assert (pen().place, corrected_pens(company.programme)) == ("Växjö", [])


def test_the_doctor_corrects_only_what_the_doctor_told(company):
    with pytest.raises(Refused) as refused:
        correct(company, pen(), by=company.doctor)
    assert refused.value.verdict.codes == ["pen.not_recorder"]
    for role in ("main_supervisor", "studierektor"):
        with pytest.raises(Refused):
            correct(company, pen(), by=getattr(company, role))
    correct(company, pen(), days=None, place="", reason="Fel papper.")
    [box] = [one for one in pen_boxes(company.programme) if one.role == "bt_manager"]
    register_paper(
        programme=company.programme, keys=[box.key], signed_on=timezone.localdate(),
        place="Växjö", by=company.doctor, at=timezone.now(),
    )  # fmt: skip
    correct(company, pen(), by=company.doctor)
    assert pen().place == "Ljungby"


def test_what_was_told_is_never_changed(company):
    for change in ({"place": "Lund"}, {"signed_on": "2020-01-01"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            PaperSignature.objects.filter(pk=pen().pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        pen().delete()


def test_the_scan_that_lay_there_is_kept_with_the_signature(company):
    assert pen().scan is None
    paper = next(d for d in valid_documents(company) if d.certificate.kind == "completed")  # fmt: skip
    keep_scans(
        programme=company.programme,
        files=[sent(code(paper, 1), code(paper, 2))],
        by=company.doctor,
        at=timezone.now(),
    )
    correct(company, pen())
    assert (pen().scan.document, pen().scan.page) == (paper, 2)


# ------------------------------------------------------------------------ the envelope
def pack(company, documents, by=None):
    pack_originals(
        programme=company.programme,
        documents={one.pk for one in documents},
        by=by or company.doctor,
        at=timezone.now(),
    )


def packed():
    return set(PackedOriginal.objects.values_list("document", flat=True))


def test_in_and_out_of_the_envelope(company):
    first, *more = valid_documents(company)
    for _click in range(2):
        pack(company, [first, *more])
    assert AuditRow.objects.filter(event=Event.PAPER_PACKED).count() == 1
    pack(company, [first], by=company.administrator)
    assert packed() == {first.pk}


def test_not_before_it_is_signed_nor_when_it_is_replaced(company):
    papers = valid_documents(company)
    correct(company, pen(), days=None, place="", reason="Fel papper.")
    with pytest.raises(Refused) as refused:
        pack(company, papers)
    assert refused.value.verdict.codes == ["pack.not_signed"]
    withdraw_documents(
        certificate=papers[0].certificate, reason="Fel.", at=timezone.now()
    )
    with pytest.raises(Refused) as refused:
        pack(company, papers[:1])
    assert refused.value.verdict.codes == ["pack.replaced"]
    with pytest.raises(Refused):
        pack(company, papers[2:], by=company.main_supervisor)
    assert packed() == set()
