"""The pages of the final judgement: what each person reads, and what nobody may."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.actions import final_outcome as steps
from certificates.actions.final_meeting import save_note
from certificates.enums import ExternalOutcome as Outcome
from certificates.models import FinalFollowUp, FinalMeeting
from regions.models import AuditRow, OutboxMessage, User
from tests.addresses import addresses
from tests.cast import Cast, Company
from tests.certificates.final import (
    WHY,
    appointed_second,
    decision,
    held,
    judged,
    last_week_is_now,
    planned,
    second_assessor,
)
from tests.certificates.year import declared, prepare
from tests.pages import words

NOTE = "Tveksam om akutfallen."
OTHER = "Jag har sett allt som behövs i akuten."


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    company = cast.kronoberg
    with company.inside(company.main_supervisor):
        prepare(company)
        last_week_is_now(company)
        yield company


def url(name: str, company: Company, step: str = "") -> str:
    path = reverse(f"certificates:{name}", args=["kronoberg", company.programme.pk])
    return path + (f"?steg={step}" if step else "")


def page(client: Client, user: User, path: str, status: int = 200) -> str:
    client.force_login(user)
    response = client.get(path)
    assert response.status_code == status, path
    return text_of(response)


def text_of(response) -> str:
    return words(response).decode().replace("\N{NO-BREAK SPACE}", " ")


def do(company: Company, action, by: User, **given: object) -> None:
    action(programme=company.programme, by=by, at=timezone.now(), **given)


# ------------------------------------------------------------------------ the meeting
def test_planned_on_the_page(client: Client, company: Company) -> None:
    declared(company)
    me, path = company.main_supervisor, url("final_plan", company)
    assert "Mötet läggs sista veckan av BT" in page(client, me, path)
    on = timezone.localdate() + timedelta(days=2)
    typed = {"on": str(on), "at": "13.00", "minutes": "60", "place": "", "version": "0"}
    refused = client.post(path, typed)
    assert (refused.status_code, FinalMeeting.objects.count()) == (422, 0)
    assert "Skriv var ni träffas." in text_of(refused)
    typed["place"] = "Rum 4"
    assert client.post(path, typed).status_code == 302
    shown = page(client, company.external, url("final_meeting", company))
    assert "Rum 4" in shown
    calendar = client.get(url("final_invitation", company))
    assert calendar["Content-Type"].startswith("text/calendar")
    page(client, company.supervisor, url("final_meeting", company), 403)
    page(client, company.doctor, url("final_plan", company), 403)


def test_held_and_noted_on_the_page(client: Client, company: Company) -> None:
    declared(company)
    meeting = planned(company)
    save_note(meeting=meeting, text=NOTE, by=company.main_supervisor, at=timezone.now())
    client.force_login(company.external)
    assert client.post(url("final_hold", company), {}).status_code == 422
    assert NOTE not in page(client, company.external, url("final_notes", company))
    page(client, company.doctor, url("final_notes", company), 403)
    client.force_login(company.external)
    assert (
        client.post(url("final_notes", company), {"text": "Mina."}).status_code == 302
    )
    assert client.post(url("final_test", company), {"test": "Sutur"}).status_code == 422
    client.force_login(company.main_supervisor)
    assert client.post(url("final_cancel", company), {}).status_code == 422
    gone = client.post(url("final_cancel", company), {"reason": "Sjuk."})
    assert gone.status_code == 302


# ------------------------------------------------------------------------- the steps
def test_each_step_on_its_page(client: Client, company: Company) -> None:
    judged(company, Outcome.NOT_APPROVED)
    supervisor, today = company.main_supervisor, str(timezone.localdate())
    path = url("final_step", company)
    assert WHY in page(client, supervisor, url("final_step", company, "answer"))
    empty = client.post(path, {"step": "answer", "verdict": "approved"})
    assert empty.status_code == 422
    assert client.post(path, {"step": "answer", "verdict": "not_approved"}).url
    page(client, supervisor, url("final_step", company, "answer"), 403)
    reasons = {"step": "reasons", "reasons": "BT10 är inte visat.", "told_on": today}
    assert client.post(path, reasons | {"reasons": ""}).status_code == 422
    assert client.post(path, reasons).status_code == 302
    seen = page(client, company.doctor, url("final_step", company, "read"))
    assert "BT10 är inte visat." in seen
    assert client.post(path, {"step": "read"}).status_code == 302
    client.force_login(company.bt_manager)
    closing = {"step": "close", "decision": "bt_ends", "text": "Beslut.", "ends_on": ""}
    assert client.post(path, closing).status_code == 422
    assert client.post(path, closing | {"ends_on": today}).status_code == 302
    assert FinalFollowUp.objects.get().decision == "bt_ends"
    page(client, company.bt_manager, url("final", company))


@pytest.mark.parametrize("role", ["doctor", "supervisor", "unit_manager"])
def test_nobody_else_reads_the_outcome(
    client: Client, company: Company, role: str
) -> None:
    judged(company, Outcome.CLINICAL_COMPLEMENT_REQUIRED)
    shown = page(client, getattr(company, role), url("final", company))
    assert "Genomförd – Main Supervisor Kronoberg berättar om utfallet." in shown
    assert WHY not in shown
    assert "Mer tjänstgöring behövs" not in shown


def test_those_inside_read_both_verdicts(client: Client, company: Company) -> None:
    differing(company)
    for role in ("main_supervisor", "bt_manager", "studierektor"):
        shown = page(client, getattr(company, role), url("final", company))
        assert WHY in shown
        assert OTHER in shown


# -------------------------------------------------------------- the second assessor
def differing(company: Company) -> None:
    assessment = declared(company)
    meeting = planned(company)
    save_note(meeting=meeting, text=NOTE, by=company.main_supervisor, at=timezone.now())
    after = held(company, meeting)
    decision(
        company, assessment, Outcome.NOT_APPROVED, at=after, identified_at=after,
        held_on=timezone.localdate(after),
    )  # fmt: skip
    do(
        company, steps.answer_outcome, company.main_supervisor, verdict="approved",
        reasons=OTHER,
    )  # fmt: skip


def test_the_second_assessor_reads_nothing_of_the_first(
    client: Client, company: Company
) -> None:
    """Every page that opens, their log, their calendar, and all that is mailed."""
    differing(company)
    second = second_assessor(company)
    appointed_second(company, second)
    planned(company)
    client.force_login(second)
    first = company.external
    told = [WHY, OTHER, NOTE, first.full_name, first.email]
    opened = {}
    for address in addresses():
        if not address.in_region or "<uuid:pk>" not in address.route:
            continue
        if not address.route.startswith("<slug:region_slug>/bt/<uuid:pk>/"):
            continue
        path = "/" + address.route.replace("<slug:region_slug>", "kronoberg").replace(
            "<uuid:pk>", str(company.programme.pk)
        )
        if "<" in path:
            continue
        answer = client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        if answer.status_code == 200:
            opened[address.name] = body.decode(errors="replace")
    todo = client.get("/kronoberg/").content.decode()
    assert {
        "certificates:dossier",
        "certificates:outcome",
        "certificates:final_meeting",
        "certificates:final_notes",
    } <= set(opened)
    for name, text in {**opened, "todo": todo}.items():
        for secret in told:
            assert secret not in text, (name, secret)
    mails = OutboxMessage.objects.filter(payload__user=str(second.pk))
    assert mails.count() >= 2
    for row in mails:
        assert not any(secret in str(row.payload) for secret in told)
    mine = AuditRow.objects.filter(about_kind="certificates.finalfollowup")
    assert all(row.detail == {} for row in mine)
