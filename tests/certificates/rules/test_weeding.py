from datetime import date

import pytest

from bt_admin.lib.people import Person
from certificates.rules.weeding import (
    Kept,
    ProposalFacts,
    may_approve,
    may_drop,
    may_propose,
    may_rule,
    may_stop,
    weeded_before,
)

TODAY = date(2028, 2, 29)
ANNA, BO = Person(1, "Anna"), Person(2, "Bo")


@pytest.mark.parametrize(
    ("rules", "day"),
    [
        ((), None),
        ((Kept(2, date(2027, 1, 1)),), date(2026, 2, 28)),
        ((Kept(2, date(2028, 3, 1)),), None),  # holds from tomorrow
        ((Kept(2, date(2020, 1, 1)), Kept(None, date(2027, 1, 1))), None),
        ((Kept(None, date(2020, 1, 1)), Kept(10, TODAY)), date(2018, 2, 28)),
    ],
)
def test_of_what_is_older_than(rules, day):
    assert weeded_before(rules, TODAY) == day


@pytest.mark.parametrize(
    ("years", "source", "codes"),
    [
        (2, "Arkivnämnden 12/2026", []),
        (None, "Arkivnämnden 12/2026", []),
        (0, "Arkivnämnden 12/2026", ["weeding.years"]),
        (201, " ", ["weeding.years", "weeding.no_source"]),
    ],
)
def test_a_rule_rests_on_a_decision(years, source, codes):
    assert may_rule(years, source).codes == codes


def test_proposing_and_approving():
    assert may_propose(TODAY, 3, is_open=False)
    assert may_propose(TODAY, 0, is_open=False).codes == ["weeding.nothing"]
    assert may_propose(None, 3, is_open=False).codes == ["weeding.no_rule"]
    assert may_propose(TODAY, 3, is_open=True).codes == ["weeding.waiting"]
    assert may_approve(ProposalFacts(ANNA, BO, 3))
    assert may_approve(ProposalFacts(ANNA, ANNA, 3)).codes == ["weeding.same_person"]
    decided = ProposalFacts(ANNA, BO, 3, is_open=False)
    assert may_approve(decided).codes == may_drop(decided).codes == ["weeding.decided"]
    assert may_stop(" ").codes == ["weeding.hold_no_reason"]
