"""A talk, what was agreed there, and the card that the handledare hands over."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from assessments.models import Agreement, HandoverCard, Talk
from tests.cast import Company


def make_talk(company: Company) -> Talk:
    now = timezone.now()
    return Talk.objects.create(
        region=company.region,
        programme=company.programme,
        placement=company.placements[1],
        supervisor=company.supervisor,
        starts_at=now + timedelta(days=3),
        minutes=45,
        place_kind="room",
        notes=f"Anteckning {company.region.short_name}",
        planned_by=company.doctor,
        planned_at=now,
        changed_by=company.doctor,
        changed_at=now,
    )


def make_agreement(company: Company, talk: Talk) -> Agreement:
    return Agreement.objects.create(
        region=company.region,
        talk=talk,
        what=f"Lovat {company.region.short_name}",
        owner=company.doctor,
        due_on=timezone.localdate() + timedelta(days=3),
        agreed_by=company.supervisor,
        agreed_at=timezone.now(),
    )


def make_handover(company: Company) -> dict[str, UUID]:
    """The card from medicine, which the handledare has agreed to; nobody has read it."""
    now, place = timezone.now(), company.placements[1]
    HandoverCard.objects.create(
        region=company.region,
        placement=place,
        state="agreed",
        practise=f"Träna {company.region.short_name}",
        changed_by=company.supervisor,
        changed_at=now,
        proposed_at=now,
        agreed_by=company.supervisor,
        agreed_at=now,
    )
    return {"placering": place.pk}
