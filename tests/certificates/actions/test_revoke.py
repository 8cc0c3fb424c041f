"""Withdrawing a certificate."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from certificates.actions.revoke import revoke
from certificates.enums import CertificateKind, CertificateState
from certificates.models import Certificate, Document
from certificates.queries import certified_codes
from placements.enums import ProgrammeState
from placements.models import Programme
from regions.events import Event
from regions.models import AuditRow
from tests.cast import Cast, Company
from tests.certificates.papers import certify_everything, complete
from tests.certificates.refusals import refused
from tests.certificates.year import know_numbers

WHY = "Fel delmål var ikryssade."


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.doctor):
        know_numbers(cast.kronoberg)
        certify_everything(cast.kronoberg)
        complete(cast.kronoberg)
        yield cast.kronoberg


def certificate(company: Company, kind: CertificateKind) -> Certificate:
    return Certificate.objects.get(programme=company.programme, kind=kind)


def take_back(company: Company, kind: CertificateKind, **given: object) -> Certificate:
    found = certificate(company, kind)
    revoke(
        **{
            "certificate": found,
            "reason": WHY,
            "by": company.bt_manager,
            "at": timezone.now(),
        }
        | given
    )
    found.refresh_from_db()
    return found


def test_the_row_stays_with_the_reason(company: Company) -> None:
    found = take_back(company, CertificateKind.DELMAL, by=company.main_supervisor)
    assert (found.state, found.revoked_by, found.revoked_reason) == (
        CertificateState.REVOKED,
        company.main_supervisor,
        WHY,
    )
    assert certified_codes(company.programme) == frozenset()
    row = AuditRow.objects.order_by("-number")[0]
    assert row.event == Event.CERTIFICATE_REVOKED
    assert WHY not in str(row.detail)


def test_its_documents_are_withdrawn(company: Company) -> None:
    found = take_back(company, CertificateKind.COMPLETED)
    (document,) = Document.objects.filter(certificate=found)
    assert document.withdrawn_reason == WHY


def test_the_programme_goes_back(company: Company) -> None:
    Programme.objects.filter(pk=company.programme.pk).update(
        state=ProgrammeState.COMPLETED
    )
    take_back(company, CertificateKind.COMPLETED)
    company.programme.refresh_from_db()
    assert company.programme.state == ProgrammeState.BASE_COMPETENT
    take_back(company, CertificateKind.COMPETENCE)
    company.programme.refresh_from_db()
    assert company.programme.state == ProgrammeState.IN_SERVICE


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(company: Company, reason: str) -> None:
    codes = refused(take_back, company, CertificateKind.DELMAL, reason=reason)
    assert codes == ["certificate.reason_missing"]


@pytest.mark.parametrize("role", ["doctor", "studierektor", "supervisor"])
def test_others_may_not(company: Company, role: str) -> None:
    codes = refused(
        take_back, company, CertificateKind.DELMAL, by=getattr(company, role)
    )
    assert codes == ["revoke.not_signatory"]


def test_the_main_supervisor_does_not_take_back_the_managers(company: Company) -> None:
    codes = refused(
        take_back, company, CertificateKind.COMPLETED, by=company.main_supervisor
    )
    assert codes == ["revoke.not_signatory"]


def test_once(company: Company) -> None:
    take_back(company, CertificateKind.DELMAL)
    assert refused(take_back, company, CertificateKind.DELMAL) == [
        "certificate.nothing_to_revoke"
    ]
