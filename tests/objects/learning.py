"""What a doctor has learned and done before: an activity, teaching, and credit."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from assessments.models import Activity, ActivityFile, TeachingSession
from placements.models import Credit, CreditFile
from tests.cast import Company


def make_learning(company: Company) -> dict[str, UUID]:
    """A private reflection with a file, teaching today, and a request for credit."""
    now, place = timezone.now(), company.region.short_name
    today = timezone.localdate()
    who = {"uploaded_by": company.doctor, "uploaded_at": now}
    file = {
        "name": f"Intyg {place}.pdf",
        "content_type": "application/pdf",
        "size": 9,
        "content": f"%PDF {place}".encode(),
        "sha256": "0" * 64,
        "source_sha256": "0" * 64,
        **who,
    }
    reflection = Activity.objects.create(
        region=company.region,
        programme=company.programme,
        kind="reflection",
        title=f"Reflektion {place}",
        starts_on=today,
        ends_on=today,
        registered_at=now,
    )
    session = TeachingSession.objects.create(
        region=company.region,
        title=f"Undervisning {place}",
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        place=place,
        led_by=place,
        planned_by=company.studierektor,
        planned_at=now,
    )
    credit = Credit.objects.create(
        region=company.region,
        programme=company.programme,
        kind="post_licence",
        workplace=f"Akuten {place}",
        starts_on=today - timedelta(days=900),
        ends_on=today - timedelta(days=800),
        placement=company.placements[3],
        asked_months=1,
        requested_by=company.doctor,
        requested_at=now,
    )
    kept = ActivityFile(region=company.region, activity=reflection, **file)
    paper = CreditFile(region=company.region, credit=credit, paper="other", **file)
    kept.save()
    paper.save()
    return {
        "aktivitet": reflection.pk,
        "filer": kept.pk,
        "undervisning": session.pk,
        "tillgodoraknande": credit.pk,
        "underlag": paper.pk,
    }
