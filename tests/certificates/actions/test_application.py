from dataclasses import replace

import pytest
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from certificates.actions.application import (
    complete_application,
    record_sent,
    save_application,
)
from certificates.enums import CertificateKind, CertificateState
from certificates.models import Certificate, Document
from placements.enums import ProgrammeState
from placements.models import Doctor, Programme
from regions.events import Event
from regions.models import AuditRow, OutboxMessage
from tests.certificates.papers import (
    ALL,
    HALVES,
    OWN_WORDS,
    certify_delmal,
    certify_everything,
    complete,
    print_all,
    valid_documents,
)
from tests.certificates.pen import sign_everything


@pytest.fixture
def company(cast, quick_printer):
    with cast.kronoberg.inside(cast.kronoberg.doctor):
        certify_everything(cast.kronoberg, HALVES)
        yield cast.kronoberg


def act(company, action, by=None, **more):
    return action(
        programme=company.programme, by=by or company.doctor, at=timezone.now(), **more
    )


def applications(company):
    return Certificate.objects.filter(
        programme=company.programme, kind=CertificateKind.APPLICATION
    )


def codes_of(refused):
    return refused.value.verdict.codes


def test_attachments_are_numbered_in_the_order_of_the_forms(company):
    complete(company)
    found = [(d.annex_number, d.certificate.kind) for d in valid_documents(company)]
    assert found == [
        (1, "delmal"),
        (2, "delmal"),
        (3, "completed"),
        (4, "competence"),
        (None, "application"),
    ]


def test_the_application_lists_the_numbers(company):
    application = complete(company)
    frozen = Document.objects.get(certificate=application).frozen
    assert frozen["annexes"] == {
        "delmal": [1, 2],
        "completed": [3],
        "competence": [4],
        "before_licence": [],
        "abroad": [],
    }
    assert frozen["applicant"]["personal_number"] == "19121212-1212"
    assert frozen["address"] == "Älggatan 3"


def test_each_document_asks_for_its_file_in_the_same_transaction(company):
    complete(company)
    asked = OutboxMessage.objects.filter(kind="render_document")
    documents = {str(document.pk) for document in valid_documents(company)}
    assert {message.payload["document"] for message in asked} == documents
    assert {message.actor_id for message in asked} == {company.doctor.pk}


def test_the_second_click_changes_nothing(company):
    complete(company)
    before = list(Document.objects.values_list("pk", "control_code"))
    act(company, complete_application, form=OWN_WORDS)
    act(company, complete_application)
    assert list(Document.objects.values_list("pk", "control_code")) == before
    assert applications(company).count() == 1
    assert AuditRow.objects.filter(event=Event.APPLICATION_COMPLETED).count() == 1
    assert OutboxMessage.objects.count() == len(before)


def test_control_codes_are_128_bits_and_differ(company):
    complete(company)
    codes = [document.control_code for document in valid_documents(company)]
    assert len(set(codes)) == 5
    assert {len(code.replace("-", "")) * 4 for code in codes} == {128}


def test_changed_words_make_a_new_application_and_withdraw_the_old(company):
    first = complete(company)
    print_all(company)
    moved = replace(OWN_WORDS, address="Örngatan 9")
    second = act(company, complete_application, form=moved)
    first.refresh_from_db()
    assert (first.state, first.version) == ("revoked", 1)
    assert (second.state, second.version) == ("certified", 2)
    withdrawn = Document.objects.get(certificate=first)
    assert withdrawn.withdrawn_reason == "Ersatt av en ny version."
    # The certificates beside it are as they were.
    assert Document.objects.exclude(certificate=first).count() == 5
    assert Doctor.objects.get(user=company.doctor).address == "Örngatan 9"


def test_a_new_certificate_moves_the_numbers_and_withdraws_what_had_them(company):
    complete(company)
    print_all(company)
    old = Certificate.objects.get(kind="delmal", delmal__code="BT18")
    Certificate.objects.filter(pk=old.pk).update(
        state=CertificateState.REVOKED,
        revoked_at=timezone.now(),
        revoked_by=company.bt_manager,
    )
    for codes in (ALL[9:12], ALL[12:]):
        certify_delmal(company, codes)
    act(company, complete_application)
    numbers = [(d.annex_number, d.certificate.kind) for d in valid_documents(company)]
    assert (4, "completed") in numbers
    assert (5, "competence") in numbers
    withdrawn = Document.objects.filter(withdrawn_at__isnull=False)
    assert {d.certificate.kind for d in withdrawn} == {
        "application",
        "completed",
        "competence",
    }


def test_a_number_under_a_pen_signature_stays(company):
    complete(company)
    print_all(company)
    sign_everything(company)
    codes = ("BT1",)
    extra = certify_delmal(company, codes)
    act(company, complete_application)
    numbers = {d.certificate.kind: d.annex_number for d in valid_documents(company)}
    assert (numbers["completed"], numbers["competence"]) == (3, 4)
    assert Document.objects.get(certificate=extra).annex_number == 5
    new = applications(company).get(state=CertificateState.CERTIFIED)
    assert Document.objects.get(certificate=new).frozen["annexes"]["delmal"] == [
        1,
        2,
        5,
    ]


def test_without_all_certificates_it_is_refused_and_nothing_written(cast):
    company = cast.kronoberg
    with company.inside(company.doctor):
        act(company, save_application, form=OWN_WORDS)
        with pytest.raises(Refused) as refused:
            act(company, complete_application)
        assert "application.incomplete" in codes_of(refused)
        assert list(Document.objects.all()) == []
        assert applications(company).get().state == CertificateState.DRAFT


def test_without_the_doctors_own_words_it_is_refused(company):
    with pytest.raises(Refused) as refused:
        act(company, complete_application)
    assert codes_of(refused) == ["application.own_data_missing"]


@pytest.mark.parametrize(
    "role", ["bt_manager", "administrator", "main_supervisor", "studierektor"]
)
def test_nobody_completes_it_for_the_doctor(company, role):
    act(company, save_application, form=OWN_WORDS)
    with pytest.raises(Refused) as refused:
        act(company, complete_application, by=getattr(company, role))
    assert codes_of(refused) == ["access.no_role", "application.not_doctor"]
    with pytest.raises(Refused):
        act(company, save_application, by=getattr(company, role), form=OWN_WORDS)


def test_a_refusal_leaves_the_completed_application_alone(company):
    """New words, but a certificate is missing: the old papers still count."""
    complete(company)
    Certificate.objects.filter(kind="competence").update(
        state=CertificateState.REVOKED,
        revoked_at=timezone.now(),
        revoked_by=company.bt_manager,
    )
    with pytest.raises(Refused):
        act(company, complete_application, form=replace(OWN_WORDS, city="Ljungby"))
    assert applications(company).get().state == CertificateState.CERTIFIED
    assert Doctor.objects.get(user=company.doctor).city == "Växjö"


def test_a_draft_keeps_half_of_it(company):
    half = replace(OWN_WORDS, address="", licences=())
    act(company, save_application, form=half)
    draft = applications(company).get()
    assert (draft.state, draft.content["city"]) == (CertificateState.DRAFT, "Växjö")
    act(company, save_application, form=half)
    assert AuditRow.objects.filter(about_id=draft.pk).count() == 1


def test_sent_when_everything_is_signed(company):
    complete(company)
    print_all(company)
    sign_everything(company)
    act(company, record_sent)
    programme = Programme.objects.get(pk=company.programme.pk)
    assert programme.state == ProgrammeState.APPLIED
    assert programme.applied_at is not None
    with pytest.raises(Refused) as refused:
        act(company, record_sent)
    assert codes_of(refused) == ["application.sent"]
    with pytest.raises(Refused) as refused:
        act(company, complete_application, form=replace(OWN_WORDS, city="Ljungby"))
    assert codes_of(refused) == ["application.sent"]
    assert AuditRow.objects.filter(event=Event.APPLICATION_SENT).count() == 1


def test_not_sent_before_the_pen(company):
    complete(company)
    with pytest.raises(Refused) as refused:
        act(company, record_sent)
    assert codes_of(refused) == ["application.not_printed"]
    print_all(company)
    with pytest.raises(Refused) as refused:
        act(company, record_sent)
    assert codes_of(refused) == ["application.not_signed"]
    assert "Main Supervisor Kronoberg" in str(refused.value)


def test_not_sent_by_anybody_else(company):
    complete(company)
    print_all(company)
    sign_everything(company)
    with pytest.raises(Refused):
        act(company, record_sent, by=company.administrator)
