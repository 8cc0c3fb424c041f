"""A signature asks for a fresh identification, and nothing typed is lost on the way."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from certificates.enums import CertificateKind
from certificates.models import CertificateSignature, ExternalAssessment
from certificates.queries import current, delmal_drafts
from regions.models import Draft, User
from tests import logging_in
from tests.cast import Cast, Company
from tests.certificates.views.test_pages import url
from tests.certificates.year import (
    certified,
    declared,
    overall_assessments,
    prepare,
    written,
)

CONFIRM = "/konto/bekrafta/"
pytestmark = pytest.mark.usefixtures("sessions_in_the_database")


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        prepare(cast.kronoberg)
        yield cast.kronoberg


def log_in(client: Client, by: User, minutes_ago: float | None = 6) -> None:
    kept: dict[str, Any] = {"login_method": "demo"}
    if minutes_ago is not None:
        moment = timezone.now() - timedelta(minutes=minutes_ago)
        kept["identified_at"] = moment.timestamp()
    logging_in.log_in(client, by, **kept)


def confirm(client: Client, by: User, address: str):
    return client.post(CONFIRM, {"next": address, "person": str(by.pk)})


@pytest.mark.parametrize("minutes_ago", [6, None])
def test_an_old_log_in_confirms_and_comes_back(
    client: Client, company: Company, minutes_ago: float | None
) -> None:
    (draft,) = written(company, "BT1")
    me, address = company.main_supervisor, url("sign_delmal", company)
    log_in(client, me, minutes_ago)
    page = client.get(address)
    assert 'aria-disabled="true"' not in page.content.decode()
    signing = {
        f"digest_{draft.pk}": page.context["papers"][0].digest,
        "boxes": page.context["boxes"],
    }
    response = client.post(address, signing)
    assert unquote(response.url) == f"{CONFIRM}?next={address}"
    assert CertificateSignature.objects.count() == 0
    page = client.get(response.url).content.decode()
    assert "Bekräfta att det är du" in page
    before = client.session.session_key
    assert confirm(client, me, address).url == address
    assert client.session.session_key != before
    back = client.get(address)
    assert "Läs igenom och signera" in back.content.decode()
    assert "har ändrats sedan" not in back.content.decode()
    assert client.post(address, signing).status_code == 302
    signature = CertificateSignature.objects.get()
    assert (signature.signer, signature.method) == (me, "demo")
    age = signature.signed_at - signature.identified_at
    assert abs(age) < timedelta(minutes=1)


def test_what_has_changed_meanwhile_is_named(client: Client, company: Company) -> None:
    (draft,) = written(company, "BT1")
    me, address = company.main_supervisor, url("sign_delmal", company)
    log_in(client, me)
    page = client.get(address)
    signing = {
        f"digest_{draft.pk}": page.context["papers"][0].digest,
        "boxes": page.context["boxes"],
    }
    client.post(address, signing)
    User.objects.filter(pk=company.doctor.pk).update(last_name="Bērziņa")
    confirm(client, me, address)
    named = "Det här har ändrats sedan du tryckte på Signera: Efternamn."
    assert named in client.get(address).content.decode()
    assert named not in client.get(address).content.decode()  # told once
    refused = client.post(address, signing)
    assert refused.status_code == 422
    assert named in refused.content.decode()
    assert "Läs den nya versionen" in refused.content.decode()
    assert CertificateSignature.objects.count() == 0


def test_the_marks_of_the_page_are_only_marks(client: Client, company: Company) -> None:
    (draft,) = written(company, "BT1")
    log_in(client, company.main_supervisor, 0)
    odd = {f"digest_{draft.pk}": "å", "boxes": "<b>=1 rows.1.x=2\n=\n\x00 codes"}
    page = client.post(url("sign_delmal", company), odd)
    assert page.status_code == 422
    assert "Tjänsteförteckning" in page.content.decode()
    assert "<b>=" not in page.content.decode()


def test_the_assessors_words_survive_the_detour(
    client: Client, company: Company
) -> None:
    overall_assessments(company)
    certified(company)
    declared(company)
    me, address = company.external, url("outcome", company)
    log_in(client, me)
    page = client.get(address)
    typed = {
        "digest": page.context["paper"].digest,
        "boxes": page.context["boxes"],
        "draft_form": page.context["draft"].form,
        "held_on": "2026-01-07",
        "outcome": "disagreement",
        "own_verdict": "not_approved",
        "reasons_disagreement": "Vi ser olika på BT10 – ännu en bedömare behövs.",
    }
    assert client.post(address, typed).url.startswith(CONFIRM)
    assert ExternalAssessment.objects.get().decided_at is None
    confirm(client, me, address)
    back = client.get(address)
    form = back.context["form"]
    assert form["reasons_disagreement"].value() == typed["reasons_disagreement"]
    assert form["outcome"].value() == "disagreement"
    assert client.post(address, typed).status_code == 302
    assert ExternalAssessment.objects.get().outcome == "disagreement"
    assert not Draft.objects.exists()
    assert current(company.programme, CertificateKind.COMPETENCE) is None


def test_nobody_else_confirms(client: Client, company: Company) -> None:
    written(company, "BT1")
    address = url("sign_delmal", company)
    log_in(client, company.bt_manager)
    response = confirm(client, company.main_supervisor, address)
    assert response.status_code == 422
    assert "Sidan öppnades av någon annan" in response.content.decode()
    log_in(client, company.main_supervisor)
    (draft,) = delmal_drafts(company.programme)
    assert client.post(address, {f"digest_{draft.pk}": "x"}).url.startswith(CONFIRM)


@pytest.mark.parametrize("to", ["https://ond.example/", "//ond.example", "", "\\x"])
def test_it_leads_nowhere_else(client: Client, company: Company, to: str) -> None:
    log_in(client, company.main_supervisor)
    response = confirm(client, company.main_supervisor, to)
    assert response.status_code == 302
    assert "example" not in response.url


def test_without_the_demo_it_takes_ones_own_log_in(
    client: Client, company: Company, settings
) -> None:
    settings.DEMO = False
    log_in(client, company.main_supervisor)
    response = confirm(client, company.main_supervisor, "/")
    assert response.status_code == 200
    assert "inget sätt att bekräfta" in response.content.decode()


def test_a_visitor_logs_in_first(client: Client, db: None) -> None:
    assert client.get(CONFIRM).url.startswith("/konto/login/")
