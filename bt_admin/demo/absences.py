"""Leave: a handledare names somebody to look after what waits."""

from datetime import timedelta

from django.utils import timezone

from bt_admin.demo.clock import Story, moment
from bt_admin.demo.people import Company
from regions import absence
from regions.actions.stand_ins import name_stand_in
from regions.roles import DIRECTOR

DAY = timedelta(days=1)


def leave(company: Company) -> Story:
    """The studierektor is away for a fortnight, from two days ago."""
    absent = company.holder(DIRECTOR)
    at = yield moment(company.today - 2 * DAY, 8)
    starts = timezone.localdate(at)
    stand_in = absence.candidates(absent, company.region, starts).first()
    if stand_in is not None:
        name_stand_in(
            absent=absent,
            stand_in=stand_in,
            region=company.region,
            starts=starts,
            ends=starts + 14 * DAY,
            by=absent,
            at=at,
        )
