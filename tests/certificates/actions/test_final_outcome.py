"""Every branch after the outcome: who may, once, and what it leads to."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from certificates.actions import final_outcome as steps
from certificates.enums import ExternalOutcome as Outcome
from certificates.enums import FinalState as State
from certificates.models import ExternalAssessment, FinalFollowUp
from certificates.queries import external_of
from certificates.queries.final import round_of
from certificates.queries.final_told import told_of_final
from certificates.queries.todos import todos_for
from certificates.rules.final_state import turns, where_it_stands
from placements.actions.extension import extend
from placements.enums import ProgrammeState
from placements.queries.extension import caps_of, ends_after
from regions import access
from regions.models import AuditRow, OutboxMessage, User
from tests.cast import Cast, Company
from tests.certificates.final import (
    WHY,
    appointed_second,
    decision,
    judged,
    last_week_is_now,
    planned,
    second_assessor,
)
from tests.certificates.refusals import refused
from tests.certificates.year import appointed, prepare


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    company = cast.kronoberg
    with company.inside(company.main_supervisor):
        prepare(company)
        yield company


def step(
    company: Company, action: Callable, by: User, **given: object
) -> FinalFollowUp:
    return action(programme=company.programme, by=by, at=timezone.now(), **given)


def state(company: Company) -> State:
    return where_it_stands(round_of(company.programme, timezone.localdate()).facts)


def todo_titles(company: Company, user: User) -> list[str]:
    held = access.roles_of(user, company.region)
    rows = todos_for(user, company.region, timezone.localdate(), held)
    return [one.title for one in rows]


def answer(company: Company, verdict: str, reasons: str = "") -> FinalFollowUp:
    return step(
        company, steps.answer_outcome, company.main_supervisor, verdict=verdict,
        reasons=reasons,
    )  # fmt: skip


def doctor_reads(company: Company) -> str:
    now = round_of(company.programme, timezone.localdate())
    told = told_of_final(company.doctor, now, timezone.localdate())
    said = " ".join(text for _heading, text, _by in told.said)
    return f"{told.state.word}. {told.text} {said}"


# --------------------------------------------------------------------- documentation
def test_documentation_incomplete(company: Company) -> None:
    judged(company, Outcome.DOCUMENTATION_INCOMPLETE)
    assert state(company) == State.INCOMPLETE
    assert WHY in doctor_reads(company)
    assert "Komplettera underlaget till slutbedömningen" in todo_titles(
        company, company.doctor
    )
    codes = refused(step, company, steps.complete_documentation, company.supervisor)
    assert codes == ["final.not_yours"]
    step(company, steps.complete_documentation, company.doctor)
    codes = refused(step, company, steps.complete_documentation, company.doctor)
    assert codes == ["final.not_now"]
    row = external_of(company.programme)
    assert (row.assessor, row.declared_at) == (company.external, None)
    now = round_of(company.programme, timezone.localdate())
    assert where_it_stands(now.facts) == State.APPOINTED
    assert now.window.is_new_time
    assert turns(now.facts)[0].due == now.window.last
    assert planned(company).assessment == row
    assert ExternalAssessment.objects.count() == 2


# ------------------------------------------------------------------ clinical complement
def test_more_service_and_a_new_assessment(company: Company) -> None:
    last_week_is_now(company)
    judged(company, Outcome.CLINICAL_COMPLEMENT_REQUIRED)
    assert "berättar om utfallet" in doctor_reads(company)
    assert WHY not in doctor_reads(company)
    answer(company, Outcome.CLINICAL_COMPLEMENT_REQUIRED)
    assert state(company) == State.COMPLEMENT
    assert WHY not in doctor_reads(company)
    assert "Besluta om förlängning för Doctor Kronoberg" in todo_titles(
        company, company.bt_manager
    )
    assert "Utse extern bedömare för Doctor Kronoberg" not in todo_titles(
        company, company.bt_manager
    )
    step(
        company, steps.tell_outcome, company.main_supervisor,
        told_on=timezone.localdate(),
    )  # fmt: skip
    assert WHY in doctor_reads(company)
    with company.inside(company.bt_manager):
        extended(company)
    assert state(company) == State.EXTENDED
    assert appointed(company).assessor == company.external
    assert state(company) == State.APPOINTED


def extended(company: Company) -> None:
    placement, months = company.placements[0], Decimal(1)
    at = timezone.now()
    heard = tuple((role, at.date()) for role in caps_of(company.programme).consulted)
    extend(
        id=uuid4(), placement=placement, reason="competence", months=months,
        motivation="Två planeringsmöten till.", heard=heard,
        ends_shown=ends_after(company.programme, placement, months),
        by=company.bt_manager, at=at,
    )  # fmt: skip


def test_no_extension_leads_to_reasons_and_a_case(company: Company) -> None:
    judged(company, Outcome.CLINICAL_COMPLEMENT_REQUIRED)
    answer(company, Outcome.CLINICAL_COMPLEMENT_REQUIRED)
    given = {"reasons": "Målen nås inte på två månader."}
    codes = refused(
        step, company, steps.refuse_extension, company.main_supervisor, **given
    )
    assert codes == ["final.not_yours"]
    step(company, steps.refuse_extension, company.bt_manager, **given)
    assert state(company) == State.REASONS


# ------------------------------------------------------------------------ not approved
def test_not_approved_to_the_end(company: Company) -> None:
    judged(company, Outcome.NOT_APPROVED)
    answer(company, Outcome.NOT_APPROVED)
    assert state(company) == State.REASONS
    given = {
        "reasons": "BT10 och BT11 är inte visade.",
        "told_on": timezone.localdate(),
    }
    codes = refused(step, company, steps.give_reasons, company.studierektor, **given)
    assert codes == ["final.not_yours"]
    step(company, steps.give_reasons, company.main_supervisor, **given)
    assert "BT10 och BT11 är inte visade." in doctor_reads(company)
    assert WHY not in doctor_reads(company)
    codes = refused(step, company, steps.confirm_reasons, company.main_supervisor)
    assert codes == ["final.not_yours"]
    step(company, steps.confirm_reasons, company.doctor)
    assert state(company) == State.CASE
    with pytest.raises(DatabaseError), transaction.atomic():
        FinalFollowUp.objects.update(reasons="Något annat.")
    step(
        company, steps.close_case, company.bt_manager, decision="bt_ends",
        text="Efter samråd med förhandlingschefen.", ends_on=timezone.localdate(),
    )  # fmt: skip
    company.programme.refresh_from_db()
    assert company.programme.state == ProgrammeState.ENDED
    assert state(company) == State.CLOSED


def test_a_case_may_end_in_a_new_judgement(company: Company) -> None:
    judged(company, Outcome.NOT_APPROVED)
    answer(company, Outcome.NOT_APPROVED)
    step(
        company, steps.give_reasons, company.main_supervisor, reasons="BT10.",
        told_on=timezone.localdate(),
    )  # fmt: skip
    closing = {"decision": "new_judgement", "text": "Synnerliga skäl."}
    step(company, steps.close_case, company.bt_manager, **closing)
    assert appointed(company).assessor == company.external
    assert state(company) == State.APPOINTED


# ------------------------------------------------------------------------ disagreement
def test_two_verdicts_and_a_second_assessor(company: Company) -> None:
    first = judged(company, Outcome.NOT_APPROVED)
    answer(company, Outcome.APPROVED, "Jag har sett allt som behövs.")
    first.refresh_from_db()
    assert (first.outcome, first.own_verdict) == (
        Outcome.DISAGREEMENT, Outcome.NOT_APPROVED,
    )  # fmt: skip
    assert state(company) == State.SECOND
    assert refused(appointed, company) == ["appoint_external.judged_before"]
    second = appointed_second(company, second_assessor(company))
    assert refused(decision, company, second, Outcome.DISAGREEMENT,
                   own_verdict="approved") == ["external.decides"]  # fmt: skip
    decision(company, second, Outcome.CLINICAL_COMPLEMENT_REQUIRED)
    assert state(company) == State.COMPLEMENT


def test_the_assessor_says_that_they_differ(company: Company) -> None:
    judged(company, Outcome.DISAGREEMENT, own_verdict=Outcome.NOT_APPROVED)
    codes = refused(answer, company, Outcome.APPROVED)
    assert codes == ["final.no_text"]
    answer(company, Outcome.APPROVED, "Jag har sett allt.")
    assert state(company) == State.SECOND


def test_they_agree_after_all(company: Company) -> None:
    judged(company, Outcome.DISAGREEMENT, own_verdict=Outcome.NOT_APPROVED)
    answer(company, Outcome.NOT_APPROVED)
    assert external_of(company.programme).outcome == Outcome.NOT_APPROVED
    assert state(company) == State.REASONS


def test_both_for_approval_after_all_and_the_assessor_comes_back(
    company: Company,
) -> None:
    judged(company, Outcome.DISAGREEMENT, own_verdict=Outcome.APPROVED)
    answer(company, Outcome.APPROVED)
    row = external_of(company.programme)
    assert (row.assessor, row.decided_at) == (company.external, None)
    assert state(company) == State.APPOINTED


# ------------------------------------------------------------------------- once, whole
def test_the_second_click_is_refused_and_the_answer_stays(company: Company) -> None:
    judged(company, Outcome.NOT_APPROVED)
    row = answer(company, Outcome.APPROVED, "Jag har sett allt.")
    assert refused(answer, company, Outcome.NOT_APPROVED) == ["final.not_now"]
    row.refresh_from_db()
    assert row.verdict == Outcome.APPROVED
    with pytest.raises(DatabaseError), transaction.atomic():
        FinalFollowUp.objects.update(verdict=Outcome.NOT_APPROVED)
    with pytest.raises(DatabaseError), transaction.atomic():
        FinalFollowUp.objects.all().delete()


def test_a_crash_leaves_nothing(company: Company, monkeypatch) -> None:
    judged(company, Outcome.NOT_APPROVED)
    rows, mails = AuditRow.objects.count(), OutboxMessage.objects.count()

    def broken(*_args: object, **_given: object) -> None:
        raise MemoryError

    monkeypatch.setattr("certificates.actions.final_outcome.tell_managers", broken)
    with pytest.raises(MemoryError), transaction.atomic():
        answer(company, Outcome.APPROVED, "Jag har sett allt.")
    assert state(company) == State.ANSWER
    assert FinalFollowUp.objects.count() == 0
    assert (AuditRow.objects.count(), OutboxMessage.objects.count()) == (rows, mails)
