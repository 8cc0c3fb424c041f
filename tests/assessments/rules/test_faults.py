"""The format: each way to break a pack is named, with where it is."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.delmal import DATA
from assessments.rules.faults import faults_in
from assessments.rules.instruments import instruments, national_pack
from assessments.rules.packs import instruments_in, read_pack


def dops(*path_and_value) -> dict:
    """DOPS alone, with one thing changed; the last value says to what."""
    pack = copy.deepcopy(national_pack("dops"))
    *path, last, value = path_and_value
    place = pack
    for step in path:
        place = place[step]
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return pack


GONE = object()
I = ("instrument", 0)  # noqa: E741
S = (*I, "section", 0)


def test_the_national_pack_is_whole():
    assert faults_in(read_pack(DATA / "instruments.toml")) == ()


@pytest.mark.parametrize("key", list(instruments()))
def test_each_instrument_stands_alone(key):
    pack = json.loads(json.dumps(national_pack(key)))
    assert faults_in(pack) == ()
    assert instruments_in(pack)[key] == instruments()[key]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (("schema_version", 0), "pack: schema_version ska vara 1–10000."),
        (("schema_version", "ett"), "pack: ”schema_version” har fel form."),
        (("scale", {}), "pack: ”scale” har fel form."),
        (("scale", ["x"]), "pack: ”scale” ska vara tabeller."),
        (("instrument", []), "pack: Det finns inget instrument."),
        (("färg", "röd"), "pack: ”färg” är inget som finns i formatet."),
        (("common", "prompts", GONE), "common: ”prompts” saknas."),
        (
            ("common", "context_fields", 2, "key", "plats"),
            "common › context_fields: ”setting” saknas.",
        ),
        (("common", "readers", []), "common › readers: Ange vilka som läser."),
        ((*I, "name", GONE), "instrument dops: ”name” saknas."),
        ((*I, "name", "  "), "instrument dops: ”name” är tom."),
        ((*I, "name", "x" * 61), "instrument dops: ”name” är 1 tecken för lång."),
        (
            (*I, "key", "Dops!"),
            "instrument Dops!: ”key” ska vara a–z, siffror och _, högst 40 tecken.",
        ),
        ((*I, "who", []), "instrument dops › who: Ange vem som kan bedöma."),
        (
            (*I, "who", ["grannen"]),
            "instrument dops › who: ”grannen” är ingen bedömare som finns.",
        ),
        (
            (*I, "minutes", "form", 999),
            "instrument dops › minutes: ”form” ska vara 0–240 minuter.",
        ),
        ((*I, "minutes", "talk", GONE), "instrument dops › minutes: ”talk” saknas."),
        ((*I, "max_clicks", True), "instrument dops: ”max_clicks” ska vara 1–99."),
        ((*I, "version", 10_001), "instrument dops: ”version” ska vara 1–10000."),
        (
            (*I, "delmal", ["BT19"]),
            "instrument dops › delmal: ”BT19” är inget delmål.",
        ),
        (
            (*I, "delmal", ["BT1", "BT1"]),
            "instrument dops › delmal: Ett delmål står två gånger.",
        ),
        (
            (*I, "extra_fields", 0, "options", ["En"]),
            "instrument dops › extra_fields › procedure: Ange 2–30 alternativ.",
        ),
        ((*S, "title", ""), "instrument dops › section 1: ”title” är tom."),
        (
            (*S, "scale", "betyg"),
            "instrument dops › section 1: Skalan ”betyg” finns inte.",
        ),
        (
            (*S, "anchors", ["Ett", "Två"]),
            "instrument dops › section 1: Ange en text för vart och ett av 5 steg.",
        ),
        (
            (*S, "items", 1, "key", "technique"),
            "instrument dops: Nyckeln ”technique” står 2 gånger.",
        ),
        (
            (*S, "items", 0, "label", GONE),
            "instrument dops › section 1 › indication_consent: ”label” saknas.",
        ),
        (
            (*S, "items", 0, "betyg", 3),
            "instrument dops › section 1 › indication_consent: ”betyg” är inget som "
            "finns i formatet.",
        ),
        (
            (*I, "min_items_answered", 8),
            "instrument dops: ”min_items_answered” är fler än det som bedöms.",
        ),
        (
            (*S, "prompts", [{"key": "work_on", "label": "Träna"}]),
            "instrument dops: Textrutan ”keep_doing” saknas.",
        ),
        (
            ("scale", 0, "steps", 0, "value", 2),
            "scale sjalvstandighet_5: Stegens ”value” ska vara 1, 2, 3 … i ordning.",
        ),
        (
            ("scale", 0, "steps", 0, "anchor", ""),
            "scale sjalvstandighet_5 › steg 1: ”anchor” är tom.",
        ),
    ],
)
def test_each_fault_is_named_with_its_place(changes, fault):
    assert [str(one) for one in faults_in(dops(*changes))] == [fault]


def test_every_fault_is_told_at_once():
    pack = dops(*I, "name", "")
    pack["instrument"][0]["purpose"] = ""
    assert [str(one) for one in faults_in(pack)] == [
        "instrument dops: ”name” är tom.",
        "instrument dops: ”purpose” är tom.",
    ]


def test_without_a_whole_all_areas_share_one_scale():
    pack = copy.deepcopy(national_pack("presentation"))
    more = copy.deepcopy(national_pack("osce"))
    pack["scale"] += more["scale"]
    pack["instrument"][0]["section"] += more["instrument"][0]["section"]
    for item in pack["instrument"][0]["section"][1]["items"]:
        item["key"] += "_2"
    assert [one.text for one in faults_in(pack)] == [
        "Utan en fråga om helheten ska alla frågor ha samma skala."
    ]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(anything=ANYTHING, data=st.data())
def test_whatever_stands_in_a_pack_is_a_fault_and_never_a_crash(anything, data):
    pack = copy.deepcopy(national_pack("sammantagen_bedomning"))
    place = pack
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(keys))
        if data.draw(st.booleans()) or not isinstance(place[key], dict | list):
            place[key] = anything
            break
        place = place[key]
    faults_in(pack)
