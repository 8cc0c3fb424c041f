"""Who may stand in for somebody on leave."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bt_admin.lib.people import Person
from regions.rules.stand_ins import StandInFacts, may_stand_in

TODAY = date(2027, 9, 14)
ANNA, BO = Person(1, "Anna Ek"), Person(2, "Bo Lind")
GOOD = StandInFacts(
    absent=ANNA,
    stand_in=BO,
    starts=TODAY,
    ends=TODAY + timedelta(days=20),
    today=TODAY,
    roles=frozenset({"placement_supervisor"}),
    licensed=True,
    supervisor_trained=True,
)


def test_a_trained_colleague_may():
    assert may_stand_in(GOOD)


def test_a_studierektor_needs_no_doctor():
    facts = replace(
        GOOD,
        roles=frozenset({"director_of_studies"}),
        licensed=False,
        supervisor_trained=False,
    )
    assert may_stand_in(facts)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"roles": frozenset()}, "stand_in.no_role"),
        ({"stand_in": ANNA}, "stand_in.self"),
        ({"starts": TODAY - timedelta(days=1)}, "stand_in.past"),
        ({"ends": TODAY - timedelta(days=1)}, "stand_in.backwards"),
        ({"ends": TODAY + timedelta(days=366)}, "stand_in.too_long"),
        ({"taken": (TODAY, TODAY)}, "stand_in.taken"),
        ({"is_doctor": True}, "stand_in.bound"),
        ({"is_assessor": True}, "stand_in.bound"),
        ({"licensed": False}, "stand_in.not_trained"),
        ({"supervisor_trained": False}, "stand_in.not_trained"),
    ],
)
def test_one_thing_wrong_is_one_reason(change, code):
    assert may_stand_in(replace(GOOD, **change)).codes == [code]


def test_the_longest_is_a_year():
    assert may_stand_in(replace(GOOD, ends=TODAY + timedelta(days=365)))
