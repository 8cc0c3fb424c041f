"""From the first moment to the last, by the clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from recruitment.enums import RoundState
from recruitment.rules.applying import Opening, may_apply

S = RoundState
OPENS = datetime(2027, 3, 1, 8, tzinfo=ZoneInfo("Europe/Stockholm"))
CLOSES = OPENS + timedelta(days=14)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("state", "at", "codes"),
    [
        (S.ADVERTISED, OPENS - MOMENT, ["application.not_open"]),
        (S.ADVERTISED, OPENS, []),
        (S.ADVERTISED, CLOSES, []),
        (S.ADVERTISED, CLOSES + MOMENT, ["application.round_closed"]),
        # Sent in time, and the round noted as closed while it waited in line.
        (S.CLOSED, CLOSES, []),
        (S.CLOSED, CLOSES + MOMENT, ["application.round_closed"]),
        (S.SCREENING, CLOSES, ["application.round_stopped"]),
        (S.SCREENING, CLOSES + MOMENT, ["application.round_closed"]),
        (S.DRAFT, OPENS, ["application.round_stopped"]),
    ],
)
def test_it_is_open_by_the_clock(state, at, codes):
    assert may_apply(Opening(state, OPENS, CLOSES), at).codes == codes


def test_a_round_without_days_is_not_open():
    found = may_apply(Opening(S.DRAFT, None, None), OPENS)
    assert found.codes == ["application.no_round"]
