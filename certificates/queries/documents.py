"""Reading issued documents: for those who may, and for anybody with a code or a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from assessments.rules.delmal import collapse, sort_codes
from bt_admin.lib import sources
from bt_admin.lib.people import Person
from bt_admin.lib.pieces import State
from bt_admin.lib.swedish import long_day
from bt_admin.lib.verdicts import YES, Verdict, no
from certificates.enums import CertificateKind, SignatureRole
from certificates.models import (
    Certificate,
    CertificateSignature,
    Document,
    PaperSignature,
)
from placements.models import Programme
from placements.queries import permissions_on, programmes_for
from regions.models import Region, User
from regions.roles import Permission, titles_with

# Who may have the files: the doctor, those who print and certify, and the huvudansvarig.
READERS = (Permission.OWN, Permission.ISSUE, Permission.GUIDE, Permission.CERTIFY)
# Who may tell that somebody has signed on paper.
REGISTRARS = (Permission.OWN, Permission.ISSUE)
SLOW = timedelta(minutes=1)


@dataclass(frozen=True)
class PenBox:
    """An empty signature box on an original, and the pen signature in it, if told."""

    certificate: Certificate
    document: Document
    role: str
    signatory: User
    signature: PaperSignature | None

    @property
    def key(self) -> str:
        """What a form calls this box: the certificate and the role."""
        return f"{self.certificate.pk}:{self.role}"

    @property
    def role_title(self) -> str:
        return str(SignatureRole(self.role).label)

    @property
    def state(self) -> State:
        if self.signature is None:
            return State("wait", _("Saknas"))
        words = _("Underskrivet i %(place)s den %(day)s") % {
            "place": self.signature.place,
            "day": long_day(self.signature.signed_on),
        }
        return State("ok", words, icon="pen")

    @property
    def short_name(self) -> str:
        """«Bilaga 4, nr 3»."""
        number = self.document.annex_number
        annex = CertificateKind(self.certificate.kind).annex
        return f"Bilaga {annex}, nr {number}" if number else f"Bilaga {annex}"

    @property
    def person(self) -> Person:
        return Person(self.signatory.pk, self.signatory.full_name)


@dataclass(frozen=True)
class Original:
    """A form as paper: its number, its file, and the boxes to be signed with a pen."""

    certificate: Certificate
    document: Document
    codes: tuple[str, ...]
    boxes: tuple[PenBox, ...]

    @property
    def annex(self) -> int:
        """Which of HSLF-FS 2021:8's forms it is."""
        return CertificateKind(self.certificate.kind).annex

    @property
    def number(self) -> int | None:
        """«Bilaga nr»: the doctor's own running number."""
        return self.document.annex_number

    @property
    def ready(self) -> bool:
        return self.document.rendered_at is not None

    @property
    def signed(self) -> bool:
        return all(box.signature for box in self.boxes)

    @property
    def state(self) -> State:
        """Where the paper stands, in a word."""
        if not self.ready:
            return State("now", _("Framställs"))
        if self.signed:
            return State("ok", _("Underskrivet"), icon="pen")
        return State("ok", _("Klar att skriva ut"))

    @property
    def file_name(self) -> str:
        """Sorts as the papers lie in the envelope; names nobody."""
        words = {1: "ansokan", 2: "delmal", 3: "fullgjord", 4: "baskompetens"}
        return f"{self.number or 0}-bilaga-{self.annex}-{words[self.annex]}.pdf"


@dataclass(frozen=True)
class Answer:
    """What the register says: known or not, when it was withdrawn, and whether a newer
    one stands in its place."""

    known: bool
    withdrawn_on: date | None = None
    replaced: bool = False


# ------------------------------------------------------------------------- who may
def may_with(user: User, programme: Programme, wanted: Sequence[Permission]) -> Verdict:
    """Has this person one of these rights in this programme? If not: who has."""
    if permissions_on(user, programme) & set(wanted):
        return YES
    titles = dict.fromkeys(title for right in wanted for title in titles_with(right))
    *others, last = titles
    roles = f"{', '.join(others)} eller {last}" if others else last
    return no(
        "access.no_role",
        f"Du får inte göra det här. Det är till för {roles}, och du har ingen sådan "
        "roll här. Kontakta regionens BT-kansli om du borde ha det.",
        sources.HOUSE,
    )


def documents_for(user: User, region: Region) -> QuerySet[Document]:
    """The finished, valid documents in the programmes that this person may open."""
    return Document.objects.filter(
        certificate__programme__in=programmes_for(user, region),
        rendered_at__isnull=False,
        withdrawn_at__isnull=True,
    ).select_related("certificate__programme__region")


# ----------------------------------------------------------------------- the papers
def originals(programme: Programme) -> list[Original]:
    """The valid document of each certificate, the application first, without its PDF."""
    documents = (
        Document.objects.filter(
            certificate__programme=programme, withdrawn_at__isnull=True
        )
        .defer("pdf", "frozen")
        .select_related("certificate", "packed")
        .prefetch_related(
            "certificate__delmal",
            Prefetch(
                "certificate__signatures",
                CertificateSignature.objects.select_related("signer"),
            ),
            "certificate__paper_signatures",
        )
    )
    found = [_original(document, programme) for document in documents]
    return sorted(found, key=lambda original: original.number or 0)


def pen_boxes(programme: Programme) -> list[PenBox]:
    """Every signature box on the valid originals, in the order of the papers."""
    return [box for original in originals(programme) for box in original.boxes]


def original_of(document: Document) -> Original:
    """One document as paper."""
    return _original(document, document.certificate.programme)


def form_name(paper: Original) -> str:
    """«Bilaga 2, Intyg om delmål i bastjänstgöringen (BT1–BT4)»."""
    codes = f" ({collapse(paper.codes)})" if paper.codes else ""
    title = CertificateKind(paper.certificate.kind).label
    return f"Bilaga {paper.annex}, {title}{codes}"


def box_name(box: PenBox) -> str:
    """«Bilaga 4, nr 3: Karin Björnhede, huvudansvarig handledare»."""
    return f"{box.short_name}: {box.signatory}, {box.role_title}"


def pdf_of(document: Document) -> bytes:
    """The file's bytes, which lists leave in the database."""
    content = Document.objects.values_list("pdf", flat=True).get(pk=document.pk)
    assert content is not None
    return bytes(content)


def is_slow(papers: Sequence[Original], now: datetime) -> bool:
    """Has somebody waited so long for a file that we should say so?"""
    return any(
        not paper.ready and now - paper.document.requested_at > SLOW for paper in papers
    )


def _original(document: Document, programme: Programme) -> Original:
    certificate = document.certificate
    codes = sort_codes(row.code for row in certificate.delmal.all())
    return Original(certificate, document, codes, _boxes(document, programme))


def _boxes(document: Document, programme: Programme) -> tuple[PenBox, ...]:
    """One box for each who has signed the certificate here; bilaga 1 has the doctor's."""
    certificate = document.certificate
    pen = {
        signature.role: signature
        for signature in certificate.paper_signatures.all()
        if signature.withdrawn_at is None
    }
    if certificate.kind == CertificateKind.APPLICATION:
        who: list[tuple[str, User]] = [(SignatureRole.DOCTOR, programme.doctor.user)]
    else:
        # Bilaga 4 has the huvudansvarig handledare's box above the extern bedömare's.
        order = SignatureRole.values.index
        signed = sorted(certificate.signatures.all(), key=lambda one: order(one.role))
        who = [(signature.role, signature.signer) for signature in signed]
    return tuple(
        PenBox(certificate, document, role, signer, pen.get(role))
        for role, signer in who
    )


# --------------------------------------------------------------------- the register
def answer_for(code: str, digest: str) -> Answer:
    """What the register knows about a control code, a file's SHA-256, or both together.

    Asked across regions through a function of the database that tells nothing else.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM verify_document(%(code)s, %(digest)s)"
            " UNION ALL SELECT * FROM verify_dossier(%(code)s, %(digest)s) LIMIT 1",
            {"code": code, "digest": digest},
        )
        row = cursor.fetchone()
    return Answer(*row) if row else Answer(known=False)
