"""What a region may make of an instrument: tables of what is kept and what is own."""

from copy import deepcopy
from datetime import date

import pytest

from assessments.rules.editing import copied, edited
from assessments.rules.instruments import instruments, national_pack
from assessments.rules.regional import (
    DraftOfInstrument,
    key_from,
    may_decide_use,
    may_publish,
    may_use,
    next_version,
    own_parts,
)

TODAY = date(2027, 3, 10)


def changed(key: str, *path_and_value) -> dict:
    pack = national_pack(key)
    *path, last, value = path_and_value
    place = pack["instrument"][0]
    for step in path:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return pack


def draft(key: str, definition: dict, **given) -> DraftOfInstrument:
    return DraftOfInstrument(
        **{
            "key": key,
            "based_on_version": 1,
            "definition": definition,
            "revision_shown": 1,
            "revision_now": 1,
            "in_use_now": national_pack(key) if key in instruments() else None,
            **given,
        }
    )


WORDED = ("purpose", "Med våra ord.")


@pytest.mark.parametrize(
    ("key", "change", "codes"),
    [
        pytest.param("dops", WORDED, [], id="syftet"),
        pytest.param("dops", ("delmal", ["BT1"]), [], id="delmålen"),
        pytest.param("dops", ("minutes", "form", 5), [], id="minuterna"),
        pytest.param("dops", ("section", 0, "items", 3, None), [], id="färre frågor"),
        pytest.param("dops", ("name", ""), ["instrument.fault"], id="inget namn"),
        pytest.param("dops", ("who", ["office"]), ["instrument.fault"], id="vem"),
        pytest.param("dops", ("max_clicks", 50), ["instrument.fault"], id="tryck"),
        pytest.param("dops", ("section", 1, None), ["instrument.fault"], id="helheten"),
        pytest.param(
            "dops",
            ("section", 1, "items", 0, "key", "betyg"),
            ["instrument.fault"],
            id="en annan helhet",
        ),
        pytest.param(
            "sammantagen_bedomning",
            ("section", 0, "items", 0, None),
            ["instrument.fault"],
            id="en grupp med delmål",
        ),
        pytest.param(
            "sammantagen_bedomning",
            ("section", 1, "prompts", 2, None),
            ["instrument.fault"],
            id="en textruta",
        ),
        pytest.param(
            "sammantagen_bedomning",
            ("section", 1, "items", 0, "options", ["Ja", "Nej"]),
            ["instrument.fault"],
            id="svaren om fas",
        ),
        pytest.param("osce", ("stations", 7, None), [], id="en station mindre"),
    ],
)
def test_what_a_region_may_change(key, change, codes):
    assert may_publish(draft(key, changed(key, *change))).codes == codes


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        pytest.param({}, [], id="som den lästes"),
        pytest.param({"revision_now": 2}, ["instrument.stale"], id="ändrad av annan"),
        pytest.param({"published": True}, ["instrument.published"], id="publicerad"),
        pytest.param(
            {"in_use_now": changed("dops", *WORDED)},
            ["instrument.nothing_new"],
            id="likadan",
        ),
    ],
)
def test_when_a_draft_is_published(given, codes):
    assert may_publish(draft("dops", changed("dops", *WORDED), **given)).codes == codes


def test_scales_are_the_same_everywhere():
    pack = national_pack("dops")
    pack["scale"][0]["steps"][0]["label"] = "Tittade"
    assert may_publish(draft("dops", pack)).codes == ["instrument.fault"]


@pytest.mark.parametrize(
    ("change", "own"),
    [
        (WORDED, {"purpose"}),
        (("minutes", "form", 5), {"minutes"}),
        (("section", 0, "help", "Allt räknas."), {"section:0"}),
        (("section", 1, "anchors", list("abcde")), {"anchors:1"}),
        (("section", 0, "items", 2, "label", "Handlag"), {"item:technique"}),
        (("section", 0, "items", 0, None), {"order"}),
    ],
)
def test_what_is_changed_is_the_regions_own(change, own):
    assert own_parts("dops", 1, changed("dops", *change)) == own


def test_the_same_is_nobodys_own_and_a_copy_is_all_own():
    assert own_parts("dops", 1, national_pack("dops")) == frozenset()
    copy = copied(national_pack("dops"), "egen_rond", "Rond")
    assert own_parts("egen_rond", 1, copy) == {"*"}
    assert may_publish(draft("egen_rond", copy)).codes == []
    assert national_pack("dops")["instrument"][0]["name"] == "DOPS"


@pytest.mark.parametrize(
    ("published", "number"),
    [([], 10_001), ([10_001], 10_002), ([10_003, 10_001], 10_004)],
)
def test_regional_numbers_begin_where_national_ones_end(published, number):
    assert next_version(published) == number


@pytest.mark.parametrize(
    ("key", "in_use", "on", "codes"),
    [
        ("osce", False, TODAY, []),
        ("osce", True, date(2027, 4, 1), []),
        ("osce", False, date(2027, 3, 9), ["instrument.use_in_the_past"]),
        ("sammantagen_bedomning", False, TODAY, ["instrument.needed"]),
        ("sammantagen_bedomning", True, TODAY, []),
    ],
)
def test_from_when_an_instrument_is_used(key, in_use, on, codes):
    assert may_decide_use(key, in_use, on, TODAY).codes == codes


def test_what_is_not_used_is_not_begun():
    assert may_use("OSCE", True, "Region Kronoberg")
    [reason] = may_use("OSCE", False, "Region Kronoberg").reasons
    assert reason.text.startswith("OSCE används inte i Region Kronoberg nu.")


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Rond på avdelning", (), "egen_rond_pa_avdelning"),
        ("Rond", ("egen_rond",), "egen_rond_2"),
        ("Rond", ("egen_rond", "egen_rond_2"), "egen_rond_3"),
        ("!!!", (), "egen_instrument"),
        ("Å" * 200, (), "egen_" + "a" * 31),
        ("查房", (), "egen_instrument"),
    ],
)
def test_the_key_of_an_instrument_of_ones_own(name, taken, key):
    assert key_from(name, taken) == key


# ---------------------------------------------------------------------------- editing
def keys_after(*steps: str) -> list[str]:
    pack = national_pack("dops")
    for number, step in enumerate(steps):
        pack = edited(pack, step, f"egen_{number}")
    return [item["key"] for item in pack["instrument"][0]["section"][0]["items"]]


KEYS = [item.key for item in instruments()["dops"].sections[0].items]


@pytest.mark.parametrize(
    ("steps", "keys"),
    [
        (["add:0"], [*KEYS, "egen_0"]),
        (["add:0", "up:0:6"], [*KEYS[:5], "egen_1"[:-1] + "0", KEYS[5]]),
        (["down:0:0"], [KEYS[1], KEYS[0], *KEYS[2:]]),
        (["remove:0:5"], KEYS[:5]),
        (["remove:0:5"] * 9, [KEYS[0], *KEYS[1:5]]),
        (["up:0:0"], KEYS),
        (["down:0:5"], KEYS),
        (["remove:0:99"], KEYS),
        (["add:9"], KEYS),
        (["add:²"], KEYS),
        (["add:"], KEYS),
        (["byt:0:1"], KEYS),
        (["add:0"] * 40, [*KEYS, *[f"egen_{n}" for n in range(14)]]),
    ],
)
def test_questions_are_added_moved_and_removed(steps, keys):
    assert keys_after(*steps) == keys


def test_editing_leaves_what_it_was_given_alone():
    pack = national_pack("dops")
    before = deepcopy(pack)
    edited(pack, "remove:0:0", "egen_0")
    assert pack == before
