"""Documents: frozen in one transaction, printed in another, withdrawn in a third.

The first freezes what is to stand on the paper, gives it a control code and asks for
the file; the second prints exactly that, once, however often it is asked.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction

from bt_admin.lib import control_codes
from certificates.actions.sealing import put_seal
from certificates.documents import TEMPLATE_VERSION
from certificates.documents.freezing import AnyForm, freeze, print_frozen
from certificates.models import Certificate, Document
from certificates.queries.documents import READERS, may_with
from certificates.queries.register import replaced_by_first_of
from regions import audit, outbox
from regions.events import Event
from regions.models import User
from regions.patience import let_wait
from regions.roles import Permission

RENDER = "render_document"  # what certificates.tasks calls it
PRINTING_SECONDS = 120
WRITTEN_WITH_THE_FILE = [
    "pdf",
    "sha256",
    "rendered_at",
    "seal_level",
    "seal_certificate",
    "seal_note",
]


@transaction.atomic
def request_document(
    *,
    certificate: Certificate,
    form: AnyForm,
    annex_number: int | None,
    by: User,
    at: datetime,
) -> Document:
    """Freeze the form as the certificate's valid document, and ask for its PDF.

    The same form again changes nothing; another one withdraws the old document.
    """
    frozen = freeze(form)
    valid = Document.objects.filter(certificate=certificate, withdrawn_at__isnull=True)
    current = valid.select_for_update().defer("pdf").first()
    if current and current.frozen == frozen:
        return current
    withdraw_documents(
        certificate=certificate, reason="Ersatt av ett nyare dokument.", at=at
    )
    document = Document.objects.create(
        region=certificate.region,
        certificate=certificate,
        replaces=current or replaced_by_first_of(certificate),
        annex_number=annex_number,
        frozen=frozen,
        template_version=TEMPLATE_VERSION,
        control_code=control_codes.new(),
        requested_at=at,
        requested_by=by,
    )
    key = str(document.pk)
    outbox.enqueue(
        RENDER, key, region_id=certificate.region_id, by=by, at=at, document=key
    )
    return document


@transaction.atomic
def render_document(*, document: Document, by: User, at: datetime) -> Document:
    """Print the frozen form, keep the file under its hash, and register it.

    A document already printed, or withdrawn meanwhile, is left as it is. Whoever asked
    must still have the right: it may have ended since.
    """
    document = (
        Document.objects.select_for_update(of=("self",))
        .select_related("certificate__programme__region")
        .get(pk=document.pk)
    )
    programme = document.certificate.programme
    if document.rendered_at or document.withdrawn_at:
        return document
    may_with(by, programme, [Permission.OWN]).require()
    pdf = put_seal(document, printed(document), at=at)
    document.pdf, document.sha256 = pdf, hashlib.sha256(pdf).hexdigest()
    document.rendered_at = at
    document.save(update_fields=WRITTEN_WITH_THE_FILE)
    detail: dict[str, Any] = {
        "sha256": document.sha256,
        "annex_number": document.annex_number,
        "seal": document.seal_level,
    }
    audit.record(
        Event.DOCUMENT_RENDERED,
        about=document,
        by=by,
        at=at,
        programme=programme,
        **detail,
    )
    return document


def printed(document: Document) -> bytes:
    """The PDF, with its control code as identifier and at the foot of each page."""
    let_wait(PRINTING_SECONDS)
    return print_frozen(
        document.certificate.kind,
        document.frozen,
        created=document.requested_at,
        identifier=control_codes.as_bytes(document.control_code),
    )


def withdraw_documents(*, certificate: Certificate, reason: str, at: datetime) -> int:
    """From now on /verifiera/ says that the certificate's papers do not count.

    Call it in the transaction that revokes the certificate. How many there were.
    """
    return Document.objects.filter(
        certificate=certificate, withdrawn_at__isnull=True
    ).update(withdrawn_at=at, withdrawn_reason=reason[:200])


@transaction.atomic
def hand_out(*, documents: list[Document], by: User, at: datetime) -> None:
    """Note that somebody took these files; refuses whoever may not have them."""
    programme = documents[0].certificate.programme
    may_with(by, programme, READERS).require()
    audit.record(
        Event.DOCUMENT_DOWNLOADED,
        about=documents[0],
        by=by,
        at=at,
        programme=programme,
        documents=[str(document.pk) for document in documents],
    )
