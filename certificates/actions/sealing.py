"""The region's seal on what it prints: put there once, in the transaction that registers."""

import logging
from datetime import datetime
from typing import Protocol

from django.conf import settings

from bt_admin.lib.pdf_seal import PLAIN, seal, stamper_at
from bt_admin.lib.seal_keys import NoKey, key_of
from certificates.queries.electronic import electronic_path
from regions.models import Region

log = logging.getLogger(__name__)
NO_STAMP = "Tidsstämpeltjänsten svarade inte; stämpeln har ingen tidsstämpel."


class Sealable(Protocol):
    """A row that is to keep a PDF: a document, or a frozen dossier's print."""

    region: Region
    region_id: int
    seal_level: str
    seal_certificate: str
    seal_note: str


def put_seal(document: Sealable, pdf: bytes, *, at: datetime) -> bytes:
    """The PDF as it is to be kept, sealed if the region wants it and has a key.

    The paper never waits for a key: without one the file stays as it was printed, and
    the document says why. Sealing again gives other bytes, so call it once, with the
    row locked that it belongs to, and keep what it gives.
    """
    if not electronic_path(document.region_id).seals:
        return pdf
    try:
        key = key_of(document.region.slug, at=at)
    except NoKey as error:
        log.error("%s: unsealed. %s", document.region, error)
        document.seal_note = str(error)
        return pdf
    stamper = stamper_at(settings.TIMESTAMP_URL)
    sealed = seal(pdf, key, stamper=stamper)
    document.seal_level, document.seal_certificate = sealed.level, key.fingerprint
    document.seal_note = NO_STAMP if stamper and sealed.level == PLAIN else ""
    return sealed.pdf
