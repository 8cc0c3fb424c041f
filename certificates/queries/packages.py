"""What goes into the archive package of a finished dossier; drafts never do."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.timezone import localdate

from assessments.rules.delmal import collapse
from certificates.archive import (
    Handling,
    Package,
    PackedFile,
    Pen,
    Scanned,
    Signatory,
    as_json,
)
from certificates.archive.contents import JSON, PDF_A, SCANNED
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
    PaperSignature,
    ScannedPage,
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
        weeded=not dossier.data,
        waiting=sum(1 for one in certificates_in(dossier.programme) if waits(one)),
    )


def waits(row: Any) -> bool:
    """Has somebody asked for its PDF, which is not there yet?"""
    return any(not one.rendered_at for one in row.kept)


def certificates_in(programme: Programme) -> list[Any]:
    """Each that has been signed, withdrawn ones too, with its newest paper in `kept`.

    `scanned`: the pages of its papers that somebody has filed. Bilaga 1 is signed with
    a pen alone. Six queries. A draft is nobody's handling: it is not upprättad.
    """
    papers = Document.objects.defer("pdf").order_by("-requested_at")
    signatures = CertificateSignature.objects.select_related("signer")
    pens = PaperSignature.objects.filter(withdrawn_at__isnull=True)
    filed = ScannedPage.objects.filter(filed_at__isnull=False)
    scans = scans_in(programme)
    rows = (
        Certificate.objects.filter(programme=programme)
        .exclude(state=CertificateState.DRAFT)
        .filter(
            Exists(CertificateSignature.objects.filter(certificate=OuterRef("pk")))
            | Exists(pens.filter(certificate=OuterRef("pk")))
            | Exists(filed.filter(document__certificate=OuterRef("pk")))
        )
        .prefetch_related(
            "delmal",
            Prefetch("signatures", signatures.order_by("signed_at")),
            Prefetch("documents", papers, to_attr="papers"),
            Prefetch(
                "paper_signatures",
                pens.select_related("signer").order_by("signed_on", "recorded_at"),
                to_attr="pens",
            ),
        )
    )
    found: list[Any] = sorted(
        rows, key=lambda one: (annex(one), one.created_at, str(one.pk))
    )
    for one in found:
        one.kept = one.papers[:1]
        one.scanned = [scan for paper in one.papers for scan in scans.get(paper.pk, ())]
    return found


def scans_in(programme: Programme) -> dict[Any, list[ScannedPage]]:
    """The filed pages by their paper, in order, without files. One query.

    A worse picture that another has replaced is no original; one that is weeded is gone.
    """
    rows = (
        ScannedPage.objects.filter(
            programme=programme, filed_at__isnull=False, replaced_at__isnull=True
        )
        .exclude(content=b"")
        .defer("content")
        .select_related("uploaded_by")
        .order_by("page")
    )
    found: dict[Any, list[ScannedPage]] = defaultdict(list)
    for row in rows:
        found[row.document_id].append(row)
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
        made_at=made_at(row),
        pens=tuple(
            Pen(
                one.signer.full_name,
                str(SignatureRole(one.role).label),
                one.place,
                one.signed_on,
            )
            for one in row.pens
        ),
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
        files=(*kept, *scanned(row, name)),
    )


def made_at(row: Any) -> datetime:
    """When the last signed it here; else when it was told that somebody had, with a pen."""
    if signed := list(row.signatures.all()):
        return signed[-1].signed_at
    told = [one.recorded_at for one in row.pens] or [
        one.filed_at for one in row.scanned if one.filed_at
    ]
    return max(told, default=row.created_at)


def scanned(row: Any, name: str) -> list[PackedFile]:
    """The pages of the signed original; of earlier printed papers of it, after those."""
    number = {paper.pk: n for n, paper in enumerate(row.papers)}
    code = {paper.pk: paper.control_code for paper in row.papers}
    contents = dict(
        ScannedPage.objects.filter(pk__in=[one.pk for one in row.scanned]).values_list(
            "pk", "content"
        )
    )
    return [
        PackedFile(
            scan_path(name, number[one.document_id], one),
            SCANNED[one.content_type],
            bytes(contents[one.pk]),
            Scanned(
                page=one.page or 0,
                code=code[one.document_id],
                by=one.uploaded_by.full_name,
                at=one.uploaded_at,
                source_sha256=one.source_sha256,
            ),
        )
        for one in row.scanned
    ]


def scan_path(name: str, earlier: int, scan: ScannedPage) -> str:
    """«original/01-bilaga-2-delmal-sida-1.jpg»; of what was printed before, «-tidigare-1»."""
    before = f"-tidigare-{earlier}" if earlier else ""
    ending = SCANNED[scan.content_type].lower().replace("jpeg", "jpg")
    return f"original/{name}{before}-sida-{scan.page}.{ending}"


def title_of(row: Certificate) -> str:
    codes = f" ({collapse(codes_in(row))})" if codes_in(row) else ""
    return f"Bilaga {annex(row)}, {CertificateKind(row.kind).label}{codes}"


def pdfs(rows: Iterable[Any]) -> dict[Any, bytes]:
    """The printed papers' bytes by their key, if they are not weeded. One query."""
    keys = [paper.pk for row in rows for paper in row.kept]
    found = Document.objects.filter(pk__in=keys, rendered_at__isnull=False)
    kept = found.exclude(pdf=b"").values_list("pk", "pdf")
    return {key: bytes(pdf or b"") for key, pdf in kept}
