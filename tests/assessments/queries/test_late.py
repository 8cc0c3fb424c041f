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
