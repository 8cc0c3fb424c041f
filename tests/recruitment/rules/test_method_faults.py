"""What a region writes is usable, or it is told what is wrong and where."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.rules.method_faults import faults_in_method
from recruitment.rules.methods import read_method
from tests.recruitment.rules.methods import tables

GONE = object()
P = ("phase", 0)
C = (*P, "criterion", 0)


def kronoberg(*path_and_value) -> dict:
    """Kronoberg's method with one thing changed; the last value says to what."""
    method = json.loads(json.dumps(tables()[0], default=str))
    if not path_and_value:
        return method
    *path, last, value = path_and_value
    place = method
    for part in path:
        place = place[part]
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return method


def test_what_comes_with_bt_admin_is_usable_also_as_json():
    assert [faults_in_method(table) for table in tables()] == [(), ()]
    assert faults_in_method(kronoberg()) == ()
    assert read_method(kronoberg()) == read_method(tables()[0])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("places", GONE), "”places” saknas."),
        (("times", "fort"), "times: Det ska vara en tabell."),
        (("paper", "alla"), "paper: Det ska vara en lista."),
        (("paper", ["alla"]), "paper: Det ska vara en lista av handlingar."),
        (("key", "Kronoberg!"), "”key” ska vara små bokstäver, siffror och _, högst 40."),
        (("label", ""), "”label” är tom."),
        (("label", "x" * 301), "”label” är 1 tecken för lång."),
        (("valid_from", "i höst"), "Skriv datumet som ÅÅÅÅ-MM-DD."),
        (("valid_until", "2020-01-01"), "Sista dagen ligger före den första."),
        (("threshold", 0), "threshold: Gränsen för alla poäng ska vara mer än 0."),
        (("places", "towns", "Växjö", 0), "places › Växjö: Skriv 1–500 platser."),
        (("places", {"total": 501}), "places: Skriv 1–500 platser."),
        (("times", "days_to_think", 0), "times › days_to_think: Skriv 1–366 dagar."),
        (
            ("own_times", "list_lives_days", -1),
            "times › list_lives_days: Skriv 0–366 dagar.",
        ),
        (
            ("times", "open_days_min", 29),
            "times: Den kortaste ansökningstiden är längre än den längsta.",
        ),
        (("demands", "references", "ja"), "demands › references: Svara ja eller nej."),
        (
            ("demands", "languages", ["c2"]),
            "demands › languages: Välj bland språkbevisen som finns.",
        ),
        (("step", []), "step: Ange minst ett steg."),
        (("step", 0, "kind", "fest"), "step 1: Det finns inget steg ”fest”."),
        (("step", 0, "label", " "), "step 1: ”label” är tom."),
        (
            ("demands", "record_before_offer", False),
            "demands › record_before_offer: Utdraget ska vara både ett krav och ett "
            "steg, eller inget av dem.",
        ),
        (
            ("demands", "references", False),
            "demands › references: Referenser ska vara både ett krav och ett steg, "
            "eller inget av dem.",
        ),
        (
            ("paper", 1, "key", "c1"),
            "paper: Språkbeviset saknas bland handlingarna: ge det nyckeln ”swedish”.",
        ),
        (("paper", 1, "key", "cv"), "paper: ”cv” står 2 gånger."),
        (("step", 10, GONE), "step: Steget ”evaluate” ska finnas en gång."),
        (("step", 1, "kind", "references"),
         "step: Ett steg där någon läser ansökningarna saknas."),
        (("step", 4, "kind", "score"),
         "phase: ”test” ska vara både ett steg och något som bedöms."),
        ((*P, "kind", "gissning"),
         "phase review: Välj hur det bedöms: review, individual, group, test."),
        ((*P, "judges", 0), "phase review: Skriv 1–12 bedömare."),
        ((*P, "weight", "0"), "phase review: Vikten ska vara mer än 0 och högst 100."),
        ((*P, "weight", 0.1), "phase review: Vikten ska vara mer än 0 och högst 100."),
        ((*P, "weight", "NaN"), "phase review: Vikten ska vara mer än 0 och högst 100."),
        ((*P, "criterion", []), "phase review: Ange minst ett kriterium."),
        ((*P, "key", "test"), "phase: ”test” står 2 gånger."),
        ((*C, "anchors", ["ett"]), "phase review › experience: En skala har 2–10 steg."),
        ((*C, "anchors", ["ett", ""]),
         "phase review › experience: Beskriv varje steg på skalan."),
        ((*C, "lowest", 2), "phase review › experience: En skala börjar på 0 eller 1."),
        ((*C, "threshold", "6"),
         "phase review › experience: Gränsen ska ligga på skalan, 1–5."),
        ((*C, "key", "motive"), "phase review: ”motive” står 2 gånger."),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_place(change, fault):
    assert [str(one) for one in faults_in_method(kronoberg(*change))] == [fault]


def test_a_group_meets_at_least_two():
    method = kronoberg("phase", 1, "kind", "group")
    assert [str(one) for one in faults_in_method(method)] == [
        "phase interview: Skriv 2–12 sökande åt gången."
    ]


def swapped(first: int, second: int) -> list[str]:
    method = kronoberg()
    steps = method["step"]
    steps[first], steps[second] = steps[second], steps[first]
    return [str(one) for one in faults_in_method(method)]


def test_steps_that_go_back_are_told():
    assert swapped(1, 3) == ["step: Stegen står i en ordning som går tillbaka."]


def test_the_decision_lies_between_reading_and_offering():
    """The extract is asked for after the decision or before it, both are usable."""
    assert swapped(5, 6) == []
    assert swapped(5, 7) == [
        "step: Stegen står i en ordning som går tillbaka.",
        "step: Beslutet ska ligga efter granskningen, före besked.",
    ]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=50)
@given(anything=ANYTHING, data=st.data())
def test_whatever_stands_in_a_method_is_a_fault_or_can_be_read(anything, data):
    method = copy.deepcopy(kronoberg())
    place = method
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(keys))
        if data.draw(st.booleans()) or not isinstance(place[key], dict | list):
            place[key] = anything
            break
        place = place[key]
    if not faults_in_method(method):
        read_method(method)
