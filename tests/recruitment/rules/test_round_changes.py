"""What may still be changed in a round, and when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from recruitment.enums import RoundState, Task
from recruitment.rules import round_changes as rules
from recruitment.rules.round_changes import Days

NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
S = RoundState
WHOLE = Days(NOON, NOON + 30 * DAY, date(2027, 4, 5), date(2027, 8, 30))


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        (WHOLE, []),
        (Days(), []),
        (Days(NOON, NOON), ["round.closes_first"]),
        (Days(None, NOON, date(2027, 3, 2)), ["round.complement_early"]),
        (Days(None, NOON, date(2027, 3, 3)), []),
        (Days(None, NOON, None, date(2027, 3, 3)), ["round.starts_early"]),
        # By Swedish time it closes on the 4th.
        (
            Days(None, NOON.replace(hour=23), date(2027, 3, 3)),
            ["round.complement_early"],
        ),
    ],
)
def test_days_are_in_order(days: Days, codes: list[str]) -> None:
    assert rules.may_have_days(days, S.DRAFT, Days()).codes == codes


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        (WHOLE, []),
        (Days(NOON, NOON + 31 * DAY, None, WHOLE.starts_on), ["round.days_settled"]),
        (Days(NOON, WHOLE.closes_at, None, None), ["round.no_start"]),
    ],
)
def test_what_is_advertised_is_settled(days: Days, codes: list[str]) -> None:
    assert rules.may_have_days(days, S.ADVERTISED, WHOLE).codes == codes


@pytest.mark.parametrize(
    ("state", "late", "now"),
    [
        (S.ADVERTISED, timedelta(0), S.ADVERTISED),
        (S.ADVERTISED, timedelta(microseconds=1), S.CLOSED),
        (S.DRAFT, DAY, S.DRAFT),
        (S.OFFERS, DAY, S.OFFERS),
    ],
)
def test_the_last_moment_is_open_and_the_next_is_not(state, late, now) -> None:
    assert rules.state_at(state, NOON, NOON + late) == now


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        ({"Växjö": 2}, []),
        ({"Växjö": 1, "Ljungby": 0}, []),
        ({"Växjö": 0}, ["round.place_held"]),
        ({}, ["round.place_held"]),
        ({"Växjö": 100}, ["round.too_many"]),
    ],
)
def test_a_place_that_is_held_stays(wanted, codes) -> None:
    assert rules.may_have_places(S.OFFERS, wanted, {"Växjö": 1}).codes == codes


def test_no_places_when_bt_has_begun() -> None:
    verdict = rules.may_have_places(S.STARTED, {"Växjö": 9}, {})
    assert verdict.codes == ["round.places_settled"]


@pytest.mark.parametrize(
    ("task", "tasks", "codes"),
    [
        (Task.REVIEWER, (), []),
        (Task.REVIEWER, (Task.CHAIR, Task.INTERVIEWER), []),
        (Task.OBSERVER, (Task.OBSERVER,), []),
        (Task.OBSERVER, (Task.REVIEWER,), ["member.both_sides"]),
        (Task.CHAIR, (Task.OBSERVER,), ["member.both_sides"]),
    ],
)
def test_who_watches_does_not_judge(task, tasks, codes) -> None:
    verdict = rules.may_take_part(task, tasks, is_known=True, state=S.SCREENING)
    assert verdict.codes == codes


def test_the_group_of_a_round_that_is_over_stays() -> None:
    verdict = rules.may_take_part(Task.CHAIR, (), is_known=True, state=S.EVALUATED)
    assert verdict.codes == ["member.round_over"]
