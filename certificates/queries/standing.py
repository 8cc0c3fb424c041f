"""How one certificate stands: whose turn it is, its versions, and its dates kept apart.

Signed in bt-admin, signed with a pen and the day of what is certified are three
different things; each has its own line, and no line holds two of them.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from bt_admin.lib.swedish import long_day
from certificates.enums import CertificateKind, CertificateState, SignatureRole
from certificates.models import Certificate, PaperSignature
from certificates.queries.certificates import external_of, signatures_of
from certificates.queries.papers import signers_left
from certificates.queries.versions import replaced_by, replaces
from regions.models import User


@dataclass(frozen=True)
class Standing:
    """`waits_for`: who has not signed, while somebody has. `taken_back`: it was only
    half signed when it was withdrawn, and never counted.
    """

    waits_for: list[User]
    taken_back: bool
    replaced_by: list[Certificate]
    replaces: list[Certificate]
    pen: list[tuple[str, str]]
    of_what: list[tuple[str, str]]


def standing_of(certificate: Certificate, today: date) -> Standing:
    signed = signatures_of(certificate)
    half = certificate.state == CertificateState.DRAFT and bool(signed)
    competence = certificate.kind == CertificateKind.COMPETENCE
    revoked = certificate.state == CertificateState.REVOKED
    return Standing(
        waits_for=signers_left(certificate, today) if half else [],
        taken_back=revoked and competence and len(signed) == 1,
        replaced_by=replaced_by(certificate),
        replaces=replaces(certificate) if certificate.version > 1 else [],
        pen=_pen(certificate),
        of_what=_of_what(certificate),
    )


def _pen(certificate: Certificate) -> list[tuple[str, str]]:
    """Who wrote their name on the original, where and when, as far as it is told."""
    rows = PaperSignature.objects.filter(certificate=certificate)
    return [
        (
            f"{row.signer}, {SignatureRole(row.role).label}",
            _("%(place)s den %(day)s")
            % {"place": row.place, "day": long_day(row.signed_on)},
        )
        for row in rows.select_related("signer").order_by("recorded_at")
    ]


def _of_what(certificate: Certificate) -> list[tuple[str, str]]:
    """The day of what is certified: the last day served, or the external assessment."""
    if certificate.kind == CertificateKind.COMPLETED:
        ends = [row["ends"] for row in certificate.content.get("rows", [])]
        last = date.fromisoformat(max(ends)) if ends else None
        return [(_("Tjänstgöring till och med"), long_day(last))] if last else []
    if certificate.kind != CertificateKind.COMPETENCE:
        return []
    external = external_of(certificate.programme)
    if external is None or external.held_on is None:
        return []
    return [(_("Extern bedömning genomförd"), long_day(external.held_on))]
