"""The certificates of one BT as they stand: lines for a list, and papers for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.rules.delmal import catalogue, collapse
from bt_admin.lib.pieces import State
from certificates.enums import CertificateKind, CertificateState, SignatureRole
from certificates.models import Certificate
from certificates.queries.certificates import (
    VALID,
    certificates_of,
    codes_in,
    signatures_of,
)
from placements.models import Programme
from regions.models import User

THREE = (
    CertificateKind.DELMAL,
    CertificateKind.COMPLETED,
    CertificateKind.COMPETENCE,
)


@dataclass(frozen=True)
class Line:
    """One of the three kinds in a list: how far it has come."""

    kind: CertificateKind
    title: str
    state: State
    url: str

    @property
    def annex(self) -> int:
        return self.kind.annex


# ------------------------------------------------------------------------- the lines
def certificate_lines(programme: Programme, today: date) -> list[Line]:
    """«Bilaga 2, delmål: 3 av 18 intygade», and so on for the three of them."""
    rows = certificates_of(programme)
    states = {
        CertificateKind.DELMAL: _delmal_state(rows, total=len(_all_codes(programme))),
        CertificateKind.COMPLETED: _one_state(rows, CertificateKind.COMPLETED),
        CertificateKind.COMPETENCE: _one_state(rows, CertificateKind.COMPETENCE),
    }
    address = reverse(
        "certificates:certificates", args=[programme.region.slug, programme.pk]
    )
    return [
        Line(kind, short_title(kind), states[kind], f"{address}?bilaga={kind.annex}")
        for kind in THREE
    ]


@dataclass(frozen=True)
class SignedLine:
    """A certificate that somebody has signed, whatever has become of it since."""

    certificate: Certificate
    title: str
    state: State


def signed_lines(programme: Programme, kind: CertificateKind) -> list[SignedLine]:
    return [
        SignedLine(one, title_of(one), state_of(one))
        for one in certificates_of(programme)
        if one.kind == kind and one.signatures.all()
    ]


@dataclass(frozen=True)
class SignatureLine:
    """One signature as it is read: who, as what, when, for which text."""

    signer: User
    role: str
    at: datetime
    digest: str


def signature_lines(certificate: Certificate) -> list[SignatureLine]:
    return [
        SignatureLine(
            row.signer, str(SignatureRole(row.role).label), row.signed_at, row.digest
        )
        for row in signatures_of(certificate)
    ]


def title_of(certificate: Certificate) -> str:
    """«Delmål BT1–BT4», or what the form is called."""
    if codes := codes_in(certificate):
        return _("Delmål %(codes)s") % {"codes": collapse(codes)}
    return str(CertificateKind(certificate.kind).label)


def short_title(kind: CertificateKind) -> str:
    words = {
        CertificateKind.DELMAL: _("delmål"),
        CertificateKind.COMPLETED: _("fullgjord BT"),
        CertificateKind.COMPETENCE: _("baskompetens"),
    }
    return _("Bilaga %(annex)s, %(what)s") % {"annex": kind.annex, "what": words[kind]}


def state_of(certificate: Certificate | None) -> State:
    """Where one certificate stands, in a word."""
    if certificate is None:
        return State("none", _("Fylls på"), "pen")
    if certificate.state == CertificateState.DRAFT:
        return _half_signed(certificate) or State("now", _("Fylls på"), "pen")
    tones = {
        CertificateState.CERTIFIED: ("ok", ""),
        CertificateState.ISSUED: ("ok", "lock"),
        CertificateState.REVOKED: ("bad", ""),
    }
    state = CertificateState(certificate.state)
    tone, icon = tones[state]
    return State(tone, str(state.label), icon)


def _half_signed(certificate: Certificate) -> State | None:
    signed = [SignatureRole(row.role).label for row in certificate.signatures.all()]
    if not signed:
        return None
    return State("wait", _("Signerat av %(role)s") % {"role": signed[0]})


def _delmal_state(rows: Iterable[Certificate], total: int) -> State:
    valid = [one for one in rows if one.state in VALID]
    codes = {code for one in valid for code in codes_in(one)}
    words = {"n": len(codes), "total": total}
    if len(codes) == total:
        return State("ok", _("%(n)s av %(total)s intygade") % words, "lock")
    tone = "now" if codes else "none"
    return State(tone, _("%(n)s av %(total)s intygade") % words)


def _one_state(rows: Iterable[Certificate], kind: CertificateKind) -> State:
    standing = [
        one
        for one in rows
        if one.kind == kind and one.state != CertificateState.REVOKED
    ]
    return state_of(standing[0] if standing else None)


def _all_codes(programme: Programme) -> tuple[str, ...]:
    return catalogue(programme.regulation).codes
