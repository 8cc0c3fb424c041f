from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bt_admin.lib.people import Person
from recruitment.rules.drift import (
    Agreement,
    Drift,
    Score,
    agreement,
    drifts,
    offsets,
    read_again,
)

EVA, MATS, ANA, TOVE = (
    Person(n, n) for n in ("Eva Lind", "Mats Örneblad", "Ana Haddad", "Tove Alm")
)
PEOPLE = (EVA, MATS, ANA, TOVE)


def a_round(
    levels: list[float], drift: dict[Person, float], each: int = 3
) -> list[Score]:
    """Each case by so many of the four, in turn, at its level and their drift."""
    panels = list(combinations(PEOPLE, each))
    return [
        Score(case, who, level + drift.get(who, 0))
        for case, level in enumerate(levels)
        for who in panels[case % len(panels)]
    ]


LEVELS = [float(n % 7 + n // 7) for n in range(24)]


@pytest.mark.parametrize(
    "drift",
    [
        pytest.param({}, id="ingen"),
        pytest.param({EVA: -2.0}, id="en hård"),
        pytest.param({TOVE: 1.5}, id="en mild"),
    ],
)
def test_a_drift_is_found_and_nobody_else_is_blamed_for_it(drift):
    found = {one.reviewer: one for one in drifts(a_round(LEVELS, drift))}
    for who in PEOPLE:
        assert found[who].difference == pytest.approx(drift.get(who, 0))
        assert found[who].notable is (who in drift)
    assert offsets(a_round(LEVELS, drift)) == pytest.approx(
        {who: drift.get(who, 0) for who in PEOPLE}
    )


def test_chance_is_not_called_drift():
    """Eva is above and below in turn: a spread, no drift."""
    scores = [
        replace(one, value=one.value + (-1) ** (n // 3) * (one.reviewer is EVA))
        for n, one in enumerate(a_round(LEVELS, {}, each=4))
    ]
    assert [one.notable for one in drifts(scores)] == [False] * 4


def test_four_in_common_tell_nothing():
    scores = a_round([1, 2, 3, 4], {EVA: -3}, each=4)
    assert [(one.shared, one.notable) for one in drifts(scores)] == [(4, False)] * 4


def test_who_read_alone_is_compared_with_nobody():
    alone = [Score("k", EVA, 7.0)]
    assert drifts(alone)[0].shared == 0
    assert offsets(alone) == {EVA: 0.0}
    assert agreement(alone) == Agreement(None, None, 0)
    assert [one.application for one in read_again(alone, 1)] == []
    assert drifts([]) == ()


@pytest.mark.parametrize(
    ("drift", "text"),
    [
        (
            Drift(EVA, -0.64, 41, 0.1),
            "Eva Lind sätter i snitt 0,64 poäng lägre än de andra på samma ansökningar "
            "(41 gemensamma).",
        ),
        (
            Drift(EVA, 2.0, 41, 0.1),
            "Eva Lind sätter i snitt 2 poäng högre än de andra på samma ansökningar "
            "(41 gemensamma).",
        ),
        (Drift(EVA, 0.2, 41, 0.15), "Eva Lind ligger nära de andra."),
        (
            Drift(EVA, 2.0, 4, 0.1),
            "Eva Lind: för få gemensamma ansökningar för att jämföra.",
        ),
    ],
)
def test_the_chair_reads(drift, text):
    assert drift.text == text


def test_agreement_with_and_without_drift():
    """One of four is two points down: half of the pairs are two apart."""
    found = agreement(a_round(LEVELS, {EVA: -2.0}, each=4))
    assert found.pairs == 24 * 6
    assert found.apart == pytest.approx(1.0)
    assert found.corrected == pytest.approx(0.0)


# ------------------------------------------------------------------- who is read again
def test_the_one_that_harshness_put_below_the_line():
    """Cases by pairs; case 5 had harsh Eva and would else have passed case 4."""
    scores = [
        *(Score(n, who, 5.0) for n in range(10, 20) for who in (MATS, ANA)),
        *(Score(n, EVA, 3.0) for n in range(10, 20)),
        *(Score(4, who, 6.0) for who in (MATS, ANA)),
        *(Score(5, who, value) for who, value in ((EVA, 4.5), (MATS, 6.5))),
    ]
    again = read_again(scores, places=1)
    assert [(one.application, one.score, one.above) for one in again] == [
        (4, 6.0, True),
        (5, 5.5, False),
    ]
    assert again[1].corrected == pytest.approx(6.5)
    assert again[1].text == (
        "Ligger inte över gränsen nu, men kanske annars: 5,5 poäng, 6,5 utjämnat."
    )
    assert again[0].text == (
        "Ligger över gränsen nu, men kanske inte annars: 6 poäng, 6 utjämnat."
    )


def test_a_tie_at_the_line_that_drift_made():
    scores = [
        *(Score(n, who, 5.0) for n in range(10, 20) for who in (MATS, ANA)),
        *(Score(n, EVA, 3.0) for n in range(10, 20)),
        Score(4, MATS, 6.0),
        *(Score(5, who, value) for who, value in ((EVA, 5.0), (MATS, 7.0))),
    ]
    assert [one.application for one in read_again(scores, places=1)] == [4, 5]


@pytest.mark.parametrize("places", [0, 24, 99])
def test_without_a_line_nobody_is_read_again(places):
    assert read_again(a_round(LEVELS, {EVA: -2.0}), places) == ()


@settings(max_examples=50)
@given(
    st.lists(st.integers(0, 20).map(float), min_size=24, max_size=24),
    st.integers(0, 24),
    st.integers(-3, 3),
)
def test_drift_that_all_share_moves_nobody(levels, places, drift):
    scores = a_round(levels, dict.fromkeys(PEOPLE, float(drift)))
    assert read_again(scores, places) == ()
    assert set(offsets(scores).values()) == {0.0}


@settings(max_examples=50)
@given(
    st.lists(st.integers(0, 20).map(float), min_size=24, max_size=24),
    st.integers(1, 23),
    st.sampled_from(PEOPLE),
    st.integers(-4, 4).filter(bool),
)
def test_read_again_is_whoever_is_on_another_side_of_the_true_line(
    levels, places, who, drift
):
    """With one who drifts and no chance, correcting gives the levels back."""
    scores = a_round(levels, {who: float(drift)})
    means = {
        case: sum(s.value for s in scores if s.application == case) / 3
        for case in range(24)
    }
    true = dict(enumerate(levels))
    assert {one.application for one in read_again(scores, places)} == {
        case
        for case in range(24)
        if _side(means, case, places) != _side(true, case, places)
    }


def _side(means: dict[int, float], case: int, places: int) -> tuple[bool, bool]:
    """Surely in: fewer than `places` others reach it. Surely out: enough are above."""
    mine = round(means[case], 6)
    others = [round(mean, 6) for other, mean in means.items() if other != case]
    return (
        sum(one >= mine for one in others) < places,
        sum(one > mine for one in others) >= places,
    )
