"""What a credential says of an issued certificate, and who may have it."""

from django.conf import settings
from django.urls import reverse

from assessments.rules.delmal import sort_codes
from bt_admin.lib import sources
from bt_admin.lib.verdicts import YES, Verdict, no
from certificates.documents.credential import CredentialFacts
from certificates.enums import CertificateKind, CertificateState
from certificates.models import Document
from certificates.queries.electronic import electronic_path
from regions.models import User


def verify_address() -> str:
    return f"{settings.BASE_URL.rstrip('/')}{reverse('verify')}"


def may_have_credential(document: Document, user: User) -> Verdict:
    """The doctor alone, of a certificate that is issued, where the region offers it."""
    certificate = document.certificate
    if certificate.programme.doctor.user_id != user.pk:
        return no(
            "credential.not_own",
            "Intyget i maskinläsbar form hämtas bara av läkaren själv, som bestämmer "
            "vem som får det.",
            sources.HOUSE,
        )
    if not electronic_path(document.region_id).shares:
        return no(
            "credential.off",
            "Regionen erbjuder inte intyg i maskinläsbar form. Använd PDF-filen.",
            sources.HOUSE,
        )
    if certificate.state != CertificateState.ISSUED:
        return no(
            "credential.not_issued",
            "Intyget kan inte hämtas i maskinläsbar form än. Det är inte utfärdat: alla "
            "underskrifter på papper ska vara registrerade. Registrera dem först.",
            sources.HOUSE,
        )
    return YES


def credential_facts(document: Document, *, with_name: bool) -> CredentialFacts:
    """With the doctor's name only if they ask for it."""
    certificate = document.certificate
    kind = CertificateKind(certificate.kind)
    assert document.rendered_at is not None
    name = certificate.programme.doctor.user.full_name
    return CredentialFacts(
        control_code=document.control_code,
        annex=kind.annex,
        title=str(kind.label),
        codes=sort_codes(row.code for row in certificate.delmal.all()),
        region=document.region.name,
        issued_at=document.rendered_at,
        verify_address=verify_address(),
        holder=name if with_name else "",
    )
