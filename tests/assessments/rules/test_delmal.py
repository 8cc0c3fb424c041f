from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.delmal import (
    ALL_CODES,
    DELMAL_COUNT,
    catalogue,
    collapse,
    missing_from,
    number_of,
    sort_codes,
)

CODES = st.lists(st.sampled_from(ALL_CODES))


def test_the_catalogue_holds_eighteen_delmal_and_47_requirements():
    found = catalogue()
    assert found.codes == ALL_CODES
    assert len(found.delmal) == DELMAL_COUNT.on(found.valid_from)
    assert found.row_count == 47
    assert (found.regulation, found.valid_from) == (
        "HSLF-FS 2021:8",
        date(2021, 7, 1),
    )


@pytest.mark.parametrize("delmal", catalogue().delmal, ids=lambda delmal: delmal.code)
def test_every_delmal_is_whole(delmal):
    assert [row.n for row in delmal.rows] == list(range(1, len(delmal.rows) + 1))
    assert {row.verb for row in delmal.rows} <= {"kunna", "kunskap"}
    assert len(delmal.steps) == 5
    assert all([delmal.heading, delmal.settings, delmal.evidence, delmal.situation])


def test_the_requirements_of_each_delmal_are_as_many_as_were_read():
    counts = [len(delmal.rows) for delmal in catalogue().delmal]
    assert counts == [6, 10, 1, 2, 2, 1, 2, 1, 3, 4, 2, 3, 1, 1, 4, 1, 1, 2]


def test_every_delmal_is_in_one_group():
    grouped = [code for group in catalogue().groups for code in group.codes]
    assert sort_codes(grouped) == ALL_CODES
    assert len(grouped) == 18


def test_only_the_two_hard_ones_have_ready_tasks():
    with_tasks = [delmal.code for delmal in catalogue().delmal if delmal.tasks]
    assert with_tasks == ["BT6", "BT7"]


def test_an_unknown_regulation_or_code_is_told():
    with pytest.raises(LookupError):
        catalogue("HSLF-FS 2015:8")
    with pytest.raises(LookupError):
        catalogue().get("BT19")
    assert catalogue().get("BT12").heading == "Barn och ungdomar"


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ([], ""),
        (["BT7"], "BT7"),
        (["BT10", "BT9"], "BT9 och BT10"),
        (["BT3", "BT12", "BT6"], "BT3, BT6 och BT12"),
        (["BT1", "BT2", "BT3"], "BT1–BT3"),
        (
            ["BT12", "BT7", "BT4", "BT3", "BT2", "BT1", "BT1"],
            "BT1–BT4, BT7 och BT12",
        ),
        (ALL_CODES, "BT1–BT18"),
    ],
)
def test_how_several_are_written(codes, text):
    assert collapse(codes) == text


@given(CODES)
def test_what_is_missing_and_what_is_there_are_all_of_them(codes):
    missing = missing_from(codes)
    assert sort_codes([*codes, *missing]) == ALL_CODES
    assert not set(codes) & set(missing)


def test_sts_delmal_are_not_bts():
    with pytest.raises(ValueError, match="STa1"):
        number_of("STa1")
