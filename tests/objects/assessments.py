"""An assessment, asked for or from paper; a 360; a regional instrument."""

from datetime import timedelta

from django.utils import timezone

from assessments.models import (
    Assessment,
    AssessmentDelmal,
    FeedbackRound,
    PaperScan,
    RegionalInstrument,
    RoundRater,
)
from assessments.rules.instruments import national_pack
from tests.cast import Company


def make_assessment(company: Company) -> Assessment:
    assessment = Assessment.objects.create(
        region=company.region,
        programme=company.programme,
        placement=company.placements[1],
        instrument="mini_cex",
        state="requested",
        requested_by=company.doctor,
        assessor=company.supervisor,
        performed_on=timezone.localdate() - timedelta(days=3),
        registered_at=timezone.now(),
    )
    AssessmentDelmal.objects.create(
        region=company.region, assessment=assessment, code="BT1"
    )
    return assessment


def make_scan(company: Company) -> PaperScan:
    """Of a form on paper, typed in by the office."""
    now, today = timezone.now(), timezone.localdate()
    assessment = Assessment.objects.create(
        region=company.region,
        programme=company.programme,
        instrument="mini_cex",
        state="signed",
        outsider_name=f"Utomstående {company.region.short_name}",
        way="paper",
        typed_by=company.administrator,
        paper_signed_on=today,
        performed_on=today,
        registered_at=now,
        signed_at=now,
    )
    return PaperScan.objects.create(
        region=company.region,
        assessment=assessment,
        name="mini-cex.pdf",
        content_type="application/pdf",
        size=9,
        content=f"%PDF {company.region.short_name}".encode(),
        sha256="0" * 64,
        source_sha256="0" * 64,
        uploaded_by=company.administrator,
        uploaded_at=now,
    )


def make_instrument(company: Company) -> RegionalInstrument:
    definition = national_pack("dops")
    definition["instrument"][0]["purpose"] = f"Så gör {company.region.short_name}."
    return RegionalInstrument.objects.create(
        region=company.region,
        key="dops",
        definition=definition,
        based_on="dops",
        based_on_version=1,
        changed_by=company.bt_manager,
        changed_at=timezone.now(),
    )


def make_round(company: Company) -> FeedbackRound:
    """A 360 that the doctor has just opened, with one person on the list."""
    row = FeedbackRound.objects.create(
        region=company.region,
        programme=company.programme,
        instrument="msf_360",
        instrument_version=1,
        means_from=3,
        texts_from=5,
        opened_by=company.doctor,
        opened_at=timezone.now(),
    )
    RoundRater.objects.create(
        region=company.region,
        round=row,
        name=f"Undersköterska {company.region.short_name}",
        email=f"uska@{company.region.slug}.example.org",
        profession="assistant_nurse",
        asked_by=company.doctor,
    )
    return row
