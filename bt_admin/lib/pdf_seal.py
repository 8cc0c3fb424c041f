"""Sealing a finished PDF: PAdES B-B, or B-T when a time-stamping service answers.

The seal says that the region made the file and that nothing in it was changed since.
It is nobody's signature. Its field is invisible, so that PDF/A-3a and PDF/UA-1 still
hold, and no later change of the file is admitted.
"""

import io
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from bt_admin.lib.seal_keys import SealKey

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper

log = logging.getLogger(__name__)

FIELD = "Regionens stämpel"
PLAIN, STAMPED = "B-B", "B-T"
STAMP_SECONDS = 10  # a service that is slower is down


@dataclass(frozen=True)
class Sealed:
    """The sealed file and which level of PAdES its seal has."""

    pdf: bytes
    level: str


def seal(pdf: bytes, key: SealKey, *, stamper: "TimeStamper | None" = None) -> Sealed:
    """The file with the region's seal appended; the pages' own bytes stay as they were.

    A time-stamping service that fails costs the stamp, never the seal.
    """
    if stamper is not None:
        try:
            return Sealed(_signed(pdf, key, stamper), STAMPED)
        except Exception as error:  # whatever the service or its library raises
            log.warning("Sealed without a timestamp: %s", error)
    return Sealed(_signed(pdf, key, None), PLAIN)


def stamper_at(address: str) -> "TimeStamper | None":
    """The time-stamping service (RFC 3161) at this address; none when it is empty."""
    if not address:
        return None
    from pyhanko.sign.timestamps import HTTPTimeStamper

    return HTTPTimeStamper(address, timeout=STAMP_SECONDS)


def _signed(pdf: bytes, key: SealKey, stamper: Any) -> bytes:
    # Half a second to import, and only whoever seals needs it.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    how = signers.PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    signer = signers.PdfSigner(
        how,
        signer=_signer(key),
        timestamper=stamper,
        new_field_spec=fields.SigFieldSpec(FIELD),
    )
    return bytes(signer.sign_pdf(writer).getvalue())


def _signer(key: SealKey) -> Any:
    from asn1crypto import keys, x509
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    own, *chain = (
        x509.Certificate.load(one.public_bytes(Encoding.DER))
        for one in key.certificates
    )
    private = key.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=own,
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore.from_certs(chain),
    )
