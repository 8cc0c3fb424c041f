from datetime import timedelta

import pytest
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from certificates.actions.application import complete_application
from certificates.actions.documents import withdraw_documents
from certificates.actions.paper import register_paper
from certificates.enums import CertificateState
from certificates.models import Certificate, PaperSignature
from certificates.queries.documents import pen_boxes
from regions.events import Event
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


def register(company, keys, by=None, on=None, place="Växjö"):
    return register_paper(
        programme=company.programme,
        keys=keys,
        signed_on=on or timezone.localdate(),
        place=place,
        by=by or company.doctor,
        at=timezone.now(),
    )


def keys_of(company, kind):
    boxes = pen_boxes(company.programme)
    return [box.key for box in boxes if box.certificate.kind == kind]


def state_of(kind):
    return Certificate.objects.get(kind=kind).state


def test_one_box_for_each_who_has_signed_and_the_doctors(company):
    boxes = [
        (box.certificate.kind, box.role, box.signatory)
        for box in pen_boxes(company.programme)
    ]
    assert boxes == [
        ("application", "doctor", company.doctor),
        ("delmal", "main_supervisor", company.main_supervisor),
        ("completed", "bt_manager", company.bt_manager),
        ("competence", "main_supervisor", company.main_supervisor),
        ("competence", "external_assessor", company.external),
    ]


def test_the_last_pen_signature_issues_the_certificate(company):
    first, second = keys_of(company, "competence")
    assert register(company, [first]) == []
    assert state_of("competence") == CertificateState.CERTIFIED
    [issued] = register(company, [second])
    assert (issued.kind, state_of("competence")) == (
        "competence",
        CertificateState.ISSUED,
    )


def test_what_is_kept(company):
    [key] = keys_of(company, "completed")
    register(company, [key], by=company.administrator, place=" Växjö ")
    kept = PaperSignature.objects.get()
    assert (kept.role, kept.signer, kept.place) == (
        "bt_manager",
        company.bt_manager,
        "Växjö",
    )
    assert kept.recorded_by == company.administrator
    row = AuditRow.objects.get(event=Event.PAPER_SIGNED)
    assert row.detail == {"role": "bt_manager", "signer": str(company.bt_manager.pk)}


def test_several_at_once(company):
    keys = keys_of(company, "delmal") + keys_of(company, "completed")
    assert {one.kind for one in register(company, keys)} == {"delmal", "completed"}


def test_the_second_click_changes_nothing(company):
    keys = keys_of(company, "completed")
    register(company, keys)
    register(company, keys)
    assert PaperSignature.objects.count() == 1
    assert AuditRow.objects.filter(event=Event.PAPER_SIGNED).count() == 1


def test_told_again_otherwise_is_refused(company):
    keys = keys_of(company, "completed")
    register(company, keys)
    with pytest.raises(Refused) as refused:
        register(company, keys, place="Ljungby")
    assert refused.value.verdict.codes == ["paper.registered"]
    assert PaperSignature.objects.get().place == "Växjö"


@pytest.mark.parametrize("role", ["main_supervisor", "studierektor", "supervisor"])
def test_only_the_doctor_and_those_who_issue(company, role):
    with pytest.raises(Refused) as refused:
        register(company, keys_of(company, "completed"), by=getattr(company, role))
    assert refused.value.verdict.codes == ["access.no_role"]
    assert PaperSignature.objects.count() == 0


@pytest.mark.parametrize(
    ("days", "place", "code"),
    [
        (1, "Växjö", "paper.future"),
        (-1, "Växjö", "paper.before_print"),
        (0, "  ", "paper.no_place"),
    ],
)
def test_a_day_and_a_place_that_can_be_right(company, days, place, code):
    day = timezone.localdate() + timedelta(days=days)
    keys = keys_of(company, "delmal") + keys_of(company, "completed")
    with pytest.raises(Refused) as refused:
        register(company, keys, on=day, place=place)
    assert refused.value.verdict.codes == [code]
    assert PaperSignature.objects.count() == 0


def test_an_original_that_was_replaced_is_not_signed(company):
    keys = keys_of(company, "completed")
    [document] = [d for d in valid_documents(company) if d.annex_number == 2]
    withdraw_documents(
        certificate=document.certificate, reason="Fel.", at=timezone.now()
    )
    with pytest.raises(Refused) as refused:
        register(company, keys)
    assert refused.value.verdict.codes == ["paper.withdrawn"]
    # The new original, not yet printed, has nothing to sign either.
    complete_application(
        programme=company.programme, by=company.doctor, at=timezone.now()
    )
    with pytest.raises(Refused):
        register(company, keys)
