"""Who has declined to sign, and who may still be asked."""

from datetime import date

from django.db.models import QuerySet

from assessments.rules.delmal import catalogue
from certificates.enums import CertificateKind
from certificates.models import SigningDecline
from certificates.queries.certificates import VALID, certified_codes, person
from certificates.queries.papers import current_or_new, signers_left
from certificates.rules.declining import DeclineFacts, may_decline
from placements.models import Programme
from regions.models import User


def declines_of(programme: Programme) -> QuerySet[SigningDecline]:
    """All that still stand, oldest first."""
    rows = SigningDecline.objects.filter(programme=programme, ended_at__isnull=True)
    return rows.select_related("by")


def still_to_sign(
    programme: Programme, kind: CertificateKind, today: date
) -> list[User]:
    """Whose signature is missing; nobody's, when all that there is has been signed."""
    certificate = current_or_new(programme, kind)
    if kind == CertificateKind.DELMAL:
        every = frozenset(catalogue(programme.regulation).codes)
        done = every <= certified_codes(programme)
    else:
        done = certificate.state in VALID
    return [] if done else signers_left(certificate, today)


def may_still_decline(
    programme: Programme, kind: CertificateKind, user: User, today: date
) -> bool:
    """Would the page for declining open for this person?"""
    return bool(may_decline(decline_facts(programme, kind, "-", user, today)))


def decline_facts(
    programme: Programme, kind: CertificateKind, reason: str, by: User, today: date
) -> DeclineFacts:
    mine = declines_of(programme).filter(kind=kind, by=by)
    return DeclineFacts(
        by=person(by),
        signers=tuple(person(one) for one in still_to_sign(programme, kind, today)),
        reason=reason,
        declined=mine.exists(),
    )
