from datetime import date

import pytest

from bt_admin.lib.pieces import GoalRow, Goals, State, Todo

TODAY = date(2027, 9, 14)
S = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("due", "when", "how_soon"),
    [
        (date(2027, 9, 13), State("bad", f"Försenad 1{S}dag"), ""),
        (date(2027, 9, 4), State("bad", f"Försenad 10{S}dagar"), ""),
        (TODAY, None, f"i{S}dag"),
        (date(2027, 9, 16), None, f"om 2{S}dagar"),
        (None, None, ""),
    ],
)
def test_when_something_is_due(due, when, how_soon):
    todo = Todo("Signera", "/", due=due, today=TODAY)
    assert (todo.when, todo.how_soon) == (when, how_soon)


def test_a_given_state_goes_first():
    left = State("warn", "5 dagar kvar", "clock")
    todo = Todo("Signera", "/", due=date(2027, 9, 19), today=TODAY, state=left)
    assert (todo.when, todo.how_soon) == (left, "")


def test_goals_are_grouped_with_what_is_missing_first():
    done, missing = State("ok", "Intygat", "lock"), State("none", "Saknas")
    rows = [
        GoalRow("BT1", "Akuta", done),
        GoalRow("BT2", "Psykiatri", missing),
        GoalRow("BT3", "Lagar", done),
    ]
    groups = [
        (state, [row.code for row in rows]) for state, rows in Goals([], rows).groups
    ]
    assert groups == [(missing, ["BT2"]), (done, ["BT1", "BT3"])]
