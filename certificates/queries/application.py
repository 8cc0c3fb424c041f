"""The application (bilaga 1): what stands in it, and what it still lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from assessments.rules.delmal import sort_codes
from bt_admin.lib.people import Person
from bt_admin.lib.verdicts import Verdict
from certificates.documents import ApplicationForm, CountryAndDate
from certificates.documents.freezing import thaw
from certificates.enums import CertificateKind, CertificateState
from certificates.models import Certificate, Document
from certificates.queries.content import applicant
from certificates.queries.documents import Original, originals
from certificates.rules.application import (
    COUNTS,
    ApplicationFacts,
    CertificateFact,
    may_complete_application,
)
from certificates.rules.licences import Licence, licences_for_rows
from certificates.rules.sending import SendFacts
from placements.models import Doctor, Programme
from regions.enums import QualificationKind
from regions.models import Qualification, User


def application_of(programme: Programme) -> Certificate | None:
    """The application that counts: a draft, or the latest that was completed."""
    return (
        Certificate.objects.filter(
            programme=programme, kind=CertificateKind.APPLICATION
        )
        .exclude(state=CertificateState.REVOKED)
        .first()
    )


def attachments(programme: Programme) -> QuerySet[Certificate]:
    """The signed certificates of bilaga 2–4 that go with the application."""
    return (
        Certificate.objects.filter(programme=programme, state__in=COUNTS)
        .exclude(kind=CertificateKind.APPLICATION)
        .prefetch_related("delmal")
    )


def in_paper_order(certificates: Iterable[Certificate]) -> list[Certificate]:
    """As bilaga 1 lists them: delmål in their order, then fullgjord, then baskompetens."""
    return sorted(
        certificates, key=lambda one: (_annex(one), _codes(one), one.created_at)
    )


def signed_numbers(certificates: list[Certificate]) -> dict[Certificate, int]:
    """The numbers that stand on originals with a pen signature: they stay."""
    rows = Document.objects.filter(
        certificate__in=certificates,
        withdrawn_at__isnull=True,
        annex_number__isnull=False,
        certificate__paper_signatures__isnull=False,
        certificate__paper_signatures__withdrawn_at__isnull=True,
    ).values_list("certificate_id", "annex_number")
    by_key = {key: number for key, number in rows.distinct() if number}
    return {one: by_key[one.pk] for one in certificates if one.pk in by_key}


# ------------------------------------------------------------------ what stands in it
def application_form(programme: Programme) -> ApplicationForm:
    """Bilaga 1 as far as it is known: what was saved, or what the region knows."""
    return form_with(programme, application_of(programme))


def form_with(programme: Programme, saved: Certificate | None) -> ApplicationForm:
    """The same, when the application that counts has been read already."""
    form = _saved(saved) or _known(programme.doctor)
    return replace(form, applicant=applicant(programme))


def _saved(application: Certificate | None) -> ApplicationForm | None:
    if application is None:
        return None
    form = thaw(CertificateKind.APPLICATION, application.content)
    assert isinstance(form, ApplicationForm)
    return form


def _known(doctor: Doctor) -> ApplicationForm:
    user = doctor.user
    degrees = [
        CountryAndDate(*one) for one in _known_of(user, QualificationKind.DEGREE)
    ]
    licences = licences_for_rows(licences_of(doctor))
    return ApplicationForm(
        address=doctor.address,
        postcode=doctor.postcode,
        city=doctor.city,
        phone=doctor.phone or user.phone,
        email=user.email,
        workplace=doctor.workplace or user.workplace,
        work_phone=doctor.work_phone,
        degree=degrees[0] if degrees else CountryAndDate(),
        licences=tuple(CountryAndDate(one.country, one.on) for one in licences),
    )


def licences_of(doctor: Doctor) -> list[Licence]:
    """Every licence that is registered, in order of time; the form has three rows."""
    found = _known_of(doctor.user, QualificationKind.LICENCE)
    return [Licence(country, on) for country, on in found]


def _known_of(user: User, kind: QualificationKind) -> list[tuple[str, date | None]]:
    rows = Qualification.objects.filter(user=user, kind=kind).order_by("on")
    return list(rows.values_list("name", "on"))


def own_fields(form: ApplicationForm) -> dict[str, str]:
    """What bilaga 1 asks of the doctor, by the names it uses. Work phone may be absent."""
    degree, licence = form.degree, (*form.licences, CountryAndDate())[0]
    return {
        "efternamn": form.applicant.last_name,
        "förnamn": form.applicant.first_name,
        "personnummer": form.applicant.personal_number,
        "utdelningsadress": form.address,
        "postnummer": form.postcode,
        "postort": form.city,
        "telefon": form.phone,
        "e-postadress": form.email,
        "arbetsplats": form.workplace,
        "land för läkarexamen": degree.country,
        "datum för läkarexamen": str(degree.on or ""),
        "land för legitimation": licence.country,
        "datum för legitimation": str(licence.on or ""),
    }


# ------------------------------------------------------------------- what it lacks
def application_facts(
    programme: Programme,
    by: User,
    form: ApplicationForm | None = None,
    counting: Iterable[Certificate] | None = None,
) -> ApplicationFacts:
    """Facts for `may_complete_application`; without a form only the certificates.

    `counting` are the attachments, when they have been read already.
    """
    found = attachments(programme) if counting is None else counting
    return ApplicationFacts(
        doctor=_person(programme.doctor.user),
        by=_person(by),
        certificates=tuple(_fact(one) for one in found),
        own_fields=own_fields(form) if form else {},
        regulation=programme.regulation,
    )


def may_complete(
    programme: Programme, by: User, counting: Iterable[Certificate] | None = None
) -> Verdict:
    """May this person complete the application, as far as the certificates go?"""
    return may_complete_application(application_facts(programme, by, counting=counting))


def sent_on(programme: Programme) -> date | None:
    """The day the application went into the post, by Swedish time."""
    return timezone.localdate(programme.applied_at) if programme.applied_at else None


def send_facts(
    programme: Programme, by: User, papers: Sequence[Original] | None = None
) -> SendFacts:
    """Facts for `may_record_sent`; read now unless the papers are given."""
    papers = originals(programme) if papers is None else papers
    waiting = [box for one in papers for box in one.boxes if not box.signature]
    return SendFacts(
        doctor=_person(programme.doctor.user),
        by=_person(by),
        printed=is_whole(programme, papers) and all(one.ready for one in papers),
        waiting_for=tuple(box.signatory.full_name for box in waiting),
        sent_on=sent_on(programme),
    )


def is_whole(programme: Programme, papers: Sequence[Original]) -> bool:
    """Are the papers an application and exactly the certificates that count now?

    They no longer are when a certificate was revoked or made anew since.
    """
    attached = {paper.certificate.pk for paper in papers if paper.number is not None}
    counting = set(attachments(programme).values_list("pk", flat=True))
    return len(papers) == len(attached) + 1 and attached == counting


def _fact(certificate: Certificate) -> CertificateFact:
    return CertificateFact(certificate.kind, certificate.state, _codes(certificate))


def _codes(certificate: Certificate) -> tuple[str, ...]:
    return sort_codes(row.code for row in certificate.delmal.all())


def _annex(certificate: Certificate) -> int:
    return CertificateKind(certificate.kind).annex


def _person(user: User) -> Person:
    return Person(user.pk, user.full_name)
