"""Where a national service for electronic signatures plugs in.

Such a service has the person identify themselves at its own address and gives back the
PDF with their signature in it. We hand over, and later ask what came of it. There is no
service until an installation names one (BT_SIGNING_SERVICE), and no page offers one
while Socialstyrelsen asks for ink (docs/adr/0005, 0008). What a service signs is kept
only when it covers the whole of what we sent.
"""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

LONGEST = timedelta(minutes=30)  # from hand-over; then the person begins anew


class Came(StrEnum):
    """What came of it."""

    WAITING = "waiting"
    SIGNED = "signed"
    REFUSED = "refused"  # the person said no, or could not be identified
    TOO_LATE = "too_late"
    WRONG = "wrong"  # signed, but not what we sent


class ServiceAway(Exception):
    """The service does not answer, or not as agreed. Ask again later; nothing is lost."""


@dataclass(frozen=True)
class Asked:
    """What is to be signed, by whom, and where their browser comes back to."""

    pdf: bytes
    title: str
    signer_name: str
    signer_number: str  # personnummer, twelve digits; the service compares
    return_address: str
    at: datetime

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()


@dataclass(frozen=True)
class HandOver:
    """The service's own reference, and where the person goes to sign."""

    reference: str
    address: str
    sha256: str  # of what was handed over
    size: int
    at: datetime


@dataclass(frozen=True)
class Outcome:
    """`pdf` is there when it is signed; `reason` in words when it is not."""

    came: Came
    pdf: bytes = b""
    reason: str = ""


class SigningService(Protocol):
    """What an adapter to a service does. Both raise ServiceAway and nothing else."""

    def begin(self, asked: Asked) -> tuple[str, str]:
        """(the service's reference, the address where the person signs)."""

    def result(self, reference: str) -> Outcome:
        """What has come of it so far; asked as often as we like, it changes nothing."""


def configured() -> SigningService | None:
    """The adapter that this installation names; none, and no electronic signatures."""
    path = settings.SIGNING_SERVICE
    return import_string(path)() if path else None


def hand_over(service: SigningService, asked: Asked) -> HandOver:
    """Begin; ServiceAway when the service does not answer."""
    reference, address = service.begin(asked)
    if not reference or not address.startswith("https://"):
        raise ServiceAway("The service gave no reference, or no safe address.")
    return HandOver(reference, address, asked.sha256, len(asked.pdf), asked.at)


def outcome(service: SigningService, handed: HandOver, *, at: datetime) -> Outcome:
    """What came of it, by what we can check ourselves; ServiceAway to ask again.

    Signed in time counts, however late we ask. What is not signed after LONGEST is too
    late, whether or not the service says so.
    """
    found = service.result(handed.reference)
    if found.came == Came.SIGNED:
        wrong = fault_in(found.pdf, handed)
        return Outcome(Came.WRONG, reason=wrong) if wrong else found
    if found.came == Came.WAITING and at - handed.at > LONGEST:
        return Outcome(Came.TOO_LATE, reason="Tiden för att skriva under gick ut.")
    return found


def fault_in(signed: bytes, handed: HandOver) -> str:
    """Why this is not the file that we handed over, signed and whole; empty if it is.

    Who signed is the service's to answer for, by agreement: their trust list is no part
    of us. That the signature covers the file, and the file is ours, we see ourselves.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    before = signed[: handed.size]
    if hashlib.sha256(before).hexdigest() != handed.sha256:
        return "Filen är inte den som lämnades över."
    try:
        marks = PdfFileReader(io.BytesIO(signed)).embedded_signatures
        if not marks:
            return "Filen är inte underskriven."
        alone = ValidationContext(trust_roots=[], allow_fetching=False)
        found = validate_pdf_signature(marks[-1], alone)
    except Exception:  # whatever a broken file makes the library raise
        return "Filen går inte att läsa."
    covered = found.coverage == SignatureCoverageLevel.ENTIRE_FILE
    whole = found.intact and found.valid and covered
    return "" if whole else "Underskriften täcker inte hela filen."
