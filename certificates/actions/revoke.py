"""Withdrawing a certificate: the row stays, and says why it no longer counts."""

from datetime import datetime

from django.db import transaction

from assessments.actions import note_withdrawn
from bt_admin.lib.verdicts import Verdict
from certificates import queries
from certificates.actions.documents import withdraw_documents
from certificates.actions.notices import tell
from certificates.actions.progress import advance
from certificates.actions.signing import lock
from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.rules.paper import RevokeFacts, may_revoke
from certificates.rules.people import may_be_revoked_by
from regions import audit, mail
from regions.events import Event
from regions.models import User


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, by: User, at: datetime) -> None:
    """Say that a signed certificate no longer counts, and why; its PDF is withdrawn."""
    certificate = lock(certificate)
    verdict_to_revoke(certificate, reason, by, at).require()
    withdraw(certificate, reason=reason, by=by, at=at)


def verdict_to_revoke(
    certificate: Certificate, reason: str, by: User, at: datetime
) -> Verdict:
    signatures = queries.signatures_of(certificate)
    # Half of bilaga 4 is signed: not yet certified, but no draft any more.
    half = certificate.state == CertificateState.DRAFT and signatures
    state = CertificateState.CERTIFIED if half else certificate.state
    return may_be_revoked_by(
        queries.person(by), queries.may_revoke_people(certificate, signatures, at)
    ) & may_revoke(RevokeFacts(state, reason))


def withdraw(certificate: Certificate, *, reason: str, by: User, at: datetime) -> None:
    """The certificate no longer counts, and those it concerns are told."""
    mark_revoked(certificate, reason=reason, by=by, at=at)
    people = {one.signer for one in queries.signatures_of(certificate)}
    for user in people | {certificate.programme.doctor.user}:
        tell(
            user,
            about=certificate,
            programme=certificate.programme,
            why="revoked",
            by=by,
            at=at,
            notice=mail.NEWS,
            urgent=True,  # whoever holds the paper must not use it
        )


def mark_revoked(
    certificate: Certificate,
    *,
    reason: str,
    by: User,
    at: datetime,
    event: Event = Event.CERTIFICATE_REVOKED,
) -> None:
    """The row, its documents, the programme's state, and the log."""
    certificate.state = CertificateState.REVOKED
    certificate.revoked_by, certificate.revoked_at = by, at
    certificate.revoked_reason = reason
    certificate.save(
        update_fields=["state", "revoked_by", "revoked_at", "revoked_reason"]
    )
    withdraw_documents(certificate=certificate, reason=reason, at=at)
    advance(certificate.programme)
    note_withdrawn(
        programme=certificate.programme,
        certified=queries.certified_codes(certificate.programme),
    )
    audit.record(
        event,
        about=certificate,
        by=by,
        at=at,
        programme=certificate.programme,
        kind=certificate.kind,
        version=certificate.version,
        delmal=list(queries.codes_in(certificate)),
    )
