"""Who writes the region's own words for a requirement row, and how long they may be."""

import pytest

from assessments.rules.anchors import AnchorFacts, may_lead_anchors, may_write_anchor

LINES = ("Föreslår ett mått", "Mäter före och efter")


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, ()),
        ({"lines": ()}, ()),
        ({"lines": ("x" * 200,) * 1}, ()),
        ({"lines": tuple("abcde")}, ()),
        ({"leads": False}, ("anchor.not_leading",)),
        ({"number_now": 2}, ("anchor.stale",)),
        ({"lines": ("x" * 201,)}, ("anchor.long_line",)),
        ({"lines": ("samma", "samma")}, ("anchor.twice",)),
        ({"lines": tuple("abcdef")}, ("anchor.many",)),
        (
            {"leads": False, "number_now": 2, "lines": ("x" * 201,) * 6},
            (
                "anchor.not_leading",
                "anchor.stale",
                "anchor.long_line",
                "anchor.twice",
                "anchor.many",
            ),
        ),
    ],
)
def test_who_and_how_long(given, codes):
    usual = {"leads": True, "lines": LINES, "number_shown": 1, "number_now": 1}
    verdict = may_write_anchor(AnchorFacts(**(usual | given)))
    assert tuple(verdict.codes) == codes


def test_only_those_who_lead():
    assert may_lead_anchors(True)
    [reason] = may_lead_anchors(False).reasons
    assert reason.source.key == "bt-admin"
    assert "AT/BT-chefen och studierektorn" in reason.text
