"""Complement and again complement, approved, rejected, appealed, corrected."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from certificates.actions.answers import Told, correct_answer, record_answer
from certificates.actions.application import complete_application, record_sent
from certificates.enums import AnswerKind
from certificates.models import ApplicationAnswer
from certificates.queries import todos_for
from certificates.queries.answers import closed_on, standing_of
from placements.enums import ProgrammeState
from placements.models import Programme
from regions.access import memberships
from regions.models import AuditRow, OutboxMessage
from tests.certificates.pen import sign_everything
from tests.certificates.refusals import refused

K = AnswerKind


@pytest.fixture
def sent(printed):
    """Kronoberg's doctor has sent the application; inside the region."""
    with printed.inside(printed.doctor):
        sign_everything(printed)
        record_sent(
            programme=printed.programme, by=printed.doctor, at=timezone.now(),
            tracking=" RR123456785SE ",
        )  # fmt: skip
        yield printed


def told(kind, **more):
    on = timezone.localdate()
    said = {"text": "Bilaga 3 saknar datum.", "case_number": "9.1-77/2027"}
    asked = {K.COMPLEMENT: {"last_on": on + timedelta(days=14)}}.get(kind, {})
    return Told(**{"kind": kind, "on": on, **said, **asked, **more})


def answer(company, kind, by=None, **more):
    return record_answer(
        programme=company.programme,
        told=told(kind, **more),
        by=by or company.doctor,
        at=timezone.now(),
    )


def state(company):
    return Programme.objects.get(pk=company.programme.pk).state


def todos(company, user):
    held = {one.role for one in memberships(user)}
    found = todos_for(user, company.region, timezone.localdate(), held)
    return [(one.title, one.due) for one in found]


def test_sent_is_the_first_step(sent):
    row = standing_of(sent.programme).last
    assert (row.kind, row.by, row.tracking) == (K.SENT, sent.doctor, "RR123456785SE")
    assert closed_on(row.programme) == timezone.localdate()


def test_two_rounds_of_complement_and_then_approved(sent):
    for _round in range(2):
        due = answer(sent, K.COMPLEMENT, by=sent.administrator).last_on
        programme = Programme.objects.get(pk=sent.programme.pk)
        assert closed_on(programme) is None
        assert todos(sent, sent.doctor) == [("Komplettera din ansökan", due)]
        helps = ("Hjälp Doctor Kronoberg att komplettera ansökan", due)
        assert helps in todos(sent, sent.bt_manager)
        complete_application(programme=programme, by=sent.doctor, at=timezone.now())
        answer(sent, K.SENT_AGAIN)
        assert todos(sent, sent.doctor) == []
        assert closed_on(programme) == timezone.localdate()
    answer(sent, K.APPROVED, by=sent.bt_manager)
    assert state(sent) == ProgrammeState.APPROVED
    kinds = list(ApplicationAnswer.objects.values_list("kind", flat=True))
    again = ["complement", "sent_again"]
    assert kinds == ["sent", *again, *again, "approved"]
    assert AuditRow.objects.filter(event="answer.recorded").count() == 5
    to_doctor = OutboxMessage.objects.filter(kind="mail", actor_id=sent.bt_manager.pk)
    assert {m.payload["user"] for m in to_doctor} == {str(sent.doctor.pk)}


def test_the_second_click_changes_nothing(sent):
    first = answer(sent, K.APPROVED)
    assert answer(sent, K.APPROVED) == first
    assert AuditRow.objects.filter(event="answer.recorded").count() == 1
    assert refused(answer, sent, K.REJECTED) == ["answer.out_of_turn"]


def test_rejected_received_appealed_and_approved_after_all(sent):
    answer(sent, K.REJECTED, by=sent.administrator)
    asks = ("Registrera när avslaget för Doctor Kronoberg togs emot", None)
    assert todos(sent, sent.doctor) == [asks]
    answer(sent, K.RECEIVED)
    due = standing_of(sent.programme).appeal_by
    assert due >= timezone.localdate() + timedelta(days=21)
    assert todos(sent, sent.doctor) == [("Ta ställning till avslaget", due)]
    answer(sent, K.APPEALED)
    assert todos(sent, sent.doctor) == []
    answer(sent, K.APPROVED, case_number="Mål 4711-27")
    assert state(sent) == ProgrammeState.APPROVED


def test_rejected_is_no_dead_end(sent):
    answer(sent, K.REJECTED)
    assert refused(answer, sent, K.APPLY_AGAIN, by=sent.bt_manager) == [
        "answer.not_doctor"
    ]
    answer(sent, K.APPLY_AGAIN)
    assert state(sent) == ProgrammeState.COMPLETED
    record_sent(programme=sent.programme, by=sent.doctor, at=timezone.now())
    assert state(sent) == ProgrammeState.APPLIED
    answer(sent, K.APPROVED)
    assert state(sent) == ProgrammeState.APPROVED


def test_what_was_wrong_is_corrected_with_a_reason(sent):
    wrong = answer(sent, K.APPROVED)
    given = {"by": sent.administrator, "at": timezone.now()}
    nothing = {"answer": wrong, "told": None}
    assert refused(correct_answer, **nothing, reason=" ", **given) == [
        "answer.no_reason"
    ]
    correct_answer(answer=wrong, told=told(K.REJECTED), reason="Fel brev.", **given)
    assert state(sent) == ProgrammeState.APPLIED
    assert [row.kind for row in standing_of(sent.programme).counting] == [
        "sent",
        "rejected",
    ]
    assert refused(correct_answer, **nothing, reason="En gång till.", **given) == [
        "answer.not_last"
    ]
    last = standing_of(sent.programme).last
    correct_answer(answer=last, told=None, reason="Det var en annan doktor.", **given)
    assert [row.kind for row in standing_of(sent.programme).counting] == ["sent"]
    assert ApplicationAnswer.objects.count() == 4


@pytest.mark.parametrize("role", ["main_supervisor", "studierektor", "unit_manager"])
def test_nobody_else_tells_or_corrects(sent, role):
    user = getattr(sent, role)
    assert refused(answer, sent, K.APPROVED, by=user) == ["access.no_role"]
    row = answer(sent, K.APPROVED)
    assert refused(
        correct_answer, answer=row, told=None, reason="Fel.", by=user, at=timezone.now()
    ) == ["access.no_role"]


def test_a_step_is_never_changed(sent):
    row = answer(sent, K.APPROVED)
    for change in (
        lambda: ApplicationAnswer.objects.filter(pk=row.pk).update(on=date(2020, 1, 1)),
        lambda: ApplicationAnswer.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_new_paper_is_signed_before_it_is_sent_again(sent):
    answer(sent, K.COMPLEMENT)
    from certificates.models import Document

    Document.objects.filter(annex_number__isnull=True).update(
        withdrawn_at=timezone.now()
    )
    assert refused(answer, sent, K.SENT_AGAIN) == ["application.not_printed"]
