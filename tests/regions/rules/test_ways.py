"""Whether a region's ways may be written."""

import pytest

from regions.rules.ways import WaysFacts, may_write_ways


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (WaysFacts(), []),
        (WaysFacts(per_placement=2), []),
        (WaysFacts(in_all=4), []),
        (WaysFacts(per_placement=4, in_all=4), []),
        (WaysFacts(per_placement=5, in_all=4), ["ways.caps"]),
        (WaysFacts(is_newest=False), ["ways.stale"]),
    ],
)
def test_may_the_ways_be_these(facts, codes):
    assert may_write_ways(facts).codes == codes
