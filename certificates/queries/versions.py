"""Which certificate was made anew after which: versions of the same thing.

There is one bilaga 3 and one bilaga 4 at a time, so that their versions follow each
other. Bilaga 2 may be split in another way when it is written again: a new one
replaces every earlier one with a delmål in common, which may be several: no column
could hold it. Papers replace each other one by one: `Document.replaces`.
"""

from collections.abc import Collection

from django.db.models import Max, QuerySet

from certificates.enums import CertificateKind, CertificateState
from certificates.models import Certificate
from certificates.queries.certificates import codes_in
from placements.models import Programme


def next_version(
    programme: Programme, kind: CertificateKind, codes: Collection[str] = ()
) -> int:
    """1, or one more than the newest that was signed and revoked."""
    rows = _revoked(programme, kind, codes).order_by()
    return (rows.aggregate(newest=Max("version"))["newest"] or 0) + 1


def replaced_by(certificate: Certificate) -> list[Certificate]:
    """What was signed in the place of this revoked one, oldest first."""
    if certificate.state != CertificateState.REVOKED:
        return []
    rows = _same(certificate).filter(version__gt=certificate.version)
    signed = rows.filter(signatures__isnull=False).distinct()
    found = list(signed.order_by("version", "created_at"))
    return [one for one in found if one.version == found[0].version]


def replaces(certificate: Certificate) -> list[Certificate]:
    """The revoked ones in whose place this one was made, newest version first."""
    rows = _same(certificate).filter(
        version__lt=certificate.version, state=CertificateState.REVOKED
    )
    found = list(rows.distinct().order_by("-version", "created_at"))
    return [one for one in found if one.version == found[0].version]


def _same(certificate: Certificate) -> QuerySet[Certificate]:
    kind, codes = CertificateKind(certificate.kind), codes_in(certificate)
    rows = _of(certificate.programme, kind, codes).exclude(pk=certificate.pk)
    return rows.select_related("region")


def _revoked(
    programme: Programme, kind: CertificateKind, codes: Collection[str]
) -> QuerySet[Certificate]:
    return _of(programme, kind, codes).filter(state=CertificateState.REVOKED)


def _of(
    programme: Programme, kind: CertificateKind, codes: Collection[str]
) -> QuerySet[Certificate]:
    rows = Certificate.objects.filter(programme=programme, kind=kind)
    return rows.filter(delmal__code__in=codes) if codes else rows
