"""What is wrong with a pack of instruments, and where: the format as a rule.

The format is told in docs/instrument.md. Everything here is our own (HOUSE). A pack
without faults can be built by `packs.build`, shown as a form and signed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.rules.delmal import is_code
from assessments.rules.packs import prompts_of
from assessments.rules.parts import REGIONAL_FROM
from assessments.rules.who import WHO

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
SHORT, LINE, LONG = 60, 200, 500  # characters
MOST_ITEMS, MOST_STEPS, MOST_OPTIONS = 20, 9, 30
MOST_MINUTES = 240
WORDS = ("keep_doing", "work_on")
NEEDED_CONTEXT = ("date", "placement", "setting", "what", "difficulty", "delmal")

INSTRUMENT = {
    "key", "name", "long_name", "purpose", "who", "minutes", "max_clicks", "section",
}  # fmt: skip
INSTRUMENT_MAY = {
    "version", "who_note", "delmal", "extra_fields", "stations", "activities",
    "min_items_answered", "consent", "prepare", "never", "note", "when", "question",
    "source", "confidence", "items_confidence", "anonymous", "round", "prefill",
    "readers",
}  # fmt: skip
SECTION_MAY = {
    "help", "items", "scale", "anchors", "prompts", "rule", "readers",
    "comment_by_doctor",
}  # fmt: skip
ITEM_MAY = {"look_for", "options", "delmal", "optional"}
TEXTS = {  # of an instrument, and how long each may be
    "name": SHORT, "long_name": LINE, "purpose": LONG, "consent": LONG,
    "prepare": LONG, "never": LONG, "question": LINE,
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """`where` is the way into the file, as in "instrument dops › section 1"."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}"


Table = Mapping[str, Any]
Faults = Iterator[Fault]


def faults_in(pack: Table) -> tuple[Fault, ...]:
    """What must be put right before this pack can be used? Nothing, when it is whole.

    Every fault is named, not only the first.
    """
    shape = tuple(_pack_shape(pack))
    return shape or (*_common(pack["common"]), *_scales(pack), *_instruments(pack))


def _pack_shape(pack: Table) -> Faults:
    kinds = {"schema_version": int, "common": dict, "scale": list, "instrument": list}
    yield from _only(pack, "pack", set(kinds), set())
    for name, kind in kinds.items():
        if name in pack and not isinstance(pack[name], kind):
            yield Fault("pack", f"”{name}” har fel form.")
    version = pack.get("schema_version")
    if isinstance(version, int) and not 1 <= version < REGIONAL_FROM:
        yield Fault("pack", f"schema_version ska vara 1–{REGIONAL_FROM - 1}.")
    for name in ("scale", "instrument"):
        rows = pack.get(name)
        if isinstance(rows, list) and not all(isinstance(one, dict) for one in rows):
            yield Fault("pack", f"”{name}” ska vara tabeller.")
    if pack.get("instrument") == []:
        yield Fault("pack", "Det finns inget instrument.")


# --------------------------------------------------------------- common to all of them
def _common(common: Table) -> Faults:
    where = "common"
    needed = {"context_fields", "prompts", "readers"}
    yield from _only(
        common,
        where,
        needed,
        {"text_required", "patient_warning", "source", "confidence"},
    )
    fields = common.get("context_fields")
    if "context_fields" in common:
        yield from _fields(fields, f"{where} › context_fields")
        keys = [one.get("key") for one in _tables(fields)]
        for key in NEEDED_CONTEXT:
            if key not in keys:
                yield Fault(f"{where} › context_fields", f"”{key}” saknas.")
    if "prompts" in common:
        yield from _prompts(common["prompts"], f"{where} › prompts")
    if "readers" in common and not _texts(common["readers"]):
        yield Fault(f"{where} › readers", "Ange vilka som läser.")


def _fields(fields: Any, where: str) -> Faults:
    yield from _table_list(fields, where)
    for one in _tables(fields):
        here = f"{where} › {one.get('key', '?')}"
        yield from _only(
            one,
            here,
            {"key", "label"},
            {"hint", "options", "max_length", "min", "max", "prefill", "confidence"},
        )
        yield from _keyed(one, here)
        yield from _text(one, "label", LINE, here)
        if "options" in one:
            yield from _options(one["options"], here)
        low, high = one.get("min"), one.get("max")
        if low is not None and high is not None and not _whole(low) <= _whole(high):
            yield Fault(here, "”min” är större än ”max”.")
    yield from _twice(_tables(fields), where)


def _options(options: Any, where: str) -> Faults:
    if not _texts(options) or not 2 <= len(options) <= MOST_OPTIONS:
        yield Fault(where, f"Ange 2–{MOST_OPTIONS} alternativ.")
        return
    if len(set(options)) < len(options):
        yield Fault(where, "Ett alternativ står två gånger.")
    if any(len(option) > LINE for option in options):
        yield Fault(where, f"Ett alternativ är längre än {LINE} tecken.")


# ----------------------------------------------------------------------------- scales
def _scales(pack: Table) -> Faults:
    for scale in pack["scale"]:
        where = f"scale {scale.get('key', '?')}"
        yield from _only(
            scale,
            where,
            {"key", "name", "question", "steps"},
            {"not_assessable", "defined_in", "source", "confidence"},
        )
        yield from _keyed(scale, where)
        for name in ("name", "question"):
            yield from _text(scale, name, LINE, where)
        if "steps" in scale:
            yield from _steps(scale["steps"], where)
    yield from _twice(pack["scale"], "scale")


def _steps(steps: Any, where: str) -> Faults:
    yield from _table_list(steps, where)
    rows = _tables(steps)
    if not 2 <= len(rows) <= MOST_STEPS:
        yield Fault(where, f"En skala har 2–{MOST_STEPS} steg.")
    if [one.get("value") for one in rows] != list(range(1, len(rows) + 1)):
        yield Fault(where, "Stegens ”value” ska vara 1, 2, 3 … i ordning.")
    for number, one in enumerate(rows, start=1):
        here = f"{where} › steg {number}"
        yield from _only(one, here, {"value", "label", "anchor"}, set())
        yield from _text(one, "label", SHORT, here)
        yield from _text(one, "anchor", LONG, here)


# ------------------------------------------------------------------------ instruments
def _instruments(pack: Table) -> Faults:
    scales = {str(scale.get("key")): scale for scale in pack["scale"]}
    for entry in pack["instrument"]:
        where = f"instrument {entry.get('key', '?')}"
        yield from _only(entry, where, INSTRUMENT, INSTRUMENT_MAY)
        yield from _keyed(entry, where)
        for name, longest in TEXTS.items():
            if name in entry:
                yield from _text(entry, name, longest, where)
        yield from _who(entry, where)
        yield from _minutes(entry, where)
        yield from _numbers(entry, where)
        yield from _delmal(entry.get("delmal"), where)
        yield from _choices(entry, where)
        if "extra_fields" in entry:
            yield from _fields(entry["extra_fields"], f"{where} › extra_fields")
        if "section" in entry:
            yield from _sections(pack, entry, scales, where)
    yield from _twice(pack["instrument"], "instrument")


def _who(entry: Table, where: str) -> Faults:
    who = entry.get("who")
    if "who" in entry and not _texts(who):
        yield Fault(f"{where} › who", "Ange vem som kan bedöma.")
    for one in who or () if _texts(who) else ():
        if one not in WHO:
            yield Fault(f"{where} › who", f"”{one}” är ingen bedömare som finns.")


def _minutes(entry: Table, where: str) -> Faults:
    here, minutes = f"{where} › minutes", entry.get("minutes")
    if minutes is None:
        return
    if not isinstance(minutes, dict):
        yield Fault(here, "Ange observe, talk och form.")
        return
    yield from _only(minutes, here, {"observe", "talk", "form"}, {"per"})
    for name in ("observe", "talk", "form"):
        if name in minutes and not 0 <= _whole(minutes[name]) <= MOST_MINUTES:
            yield Fault(here, f"”{name}” ska vara 0–{MOST_MINUTES} minuter.")


def _numbers(entry: Table, where: str) -> Faults:
    if "max_clicks" in entry and not 1 <= _whole(entry["max_clicks"]) <= 99:
        yield Fault(where, "”max_clicks” ska vara 1–99.")
    if "version" in entry and not 1 <= _whole(entry["version"]) < REGIONAL_FROM:
        yield Fault(where, f"”version” ska vara 1–{REGIONAL_FROM - 1}.")


def _delmal(codes: Any, where: str) -> Faults:
    if codes in (None, "all"):
        return
    here = f"{where} › delmal"
    if not _texts(codes):
        yield Fault(here, "Ange minst ett delmål, eller ”all”.")
        return
    for code in codes:
        if not is_code(code):
            yield Fault(here, f"”{code}” är inget delmål.")
    if len(set(codes)) < len(codes):
        yield Fault(here, "Ett delmål står två gånger.")


def _choices(entry: Table, where: str) -> Faults:
    """Stations and activities: titled, and not two with one title."""
    for name, extra in (("stations", {"key"}), ("activities", {"n"})):
        if name not in entry:
            continue
        here = f"{where} › {name}"
        yield from _table_list(entry[name], here)
        rows = _tables(entry[name])
        for one in rows:
            yield from _only(one, here, {"title"}, {"delmal", *extra})
            yield from _text(one, "title", LINE, here)
            yield from _delmal(one.get("delmal"), here)
        titles = Counter(str(one.get("title")) for one in rows)
        for title, times in titles.items():
            if times > 1:
                yield Fault(here, f"”{title}” står två gånger.")


def _sections(
    pack: Table, entry: Table, scales: Mapping[Any, Table], where: str
) -> Faults:
    wrong = tuple(_table_list(entry["section"], f"{where} › section"))
    yield from wrong
    if wrong:
        return
    rows = _tables(entry["section"])
    for number, section in enumerate(rows, start=1):
        here = f"{where} › section {number}"
        yield from _only(section, here, {"title"}, SECTION_MAY)
        yield from _text(section, "title", LINE, here)
        yield from _anchors(section, scales, here)
        yield from _items(section, scales, here)
        if "prompts" in section:
            yield from _prompts(section["prompts"], here)
    items = [item for section in rows for item in _tables(section.get("items", []))]
    if not items:
        yield Fault(where, "Det finns inget att bedöma.")
    yield from _twice(items, where)
    yield from _summing_up(rows, where)
    least = entry.get("min_items_answered", 1)
    if not 0 <= _whole(least) <= max(len(items), 1):
        yield Fault(where, "”min_items_answered” är fler än det som bedöms.")
    yield from _boxes(pack, entry, where)


def _anchors(section: Table, scales: Mapping[Any, Table], where: str) -> Faults:
    key, anchors = section.get("scale"), section.get("anchors")
    if key is not None and str(key) not in scales:
        yield Fault(where, f"Skalan ”{key}” finns inte.")
    if anchors is None:
        return
    steps = _tables(scales.get(str(key), {}).get("steps"))
    if not _texts(anchors) or len(anchors) != len(steps):
        yield Fault(where, f"Ange en text för vart och ett av {len(steps)} steg.")
    elif any(len(anchor) > LONG for anchor in anchors):
        yield Fault(where, f"En stegtext är längre än {LONG} tecken.")


def _items(section: Table, scales: Mapping[Any, Table], where: str) -> Faults:
    if "items" not in section:
        return
    yield from _table_list(section["items"], where)
    rows = _tables(section["items"])
    if len(rows) > MOST_ITEMS:
        yield Fault(where, f"Ett avsnitt har högst {MOST_ITEMS} frågor.")
    for item in rows:
        here = f"{where} › {item.get('key', '?')}"
        yield from _only(item, here, {"key", "label"}, ITEM_MAY)
        yield from _keyed(item, here)
        yield from _text(item, "label", LINE, here)
        if item.get("look_for"):
            yield from _text(item, "look_for", LONG, here)
        if "options" in item:
            yield from _options(item["options"], here)
        elif "scale" not in section:
            yield Fault(here, "Frågan har varken skala eller alternativ.")
        yield from _delmal(item.get("delmal"), here)


def _summing_up(rows: Sequence[Table], where: str) -> Faults:
    """Without an item for the whole, all items together say a level: on one scale."""
    judged = [row for row in rows if _tables(row.get("items"))]
    if not judged or len(_tables(judged[-1]["items"])) == 1:
        return
    used = {
        str(row.get("scale"))
        for row in judged
        if any("options" not in item for item in _tables(row["items"]))
    }
    if len(used) > 1:
        yield Fault(where, "Utan en fråga om helheten ska alla frågor ha samma skala.")
    if not used:
        yield Fault(where, "Minst en fråga ska ha en skala.")


def _prompts(prompts: Any, where: str) -> Faults:
    yield from _table_list(prompts, where)
    for one in _tables(prompts):
        here = f"{where} › {one.get('key', '?')}"
        yield from _only(one, here, {"key", "label"}, {"hint", "optional"})
        yield from _keyed(one, here)
        yield from _text(one, "label", LINE, here)
    yield from _twice(_tables(prompts), where)


def _boxes(pack: Table, entry: Table, where: str) -> Faults:
    """«Fortsätt med» and «Träna vidare på» are in every instrument."""
    if "prompts" not in pack["common"]:
        return
    boxes = [one.get("prompts", []) for one in (pack["common"], *entry["section"])]
    if not all(map(_is_list, boxes)):
        return
    has = {"common": {"prompts": pack["common"].get("prompts", [])}}
    keys = [one.get("key") for one in _tables(prompts_of(has, entry))]
    for key in WORDS:
        if key not in keys:
            yield Fault(where, f"Textrutan ”{key}” saknas.")


# ------------------------------------------------------------------ the small things
def _only(table: Table, where: str, needed: set[str], may: set[str]) -> Faults:
    for name in sorted(needed - set(table)):
        yield Fault(where, f"”{name}” saknas.")
    for name in sorted(set(table) - needed - may):
        yield Fault(where, f"”{name}” är inget som finns i formatet.")


def _text(table: Table, name: str, longest: int, where: str) -> Faults:
    if name not in table:
        return
    text = table[name]
    if not isinstance(text, str) or not text.strip():
        yield Fault(where, f"”{name}” är tom.")
    elif len(text) > longest:
        over = len(text) - longest
        yield Fault(where, f"”{name}” är {over} tecken för lång.")


def _keyed(table: Table, where: str) -> Faults:
    key = table.get("key")
    if "key" in table and not (isinstance(key, str) and KEY.fullmatch(key)):
        yield Fault(where, "”key” ska vara a–z, siffror och _, högst 40 tecken.")


def _twice(rows: Sequence[Table], where: str) -> Faults:
    counted = Counter(str(one.get("key")) for one in rows)
    for key, times in counted.items():
        if times > 1:
            yield Fault(where, f"Nyckeln ”{key}” står {times} gånger.")


def _table_list(rows: Any, where: str) -> Faults:
    if not (isinstance(rows, list) and rows and all(isinstance(r, dict) for r in rows)):
        yield Fault(where, "Det ska vara en lista med minst en rad.")


def _tables(rows: Any) -> list[Table]:
    return [one for one in rows if isinstance(one, dict)] if _is_list(rows) else []


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _texts(value: Any) -> bool:
    """Is it a list of texts, with something in each?"""
    rows = value if _is_list(value) else []
    return bool(rows) and all(isinstance(one, str) and one.strip() for one in rows)


def _whole(value: Any) -> int:
    """A whole number; what is none is too small for every limit."""
    known = isinstance(value, int) and not isinstance(value, bool)
    return value if known else -1
