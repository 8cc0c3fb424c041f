"""A method changed part by part: always either usable, or told what is wrong."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.rules import method_editing as editing
from recruitment.rules.method_faults import PARTS, TIMES, faults_in_method
from recruitment.rules.methods import Method, read_method
from recruitment.rules.phase_faults import KEY
from recruitment.rules.steps import STATE_OF_STEP
from tests.recruitment.rules.methods import table

DAY = date(2027, 3, 3)
LABELS = st.text(max_size=20)
NUMBERS = st.sampled_from(["0", "1", "1.5", "-2", "x", "", None])
STEPS = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from([*STATE_OF_STEP, "nap"]), "label": LABELS,
         "rolling": st.booleans()}
    ),
    max_size=6,
)  # fmt: skip
PAPERS = st.lists(
    st.fixed_dictionaries(
        {"key": st.sampled_from(["", "cv", "swedish", "licence"]), "label": LABELS,
         "required": st.sampled_from([None, False])}
    ),
    max_size=4,
)  # fmt: skip
CRITERIA = st.lists(
    st.fixed_dictionaries(
        {"key": st.sampled_from(["", "motive"]), "label": LABELS, "weight": NUMBERS,
         "threshold": NUMBERS, "lowest": st.sampled_from([0, None]),
         "anchors": st.lists(LABELS, max_size=3)}
    ),
    max_size=3,
)  # fmt: skip
PHASES = st.lists(
    st.fixed_dictionaries(
        {"key": st.sampled_from(["", "review", "interview"]), "label": LABELS,
         "kind": st.sampled_from(["review", "group", "individual"]),
         "judges": st.integers(-1, 14), "candidates": st.integers(0, 4),
         "minutes": st.integers(-1, 60), "weight": NUMBERS}
    ),
    max_size=3,
)  # fmt: skip
EDITS = st.one_of(
    st.tuples(st.just(editing.with_steps), STEPS),
    st.tuples(st.just(editing.with_papers), PAPERS),
    st.tuples(st.just(editing.with_phases), PHASES),
    st.tuples(
        st.just(editing.with_times),
        st.fixed_dictionaries({name: st.integers(-1, 400) for name in TIMES}),
    ),
    st.tuples(
        st.just(lambda method, told: editing.with_criteria(method, "review", told)),
        CRITERIA,
    ),
)


@settings(max_examples=80)
@given(edits=st.lists(EDITS, max_size=4), region=st.sampled_from(["", "kronoberg"]))
def test_any_edits_give_faults_or_a_method(edits: list[Any], region: str) -> None:
    method = table(region) if region else editing.empty_method("gotland", DAY)
    for edit, told in edits:
        try:
            method = edit(method, told)
        except LookupError:
            continue  # the phase is gone
    found = faults_in_method(method)
    assert found or isinstance(read_method(method), Method)
    parts = [editing.faults_of(method, part) for part in PARTS]
    assert not any(parts) or found


def test_an_empty_method_only_lacks_places_and_judging() -> None:
    method = editing.empty_method("gotland", DAY)
    assert [str(one) for one in faults_in_method(method)] == [
        "places: Skriv 1–500 platser.",
        "phase: Ange minst en sak att bedöma.",
    ]


def test_what_nobody_was_asked_about_stays() -> None:
    method = table("kronoberg")
    told = [dict(one) for one in method["phase"]]
    for one in told:
        del one["criterion"]
    assert editing.with_phases(method, told) == method


def test_what_is_changed_no_longer_comes_from_where_it_came() -> None:
    method = table("kronoberg")
    told = [{**one, "label": one["label"].upper()} for one in method["paper"]]
    changed = editing.with_papers(method, told)
    assert [one["key"] for one in changed["paper"]] == [
        one["key"] for one in method["paper"]
    ]
    assert not any("source" in one for one in changed["paper"])


def test_a_day_that_is_changed_is_ours_and_the_others_are_not() -> None:
    method = table("kronoberg")
    told = {**method["times"], **method["own_times"], "days_to_think": 10}
    changed = editing.with_times(method, {name: told[name] for name in TIMES})
    assert "days_to_think" not in changed["times"]
    assert changed["own_times"]["days_to_think"] == 10
    assert read_method(changed).times.call_within_days == 7


@settings(max_examples=50)
@given(label=st.text(), taken=st.sets(st.text(max_size=5), max_size=3))
def test_a_key_is_always_one(label: str, taken: set[str]) -> None:
    key = editing.key_from(label, taken)
    assert KEY.fullmatch(key)
    assert key not in taken


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Motiv för BT här", "motiv_för_bt_här"),
        ("1. Första", "första"),
        ("!!!", "del"),
        ("Samarbete", "samarbete_2"),
    ],
)
def test_a_key_reads_like_its_words(label: str, key: str) -> None:
    assert editing.key_from(label, {"samarbete"}) == key


@pytest.mark.parametrize(
    ("places", "towns"),
    [
        ({"towns": {"Växjö": 2}}, {"Växjö": 2}),
        ({"total": 3}, {"Visby": 3}),
        ({}, {}),
        ([], {}),
        ({"towns": {"Växjö": "2"}}, {}),
    ],
)
def test_places_are_read_whatever_stands_there(places: Any, towns: Any) -> None:
    assert editing.towns_in({"places": places}, "Visby") == towns
