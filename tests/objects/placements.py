"""A longer placement, and somebody who stands in."""

from datetime import timedelta

from django.utils import timezone

from placements.models import Extension
from regions import access
from regions.models import StandIn
from tests.cast import Company


def make_extension(company: Company) -> Extension:
    last = timezone.localdate()
    return Extension.objects.create(
        region=company.region,
        programme=company.programme,
        placement=company.placements[1],
        reason="competence",
        months=1,
        motivation=f"Motivering {company.region.short_name}",
        ended_on=last,
        ends_on=last + timedelta(days=30),
        decided_by=company.bt_manager,
        decided_at=timezone.now(),
    )


def make_stand_in(company: Company) -> StandIn:
    """The psychiatrist, from tomorrow, for the handledare."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    stand_in = StandIn(
        region=company.region,
        absent=company.supervisor,
        user=company.psychiatrist,
        role="stand_in",
        starts=tomorrow,
        ends=tomorrow + timedelta(days=20),
        by=company.supervisor,
    )
    access.assign(stand_in)
    return stand_in
