"""A region's own plan: which may be written, and from when."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bt_admin.lib.dates import add_months
from placements.rules.region_plan import RegionPlanFacts, may_write_region_plan
from placements.rules.time import Period
from regions.enums import CareSetting

TODAY = date(2027, 1, 18)
ACUTE, PRIMARY = CareSetting.ACUTE, CareSetting.PRIMARY_CARE


def facts(valid_from=TODAY, cares=(ACUTE, PRIMARY), is_newest=True):
    periods = tuple(
        Period(
            add_months(valid_from, 6 * n),
            add_months(valid_from, 6 * n + 6) - timedelta(days=1),
            place=care,
            label=care,
            care=care,
            percent=Decimal(100),
        )
        for n, care in enumerate(cares)
    )
    return RegionPlanFacts(valid_from, TODAY, periods, is_newest)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (facts(), []),
        (facts(date(2027, 2, 18)), []),
        (facts(date(2027, 1, 16)), ["region_plan.begins_in_past"]),
        (facts(is_newest=False), ["region_plan.stale"]),
        (facts(cares=(ACUTE, ACUTE)), ["plan.no_primary_care"]),
    ],
    ids=["today", "later", "past", "stale", "no-primary-care"],
)
def test_which_plan_may_be_written(given, codes):
    assert may_write_region_plan(given).codes == codes
