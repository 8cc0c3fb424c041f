"""Signing a certificate: the one place where a signature is written."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from certificates import queries
from certificates.actions.notices import tell
from certificates.actions.progress import advance
from certificates.enums import (
    CertificateKind,
    CertificateState,
    DeclineEnd,
    SignatureRole,
)
from certificates.models import Certificate, CertificateSignature, SigningDecline
from certificates.queries.signing import Attempt
from certificates.rules.identifying import identified_lately
from placements.models import Programme
from regions import audit, mail
from regions.events import Event
from regions.models import User

SIGNERS = {
    CertificateKind.DELMAL: {SignatureRole.MAIN_SUPERVISOR},
    CertificateKind.COMPETENCE: {
        SignatureRole.MAIN_SUPERVISOR,
        SignatureRole.EXTERNAL_ASSESSOR,
    },
}


@transaction.atomic
def sign(
    *,
    certificate: Certificate,
    by: User,
    at: datetime,
    digest_shown: str,
    method: str,
    identified_at: datetime | None,
) -> CertificateSignature:
    """Stand for the text that was shown, in the role one has; it is locked from here.

    The first signature freezes what stands in the boxes. When everybody who must sign
    has signed, the certificate counts.
    """
    certificate = lock(certificate)
    attempt = Attempt(
        by=by,
        login=method,
        today=timezone.localdate(at),
        shown=digest_shown,
        measure=True,
    )
    lately = identified_lately(identified_at, at)
    (queries.may_sign(certificate, attempt) & lately).require()
    role = queries.role_of(certificate, attempt)
    assert role is not None  # the rule has seen to it
    freeze(certificate, attempt)
    signature = CertificateSignature.objects.create(
        region_id=certificate.region_id,
        certificate=certificate,
        role=role,
        signer=by,
        signed_at=at,
        digest=digest_shown,
        method=method,
        identified_at=identified_at,
    )
    certify(certificate)
    end_declines(certificate, by, at)
    record(certificate, signature)
    return signature


def lock(certificate: Certificate) -> Certificate:
    """The newest row, held until the transaction is over; its programme before it.

    Everything that writes certificates takes the programme first, so that two people
    wait for each other and never block each other.
    """
    Programme.objects.select_for_update().get(pk=certificate.programme_id)
    return (
        Certificate.objects.select_for_update(of=("self",))
        .select_related(
            "programme__region", "programme__doctor__user", "programme__model"
        )
        .get(pk=certificate.pk)
    )


def freeze(certificate: Certificate, attempt: Attempt) -> None:
    """Keep what stands in the boxes, unless a signature has done so already."""
    if queries.signatures_of(certificate):
        return
    certificate.content = queries.content_now(certificate, attempt.by, attempt.today)
    certificate.save(update_fields=["content"])


def certify(certificate: Certificate) -> None:
    """It counts when all have signed; the programme's state follows."""
    signed = {SignatureRole(one.role) for one in queries.signatures_of(certificate)}
    if SIGNERS.get(CertificateKind(certificate.kind), set()) <= signed:
        certificate.state = CertificateState.CERTIFIED
        certificate.save(update_fields=["state"])
        advance(certificate.programme)


def end_declines(certificate: Certificate, by: User, at: datetime) -> None:
    """Whoever declined has signed after all; or somebody else, where one is enough."""
    rows = SigningDecline.objects.filter(
        programme=certificate.programme, kind=certificate.kind, ended_at__isnull=True
    )
    if certificate.kind == CertificateKind.COMPETENCE:
        rows = rows.filter(by=by)
    rows.update(end=DeclineEnd.SIGNED, ended_by=by, ended_at=at)


def record(certificate: Certificate, signature: CertificateSignature) -> None:
    programme, by, at = certificate.programme, signature.signer, signature.signed_at
    audit.record(
        Event.CERTIFICATE_SIGNED,
        about=certificate,
        by=by,
        at=at,
        programme=programme,
        kind=certificate.kind,
        role=signature.role,
        digest=signature.digest,
        delmal=list(queries.codes_in(certificate)),
    )
    for user in waiting_for(certificate, timezone.localdate(at)):
        tell(
            user,
            about=certificate,
            programme=programme,
            why="signed",
            by=by,
            at=at,
            page=page_for(user, programme),
            notice=mail.NEWS if user == programme.doctor.user else mail.TASK,
        )


def waiting_for(certificate: Certificate, today: date) -> list[User]:
    """Who has something to do now: the other signer, then the doctor."""
    programme = certificate.programme
    if certificate.state == CertificateState.CERTIFIED:
        return [programme.doctor.user]
    external = queries.external_of(programme)
    people = [queries.main_supervisor(programme, today)]
    people.append(external.assessor if external else None)
    done = {one.signer_id for one in queries.signatures_of(certificate)}
    return [user for user in people if user is not None and user.pk not in done]


def page_for(user: User, programme: Programme) -> str:
    """The extern bedömare reads in the dossier; everybody else among the certificates."""
    external = queries.external_of(programme)
    if external and external.assessor == user:
        return "certificates:dossier"
    return "certificates:certificates"
