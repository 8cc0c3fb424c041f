from datetime import date
from decimal import Decimal

import pytest

from placements.rules.extension import (
    Caps,
    ExtensionFacts,
    Stretch,
    longer,
    may_extend,
    moved,
)

TODAY = date(2027, 9, 14)
END = date(2028, 3, 31)
KRONOBERG = Caps("Region Kronoberg", Decimal(2), Decimal(4), "synnerliga skäl", ("HR",))


def facts(**given) -> ExtensionFacts:
    usual = {
        "may_decide": True,
        "reason": "competence",
        "months": Decimal(2),
        "motivation": "Behöver mer tid i akut sjukvård.",
        "caps": KRONOBERG,
        "heard": (("HR", TODAY),),
        "today": TODAY,
        "ends_shown": END,
        "ends_now": END,
    }
    return ExtensionFacts(**{**usual, **given})


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"may_decide": False}, ["extension.not_manager"]),
        ({"months": Decimal(0)}, ["extension.length"]),
        ({"months": Decimal("-1")}, ["extension.length"]),
        ({"months": Decimal("1.3")}, ["extension.length"]),
        ({"months": Decimal("2.5")}, ["extension.placement_cap"]),
        ({"placement_before": Decimal(1)}, ["extension.placement_cap"]),
        ({"total_before": Decimal(3)}, ["extension.total_cap"]),
        ({"total_before": Decimal(3), "extraordinary": "Vård av anhörig."}, []),
        ({"total_before": Decimal(3), "reason": "sick_leave"}, []),
        ({"months": Decimal(9), "reason": "parental_leave"}, []),
        ({"months": Decimal(9), "caps": Caps("Stockholm", consulted=("HR",))}, []),
        ({"motivation": " "}, ["extension.no_motivation"]),
        ({"heard": ()}, ["extension.consultation_missing"]),
        ({"heard": (("HR", date(2027, 9, 15)),)}, ["extension.heard_ahead"]),
        ({"ends_shown": None}, ["extension.not_seen"]),
        ({"ends_shown": TODAY}, ["extension.not_seen"]),
    ],
)
def test_what_is_asked_before_bt_is_extended(given, codes):
    assert may_extend(facts(**given)).codes == codes


@pytest.mark.parametrize(
    ("months", "after"),
    [
        ("1", date(2027, 10, 14)),
        ("0.5", date(2027, 9, 29)),
        ("1.5", date(2027, 10, 29)),
    ],
)
def test_half_a_month_is_fifteen_days(months, after):
    assert longer(TODAY, Decimal(months)) == after


def test_what_comes_after_moves_as_far():
    first = Stretch("a", date(2027, 1, 1), date(2027, 3, 31))
    second = Stretch("b", date(2027, 4, 1), date(2027, 6, 30))
    third = Stretch("c", date(2027, 7, 1), date(2027, 12, 31))
    found = moved([first, second, third], second, Decimal(2))
    assert [(now.key, now.starts_on, now.ends_on) for _before, now in found] == [
        ("c", date(2027, 9, 1), date(2028, 2, 29)),
        ("b", date(2027, 4, 1), date(2027, 8, 31)),
    ]
