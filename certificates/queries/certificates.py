"""Reading certificates: which there are, who has signed, what is certified."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import overload

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.rules.delmal import sort_codes
from bt_admin.lib.people import Person
from bt_admin.lib.ready_queries import put_together_once
from certificates.enums import CertificateKind, CertificateState, SignatureRole
from certificates.models import (
    Certificate,
    CertificateDelmal,
    CertificateSignature,
    ExternalAssessment,
)
from certificates.rules.signing import Signed
from placements.enums import ProgrammeRole
from placements.models import Programme
from placements.queries import programmes_for, role_on
from regions import access
from regions.models import Region, RegionAssignment, User
from regions.roles import ROLES, Permission

VALID = (CertificateState.CERTIFIED, CertificateState.ISSUED)
CERTIFYING_ROLES = [
    key for key, role in ROLES.items() if Permission.CERTIFY in role.may
]


def certificates_for(user: User, region: Region) -> QuerySet[Certificate]:
    """Every certificate in the programmes that this person may open."""
    programmes = programmes_for(user, region).order_by().values("pk")
    return _whole(Certificate.objects.filter(programme__in=programmes, region=region))


def certificates_of(programme: Programme) -> list[Certificate]:
    """All of them, drafts and revoked ones too, oldest first."""
    return list(_whole(Certificate.objects.filter(programme=programme)))


def valid_certificates(programme: Programme) -> list[Certificate]:
    """Those that count: signed by all who must sign, and not revoked."""
    return list(
        _whole(Certificate.objects.filter(programme=programme, state__in=VALID))
    )


def _whole(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    return rows.select_related(
        "region", "programme__region", "programme__doctor__user", "programme__model"
    ).prefetch_related("delmal", "signatures__signer")


def certified_codes(programme: Programme) -> frozenset[str]:
    """The delmål that somebody answers for. One query."""
    rows = CertificateDelmal.objects.filter(
        certificate__programme=programme,
        certificate__kind=CertificateKind.DELMAL,
        certificate__state__in=VALID,
    )
    return frozenset(rows.values_list("code", flat=True))


def delmal_drafts(programme: Programme) -> list[Certificate]:
    """The bilaga 2 that are written but not signed, in the order of their delmål."""
    rows = Certificate.objects.filter(
        programme=programme, kind=CertificateKind.DELMAL, state=CertificateState.DRAFT
    )
    return sorted(_whole(rows), key=lambda one: codes_in(one)[:1])


def codes_in(certificate: Certificate) -> tuple[str, ...]:
    """Its delmål in order; of one not yet saved, those it is written for."""
    if certificate._state.adding:
        return sort_codes(one["code"] for one in certificate.content.get("entries", []))
    return sort_codes(row.code for row in certificate.delmal.all())


def current(programme: Programme, kind: CertificateKind) -> Certificate | None:
    """The one certificate of a kind that there can be one of, if it is begun."""
    rows = Certificate.objects.filter(programme=programme, kind=kind)
    return _whole(rows.exclude(state=CertificateState.REVOKED)).first()


# ------------------------------------------------------------------------ the people
@overload
def person(user: User) -> Person: ...
@overload
def person(user: None) -> None: ...
def person(user: User | None) -> Person | None:
    """Somebody as the rules see them; nobody stays nobody."""
    return Person(user.pk, user.full_name) if user else None


def main_supervisor(programme: Programme, on: date) -> User | None:
    """Huvudansvarig handledare on this day."""
    return role_on(programme, ProgrammeRole.MAIN_SUPERVISOR, on)


def external_of(programme: Programme) -> ExternalAssessment | None:
    """The external assessment that counts: the latest without declared jäv."""
    return next(iter(_that_count(programme)), None)


@put_together_once
def _that_count(programme: Programme) -> QuerySet[ExternalAssessment]:
    rows = ExternalAssessment.objects.filter(programme=programme).select_related(
        "assessor", "appointed_by", "programme__doctor__user"
    )
    free = Q(declared_free=True) | Q(declared_free__isnull=True)
    unfinished = Q(ended_at__isnull=True) | Q(decided_at__isnull=False)
    return rows.filter(free & unfinished).order_by("-appointed_at")[:1]


def certifying_managers(region: Region, on: date) -> list[RegionAssignment]:
    """Those who certify fullgjord BT in the region; the AT/BT-chef before deputies."""
    rows = RegionAssignment.objects.filter(
        access.in_force(on), region=region, role__in=CERTIFYING_ROLES
    ).select_related("user")
    return sorted(rows, key=lambda row: CERTIFYING_ROLES.index(row.role))


# -------------------------------------------------------------------- the signatures
def signatures_of(certificate: Certificate) -> list[CertificateSignature]:
    """Newest facts, past any prefetch: asked again once the row is locked."""
    if certificate._state.adding:
        return []
    return _signatures(certificate)


@put_together_once
def _signatures(certificate: Certificate) -> QuerySet[CertificateSignature]:
    rows = CertificateSignature.objects.filter(certificate=certificate)
    return rows.select_related("signer").order_by("signed_at")


def signed_by(certificate: Certificate) -> tuple[Signed, ...]:
    """Who has signed it, in order."""
    return signed(signatures_of(certificate))


def signed(signatures: Iterable[CertificateSignature]) -> tuple[Signed, ...]:
    """The signatures as the rules see them."""
    return tuple(
        Signed(
            SignatureRole(row.role),
            Person(row.signer_id, row.signer.full_name),
            timezone.localdate(row.signed_at),
        )
        for row in signatures
    )


def may_revoke_people(
    certificate: Certificate,
    signatures: Iterable[CertificateSignature],
    at: datetime,
) -> tuple[Person, ...]:
    """Those who have signed it, and those who certify in the region."""
    managers = certifying_managers(certificate.region, timezone.localdate(at))
    users = [one.signer for one in signatures] + [row.user for row in managers]
    return tuple(dict.fromkeys(Person(user.pk, user.full_name) for user in users))
