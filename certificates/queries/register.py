"""The register of issued documents: what there is, where it stands, and its versions."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments.rules.delmal import collapse, sort_codes
from bt_admin.lib import control_codes
from bt_admin.lib.pieces import State
from certificates.enums import CertificateKind, CertificateState, DocumentStanding
from certificates.models import Certificate, Document
from certificates.queries.seals import seal_meaning, seal_words
from placements.queries import programmes_for
from regions.models import Region, User

LEAST_OF_A_CODE = 4


@dataclass(frozen=True)
class Registered:
    """A row of the register: the document without its file."""

    document: Document
    codes: tuple[str, ...]
    is_replaced: bool

    @property
    def title(self) -> str:
        """«Bilaga 2 (BT1–BT4)»."""
        codes = f" ({collapse(self.codes)})" if self.codes else ""
        return f"Bilaga {CertificateKind(self.document.certificate.kind).annex}{codes}"

    @property
    def standing(self) -> DocumentStanding:
        if self.document.withdrawn_at:
            replaced = self.is_replaced
            return DocumentStanding.REPLACED if replaced else DocumentStanding.WITHDRAWN
        printed = self.document.rendered_at is not None
        return DocumentStanding.VALID if printed else DocumentStanding.ASKED_FOR

    @property
    def state(self) -> State:
        tones = {
            DocumentStanding.ASKED_FOR: "now",
            DocumentStanding.VALID: "ok",
            DocumentStanding.REPLACED: "none",
            DocumentStanding.WITHDRAWN: "bad",
        }
        return State(tones[self.standing], str(self.standing.label))

    @property
    def seal(self) -> str:
        return seal_words(self.document)

    @property
    def seal_meaning(self) -> str:
        return seal_meaning(self.document)


def register(region: Region) -> QuerySet[Document]:
    """Every document of the region, the newest first, without files and contents."""
    newer = Document.objects.filter(replaces=OuterRef("pk"))
    return (
        Document.objects.filter(region=region)
        .annotate(is_replaced=Exists(newer))
        .select_related("certificate__programme__doctor__user")
        .prefetch_related("certificate__delmal")
        .defer("pdf", "frozen")
        .order_by("-requested_at", "pk")
    )


def matching(
    rows: QuerySet[Document], *, words: str = "", kind: str = "", standing: str = ""
) -> QuerySet[Document]:
    """Those with that code or that doctor, of that kind, that stand there."""
    if kind:
        rows = rows.filter(certificate__kind=kind)
    if standing:
        rows = rows.filter(stands(standing))
    if code := code_within(words):
        return rows.filter(control_code__startswith=code)
    for word in words.split():
        rows = rows.filter(
            Q(certificate__programme__doctor__user__first_name__icontains=word)
            | Q(certificate__programme__doctor__user__last_name__icontains=word)
        )
    return rows


def stands(standing: str) -> Q:
    """The condition that says the same as `Registered.standing`."""
    return {
        DocumentStanding.ASKED_FOR: Q(rendered_at=None, withdrawn_at=None),
        DocumentStanding.VALID: Q(rendered_at__isnull=False, withdrawn_at=None),
        DocumentStanding.REPLACED: Q(withdrawn_at__isnull=False, is_replaced=True),
        DocumentStanding.WITHDRAWN: Q(withdrawn_at__isnull=False, is_replaced=False),
    }[DocumentStanding(standing)]


def code_within(words: str) -> str:
    """How the codes begin that somebody has written a part of; empty if it is none."""
    part = "".join(sign for sign in words if sign not in control_codes.BETWEEN).upper()
    digits = set("0123456789ABCDEF")
    if len(part) < LEAST_OF_A_CODE or set(part) - digits or part.isalpha():
        return ""
    return "-".join(part[at : at + 4] for at in range(0, len(part), 4))


def registered(document: Document) -> Registered:
    codes = sort_codes(row.code for row in document.certificate.delmal.all())
    return Registered(document, codes, bool(getattr(document, "is_replaced", False)))


def registered_for(user: User, region: Region) -> QuerySet[Document]:
    """The documents of those BT that this person sees; who may open one is asked after."""
    return register(region).filter(
        certificate__programme__in=programmes_for(user, region)
    )


def versions_of(document: Document) -> list[Registered]:
    """The chain that this document belongs to, the newest first, itself among them.

    Three queries, however long the chain is: all of the doctor's documents of the kind
    are read, and walked in memory.
    """
    alike = register(document.region).filter(
        certificate__programme=document.certificate.programme_id,
        certificate__kind=document.certificate.kind,
    )
    rows = {row.pk: row for row in alike}
    chain = _linked(rows, document.pk)
    return [registered(row) for pk, row in rows.items() if pk in chain]


def _linked(rows: dict[UUID, Document], start: UUID) -> set[UUID]:
    """Those reached from `start` by «replaces», forwards and backwards."""
    chain, before = {start}, set[UUID]()
    while chain != before:
        before = set(chain)
        for pk, row in rows.items():
            if pk in chain and row.replaces_id in rows:
                chain.add(row.replaces_id)
            elif row.replaces_id in chain:
                chain.add(pk)
    return chain


def replaced_by_first_of(certificate: Certificate) -> Document | None:
    """Whose place does a new certificate's first document take?

    The newest withdrawn one of the same kind in the same BT, whose certificate was
    revoked; of bilaga 2 only one that certified some of the same delmål.
    """
    earlier = Document.objects.filter(
        certificate__programme=certificate.programme_id,
        certificate__kind=certificate.kind,
        certificate__state=CertificateState.REVOKED,
        withdrawn_at__isnull=False,
    ).exclude(certificate=certificate)
    if codes := list(certificate.delmal.values_list("code", flat=True)):
        earlier = earlier.filter(certificate__delmal__code__in=codes)
    return earlier.defer("pdf", "frozen").order_by("-requested_at").first()
