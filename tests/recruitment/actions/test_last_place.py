"""Fifty people say yes to the last place in the same moment."""

import pytest

from bench.recruitment_offers import at_once, is_right, prepare_offers
from regions.audit import broken_links
from regions.context import in_region


@pytest.mark.django_db(transaction=True)
def test_it_never_goes_to_two(transactional_db, cast):
    region = cast.kronoberg.region.pk
    with in_region(region):
        round = prepare_offers(cast.kronoberg)
    times = list(at_once(round, 1))
    assert [one for one in times if not is_right(one)] == []
    with in_region(region):
        assert list(broken_links(region)) == []
