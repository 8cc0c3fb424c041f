import pytest

from bt_admin.lib.sources import BILAGA_4, HOUSE
from bt_admin.lib.verdicts import YES, Reason, Refused, Verdict, all_of, no, warning

FIRST = Reason("Du får inte signera.", BILAGA_4, code="first")
SECOND = Reason("Det gör någon annan.", HOUSE, code="second")


def test_no_reasons_is_a_yes():
    assert bool(YES) is True
    YES.require()


def test_a_reason_is_a_no_that_explains_itself():
    verdict = Verdict((FIRST,))
    with pytest.raises(Refused) as refused:
        verdict.require()
    assert refused.value.verdict == verdict
    assert str(refused.value) == "Du får inte signera."


def test_both_must_hold_and_a_reason_is_given_once():
    both = Verdict((FIRST,)) & Verdict((FIRST, SECOND))
    assert list(both) == [FIRST, SECOND]
    assert all_of(YES, Verdict((SECOND,)), Verdict((FIRST,))).codes == [
        "second",
        "first",
    ]


def test_a_warning_stops_nothing():
    verdict = YES & warning("late", "Det är sent.", HOUSE)
    assert bool(verdict) is True
    assert verdict.warning_codes == ["late"]
    assert (verdict & no("x", "Nej.", HOUSE)).warning_codes == ["late"]
