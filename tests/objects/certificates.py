"""A certificate in draft, its document, and the extern bedömare's part."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from certificates.models import (
    ApplicationAnswer,
    CaseDisclosure,
    Certificate,
    CertificateDelmal,
    Document,
    ExternalAssessment,
    Invitation,
    Kinship,
    PaperSignature,
    PoolMember,
    RetentionProposal,
    RetentionRule,
    ScannedPage,
)
from placements.enums import ProgrammeRole
from placements.models import ProgrammeAssignment
from regions import access
from regions.models import RegionAssignment
from regions.roles import POOL
from tests.cast import Company


def make_certificate(company: Company) -> Certificate:
    certificate = Certificate.objects.create(
        region=company.region,
        programme=company.programme,
        kind="delmal",
        state="draft",
        content={},
        created_by=company.main_supervisor,
        created_at=timezone.now(),
    )
    CertificateDelmal.objects.create(
        region=company.region, certificate=certificate, code="BT1"
    )
    return certificate


def make_document(company: Company, certificate: Certificate) -> Document:
    now = timezone.now()
    return Document.objects.create(
        region=company.region,
        certificate=certificate,
        annex_number=1,
        frozen={},
        template_version="1",
        control_code=f"kod-{company.region.slug}",
        requested_at=now,
        requested_by=company.doctor,
        pdf=b"%PDF-1.7 " + company.region.slug.encode(),
        sha256="0" * 64,
        rendered_at=now,
    )


def make_scanned_page(company: Company) -> ScannedPage:
    """A photograph without a readable code, which waits for an answer."""
    return ScannedPage.objects.create(
        region=company.region,
        programme=company.programme,
        source_page=1,
        name="foto.jpg",
        content_type="image/jpeg",
        size=4,
        content=b"\xff\xd8\xff\xd9",
        sha256="0" * 64,
        source_sha256="0" * 64,
        uploaded_by=company.doctor,
        uploaded_at=timezone.now(),
    )


def make_pen(company: Company, certificate: Certificate) -> PaperSignature:
    return PaperSignature.objects.create(
        region=company.region,
        certificate=certificate,
        role="main_supervisor",
        signer=company.main_supervisor,
        signed_on=timezone.localdate(),
        place="Växjö",
        recorded_by=company.doctor,
        recorded_at=timezone.now(),
    )


def make_external(company: Company) -> ExternalAssessment:
    """The assessor is appointed, and has not answered about ties yet."""
    access.assign(
        ProgrammeAssignment(
            region=company.region,
            programme=company.programme,
            user=company.external,
            role=ProgrammeRole.EXTERNAL_ASSESSOR,
            starts=timezone.localdate(),
            by=company.bt_manager,
        )
    )
    return ExternalAssessment.objects.create(
        region=company.region,
        programme=company.programme,
        assessor=company.external,
        appointed_by=company.bt_manager,
        appointed_at=timezone.now(),
    )


def make_kinship(company: Company) -> Kinship:
    return Kinship.objects.create(
        region=company.region,
        declared_by=company.doctor,
        name=f"Moster {company.region.short_name}",
        declared_at=timezone.now(),
    )


def make_answer(company: Company) -> ApplicationAnswer:
    """A complement asked for, before the application is sent: only to have one."""
    return ApplicationAnswer.objects.create(
        region=company.region,
        programme=company.programme,
        number=1,
        kind="complement",
        on=timezone.localdate(),
        last_on=timezone.localdate(),
        text="Bilaga 3 saknar datum.",
        by=company.administrator,
        at=timezone.now(),
    )


def make_disclosure(company: Company) -> CaseDisclosure:
    return CaseDisclosure.objects.create(
        region=company.region,
        programme=company.programme,
        requested_on=timezone.localdate(),
        request="Hela ärendet",
        opened_by=company.administrator,
        opened_at=timezone.now(),
    )


def make_weeding(company: Company) -> RetentionProposal:
    """Nothing on the list: only to have one."""
    rule = RetentionRule.objects.create(
        region=company.region,
        kind="talks",
        years=2,
        valid_from=timezone.localdate(),
        source="Arkivnämnden 12/2026",
        by=company.bt_manager,
        at=timezone.now(),
    )
    return RetentionProposal.objects.create(
        region=company.region,
        kind="talks",
        rule=rule,
        before=timezone.localdate(),
        things=[],
        proposed_by=company.administrator,
        proposed_at=timezone.now(),
    )


def make_asked(company: Company) -> dict[str, UUID]:
    """The external is in the pool, and is asked about the doctor."""
    today = timezone.localdate()
    role = RegionAssignment(
        region=company.region, user=company.external, role=POOL, starts=today
    )
    access.assign(role)
    member = PoolMember.objects.create(
        region=company.region, user=company.external, assignment=role, maximum=4
    )
    invitation = Invitation.objects.create(
        region=company.region,
        programme=company.programme,
        assessor=company.external,
        answer_by=today + timedelta(days=7),
        invited_by=company.bt_manager,
        invited_at=timezone.now(),
    )
    return {"bedomare": member.pk, "forfragan": invitation.pk}
