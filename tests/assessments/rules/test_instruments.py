import pytest

from assessments.rules.delmal import ALL_CODES
from assessments.rules.instruments import instrument, instruments

KEYS = ["mini_cex", "dops", "cbd", "medsittning", "presentation"]
KEYS += ["journalgranskning", "msf_360", "sammantagen_bedomning", "osce", "epa"]


def test_the_ready_packs():
    assert list(instruments()) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_every_pack_is_whole(key):
    pack = instrument(key)
    assert set(pack.delmal) <= set(ALL_CODES)
    assert len({item.key for item in pack.items}) == len(pack.items)
    assert all(item.scale is not None or item.options for item in pack.items)
    assert [len(item.anchors) for item in pack.items if item.scale is not None] == [
        len(item.scale.steps) for item in pack.items if item.scale is not None
    ]
    assert {"keep_doing", "work_on"} <= {prompt.key for prompt in pack.prompts}
    assert pack.readers


def test_mini_cex_has_six_parts_and_a_whole():
    pack = instrument("mini_cex")
    assert [section.title for section in pack.sections] == ["Det du såg", "Helheten"]
    assert len(pack.items) == 7
    assert pack.whole.key == "overall"
    assert pack.whole.values == (1, 2, 3, 4, 5)
    assert pack.whole.answer_text(4) == "Självständigt"
    assert pack.whole.answer_text(None) == "Gick inte att bedöma"
    assert pack.whole.anchors[0] == "Såg på mötet och diskuterade det efteråt."


def test_the_overall_assessment_ends_with_a_choice():
    pack = instrument("sammantagen_bedomning")
    assert pack.delmal == ALL_CODES
    assert pack.whole.key == "phase"
    assert pack.whole.scale is None
    assert pack.whole.values == (1, 2, 3)
    assert pack.whole.answer_text(3) == "Risk att målen inte nås"
    assert [p.key for p in pack.prompts] == [
        "keep_doing",
        "work_on",
        "basis",
        "to_next",
    ]


def test_an_unknown_instrument_item_or_version_is_told():
    for wrong in (
        lambda: instrument("betyg"),
        lambda: instrument("mini_cex", 99),
        lambda: instrument("mini_cex").item("grade"),
    ):
        with pytest.raises(LookupError):
            wrong()
    assert instrument("mini_cex", 1) is instrument("mini_cex")
