"""Two regions' ways of recruiting, read from data; others are made the same way."""

from decimal import Decimal

import pytest

from recruitment.enums import RoundState
from recruitment.rules.methods import (
    FaultyMethod,
    Method,
    read_method,
)
from recruitment.rules.steps import states_of, steps_in
from tests.recruitment.rules.methods import known_methods, tables

KRONOBERG, STOCKHOLM = known_methods()


def kinds(method: Method) -> list[str]:
    return [step.kind for step in method.steps]


def test_kronoberg_is_what_its_guideline_says():
    times = KRONOBERG.times
    assert KRONOBERG.rounds_per_year == 1
    assert KRONOBERG.towns == (("Växjö", 4), ("Ljungby", 2))
    assert KRONOBERG.places == 6
    assert (times.open_days_min, times.open_days_max) == (21, 28)
    assert (times.call_within_days, times.interview_days_max) == (7, 3)
    assert times.days_to_think == 7
    assert KRONOBERG.record_before_offer
    assert KRONOBERG.references
    assert (KRONOBERG.season, KRONOBERG.starts) == ("hösten", "vecka 3")


def test_kronobergs_round_goes_through_every_state():
    assert states_of(KRONOBERG.steps) == tuple(RoundState)
    rolling = [x.kind for x in steps_in(KRONOBERG.steps, RoundState.ADVERTISED)]
    assert rolling == ["advertise", "screen", "references"]
    met = [one.kind for one in steps_in(KRONOBERG.steps, RoundState.INTERVIEW)]
    assert met == ["interviews", "test", "decide"]


def test_stockholm_is_the_ten_steps_of_its_figure():
    figure = [
        "review",  # 1 BT-chefen
        "review",  # 2 two more, each alone
        "select",  # 3
        "interviews",  # 4 group, then individual
        "score",  # 5 each alone, against the template …
        "reconcile_group",  # … then in each group
        "reconcile_all",  # 6
        "references",  # 7
        "decide",  # 8
        "offer",  # 9
        "evaluate",  # 10
    ]
    own = [kind for kind in kinds(STOCKHOLM) if kind in figure]
    assert own == figure
    assert STOCKHOLM.reviewers == 3
    assert [(one.kind, one.judges, one.candidates) for one in STOCKHOLM.interviews] == [
        ("group", 4, 4),
        ("individual", 2, 1),
    ]
    assert STOCKHOLM.rounds_per_year == 2


def test_stockholm_has_no_state_for_a_record_it_does_not_ask_for():
    left_out = set(RoundState) - set(states_of(STOCKHOLM.steps))
    assert left_out == {RoundState.BACKGROUND_CHECK}
    last = [one.kind for one in steps_in(STOCKHOLM.steps, RoundState.INTERVIEW)]
    assert last[-2:] == ["references", "decide"]


@pytest.mark.parametrize("method", known_methods(), ids=lambda one: one.key)
def test_every_scale_is_anchored_and_its_threshold_lies_on_it(method):
    for _, criterion in method.scheme:
        assert (criterion.lowest, criterion.highest) == (1, 5)
        assert criterion.question.endswith(("?", "."))
        assert criterion.threshold is None or 1 <= criterion.threshold <= 5


@pytest.mark.parametrize("method", known_methods(), ids=lambda one: one.key)
def test_every_part_says_where_it_comes_from(method):
    parts = {one.part for one in method.statements}
    assert {"", "places", "own_times", "demands"} <= parts
    assert {one.confidence for one in method.statements} == {"S", "own"}
    # What we made up is marked as ours.
    own = {x.part for x in method.statements if x.confidence == "own"}
    assert "own_times" in own


def test_a_weight_is_exact():
    assert KRONOBERG.scheme.phase("interview").weight == Decimal(2)
    assert KRONOBERG.scheme.criterion("interview", "safety").threshold == Decimal(3)


def test_a_method_that_is_not_usable_tells_all_that_is_wrong():
    table = tables()[0] | {"label": " ", "rounds_per_year": 0}
    with pytest.raises(FaultyMethod) as refused:
        read_method(table)
    assert [str(fault) for fault in refused.value.faults] == [
        "”label” är tom.",
        "Skriv 1–12 omgångar om året.",
    ]
