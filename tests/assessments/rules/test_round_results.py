"""Nobody who answered a 360 can be pointed out, whatever is shown together."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.rules.instruments import instrument
from assessments.rules.round_results import (
    Given,
    Tally,
    groups_told,
    mean_of,
    results_of,
    strongest,
    tallies_of,
    words_of,
    worth_a_talk,
)

MSF = instrument("msf_360")
ITEM = MSF.items[0].key


def answers(*pairs: tuple[str, int | None]) -> list[Given]:
    """Each a profession, and the level of the first statement."""
    return [
        Given(profession, {ITEM: level}, {"keep_doing": f"{profession} {number}"})
        for number, (profession, level) in enumerate(pairs)
    ]


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, set()),
        ({"nurse": 2}, set()),
        ({"nurse": 3}, set()),  # it is everybody: says no more than the whole
        ({"nurse": 3, "doctor": 3}, {"nurse", "doctor"}),
        # one left over could be found by taking the groups from the whole
        ({"nurse": 3, "secretary": 1}, set()),
        ({"nurse": 3, "doctor": 4, "secretary": 1}, {"doctor"}),
        ({"nurse": 3, "doctor": 4, "secretary": 2}, {"doctor"}),
        ({"nurse": 3, "doctor": 4, "secretary": 2, "other": 1}, {"nurse", "doctor"}),
        ({"nurse": 3, "": 3}, {"nurse"}),
        ({"nurse": 3, "": 2}, set()),
        ({"": 9}, set()),
        ({"nurse": 0, "doctor": 3, "other": 3}, {"doctor", "other"}),
    ],
)
def test_which_professions_may_be_told(counts, told):
    assert groups_told(counts, 3) == told


@settings(max_examples=400)
@given(
    st.dictionaries(
        st.sampled_from(["", "doctor", "nurse", "secretary", "other", "psychologist"]),
        st.integers(0, 7),
    ),
    st.sampled_from([3, 5]),
)
def test_what_is_left_over_is_nobody_or_enough(counts, least):
    told = groups_told(counts, least)
    left = sum(counts.values()) - sum(counts[key] for key in told)
    assert "" not in told
    assert all(counts[key] >= least for key in told)
    assert not told or left == 0 or left >= least


def test_levels_are_kept_as_counts_and_small_groups_without_a_name():
    given = answers(
        ("doctor", 4), ("doctor", 4), ("doctor", 3), ("doctor", None), ("nurse", 2),
        ("nurse", 1), ("secretary", 4),
    )  # fmt: skip
    assert Counter(tallies_of(given, 3)) == Counter(
        [
            Tally("doctor", ITEM, 4, 2),
            Tally("doctor", ITEM, 3, 1),
            Tally("doctor", ITEM, None, 1),
            Tally("", ITEM, 2, 1),
            Tally("", ITEM, 1, 1),
            Tally("", ITEM, 4, 1),
        ]
    )


def test_no_text_is_kept_of_fewer_than_five():
    assert words_of(answers(*[("nurse", 3)] * 4), 5) == []


def test_texts_lose_a_profession_of_fewer_than_five():
    given = answers(*[("doctor", 3)] * 6, *[("nurse", 3)] * 5, *[("other", 3)] * 4)
    found = words_of(given, 5)
    # with the nurses told, the four others would be left over by themselves
    assert Counter(one.profession for one in found) == {"doctor": 6, "": 9}


def test_empty_texts_are_no_texts():
    blank = Given("nurse", {ITEM: 3}, {"keep_doing": " \n", "work_on": ""})
    assert words_of([blank] * 5, 5) == []


def shown(*tallies: Tally, own: int | None = 3):
    return results_of(MSF, {ITEM: own}, tallies, 3)[0]


@pytest.mark.parametrize(
    ("levels", "mean", "count"),
    [
        ({4: 2}, None, 2),
        ({4: 3}, Decimal("4.0"), 3),
        ({4: 1, 3: 2}, Decimal("3.3"), 3),
        ({4: 1, 3: 1, None: 1}, None, 2),
        ({None: 9}, None, 0),
        ({1: 1, 2: 1, 3: 1, 4: 1}, Decimal("2.5"), 4),
    ],
)
def test_a_mean_takes_three_who_have_seen_it(levels, mean, count):
    found = shown(*(Tally("", ITEM, level, n) for level, n in levels.items()))
    assert (found.mean, found.count) == (mean, count)


def test_a_profession_shows_a_mean_of_its_own_when_as_many_have_seen_it():
    doctors = Tally("doctor", ITEM, 4, 3)
    others = Tally("", ITEM, 2, 3)
    found = shown(doctors, others)
    assert [(one.words, one.mean, one.count) for one in found.groups] == [
        ("läkare", Decimal("4.0"), 3)
    ]
    # one of the others had not seen it: two are left over
    unseen = Tally("", ITEM, None, 1)
    assert shown(doctors, Tally("", ITEM, 2, 2), unseen).groups == ()


@pytest.mark.parametrize(
    ("levels", "mean"), [({3: 1, 4: 3}, "3.8"), ({1: 19, 2: 1}, "1.1"), ({2: 1}, "2.0")]
)
def test_the_mean_has_one_decimal(levels, mean):
    assert mean_of(levels) == Decimal(mean)


def several(*levels: tuple[int, int]):
    """(the others', one's own) of the first statements."""
    keys = [item.key for item in MSF.items]
    tallies = [
        Tally("", key, others, 3)
        for key, (others, _own) in zip(keys, levels, strict=False)
    ]
    own = {key: mine for key, (_others, mine) in zip(keys, levels, strict=False)}
    return results_of(MSF, own, tallies, 3)


def test_what_is_said_first():
    found = several((4, 2), (2, 4), (3, 3), (1, 4), (4, 4))
    labels = [item.label for item in MSF.items]
    assert [one.item.label for one in strongest(found)] == [
        labels[0],
        labels[4],
        labels[2],
    ]
    assert [one.item.label for one in worth_a_talk(found)] == [
        labels[3], labels[0], labels[1],
    ]  # fmt: skip
