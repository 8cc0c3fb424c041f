"""Taking a signature back before the other has signed, and signing anew."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import timezone

from certificates.actions.revoke import revoke
from certificates.actions.withdrawing import withdraw_signature
from certificates.enums import CertificateKind, CertificateState
from certificates.models import Certificate
from certificates.queries import current, replaced_by, replaces, valid_certificates
from regions.enums import QualificationKind
from regions.events import Event
from regions.models import AuditRow, OutboxMessage, Qualification
from tests.cast import Cast, Company
from tests.certificates.actions.test_competence import approve, sign
from tests.certificates.refusals import refused
from tests.certificates.year import (
    certified,
    declared,
    overall_assessments,
    prepare,
    written,
)

WHY = "Tjänstestället är fel."


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.main_supervisor):
        prepare(cast.kronoberg)
        overall_assessments(cast.kronoberg)
        certified(cast.kronoberg)
        declared(cast.kronoberg)
        yield cast.kronoberg


def take_back(company: Company, **given: object) -> Certificate:
    found = Certificate.objects.filter(kind=CertificateKind.COMPETENCE).latest(
        "created_at"
    )
    withdraw_signature(
        **{
            "certificate": found,
            "reason": WHY,
            "by": company.main_supervisor,
            "at": timezone.now(),
        }
        | given
    )
    found.refresh_from_db()
    return found


def test_the_signed_one_stays_and_a_new_version_begins(company: Company) -> None:
    first = sign(company, company.main_supervisor)
    OutboxMessage.objects.all().delete()
    old = take_back(company)
    assert (old.state, old.revoked_by, old.revoked_reason) == (
        CertificateState.REVOKED,
        company.main_supervisor,
        WHY,
    )
    assert list(old.signatures.all()) == [first]
    assert current(company.programme, CertificateKind.COMPETENCE) is None
    row = AuditRow.objects.order_by("-number")[0]
    assert row.event == Event.CERTIFICATE_SIGNATURE_WITHDRAWN
    assert WHY not in str(row.detail)
    told = OutboxMessage.objects.values_list("payload__user", flat=True)
    assert set(told) == {
        str(one.pk) for one in (company.external, company.bt_manager, company.deputy)
    }
    assert replaced_by(old) == []
    again = sign(company, company.main_supervisor)
    assert (again.certificate_id != old.pk, again.certificate.version) == (True, 2)
    assert replaced_by(old) == [again.certificate]
    assert replaces(again.certificate) == [old]
    approve(company)
    valid = valid_certificates(company.programme)
    assert again.certificate in valid
    assert old not in valid


def test_not_when_the_other_has_signed(company: Company) -> None:
    sign(company, company.main_supervisor)
    approve(company)
    assert refused(take_back, company) == ["withdraw.too_late"]


def test_not_somebody_elses_and_not_twice(company: Company) -> None:
    sign(company, company.main_supervisor)
    assert refused(take_back, company, by=company.bt_manager) == ["withdraw.not_own"]
    assert refused(take_back, company, reason=" ") == ["withdraw.reason_missing"]
    take_back(company)
    assert refused(take_back, company) == ["withdraw.revoked"]


def test_a_crash_leaves_the_signature(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(company, company.main_supervisor)

    def crash(*_args: object, **_given: object) -> None:
        raise OSError("gone")

    monkeypatch.setattr("certificates.actions.withdrawing.tell", crash)
    with pytest.raises(OSError, match="gone"):
        take_back(company)
    begun = current(company.programme, CertificateKind.COMPETENCE)
    assert begun is not None
    assert begun.signatures.count() == 1


def test_a_delmal_certified_again_is_a_new_version(company: Company) -> None:
    (old,) = Certificate.objects.filter(kind=CertificateKind.DELMAL, delmal__code="BT1")
    others = Certificate.objects.filter(kind=CertificateKind.DELMAL).exclude(pk=old.pk)
    assert {one.version for one in others} <= {1}
    revoke(certificate=old, reason=WHY, by=company.main_supervisor, at=timezone.now())
    (new,) = written(company, "BT1")
    assert (new.version, replaces(new)) == (2, [old])
    old.refresh_from_db()
    assert replaced_by(old) == []  # it is only written yet


# Long and wide, and with letters of Sápmi; then what no print font of ours has.
NAMES = [
    ("Ŋŋáččá", "von Schwerin af Brehmershausen " * 2 + "Gyllenstjärnorna", []),
    ("W" * 80, "Å" * 80, []),
    ("Ng\u4e00", "Kronoberg", ["sign.person_unprintable"]),
]


@pytest.mark.parametrize(("first", "last", "codes"), NAMES)
def test_no_name_is_cut_or_respelled(
    company: Company, first: str, last: str, codes: list[str]
) -> None:
    company.doctor.first_name, company.doctor.last_name = first, last
    company.doctor.save()
    if codes:
        assert refused(sign, company, company.main_supervisor) == codes
        return
    content = sign(company, company.main_supervisor).certificate.content
    assert content["applicant"]["first_name"] == first
    assert content["applicant"]["last_name"] == last


def test_more_specialities_than_the_box_holds(company: Company) -> None:
    for letter in "ABCDEFGH":
        Qualification.objects.create(
            user=company.external,
            kind=QualificationKind.SPECIALITY,
            name=letter * 80,
            on=date(2018, 1, 1),
        )
    codes = refused(sign, company, company.main_supervisor)
    assert codes == ["sign.person_too_long"]
