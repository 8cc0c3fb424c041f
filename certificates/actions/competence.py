"""Bilaga 4: signed by the huvudansvariga handledaren and the externa bedömaren."""

from datetime import datetime

from django.db import transaction

from certificates import queries
from certificates.actions.delmal import locked
from certificates.actions.signing import sign
from certificates.enums import CertificateKind
from certificates.models import Certificate, CertificateSignature
from placements.models import Programme
from regions.models import User


@transaction.atomic
def sign_competence(
    *,
    programme: Programme,
    by: User,
    at: datetime,
    digest_shown: str,
    method: str,
    identified_at: datetime | None,
) -> CertificateSignature:
    """Stand for that every delmål is reached; the first to do so begins the form."""
    return sign(
        certificate=begun(locked(programme), by, at),
        by=by,
        at=at,
        digest_shown=digest_shown,
        method=method,
        identified_at=identified_at,
    )


def begun(programme: Programme, by: User, at: datetime) -> Certificate:
    """The one bilaga 4 of this BT, made now when there is none."""
    return queries.current(
        programme, CertificateKind.COMPETENCE
    ) or Certificate.objects.create(
        region_id=programme.region_id,
        programme=programme,
        kind=CertificateKind.COMPETENCE,
        version=queries.next_version(programme, CertificateKind.COMPETENCE),
        created_by=by,
        created_at=at,
    )
