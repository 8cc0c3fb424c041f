"""Bilaga 4: two people, all eighteen delmål, never the same person."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.rules.delmal import ALL_CODES
from certificates.actions.competence import sign_competence
from certificates.actions.external import decide
from certificates.enums import CertificateKind, CertificateState, ExternalOutcome
from certificates.models import (
    Certificate,
    CertificateSignature,
    ExternalAssessment,
)
from certificates.queries import (
    Attempt,
    content_now,
    current,
    current_or_new,
    digest,
    external_of,
)
from placements.enums import ProgrammeState
from placements.models import ProgrammeAssignment
from regions import access
from regions.models import User
from tests.cast import Cast, Company
from tests.certificates.refusals import refused
from tests.certificates.year import (
    appointed,
    certified,
    declared,
    overall_assessments,
    prepare,
)


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.main_supervisor):
        prepare(cast.kronoberg)
        overall_assessments(cast.kronoberg)
        yield cast.kronoberg


def seen(company: Company) -> str:
    """What the page shows of bilaga 4 now."""
    certificate = current_or_new(company.programme, CertificateKind.COMPETENCE)
    attempt = Attempt(by=company.doctor, login="demo", today=timezone.localdate())
    return digest(content_now(certificate, attempt.by, attempt.today))


def sign(company: Company, by: User, **given: object) -> CertificateSignature:
    return sign_competence(
        **{
            "programme": company.programme,
            "by": by,
            "at": timezone.now(),
            "digest_shown": seen(company),
            "method": "demo",
            "identified_at": timezone.now(),
        }
        | given
    )


def approve(company: Company, **given: object) -> None:
    decide(
        **{
            "assessment": external_of(company.programme),
            "outcome": ExternalOutcome.APPROVED,
            "held_on": timezone.localdate(),
            "motivation": "",
            "by": company.external,
            "at": timezone.now(),
            "digest_shown": seen(company),
            "method": "demo",
            "identified_at": timezone.now(),
        }
        | given
    )


def state_of(company: Company) -> str:
    company.programme.refresh_from_db()
    return company.programme.state


def test_both_sign_and_the_doctor_is_baskompetent(company: Company) -> None:
    certified(company)
    declared(company)
    sign(company, company.main_supervisor)
    certificate = current(company.programme, CertificateKind.COMPETENCE)
    assert certificate.state == CertificateState.DRAFT
    assert state_of(company) == ProgrammeState.FINAL_ASSESSMENT
    approve(company)
    certificate.refresh_from_db()
    assert certificate.state == CertificateState.CERTIFIED
    assert state_of(company) == ProgrammeState.BASE_COMPETENT
    assert certificate.content["supervisor"]["name"] == "Main Supervisor Kronoberg"
    assert certificate.content["assessor"]["personal_number"] == "18900102-9819"
    rows = certificate.signatures.order_by("signed_at", "role")
    digests = {row.digest for row in rows}
    assert digests == {digest(certificate.content)}
    assert {row.role for row in rows} == {"main_supervisor", "external_assessor"}
    assert external_of(company.programme).ended_at is not None


def test_kronoberg_has_the_main_supervisor_first(company: Company) -> None:
    certified(company)
    declared(company)
    assert refused(approve, company) == ["sign_baskompetens.main_supervisor_first"]
    assessment = external_of(company.programme)
    assert (assessment.outcome, assessment.held_on) == ("", None)


def test_not_with_a_delmal_missing(company: Company) -> None:
    certified(company, *ALL_CODES[:-1])
    declared(company)
    codes = refused(sign, company, company.main_supervisor)
    assert codes == ["sign_baskompetens.delmal_missing"]


def test_not_before_an_assessor_is_appointed(company: Company) -> None:
    certified(company)
    codes = refused(sign, company, company.main_supervisor)
    assert codes == ["sign_baskompetens.nobody_to_sign"]
    assert list(Certificate.objects.filter(kind=CertificateKind.COMPETENCE)) == []


@pytest.mark.parametrize("role", ["bt_manager", "studierektor", "supervisor"])
def test_nobody_else_signs(company: Company, role: str) -> None:
    certified(company)
    declared(company)
    assert refused(sign, company, getattr(company, role)) == [
        "sign_baskompetens.not_signatory"
    ]


def test_the_assessor_signs_only_when_it_is_held(company: Company) -> None:
    certified(company)
    declared(company)
    sign(company, company.main_supervisor)
    codes = refused(sign, company, company.external)
    assert codes == ["sign_baskompetens.not_held"]


def test_one_signature_each(company: Company) -> None:
    certified(company)
    declared(company)
    sign(company, company.main_supervisor)
    codes = refused(sign, company, company.main_supervisor)
    assert codes == ["sign.already_signed"]


def test_one_person_with_both_roles_signs_neither(company: Company) -> None:
    certified(company)
    ExternalAssessment.objects.create(
        region=company.region,
        programme=company.programme,
        assessor=company.main_supervisor,
        appointed_by=company.bt_manager,
        appointed_at=timezone.now(),
    )
    codes = refused(sign, company, company.main_supervisor)
    assert codes == ["sign_baskompetens.same_person"]


def test_a_new_main_supervisor_does_not_sign_after_having_assessed(
    company: Company,
) -> None:
    """Whoever signed in one role and then takes over the other is stopped."""
    certified(company)
    declared(company)
    sign(company, company.main_supervisor)
    approve(company)
    certificate = current(company.programme, CertificateKind.COMPETENCE)
    row = ProgrammeAssignment.objects.get(
        programme=company.programme, role="main_supervisor"
    )
    access.end(row, on=timezone.localdate())
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateSignature.objects.create(
            region=company.region,
            certificate=certificate,
            role="bt_manager",
            signer=company.external,
            signed_at=timezone.now(),
            digest="0" * 64,
            method="demo",
        )


def test_a_changed_form_is_not_signed(company: Company) -> None:
    certified(company)
    declared(company)
    shown = seen(company)
    company.external.workplace = "Kirurgkliniken Ängelholm"
    company.external.save()
    codes = refused(sign, company, company.main_supervisor, digest_shown=shown)
    assert codes == ["sign.text_changed"]


def test_what_the_form_asks_of_the_other_must_be_known_first(company: Company) -> None:
    certified(company)
    declared(company)
    company.external.personal_number = ""
    company.external.save()
    codes = refused(sign, company, company.main_supervisor)
    assert codes == ["print.signatory_data_missing"]


def test_a_crash_leaves_no_certificate(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    certified(company)
    appointed(company)

    def crash(*_args: object, **_given: object) -> None:
        raise OSError("gone")

    monkeypatch.setattr("certificates.actions.signing.tell", crash)
    with pytest.raises(OSError, match="gone"):
        sign(company, company.main_supervisor)
    assert current(company.programme, CertificateKind.COMPETENCE) is None


@pytest.mark.parametrize("minutes", [6, None])
def test_an_old_identification_does_not_sign(
    company: Company, minutes: int | None
) -> None:
    certified(company)
    declared(company)
    old = timezone.now() - timedelta(minutes=minutes) if minutes else None
    codes = refused(sign, company, company.main_supervisor, identified_at=old)
    assert codes == ["sign.identify_again"]
    assert refused(approve, company, identified_at=old) == ["sign.identify_again"]
