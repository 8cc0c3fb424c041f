"""Bilaga 2: written, split, signed."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from certificates.actions.delmal import draft_delmal, sign_delmal
from certificates.enums import CertificateState
from certificates.models import Certificate, CertificateSignature
from certificates.queries import certified_codes, codes_in, delmal_drafts
from regions.events import Event
from regions.models import AuditRow
from tests.cast import Cast, Company
from tests.certificates.refusals import refused
from tests.certificates.year import entries, evidence, know_numbers, shown, written


@pytest.fixture
def company(cast: Cast) -> Iterator[Company]:
    with cast.kronoberg.inside(cast.kronoberg.main_supervisor):
        know_numbers(cast.kronoberg)
        evidence(cast.kronoberg, ["BT1", "BT2", "BT3"])
        yield cast.kronoberg


def sign(
    company: Company, digests: dict, **given: object
) -> list[CertificateSignature]:
    return sign_delmal(
        **{
            "programme": company.programme,
            "digests": digests,
            "by": company.main_supervisor,
            "at": timezone.now(),
            "method": "demo",
            "identified_at": timezone.now(),
        }
        | given
    )


def events() -> list[str]:
    return list(AuditRow.objects.order_by("number").values_list("event", flat=True))


def test_one_certificate_for_two_delmal(company: Company) -> None:
    (certificate,) = written(company, "BT1", "BT2")
    sign(company, shown([certificate]))
    certificate.refresh_from_db()
    assert certificate.state == CertificateState.CERTIFIED
    assert codes_in(certificate) == ("BT1", "BT2")
    assert certified_codes(company.programme) == {"BT1", "BT2"}
    assert certificate.content["activities"] == (
        "BT1, BT2: Tjänstgöring under handledning."
    )
    assert certificate.content["checks"] == (
        "BT1: Mini-CEX om BT1.\n\nBT2: Mini-CEX om BT2."
    )
    assert certificate.content["certifier"] == {
        "name": "Main Supervisor Kronoberg",
        "personal_number": "18900101-9802",
        "speciality": "allmänmedicin",
        "workplace": "Medicinkliniken Kronoberg",
    }
    assert events() == [Event.CERTIFICATE_DRAFTED, Event.CERTIFICATE_SIGNED]


def test_texts_that_do_not_fit_together_become_several_certificates(
    company: Company,
) -> None:
    long = "Klinisk tjänstgöring under handledning på många ställen. " * 70
    drafts = draft_delmal(
        programme=company.programme,
        entries=[
            *entries("BT1", text=long + "Ett."),
            *entries("BT2", text=long + "Två."),
            *entries("BT3", text="Kort."),
        ],
        by=company.main_supervisor,
        at=timezone.now(),
    )
    assert [codes_in(one) for one in drafts] == [("BT1",), ("BT2", "BT3")]
    signatures = sign(company, shown(drafts))
    assert [one.certificate_id for one in signatures] == [one.pk for one in drafts]


def test_writing_again_replaces_what_was_not_signed(company: Company) -> None:
    written(company, "BT1", "BT2")
    written(company, "BT3")
    assert [codes_in(one) for one in delmal_drafts(company.programme)] == [("BT3",)]


def test_a_delmal_that_is_too_long_is_refused_at_its_field(company: Company) -> None:
    with pytest.raises(Refused) as caught:
        draft_delmal(
            programme=company.programme,
            entries=entries("BT1") + entries("BT2", text="För lång text. " * 2000),
            by=company.main_supervisor,
            at=timezone.now(),
        )
    (reason,) = caught.value.verdict.reasons
    assert (reason.code, reason.field) == (
        "sign_delmal.box_overflow",
        "activities_BT2",
    )
    assert list(Certificate.objects.all()) == []


def test_characters_that_cannot_be_printed_are_named(company: Company) -> None:
    with pytest.raises(Refused) as caught:
        draft_delmal(
            programme=company.programme,
            entries=entries("BT1") + entries("BT2", text="Bra 🙂"),
            by=company.main_supervisor,
            at=timezone.now(),
        )
    (reason,) = caught.value.verdict.reasons
    assert (reason.code, reason.field) == ("sign.unprintable", "activities_BT2")


@pytest.mark.parametrize(
    ("codes", "text", "expected"),
    [
        ([], "Text.", ["sign_delmal.no_codes"]),
        (["BT4"], "Text.", ["sign_delmal.no_evidence"]),
        (["BT1"], " ", ["sign_delmal.box_empty"]),
    ],
)
def test_what_cannot_be_written(
    company: Company, codes: list[str], text: str, expected: list[str]
) -> None:
    assert expected == refused(
        draft_delmal,
        programme=company.programme,
        entries=entries(*codes, text=text),
        by=company.main_supervisor,
        at=timezone.now(),
    )


def test_only_the_main_supervisor_writes(company: Company) -> None:
    for person in (company.supervisor, company.studierektor, company.doctor):
        assert refused(
            draft_delmal,
            programme=company.programme,
            entries=entries("BT1"),
            by=person,
            at=timezone.now(),
        ) == ["write_delmal.not_supervisor"]


def test_a_delmal_is_certified_once(company: Company) -> None:
    sign(company, shown(written(company, "BT1")))
    assert refused(written, company, "BT1", "BT2") == ["sign_delmal.certified_already"]


# ------------------------------------------------------------------------- the signature
def test_somebody_else_may_not_sign(company: Company) -> None:
    digests = shown(written(company, "BT1"))
    codes = refused(sign, company, digests, by=company.bt_manager)
    assert codes == ["sign_delmal.not_supervisor"]
    assert list(CertificateSignature.objects.all()) == []


def test_nobody_signs_their_own(company: Company) -> None:
    digests = shown(written(company, "BT1"))
    assert "sign.own_certificate" in refused(sign, company, digests, by=company.doctor)


def test_a_second_click_signs_nothing_more(company: Company) -> None:
    digests = shown(written(company, "BT1"))
    sign(company, digests)
    assert refused(sign, company, digests) == ["sign.already_signed"]
    assert CertificateSignature.objects.count() == 1


def test_a_changed_text_is_not_signed(company: Company) -> None:
    digests = dict.fromkeys(shown(written(company, "BT1")), "0" * 64)
    assert refused(sign, company, digests) == ["sign.text_changed"]


def test_a_draft_that_was_replaced_is_not_signed(company: Company) -> None:
    digests = shown(written(company, "BT1"))
    written(company, "BT1")
    assert refused(sign, company, digests) == ["sign.text_changed"]


def test_a_weak_login_does_not_sign(company: Company) -> None:
    digests = shown(written(company, "BT1"))
    assert refused(sign, company, digests, method="") == ["sign.login_too_weak"]


def test_what_the_form_asks_must_be_known(company: Company) -> None:
    digests = shown(written(company, "BT1"))
    company.main_supervisor.personal_number = ""
    company.main_supervisor.save()
    assert refused(sign, company, digests) == [
        "sign.text_changed",
        "print.own_data_missing",
    ]


def test_if_one_cannot_be_signed_none_is(company: Company) -> None:
    long = "Klinisk tjänstgöring under handledning på många ställen. " * 70
    drafts = draft_delmal(
        programme=company.programme,
        entries=[
            *entries("BT1", text=long + "Ett."),
            *entries("BT2", text=long + "Två."),
        ],
        by=company.main_supervisor,
        at=timezone.now(),
    )
    digests = shown(drafts) | {drafts[1].pk: "0" * 64}
    before = events()
    assert refused(sign, company, digests) == ["sign.text_changed"]
    assert list(CertificateSignature.objects.all()) == []
    assert events() == before


def test_a_crash_while_signing_leaves_nothing(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    (certificate,) = written(company, "BT1")

    def crash(*_args: object, **_given: object) -> None:
        raise OSError("the log is full")

    monkeypatch.setattr("certificates.actions.signing.audit.record", crash)
    with pytest.raises(OSError, match="full"):
        sign(company, shown([certificate]))
    certificate.refresh_from_db()
    assert certificate.state == CertificateState.DRAFT
    assert list(CertificateSignature.objects.all()) == []


def test_what_is_signed_cannot_be_changed(company: Company) -> None:
    (certificate,) = written(company, "BT1")
    sign(company, shown([certificate]))
    certificate.content = {}
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        certificate.save(update_fields=["content"])
