"""Not signing with a reason: who is told, whose turn it is, and the way on."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from certificates.actions.declining import ask_again, decline_to_sign, settle
from certificates.enums import CertificateKind
from certificates.models import SigningDecline
from certificates.queries import declines_of, todos_for
from regions.events import Event
from regions.models import AuditRow, OutboxMessage, User
from tests.cast import Cast, Company
from tests.certificates.actions.test_competence import approve, sign
from tests.certificates.papers import certify_completed
from tests.certificates.refusals import refused
from tests.certificates.views.test_pages import get, post, url
from tests.certificates.year import (
    certified,
    declared,
    end_the_year,
    overall_assessments,
    prepare,
)

WHY = "Tjänstestället på intyget är fel."
COMPETENCE = CertificateKind.COMPETENCE


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.main_supervisor):
        prepare(cast.kronoberg)
        overall_assessments(cast.kronoberg)
        certified(cast.kronoberg)
        declared(cast.kronoberg)
        yield cast.kronoberg


def decline(
    company: Company, by: User, kind: CertificateKind = COMPETENCE, reason: str = WHY
) -> SigningDecline:
    return decline_to_sign(
        programme=company.programme, kind=kind, reason=reason, by=by, at=timezone.now()
    )


def told() -> set[str]:
    return set(OutboxMessage.objects.values_list("payload__user", flat=True))


def keys(*people: User) -> set[str]:
    return {str(one.pk) for one in people}


def titles(company: Company, role: str, held: str) -> list[str]:
    user = getattr(company, role)
    rows = todos_for(user, company.region, timezone.localdate(), {held})
    return [row.title for row in rows]


def test_the_assessor_declines_and_is_asked_again(company: Company) -> None:
    sign(company, company.main_supervisor)
    OutboxMessage.objects.all().delete()
    row = decline(company, company.external)
    assert (row.role, row.reason) == ("external_assessor", WHY)
    assert told() == keys(company.bt_manager, company.deputy, company.main_supervisor)
    logged = AuditRow.objects.order_by("-number")[0]
    assert logged.event == Event.SIGNING_DECLINED
    assert WHY not in str(logged.detail)
    doctor = company.doctor.full_name
    act = f"Ett intyg för {doctor} blev inte signerat"
    assert act in titles(company, "bt_manager", "bt_manager")
    assert act not in titles(company, "main_supervisor", "main_supervisor")
    judge = f"Bedöm {doctor}"
    assert judge not in titles(company, "external", "external_assessor")
    assert refused(decline, company, company.external) == ["decline.twice"]
    OutboxMessage.objects.all().delete()
    ask_again(decline=row, by=company.bt_manager, at=timezone.now())
    assert told() == keys(company.external)
    assert judge in titles(company, "external", "external_assessor")
    assert act not in titles(company, "bt_manager", "bt_manager")
    given = {"decline": row, "by": company.deputy, "at": timezone.now()}
    assert refused(ask_again, **given) == ["decline.ended"]
    assert refused(settle, **given) == ["decline.ended"]


def test_whoever_signs_after_all_ends_it(company: Company) -> None:
    decline(company, company.main_supervisor)
    decline(company, company.external)
    sign(company, company.main_supervisor)
    assert [row.by for row in declines_of(company.programme)] == [company.external]
    approve(company)
    assert not declines_of(company.programme).exists()


def test_one_of_several_managers_declines_and_another_signs(company: Company) -> None:
    end_the_year(company)
    decline(company, company.deputy, CertificateKind.COMPLETED)
    mine = f"Intyga fullgjord BT för {company.doctor.full_name}"
    assert mine in titles(company, "bt_manager", "bt_manager")
    assert mine not in titles(company, "deputy", "deputy_bt_manager")
    certify_completed(company)
    others = refused(decline, company, company.bt_manager, CertificateKind.COMPLETED)
    assert others == ["decline.not_signer"]


def test_not_those_it_does_not_wait_for(company: Company) -> None:
    for role in ("doctor", "studierektor", "bt_manager"):
        assert refused(decline, company, getattr(company, role)) == [
            "decline.not_signer"
        ]
    sign(company, company.main_supervisor)
    assert refused(decline, company, company.main_supervisor) == ["decline.not_signer"]
    delmal = CertificateKind.DELMAL  # every delmål is certified
    assert refused(decline, company, company.main_supervisor, delmal) == [
        "decline.not_signer"
    ]
    assert not SigningDecline.objects.exists()


def test_its_words_stay(company: Company) -> None:
    row = decline(company, company.external)
    with pytest.raises(DatabaseError), transaction.atomic():
        SigningDecline.objects.filter(pk=row.pk).update(reason="Annat.")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_a_crash_declines_nothing(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_args: object, **_given: object) -> None:
        raise OSError("gone")

    monkeypatch.setattr("certificates.actions.declining.tell", crash)
    with pytest.raises(OSError, match="gone"):
        decline(company, company.external)
    assert not SigningDecline.objects.exists()


def test_the_pages(client: Client, company: Company) -> None:
    sign(company, company.main_supervisor)
    judging = get(client, company.external, url("outcome", company)).content.decode()
    address = url("decline_competence", company)
    assert address in judging
    refusal = post(client, company.external, address, reason=" ")
    assert refusal.status_code == 422
    assert "Skriv varför du avstår." in refusal.content.decode()
    why = "<i>Namnet</i> är fel."
    assert post(client, company.external, address, reason=why).status_code == 302
    seen = {
        role: get(client, getattr(company, role), url("certificates", company), bilaga="4")
        .content.decode()
        for role in ("doctor", "main_supervisor", "bt_manager")
    }  # fmt: skip
    assert all("External Kronoberg avstod från" in page for page in seen.values())
    assert "Namnet" not in seen["doctor"]
    assert "&lt;i&gt;Namnet&lt;/i&gt; är fel." in seen["main_supervisor"]
    assert "&lt;i&gt;Namnet&lt;/i&gt; är fel." in seen["bt_manager"]
    page = get(client, company.bt_manager, url("declined", company)).content.decode()
    assert "Be External Kronoberg igen" in page
    row = SigningDecline.objects.get()
    given = {"decline": str(row.pk), "do": "again"}
    for _ in range(2):  # a second press finds it answered
        done = post(client, company.bt_manager, url("declined", company), **given)
        assert done.status_code == 302
    odd = post(client, company.bt_manager, url("declined", company), decline="x")
    assert odd.status_code == 302
    row.refresh_from_db()
    assert row.end == "asked_again"
