"""A programme whose certificates are all signed in bt-admin, ready for the paper."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from certificates.actions.application import complete_application, save_application
from certificates.actions.documents import render_document
from certificates.documents import (
    Applicant,
    ApplicationForm,
    Certifier,
    CompetenceForm,
    CompletedForm,
    CountryAndDate,
    DelmalForm,
    ServiceRow,
)
from certificates.documents.freezing import AnyForm
from certificates.enums import CertificateKind, CertificateState
from certificates.models import (
    Certificate,
    CertificateDelmal,
    CertificateSignature,
    Document,
)
from certificates.queries.content import content_of
from regions.models import User
from tests.cast import Company

APPLICANT = Applicant("Kronoberg", "Doctor", "19121212-1212")
APPLICANTS = {
    "kronoberg": APPLICANT,
    "stockholm": Applicant("Stockholm", "Doctor", "19900101-2385"),
}
ALL = tuple(f"BT{n}" for n in range(1, 19))
HALVES = (ALL[:9], ALL[9:])
OWN_WORDS = ApplicationForm(
    address="Älggatan 3",
    postcode="352 34",
    city="Växjö",
    phone="070-174 06 05",
    email="doctor@example.org",
    workplace="Vårdcentralen Öster",
    work_phone="0470-58 80 00",
    degree=CountryAndDate("Sverige", date(2025, 1, 17)),
    licences=(CountryAndDate("Sverige", date(2025, 2, 3)),),
)


def certifier(user: User) -> Certifier:
    return Certifier(user.full_name, "19121212-1212", "allmänmedicin", user.workplace)


def certify(
    company: Company,
    kind: CertificateKind,
    form: AnyForm,
    signers: list[tuple[str, User]],
) -> Certificate:
    """A certificate with these words, signed in bt-admin by these."""
    at = timezone.now() - timedelta(days=2)
    certificate = Certificate.objects.create(
        region=company.region,
        programme=company.programme,
        kind=kind,
        state=CertificateState.CERTIFIED,
        content=content_of(form),
        created_by=company.main_supervisor,
        created_at=at,
    )
    for code in getattr(form, "codes", ()):
        CertificateDelmal.objects.create(
            region=company.region, certificate=certificate, code=code
        )
    for role, user in signers:
        CertificateSignature.objects.create(
            region=company.region,
            certificate=certificate,
            role=role,
            signer=user,
            signed_at=at,
            digest="0" * 64,
            method="demo",
        )
    return certificate


def certify_delmal(company: Company, codes: tuple[str, ...]) -> Certificate:
    form = DelmalForm(
        applicant=APPLICANTS[company.region.slug],
        codes=codes,
        activities=f"Klinisk tjänstgöring för {codes[0]} på Ängön.",
        checks=f"Mini-CEX och sammantagen bedömning av {codes[-1]}.",
        certifier=certifier(company.main_supervisor),
    )
    signers = [("main_supervisor", company.main_supervisor)]
    return certify(company, CertificateKind.DELMAL, form, signers)


def certify_completed(company: Company) -> Certificate:
    row = ServiceRow(
        "Vårdcentralen Öster", date(2026, 1, 1), date(2026, 12, 31), 100, Decimal(12)
    )
    form = CompletedForm(
        applicant=APPLICANTS[company.region.slug],
        rows=(row,),
        total=Decimal(12),
        primary_care="Primärvård i fyra månader.",
        acute_care="Akut sjukvård i fem månader.",
        certifier=Certifier(name="Bt Manager Kronoberg", workplace="BT-kansliet"),
    )
    return certify(
        company, CertificateKind.COMPLETED, form, [("bt_manager", company.bt_manager)]
    )


def certify_competence(company: Company) -> Certificate:
    form = CompetenceForm(
        applicant=APPLICANTS[company.region.slug],
        supervisor=certifier(company.main_supervisor),
        assessor=certifier(company.external),
    )
    signers = [
        ("main_supervisor", company.main_supervisor),
        ("external_assessor", company.external),
    ]
    return certify(company, CertificateKind.COMPETENCE, form, signers)


def certify_everything(
    company: Company, delmal: tuple[tuple[str, ...], ...] = (ALL,)
) -> list[Certificate]:
    """All that goes with an application; the doctor's personnummer is known."""
    User.objects.filter(pk=company.doctor.pk).update(
        personal_number={"kronoberg": "191212121212", "stockholm": "199001012385"}[
            company.region.slug
        ]
    )
    company.doctor.refresh_from_db()
    return [
        *(certify_delmal(company, codes) for codes in delmal),
        certify_completed(company),
        certify_competence(company),
    ]


def complete(company: Company, at: datetime | None = None) -> Certificate:
    """The doctor's own words saved, and the application completed."""
    at = at or timezone.now()
    who = {"programme": company.programme, "by": company.doctor, "at": at}
    save_application(form=OWN_WORDS, **who)
    return complete_application(**who)


def valid_documents(company: Company) -> list[Document]:
    return list(
        Document.objects.filter(
            certificate__programme=company.programme, withdrawn_at__isnull=True
        )
        .select_related("certificate")
        .order_by("annex_number")
    )


def print_all(company: Company, at: datetime | None = None) -> list[Document]:
    """As the worker does it."""
    for document in valid_documents(company):
        render_document(document=document, by=company.doctor, at=at or timezone.now())
    return valid_documents(company)
