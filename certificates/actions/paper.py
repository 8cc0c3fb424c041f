"""The pen: who has signed which original, where and when; and what that makes issued."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bt_admin.lib import sources
from bt_admin.lib.verdicts import YES, Verdict, no
from certificates.actions.locking import lock_programme
from certificates.enums import CertificateState
from certificates.models import Certificate, PaperSignature
from certificates.queries.documents import REGISTRARS, PenBox, may_with, pen_boxes
from certificates.queries.scans import scan_with_pens
from certificates.rules.paper import (
    IssueFacts,
    PaperFacts,
    may_issue,
    may_register_paper,
)
from placements.models import Programme
from regions import audit
from regions.events import Event
from regions.models import User


@transaction.atomic
def register_paper(
    *,
    programme: Programme,
    keys: Collection[str],
    signed_on: date,
    place: str,
    by: User,
    at: datetime,
) -> list[Certificate]:
    """Register pen signatures, all with one date and place; the certificates now issued.

    `keys` name signature boxes (`PenBox.key`). A box told again with the same date and
    place changes nothing; with another it is refused.
    """
    programme = lock_programme(programme)
    may_with(by, programme, REGISTRARS).require()
    boxes = {box.key: box for box in pen_boxes(programme)}
    for key in keys:
        _still_there(boxes, key).require()
        write_pen(boxes[key], signed_on, place.strip(), by, at)
    return _issue(programme, {boxes[key].certificate.pk for key in keys})


def _still_there(boxes: dict[str, PenBox], key: str) -> Verdict:
    if key in boxes and boxes[key].document.rendered_at:
        return YES
    return no(
        "paper.withdrawn",
        "Underskriften kan inte registreras. Originalet är ersatt av ett nyare. Skriv "
        "ut det nya och skriv under det.",
        sources.HOUSE,
        field="boxes",
    )


def write_pen(box: PenBox, on: date, place: str, by: User, at: datetime) -> None:
    """Register one box; told again with the same date and place it changes nothing."""
    if box.signature:
        _same(box, on, place).require()
        return
    may_register_paper(
        PaperFacts(
            signatory=box.person,
            signed_on=on,
            place=place,
            printed_on=timezone.localdate(box.document.rendered_at),
            today=timezone.localdate(at),
        )
    ).require()
    PaperSignature.objects.create(
        region=box.certificate.region,
        certificate=box.certificate,
        role=box.role,
        signer=box.signatory,
        signed_on=on,
        place=place,
        recorded_by=by,
        recorded_at=at,
        scan=scan_with_pens(box.document),
    )
    audit.record(
        Event.PAPER_SIGNED,
        about=box.certificate,
        by=by,
        at=at,
        programme=box.certificate.programme,
        role=box.role,
        signer=str(box.signatory.pk),
    )


def _same(box: PenBox, on: date, place: str) -> Verdict:
    known = box.signature
    if known is None or (known.signed_on, known.place) == (on, place):
        return YES
    return no(
        "paper.registered",
        f"Underskriften från {box.signatory} är redan registrerad, den "
        f"{known.signed_on:%Y-%m-%d} i {known.place}. Är det fel rättar du den under "
        "Original.",
        sources.HOUSE,
        field="boxes",
    )


def _issue(programme: Programme, touched: set) -> list[Certificate]:
    """Those of the certificates whose last pen signature is in."""
    issued = []
    boxes = [box for box in pen_boxes(programme) if box.certificate.pk in touched]
    for certificate in {box.certificate for box in boxes}:
        own = [box for box in boxes if box.certificate == certificate]
        facts = IssueFacts(
            required=tuple(box.person for box in own),
            on_paper=tuple(box.person for box in own if box.signature),
        )
        if may_issue(facts) and certificate.state == CertificateState.CERTIFIED:
            certificate.state = CertificateState.ISSUED
            certificate.save(update_fields=["state"])
            issued.append(certificate)
    return issued
