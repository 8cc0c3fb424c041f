"""Scores inside their scale, and totals that are the rows and nothing else."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.rules.criteria import Anchor, Criterion, Phase, Scheme
from recruitment.rules.scoring import (
    Missing,
    ScoreRow,
    may_score,
    scores_missing,
    total_of,
    totals_of,
)
from tests.recruitment.rules.scores import KLINIK, MOTIV, REVIEW, SCALE, SCHEME, rows


@pytest.mark.parametrize("value", [0, 6, -1, 2.5, "3", True, None])
def test_a_score_outside_the_scale_is_refused(value):
    [reason] = may_score(KLINIK, value).reasons
    assert (reason.code, reason.text, reason.field) == (
        "score.outside",
        "Skriv ett heltal mellan 1 och 5.",
        "klinik",
    )


def test_a_scale_with_gaps_has_no_score_in_them():
    coarse = Criterion("prov", "Prov", (Anchor(0, "ej"), Anchor(2, "väl")))
    assert [may_score(coarse, one).codes for one in (0, 1, 2)] == [
        [],
        ["score.outside"],
        [],
    ]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"klinik", "motiv"}, ""),
        ({"klinik"}, "Poäng saknas för Motiv."),
        (set(), "Poäng saknas för Klinisk erfarenhet och Motiv."),
    ],
)
def test_a_judge_is_told_what_is_left(given, text):
    reasons = scores_missing(REVIEW.criteria, given).reasons
    assert " ".join(one.text for one in reasons) == text


def test_a_total_is_the_weighted_means_of_each_phase():
    total = total_of(SCHEME, "a", rows("a", (3, 4, 4), (5, 5, 4), (4, 3)))
    # 1.5 × 11/3 + 14/3 = 10.1666…; 2 × 3.5 = 7
    assert total.phases == (
        ("review", Decimal("10.17")),
        ("interview", Decimal("7.00")),
    )
    assert (total.points, total.missing, total.below) == (Decimal("17.17"), (), ())


def test_the_total_is_rounded_once_and_not_its_parts():
    """Three thirds are one: 0.33 + 0.33 + 0.33 would be 0.99."""
    third = Criterion("k", "K", SCALE)
    phases = [Phase(key, key, (third,), judges=3) for key in "abc"]
    given = [
        ScoreRow(1, p.key, j, "k", v) for p in phases for j, v in enumerate((1, 1, 2))
    ]
    assert total_of(Scheme(tuple(phases)), 1, given).points == Decimal("4.00")


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (
            ((3, 4), (5, 5), (4, 3)),
            [("review", "klinik", None), ("review", "motiv", None)],
        ),
        (((3, 4, 4), (5, 5), (4, 3)), [("review", "motiv", "review 3")]),
        (((3, 4, 4), (5, 5, 5), ()), [("interview", "samarbete", None)] * 2),
    ],
)
def test_what_is_missing_is_named_and_there_is_no_total(given, missing):
    total = total_of(SCHEME, "a", rows("a", *given))
    assert total.points is None
    assert list(total.missing) == [Missing(*one) for one in missing]


@pytest.mark.parametrize(
    ("given", "below"),
    [
        (((3, 3, 3), (3, 3, 3), (2, 2)), []),
        (
            ((3, 3, 3), (5, 5, 5), (2, 1)),
            ["Samarbete (intervju): 1,5, där minst 2 krävs"],
        ),
        (((2, 2, 2), (2, 2, 2), (2, 2)), ["Poängen i allt: 9, där minst 10 krävs"]),
        (
            ((1, 1, 1), (1, 1, 1), (1, 1)),
            [
                "Samarbete (intervju): 1, där minst 2 krävs",
                "Poängen i allt: 4,5, där minst 10 krävs",
            ],
        ),
    ],
)
def test_thresholds_not_reached_are_told(given, below):
    total = total_of(SCHEME, "a", rows("a", *given))
    assert [str(one) for one in total.below] == below


def test_two_scores_by_one_judge_are_a_fault():
    twice = [*rows("a", (3, 3, 3), (3, 3, 3), (3, 3))] * 2
    with pytest.raises(ValueError, match="two scores"):
        total_of(SCHEME, "a", twice)


def test_a_row_that_nobody_asked_for_is_a_fault():
    with pytest.raises(LookupError):
        total_of(SCHEME, "a", [ScoreRow("a", "interview", 1, "klinik", 3)])


def test_each_applicant_gets_the_own_rows():
    both = rows("a", (5, 5, 5), (5, 5, 5), (5, 5)) + rows(
        "b", (1, 1, 1), (2, 2, 2), (3, 3)
    )
    totals = totals_of(SCHEME, ["b", "a", "c"], both)
    assert [(key, one.points) for key, one in totals.items()] == [
        ("b", Decimal("9.50")),
        ("a", Decimal("22.50")),
        ("c", None),
    ]


VALUES = st.lists(st.integers(1, 5), min_size=3, max_size=3)


@settings(max_examples=50)
@given(klinik=VALUES, motiv=VALUES, order=st.randoms(use_true_random=False))
def test_a_total_is_the_same_in_any_order_of_rows(klinik, motiv, order):
    given_rows = rows("a", klinik, motiv, (3, 4))
    shuffled = order.sample(given_rows, len(given_rows))
    assert total_of(SCHEME, "a", shuffled) == total_of(SCHEME, "a", given_rows)


@settings(max_examples=50)
@given(klinik=VALUES, motiv=VALUES, judge=st.integers(0, 2))
def test_a_higher_score_never_lowers_the_total(klinik, motiv, judge):
    higher = [min(value + (turn == judge), 5) for turn, value in enumerate(klinik)]
    before = total_of(SCHEME, "a", rows("a", klinik, motiv, (3, 3))).points
    after = total_of(SCHEME, "a", rows("a", higher, motiv, (3, 3))).points
    assert after >= before
    assert MOTIV.weight == 1
