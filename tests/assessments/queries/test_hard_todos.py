"""BT6 and BT7 are reminded of a quarter through the BT, until something is there."""

from datetime import timedelta

import pytest

from assessments.queries.hard_todos import PARTS
from assessments.queries.waiting import from_parts
from assessments.rules.delmal import catalogue
from tests.assessments import acts, learning
from tests.assessments.acts import today

DOCTOR = {"doctor"}


def told(company, on=None, who=None, held=DOCTOR):
    who = who or company.doctor
    rows = from_parts(PARTS, who, company.region, on or today(), held)
    return [(one.title, one.url.partition("#")[2], one.due) for one in rows]


def test_both_when_nothing_is_there(kronoberg):
    assert told(kronoberg) == [("Välj en uppgift för BT6 och BT7", "BT6", None)]


def test_from_a_quarter_of_the_time_to_the_last_day(kronoberg):
    first = kronoberg.programme.starts_on
    last = max(
        period.ends_on
        for place in kronoberg.placements
        for period in place.periods.all()
    )
    days = (last - first).days
    quarter = first + timedelta(days=-(-days // 4))
    for on, there in (
        (first - timedelta(days=1), 0),
        (first, 0),
        (quarter - timedelta(days=1), 0),
        (quarter, 1),
        (last, 1),
        (last + timedelta(days=1), 0),
    ):
        assert (on, len(told(kronoberg, on))) == (on, there)


def test_an_activity_or_a_request_ends_it(kronoberg):
    learning.reflect(kronoberg, delmal=("BT6",))
    assert told(kronoberg) == [("Välj en uppgift för BT7", "BT7", None)]
    row = acts.ask(kronoberg, delmal=("BT7",))
    assert told(kronoberg) == []
    row.state = "declined"
    row.save()
    assert told(kronoberg) == [("Välj en uppgift för BT7", "BT7", None)]


@pytest.mark.parametrize("state", ["final_assessment", "completed", "applied"])
def test_not_when_the_bt_is_past_that(kronoberg, state):
    kronoberg.programme.state = state
    kronoberg.programme.save()
    assert told(kronoberg) == []


def test_only_the_doctor(kronoberg, cast):
    assert told(kronoberg, who=kronoberg.main_supervisor) == []
    assert told(kronoberg, held={"main_supervisor"}) == []


def test_the_share_is_the_files():
    shares = {one.code: one.remind_at for one in catalogue().delmal if one.remind_at}
    assert {code: str(share) for code, share in shares.items()} == {
        "BT6": "0.25",
        "BT7": "0.25",
    }
