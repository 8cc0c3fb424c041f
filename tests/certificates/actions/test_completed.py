"""Bilaga 3: the service list, its two boxes, and the AT/BT-chef's signature."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bt_admin.lib.verdicts import YES
from certificates.actions.completed import draft_completed
from certificates.actions.signing import sign as sign_certificate
from certificates.enums import CertificateKind, CertificateState
from certificates.models import Certificate, CertificateSignature
from certificates.queries import content_now, current, digest
from certificates.queries.beneath import beneath
from certificates.queries.content import form_of
from certificates.queries.service import service_periods, suggested_text
from certificates.rules.service import service_rows
from placements.enums import ProgrammeState
from placements.models import Placement, PlacementPeriod
from regions.enums import CareSetting
from regions.models import User
from tests.cast import Cast, Company
from tests.certificates.papers import certify_competence
from tests.certificates.refusals import refused, verdict_of
from tests.certificates.year import end_the_year, know_numbers

PRIMARY = "Vårdcentralen, fyra månader."
ACUTE = "Medicin och kirurgi, fem månader."


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.bt_manager):
        know_numbers(cast.kronoberg)
        end_the_year(cast.kronoberg)
        yield cast.kronoberg


def draft(company: Company, **given: object) -> Certificate:
    return draft_completed(
        **{
            "programme": company.programme,
            "primary_care": PRIMARY,
            "acute_care": ACUTE,
            "by": company.bt_manager,
            "at": timezone.now(),
        }
        | given
    )


def sign(
    company: Company, certificate: Certificate, by: User | None = None, **given: object
) -> CertificateSignature:
    by = by or company.bt_manager
    seen = digest(content_now(certificate, by, timezone.localdate()))
    return sign_certificate(
        **{
            "certificate": certificate,
            "by": by,
            "at": timezone.now(),
            "digest_shown": seen,
            "method": "demo",
            "identified_at": timezone.now(),
        }
        | given
    )


def test_the_manager_signs_what_has_been_served(company: Company) -> None:
    certificate = draft(company)
    signature = sign(company, certificate)
    certificate.refresh_from_db()
    assert signature.role == "bt_manager"
    assert certificate.state == CertificateState.CERTIFIED
    content = certificate.content
    assert content["primary_care"] == PRIMARY
    assert content["certifier"] == {
        "name": "Bt Manager Kronoberg",
        "personal_number": "",
        "speciality": "",
        "workplace": "Medicinkliniken Kronoberg",
    }
    assert len(content["rows"]) == 5
    assert float(content["total"]) == pytest.approx(12, abs=0.1)


def test_a_deputy_may_too(company: Company) -> None:
    signature = sign(company, draft(company), by=company.deputy)
    assert signature.role == "deputy_bt_manager"


def test_alone_it_completes_nothing(company: Company) -> None:
    sign(company, draft(company))
    company.programme.refresh_from_db()
    assert company.programme.state == ProgrammeState.IN_SERVICE


def test_with_bilaga_4_the_bt_is_fullgjord(company: Company) -> None:
    certify_competence(company)
    sign(company, draft(company))
    company.programme.refresh_from_db()
    assert company.programme.state == ProgrammeState.COMPLETED


@pytest.mark.parametrize("role", ["studierektor", "main_supervisor", "doctor"])
def test_others_neither_write_nor_sign(company: Company, role: str) -> None:
    person = getattr(company, role)
    assert refused(draft, company, by=person) == ["write_fullgjord.not_manager"]
    codes = refused(sign, company, draft(company), by=person)
    assert "sign_fullgjord.not_manager" in codes


def test_a_second_click_signs_nothing_more(company: Company) -> None:
    certificate = draft(company)
    sign(company, certificate)
    assert refused(sign, company, certificate) == ["sign.already_signed"]
    assert refused(draft, company) == ["certificate.locked"]


def test_a_plan_changed_meanwhile_is_not_signed(company: Company) -> None:
    certificate = draft(company)
    seen = digest(content_now(certificate, company.bt_manager, timezone.localdate()))
    PlacementPeriod.objects.filter(placement=company.placements[1]).update(percent=75)
    codes = refused(sign, company, certificate, digest_shown=seen)
    assert codes == ["sign.text_changed"]


def test_writing_again_changes_the_draft(company: Company) -> None:
    first = draft(company)
    second = draft(company, primary_care="Något annat.")
    assert (first.pk, second.content["primary_care"]) == (second.pk, "Något annat.")


@pytest.mark.parametrize("empty", ["primary_care", "acute_care"])
def test_both_boxes_are_needed(company: Company, empty: str) -> None:
    (reason,) = verdict_of(sign, company, draft(company, **{empty: " "})).reasons
    assert (reason.code, reason.field) == (
        "sign_fullgjord.narrative_missing",
        f"{empty}_text",
    )


@pytest.mark.parametrize("box", ["primary_care", "acute_care"])
def test_a_text_that_does_not_fit_is_refused_at_its_field(
    company: Company, box: str
) -> None:
    (reason,) = verdict_of(draft, company, **{box: "För lång. " * 2000}).reasons
    assert (reason.code, reason.field) == ("sign.box_overflow", f"{box}_text")
    assert current(company.programme, CertificateKind.COMPLETED) is None


def test_characters_without_a_shape_are_refused_at_their_field(
    company: Company,
) -> None:
    (reason,) = verdict_of(draft, company, acute_care="Bra 🙂").reasons
    assert (reason.code, reason.field) == ("sign.unprintable", "acute_care_text")


def only_keep(company: Company, *numbers: int) -> None:
    kept = [company.placements[number].pk for number in numbers]
    PlacementPeriod.objects.filter(placement__programme=company.programme).exclude(
        placement__in=kept
    ).delete()


def test_less_than_six_months(company: Company) -> None:
    only_keep(company, 0, 1)
    PlacementPeriod.objects.filter(placement=company.placements[1]).update(percent=50)
    codes = refused(sign, company, draft(company))
    assert "sign_fullgjord.too_short" in codes


def test_a_third_of_full_time_is_signed_to_the_decimal(company: Company) -> None:
    acute = PlacementPeriod.objects.filter(placement=company.placements[1])
    period = acute.get()
    rest = period.starts_on + timedelta(days=9)
    acute.update(starts_on=rest + timedelta(days=1))
    PlacementPeriod.objects.create(
        region=company.region,
        placement=company.placements[1],
        starts_on=period.starts_on,
        ends_on=rest,
        percent=Decimal("33.3"),
    )
    certificate = draft(company)
    sign(company, certificate)
    certificate.refresh_from_db()
    row = next(one for one in certificate.content["rows"] if one["percent"] == "33.3")
    assert row["full_time_months"] == "0.11"  # ten thirtieths of a third
    assert form_of(certificate).texts()["rows.2.percent"] == "33,3"
    assert beneath(certificate) == YES
    served = service_periods(company.programme)
    assert "33,3\u00a0% av heltid" in suggested_text(served, CareSetting.ACUTE)


def test_no_primary_care(company: Company) -> None:
    only_keep(company, 1, 2, 3)
    assert refused(sign, company, draft(company)) == ["sign_fullgjord.no_primary_care"]


def test_no_acute_care(company: Company) -> None:
    Placement.objects.filter(
        programme=company.programme, care=CareSetting.ACUTE
    ).update(care=CareSetting.OTHER)
    assert refused(sign, company, draft(company)) == ["sign_fullgjord.no_acute_care"]


def many_periods(company: Company) -> None:
    """One row more than bilaga 3 has."""
    first = PlacementPeriod.objects.filter(placement=company.placements[2]).get()
    PlacementPeriod.objects.bulk_create(
        PlacementPeriod(
            region=company.region,
            placement=company.placements[2],
            starts_on=first.starts_on - timedelta(days=400 + 3 * number),
            ends_on=first.starts_on - timedelta(days=399 + 3 * number),
        )
        for number in range(19 - rows_of(company))
    )


def rows_of(company: Company) -> int:
    return len(service_rows(service_periods(company.programme)))


def test_more_than_eighteen_rows(company: Company) -> None:
    many_periods(company)
    assert refused(sign, company, draft(company)) == ["sign_fullgjord.too_many_rows"]
    PlacementPeriod.objects.order_by("starts_on")[0].delete()
    certificate = draft(company)
    sign(company, certificate)
    certificate.refresh_from_db()
    assert (certificate.state, rows_of(company)) == ("certified", 18)
    assert len(certificate.content["rows"]) == 18


def test_time_to_come_is_not_certified(company: Company) -> None:
    last = PlacementPeriod.objects.order_by("-ends_on").filter(
        placement__programme=company.programme
    )[0]
    last.ends_on = timezone.localdate() + timedelta(days=30)
    last.save()
    codes = refused(sign, company, draft(company))
    assert codes == ["sign_fullgjord.not_served"]
