"""The cast stands on the facts it claims."""

from placements.queries import programmes_for
from regions.models import Unit


def test_each_sees_their_own_region_only(cast):
    for company in (cast.kronoberg, cast.stockholm):
        with company.inside(company.bt_manager):
            seen = list(programmes_for(company.bt_manager, company.region))
            assert seen == [company.programme]


def test_outside_a_region_nothing_is_seen(cast):
    assert list(Unit.objects.all()) == []
