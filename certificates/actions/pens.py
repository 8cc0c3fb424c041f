"""A pen signature that was told wrongly: withdrawn with a reason, and told anew."""

from datetime import date, datetime

from django.db import transaction

from certificates.actions.locking import lock_programme
from certificates.actions.notices import tell
from certificates.actions.paper import write_pen
from certificates.enums import CertificateState
from certificates.models import PackedOriginal, PaperSignature
from certificates.queries.documents import PenBox
from certificates.queries.pens import box_of, correction_facts
from certificates.rules.paper import may_correct_paper
from regions import audit, mail
from regions.events import Event
from regions.models import User


@transaction.atomic
def correct_pen(
    *,
    signature: PaperSignature,
    signed_on: date | None,
    place: str,
    reason: str,
    by: User,
    at: datetime,
) -> PaperSignature:
    """Withdraw what was told, and tell it anew; without a date nobody has signed.

    The certificate is then no longer issued, and the original leaves the envelope.
    """
    programme = lock_programme(signature.certificate.programme)
    signature = (
        PaperSignature.objects.select_for_update(of=("self",))
        .select_related("certificate__programme", "recorded_by", "signer")
        .get(pk=signature.pk)
    )
    box = box_of(signature, programme)
    told = (signed_on, place.strip())
    may_correct_paper(
        correction_facts(signature, box, told=told, reason=reason, by=by)
    ).require()
    _withdraw(signature, reason.strip(), by, at)
    if box and signed_on:
        write_pen(emptied(box), signed_on, place.strip(), by, at)
    elif box:
        _undo(box, by, at)
    return signature


def emptied(box: PenBox) -> PenBox:
    return PenBox(box.certificate, box.document, box.role, box.signatory, None)


def _withdraw(signature: PaperSignature, reason: str, by: User, at: datetime) -> None:
    signature.withdrawn_by, signature.withdrawn_at = by, at
    signature.withdrawn_reason = reason
    signature.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    audit.record(
        Event.PAPER_CORRECTED,
        about=signature.certificate,
        by=by,
        at=at,
        programme=signature.certificate.programme,
        role=signature.role,
        signer=str(signature.signer_id),
        was=[signature.signed_on.isoformat(), signature.place],
    )


def _undo(box: PenBox, by: User, at: datetime) -> None:
    """An empty box again: what followed from the signature does not hold."""
    certificate = box.certificate
    PackedOriginal.objects.filter(document=box.document).delete()
    if certificate.state != CertificateState.ISSUED:
        return
    certificate.state = CertificateState.CERTIFIED
    certificate.save(update_fields=["state"])
    programme = certificate.programme
    tell(
        programme.doctor.user,
        about=certificate,
        programme=programme,
        why="pen_corrected",
        by=by,
        at=at,
        page="certificates:application_papers",
        notice=mail.NEWS,
    )
