"""An order by written rule, in which every place can say why."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.rules.lottery import commitment, drawn_order
from recruitment.rules.ranking import (
    RankFacts,
    Ranking,
    may_change_scores,
    may_rank,
    may_reopen,
    ranking_of,
)
from recruitment.rules.scoring import Below, Total

SEED = "hösten 2027: 4c1f9a"
LOW = (Below("Samarbete (intervju)", Decimal("1.5"), Decimal(2), "samarbete"),)


def totals(**points) -> list[Total]:
    return [Total(name, Decimal(str(given))) for name, given in points.items()]


def names(ranking: Ranking) -> list[object]:
    return [place.application for place in ranking.places]


def test_the_highest_total_comes_first():
    ranking = ranking_of(totals(a=12, b="17.3", c=15), SEED)
    assert [str(place) for place in ranking.places] == [
        "plats 1: 17,3 poäng",
        "plats 2: 15 poäng",
        "plats 3: 12 poäng",
    ]


def test_a_tie_is_drawn_and_says_so():
    ranking = ranking_of(totals(z=20, a="17.3", b="17.3", c="17.3", d=1, e=1), SEED)
    tied, pair = drawn_order(SEED, "abc"), drawn_order(SEED, "de")
    assert names(ranking) == ["z", *tied, *pair]
    assert ranking.explanation(tied[2]) == (
        "plats 4: 17,3 poäng; delad med två andra, lotten avgjorde"
    )
    assert ranking.explanation(pair[0]) == (
        "plats 5: 1 poäng; delad med en annan, lotten avgjorde"
    )


def test_below_a_threshold_there_is_no_place():
    low = Total("b", Decimal(20), below=LOW)
    ranking = ranking_of([*totals(a=12), low], SEED)
    assert names(ranking) == ["a"]
    assert ranking.explanation("b") == (
        "inte anställningsbar: Samarbete (intervju): 1,5, där minst 2 krävs"
    )


def test_those_below_share_no_points_with_those_above():
    ranking = ranking_of([*totals(a=12), Total("b", Decimal(12), below=LOW)], SEED)
    assert ranking.explanation("a") == "plats 1: 12 poäng"


def test_who_was_not_ranked_has_no_explanation():
    with pytest.raises(LookupError):
        ranking_of(totals(a=1), SEED).explanation("b")


@pytest.mark.parametrize("wrong", [[Total("a", None)], totals(a=1) + totals(a=2)])
def test_an_order_needs_each_applicant_once_and_in_full(wrong):
    with pytest.raises(ValueError, match="each applicant once"):
        ranking_of(wrong, SEED)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"final_on": date(2027, 9, 14)}, ["ranking.final"]),
        ({"totals": (Total("a", None),)}, ["ranking.scores_missing"]),
        ({"seed": "ett annat frö 2027"}, ["ranking.other_seed"]),
    ],
)
def test_when_an_order_may_be_made(given, codes):
    facts = {
        "totals": tuple(totals(a=1)),
        "names": {"a": "Sökande 31"},
        "seed": SEED,
        "promised": commitment(SEED),
    }
    assert may_rank(RankFacts(**(facts | given))).codes == codes


def test_who_lacks_scores_is_named():
    facts = RankFacts((Total("a", None),), {"a": "Sökande 31"}, SEED, commitment(SEED))
    [reason] = may_rank(facts).reasons
    assert "Poäng saknas för Sökande 31." in reason.text


def test_a_fixed_order_locks_the_scores():
    assert may_change_scores(None).codes == []
    [reason] = may_change_scores(date(2027, 9, 14)).reasons
    assert reason.text == (
        "Poängen kan inte ändras. Rangordningen fastställdes den 14\u00a0september "
        "2027. Öppna rangordningen igen och skriv varför."
    )


@pytest.mark.parametrize(
    ("reason", "released", "codes"),
    [
        ("En poäng var fel inmatad.", False, []),
        ("  ", False, ["ranking.no_reason"]),
        ("En poäng var fel inmatad.", True, ["ranking.released"]),
    ],
)
def test_opening_a_fixed_order_again(reason, released, codes):
    assert may_reopen(reason, released=released).codes == codes


POINTS = st.dictionaries(st.integers(0, 60), st.integers(10, 14), max_size=12)


@settings(max_examples=50)
@given(points=POINTS, low=st.sets(st.integers(0, 60)), data=st.data())
def test_the_order_is_the_same_whatever_order_they_come_in(points, low, data):
    given_totals = [
        Total(one, Decimal(value), below=LOW if one in low else ())
        for one, value in points.items()
    ]
    shuffled = data.draw(st.permutations(given_totals))
    assert ranking_of(shuffled, SEED) == ranking_of(given_totals, SEED)


@settings(max_examples=50)
@given(points=POINTS)
def test_points_never_rise_down_the_list_and_nobody_is_lost(points):
    ranking = ranking_of([Total(k, Decimal(v)) for k, v in points.items()], SEED)
    in_order = [place.points for place in ranking.places]
    assert in_order == sorted(in_order, reverse=True)
    assert [place.number for place in ranking.places] == list(range(1, len(points) + 1))
    assert set(names(ranking)) == set(points)
