"""What goes into the archive package of a finished dossier; drafts never do."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.utils.timezone import localdate

from assessments.rules.delmal import collapse
from certificates.archive import Handling, Package, PackedFile, Signatory, as_json
from certificates.archive.contents import JSON, PDF_A
from certificates.enums import (
    CertificateKind,
    CertificateState,
    ExternalOutcome,
    SignatureRole,
)
from certificates.models import (
    Certificate,
    CertificateSignature,
    Document,
    Dossier,
    DossierPrint,
)
from certificates.queries.certificates import codes_in
from certificates.rules.packages import PackageFacts
from placements.models import Programme

NAMES = {1: "ansokan", 2: "delmal", 3: "fullgjord", 4: "baskompetens"}


def finished_dossiers(programme: Programme) -> list[Dossier]:
    """The frozen ones whose assessment is decided, the latest first."""
    rows = Dossier.objects.filter(
        programme=programme, frozen=True, assessment__decided_at__isnull=False
    )
    return list(rows.select_related("assessment__assessor", "taken_by", "print"))


def package_facts(dossier: Dossier) -> PackageFacts:
    assessment = dossier.assessment
    return PackageFacts(
        frozen=dossier.frozen,
        decided=bool(assessment and assessment.decided_at),
        printed=hasattr(dossier, "print"),
        waiting=sum(1 for one in certificates_in(dossier.programme) if waits(one)),
    )


def waits(row: Any) -> bool:
    """Has somebody asked for its PDF, which is not there yet?"""
    return any(not one.rendered_at for one in row.kept)


def certificates_in(programme: Programme) -> list[Any]:
    """Each that has been signed, withdrawn ones too, with its newest paper in `kept`.

    Four queries. A draft is nobody's handling: it is not upprättad.
    """
    papers = Document.objects.defer("pdf").order_by("-requested_at")
    signatures = CertificateSignature.objects.select_related("signer")
    rows = (
        Certificate.objects.filter(programme=programme)
        .exclude(state=CertificateState.DRAFT)
        .filter(signatures__isnull=False)
        .distinct()
        .prefetch_related(
            "delmal",
            Prefetch("signatures", signatures.order_by("signed_at")),
            Prefetch("documents", papers, to_attr="papers"),
        )
    )
    found: list[Any] = sorted(
        rows, key=lambda one: (annex(one), one.created_at, str(one.pk))
    )
    for one in found:
        one.kept = one.papers[:1]
    return found


def annex(row: Certificate) -> int:
    return CertificateKind(row.kind).annex


# ------------------------------------------------------------------------ the package
def package_of(dossier: Dossier, *, case_number: str, retention: str) -> Package:
    """Everything upprättad, with bytes; `dossier` is finished and printed."""
    programme, assessment = dossier.programme, dossier.assessment
    assert assessment is not None
    assert assessment.decided_at is not None
    rows = certificates_in(programme)
    files = pdfs(rows)
    return Package(
        creator=programme.region.name,
        about=dossier.data["doctor"],
        began_on=programme.starts_on,
        ended_on=localdate(assessment.decided_at),
        outcome=str(ExternalOutcome(assessment.outcome).label),
        case_number=case_number,
        retention=retention,
        handlingar=(
            the_dossier(dossier),
            *(certified(row, n, files) for n, row in enumerate(rows, start=1)),
        ),
    )


def the_dossier(dossier: Dossier) -> Handling:
    content = bytes(DossierPrint.objects.get(dossier=dossier).pdf)
    return Handling(
        kind="Underlag för slutbedömning",
        title=f"Underlag för slutbedömning, {dossier.data['doctor']}",
        made_at=dossier.taken_at,
        control_code=dossier.control_code,
        template=dossier.template_version,
        files=(
            PackedFile("handlingar/underlag.pdf", PDF_A, content),
            PackedFile("data/underlag.json", JSON, as_json(dossier.data)),
        ),
    )


def certified(row: Any, number: int, files: dict[Any, bytes]) -> Handling:
    signed = list(row.signatures.all())
    paper = row.kept[0] if row.kept else None
    name = f"{number:02d}-bilaga-{annex(row)}-{NAMES[annex(row)]}"
    kept = [PackedFile(f"data/{name}.json", JSON, as_json(row.content))]
    if paper and paper.pk in files:
        path = f"handlingar/{name}.pdf"
        kept.insert(0, PackedFile(path, PDF_A, files[paper.pk]))
    return Handling(
        kind=str(CertificateKind(row.kind).label),
        title=title_of(row),
        made_at=signed[-1].signed_at,
        signed=tuple(
            Signatory(
                one.signer.full_name, str(SignatureRole(one.role).label), one.signed_at
            )
            for one in signed
        ),
        control_code=paper.control_code if paper else "",
        template=paper.template_version if paper else "",
        revoked_at=row.revoked_at,
        revoked_reason=row.revoked_reason,
        files=tuple(kept),
    )


def title_of(row: Certificate) -> str:
    codes = f" ({collapse(codes_in(row))})" if codes_in(row) else ""
    return f"Bilaga {annex(row)}, {CertificateKind(row.kind).label}{codes}"


def pdfs(rows: Iterable[Any]) -> dict[Any, bytes]:
    """The printed papers' bytes by their key. One query."""
    keys = [paper.pk for row in rows for paper in row.kept]
    found = Document.objects.filter(pk__in=keys, rendered_at__isnull=False)
    return {key: bytes(pdf or b"") for key, pdf in found.values_list("pk", "pdf")}
