"""Two who go together in a clearing: asked, answered, wished, matched, ended."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Refused
from recruitment.actions import clearing_pairs as actions
from recruitment.actions import clearing_wishes
from recruitment.models import ClearingPair, ClearingWishes
from recruitment.queries.clearing import token_for
from recruitment.queries.clearing_pairs import key_for, pair_of
from tests.objects.clearing import (
    begun,
    closed,
    make_clearing,
    make_joined,
    matched,
    wished,
)

HERE, THERE = "Växjö (Region Kronoberg)", "Solna (Region Stockholm)"


@pytest.fixture
def market(cast):
    """Two places in Växjö and one in Solna. Three are ranked in each."""
    clearing = make_clearing(cast.kronoberg, name="BT våren")
    here = make_joined(cast.kronoberg, clearing, towns={"Växjö": 2})
    there = make_joined(cast.stockholm, clearing, towns={"Solna": 1})
    return clearing, here, there


@pytest.fixture
def two(cast, market):
    """The second and the third in Kronoberg."""
    _clearing, here, _there = market
    return begun(cast.kronoberg, here, 2), begun(cast.kronoberg, here, 3)


def codes(action):
    with pytest.raises(Refused) as refused:
        action()
    return refused.value.verdict.codes


def asked(wishes):
    return actions.begin(wishes=wishes, at=timezone.now())


def answered(wishes, pair):
    return actions.join(wishes=wishes, key=key_for(pair.pk), at=timezone.now())


def wish(pair, *places):
    pair.refresh_from_db()
    return actions.wish(
        pair=pair, places=places, version=pair.version, at=timezone.now()
    )


def told(wishes):
    wishes.refresh_from_db()
    return wishes.told


# ---------------------------------------------------------------------- asked and answered
def test_two_go_together_and_begin_with_what_both_wished(two):
    first, second = two
    pair = asked(first)
    assert asked(first) == pair  # a second click
    answered(second, pair)
    assert answered(second, pair) == pair
    pair.refresh_from_db()
    assert (pair.second, pair.wishes) == (second, [[HERE, HERE]])


def test_nobody_goes_with_themselves_or_with_a_stranger(two):
    first, second = two
    pair = asked(first)
    assert codes(lambda: answered(first, pair)) == ["clearing.pair_own"]
    unknown = codes(
        lambda: actions.join(wishes=second, key="gissad", at=timezone.now())
    )
    assert unknown == ["clearing.pair_key"]


def test_a_key_is_for_one_and_nobody_is_in_two(cast, market, two):
    first, second = two
    _clearing, here, _there = market
    third = begun(cast.kronoberg, here, 1)
    pair = asked(first)
    answered(second, pair)
    assert codes(lambda: answered(third, pair)) == ["clearing.pair_key"]
    assert codes(lambda: asked(second)) == ["clearing.in_pair"]
    other = asked(third)
    assert codes(lambda: answered(second, other)) == ["clearing.in_pair"]


def test_who_answers_drops_what_they_had_asked(two):
    first, second = two
    pair, _dropped = asked(first), asked(second)
    answered(second, pair)
    assert ClearingPair.objects.get() == pair


def test_nothing_changes_when_the_wishes_have_closed(market, two):
    first, second = two
    pair = asked(first)
    closed(market[0])
    for late in (
        lambda: asked(second),
        lambda: answered(second, pair),
        lambda: actions.end(wishes=first, at=timezone.now()),
        lambda: wish(pair),
    ):
        assert codes(late) == ["clearing.wishes_closed"]


def test_either_ends_it_and_each_ones_own_wishes_are_left(two):
    first, second = two
    answered(second, asked(first))
    for _ in range(2):
        actions.end(wishes=second, at=timezone.now())
    assert pair_of(first) is None
    first.refresh_from_db()
    assert first.wishes == [HERE]


# ------------------------------------------------------------------------------- wished
@pytest.mark.parametrize(
    "places",
    [[(HERE, THERE)], [(HERE, HERE), (HERE, HERE)], [("Umeå", HERE)]],
)
def test_what_they_cannot_both_have_is_not_wished(two, places):
    first, second = two
    pair = answered(second, asked(first))
    assert codes(lambda: wish(pair, *places)) == ["clearing.pair_wishes"]


def test_the_one_who_saw_an_older_list_is_told(two):
    first, second = two
    pair = answered(second, asked(first))
    wish(pair)
    at = timezone.now()
    assert codes(lambda: actions.wish(pair=pair, places=[], version=1, at=at)) == [
        "clearing.other_window"
    ]


# ------------------------------------------------------------------------------ matched
def test_a_pair_is_placed_together_or_not_at_all(cast, market, two):
    """The first in the order wishes for one of two places: the pair gets neither."""
    clearing, here, _there = market
    first, second = two
    answered(second, asked(first))
    best = wished(begun(cast.kronoberg, here, 1), HERE)
    matched(clearing)
    assert told(best)["place"] == HERE
    for one in two:
        said = told(one)
        assert (said["place"], said["together"]) == ("", True)
        assert not any("reservlistan" in line for line in said["answers"])


def test_when_there_is_room_both_are_placed(cast, market, two):
    clearing, here, _there = market
    first, second = two
    answered(second, asked(first))
    wished(begun(cast.kronoberg, here, 1))  # who wishes nothing
    matched(clearing)
    assert [told(one)["place"] for one in two] == [HERE, HERE]
    assert "den du söker med" in told(first)["outcome"]
    clearing.refresh_from_db()
    assert len(clearing.file["pairs"]) == 1


def test_across_two_regions(cast, market, two):
    clearing, _here, there = market
    first = two[0]
    other = begun(cast.stockholm, there, 1)
    pair = answered(other, asked(first))
    wish(pair, (HERE, THERE))
    matched(clearing)
    assert (told(first)["place"], told(other)["place"]) == (HERE, THERE)


def test_a_pair_without_a_wish_is_two_on_their_own(market, two):
    first, second = two
    wish(answered(second, asked(first)))
    matched(market[0])
    assert {told(one)["together"] for one in two} == {False}
    assert told(first)["place"] == HERE


def test_what_is_matched_stays(market, two):
    first, second = two
    pair = answered(second, asked(first))
    matched(market[0])
    with pytest.raises(DatabaseError), transaction.atomic():
        ClearingPair.objects.filter(pk=pair.pk).update(wishes=[])


def test_a_code_that_nobody_stands_behind_is_in_no_pair(cast, market, two):
    """The wishes were begun anew in another region, and the code there taken over."""
    _clearing, here, there = market
    first, second = two
    answered(second, asked(first))
    other = begun(cast.stockholm, there, 2)
    begun(cast.kronoberg, here, 2, token_for(other.pk))
    assert ClearingWishes.objects.get(pk=first.pk).hosts == []
    assert pair_of(second) is None


def test_a_crash_leaves_nobody_half_joined(two, monkeypatch):
    first, second = two
    pair = asked(first)
    asked(second)

    def crash(*args: object, **facts: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(ClearingPair, "save", crash)
    with pytest.raises(RuntimeError):
        answered(second, pair)
    monkeypatch.undo()
    pair.refresh_from_db()
    assert pair.second is None
    assert pair_of(second) is not None  # what they had asked themselves is not lost


def test_wishes_of_ones_own_can_be_changed_meanwhile(two):
    first, second = two
    answered(second, asked(first))
    clearing_wishes.wish(
        wishes=first, places=[], version=first.version, at=timezone.now()
    )
    first.refresh_from_db()
    assert first.wishes == []
