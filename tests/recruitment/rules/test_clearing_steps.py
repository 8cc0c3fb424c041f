"""What may be done in a clearing, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from recruitment.rules.clearing_order import changed
from recruitment.rules.clearing_steps import (
    ClearingFacts,
    is_not_matched,
    may_change_places_in,
    may_give_before,
    may_join,
    may_leave,
    may_let_out_in,
    may_open,
    may_prepare_in,
    may_reopen_in,
    may_use_key,
    may_wish,
    same_version,
    wishes_known,
)

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OPEN = ClearingFacts("open", NOW + DAY, NOW)
LATE = ClearingFacts("open", NOW, NOW)
JOIN = {
    "is_ranked": True,
    "releases": ["discarded", "undone"],
    "is_in_one": False,
    "is_region_in": False,
    "places": 2,
}
BEFORE = {"state": "open", "reason": "Barn", "given": 0, "capacity": 1}


@pytest.mark.parametrize(
    ("name", "days", "is_taken", "codes"),
    [
        ("Våren", 3, False, []),
        ("Våren", 60, False, []),
        ("Våren", 2, False, ["clearing.closing"]),
        ("Våren", 61, False, ["clearing.closing"]),
        (" ", 10, False, ["clearing.no_name"]),
        ("Våren", 10, True, ["clearing.name_taken"]),
    ],
)
def test_opening(name, days, is_taken, codes):
    assert may_open(name, NOW + days * DAY, NOW, is_taken=is_taken).codes == codes


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({}, []),
        ({"is_ranked": False}, ["clearing.join_not_ranked"]),
        ({"releases": ["prepared"]}, ["clearing.join_release"]),
        ({"releases": ["confirmed"]}, ["clearing.join_release"]),
        ({"is_in_one": True}, ["clearing.join_in_one"]),
        ({"is_region_in": True}, ["clearing.join_region_in"]),
        ({"places": 0}, ["clearing.join_no_places"]),
    ],
)
def test_joining(facts, codes):
    assert may_join(OPEN, **JOIN | facts).codes == codes


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (lambda facts: may_join(facts, **JOIN), "clearing.join_closed"),
        (may_leave, "clearing.leave_closed"),
        (may_wish, "clearing.wishes_closed"),
    ],
)
def test_what_ends_when_the_wishes_close(rule, code):
    assert rule(OPEN)
    assert rule(LATE).codes == [code]
    assert rule(ClearingFacts("matched", NOW + DAY, NOW)).codes == [code]


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({}, []),
        ({"given": 1}, ["clearing.special_full"]),
        ({"reason": " "}, ["clearing.special_reason"]),
        ({"state": "matched"}, ["clearing.special_matched"]),
        ({"has_left": True}, ["clearing.special_has_left"]),
    ],
)
def test_a_place_before_the_match(facts, codes):
    assert may_give_before(**{"has_left": False} | BEFORE | facts).codes == codes


@pytest.mark.parametrize(
    ("verdict", "codes"),
    [
        (is_not_matched("open"), []),
        (is_not_matched("released"), ["clearing.matched"]),
        (may_use_key(is_found=True, is_used=False), []),
        (may_use_key(is_found=True, is_used=True), ["clearing.key"]),
        (may_use_key(is_found=False, is_used=False), ["clearing.key"]),
        (wishes_known(["A", "B"], ["B", "A", "C"]), []),
        (wishes_known(["A", "A"], ["A"]), ["clearing.wishes_changed"]),
        (wishes_known(["D"], ["A"]), ["clearing.wishes_changed"]),
        (same_version(2, 2), []),
        (same_version(1, 2), ["clearing.other_window"]),
        (may_prepare_in("matched", 0), []),
        (may_prepare_in("open", 0), ["clearing.not_matched"]),
        (may_prepare_in("matched", 1), ["clearing.overbooking"]),
        (may_let_out_in("released", []), []),
        (may_let_out_in("matched", ["Region X"]), ["clearing.not_approved"]),
        (may_reopen_in(False), []),
        (may_reopen_in(True), ["clearing.order_used"]),
        (may_change_places_in(False), []),
        (may_change_places_in(True), ["clearing.places_used"]),
    ],
)
def test_the_small_ones(verdict, codes):
    assert verdict.codes == codes


def test_who_is_waited_for_is_named():
    verdict = may_let_out_in("matched", ["Region Skåne", "Region Uppsala"])
    assert "Kvar är Region Skåne, Region Uppsala." in verdict.reasons[0].text


@pytest.mark.parametrize(
    ("do", "place", "after"),
    [
        ("up", "B", "BAC"),
        ("up", "A", "ABC"),
        ("down", "B", "ACB"),
        ("down", "C", "ABC"),
        ("remove", "B", "AC"),
        ("add", "D", "ABCD"),
        ("add", "A", "ABC"),
        ("up", "X", "ABC"),
        ("", "A", "ABC"),
    ],
)
def test_a_press_on_the_list(do, place, after):
    assert changed("ABC", do, place) == list(after)
