"""A request that came long after is marked, for those who read the assessment."""

from datetime import timedelta

import pytest

from assessments import queries
from tests.assessments import acts, ways


@pytest.mark.parametrize(("days", "late"), [(7, 0), (8, 8)])
def test_what_was_asked_for_late_says_so(kronoberg, days, late):
    row = acts.ask(kronoberg, performed_on=acts.today() - timedelta(days=days))
    told = dict(ways.sheet(row).situation).get("Begärd")
    assert told == (f"{late}\N{NO-BREAK SPACE}dagar efter tillfället" if late else None)
    [line] = queries.lines([acts.stored(row)], late_after=7)
    assert line.late == late


def test_nobody_asked_and_nothing_is_late(kronoberg):
    row = acts.start(kronoberg)
    assert "Begärd" not in dict(ways.sheet(row).situation)


def test_a_link_that_ran_out_is_the_doctors_to_renew(kronoberg):
    row = ways.ask_outside(kronoberg)
    today = acts.today() + timedelta(days=30)
    held = {"doctor"}
    again = "Skicka en ny länk till Mikael Thörnqvist"

    def told(day):
        found = queries.todos_for(kronoberg.doctor, kronoberg.region, day, held)
        return [todo.url for todo in found if todo.title == again]

    assert told(today) == []
    [url] = told(today + timedelta(days=1))
    assert url == f"/kronoberg/bedomning/{row.pk}/ny-lank/"
