"""Keys for sealing, made for one run, and what a reader says of a sealed file."""

import io
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bt_admin.lib.seal_keys import SealKey, new_key, parsed

BEGUN = datetime.now(UTC) - timedelta(days=30)


def key_file(days: int = 1000) -> bytes:
    """A key whose certificate began a month ago, for so many days; the same each time."""
    return _made(days)


@cache
def _made(days: int) -> bytes:
    return new_key("Region Kronoberg", days=days, now=BEGUN)


def key(days: int = 1000) -> SealKey:
    return parsed(key_file(days))


def put_key(folder: Path, slug: str, content: bytes | None = None) -> Path:
    path = folder / f"seal_{slug}"
    path.write_bytes(key_file() if content is None else content)
    return path


@cache
def stamper() -> Any:
    """A time-stamping service of our own, in the process."""
    from asn1crypto import keys, x509
    from cryptography import x509 as made
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
    from pyhanko.sign.timestamps import DummyTimeStamper

    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = made.Name([made.NameAttribute(NameOID.COMMON_NAME, "Tidsstämpel, prov")])
    certificate = (
        made.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(BEGUN)
        .not_valid_after(BEGUN + timedelta(days=1000))
        .add_extension(made.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
        .sign(private, hashes.SHA256())
    )
    der = serialization.Encoding.DER
    info = private.private_bytes(
        der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return DummyTimeStamper(
        tsa_cert=x509.Certificate.load(certificate.public_bytes(der)),
        tsa_key=keys.PrivateKeyInfo.load(info),
    )


def judged(pdf: bytes, trusted: SealKey, *, stamped: bool = False) -> Any:
    """pyHanko's own judgement of the one seal in the file."""
    from asn1crypto import x509
    from cryptography.hazmat.primitives.serialization import Encoding
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    own = x509.Certificate.load(trusted.certificate.public_bytes(Encoding.DER))
    roots = [own, *([stamper().tsa_cert] if stamped else [])]
    context = ValidationContext(trust_roots=roots)
    [seal] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(seal, context)
