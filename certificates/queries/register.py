"""The register of issued documents: which one stands in whose place."""

from certificates.enums import CertificateState
from certificates.models import Certificate, Document


def replaced_by_first_of(certificate: Certificate) -> Document | None:
    """Whose place does a new certificate's first document take?

    The newest withdrawn one of the same kind in the same BT, whose certificate was
    revoked; of bilaga 2 only one that certified some of the same delmål.
    """
    earlier = Document.objects.filter(
        certificate__programme=certificate.programme_id,
        certificate__kind=certificate.kind,
        certificate__state=CertificateState.REVOKED,
        withdrawn_at__isnull=False,
    ).exclude(certificate=certificate)
    if codes := list(certificate.delmal.values_list("code", flat=True)):
        earlier = earlier.filter(certificate__delmal__code__in=codes)
    return earlier.defer("pdf", "frozen").order_by("-requested_at").first()
