"""What a region may make of an instrument, and what stays as it is everywhere.

All of it is our own (HOUSE): no law says how an assessment form looks. What stays is
what other rules read, so that evidence from two regions can be laid side by side.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.rules.faults import Fault, faults_in
from assessments.rules.instruments import instruments, national_pack
from assessments.rules.packs import Pack, prompts_of
from assessments.rules.parts import REGIONAL_FROM
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

OWN = "egen_"  # how the key of a region's own instrument begins
NEEDED = ("sammantagen_bedomning",)  # what other rules cannot do without
EVERYTHING = frozenset({"*"})  # nothing national to compare with
KEPT_FIELDS = ("who", "round", "anonymous", "max_clicks", "min_items_answered")
TEXTS = (
    "name", "long_name", "purpose", "minutes", "delmal", "consent", "prepare", "never",
    "question", "extra_fields", "stations", "activities",
)  # fmt: skip


@dataclass(frozen=True)
class DraftOfInstrument:
    """A draft that somebody changes or publishes.

    `revision_shown` is the save the person had on the screen, `revision_now` what is
    stored. `in_use_now` is the definition it would replace, if there is one.
    """

    key: str
    based_on_version: int
    definition: Pack
    revision_shown: int
    revision_now: int
    published: bool = False
    in_use_now: Pack | None = None


# ------------------------------------------------------------------------- publishing
def may_change(draft: DraftOfInstrument) -> Verdict:
    """May what is stored be overwritten? A draft, as this person has seen it."""
    return all_of(_is_draft(draft), _as_shown(draft))


def may_publish(draft: DraftOfInstrument) -> Verdict:
    """May this draft become the region's next version?

    As it was read, whole, with what the national rules need, and not the same as what
    is in use already.
    """
    verdict = may_change(draft)
    if not verdict:
        return verdict
    return all_of(_whole(draft), _something_new(draft))


def faults_of(draft: DraftOfInstrument) -> tuple[Fault, ...]:
    """What must be put right first: in the format, then in what is kept."""
    wrong = faults_in(draft.definition)
    if wrong or draft.key not in instruments():
        return wrong
    base = national_pack(draft.key, draft.based_on_version)
    return tuple(_lost(base, draft.definition))


def _is_draft(draft: DraftOfInstrument) -> Verdict:
    if not draft.published:
        return YES
    return no(
        "instrument.published",
        "Versionen kan inte ändras. Den är publicerad, och bedömningar är gjorda med "
        "den. Gör en ny version.",
        HOUSE,
    )


def _as_shown(draft: DraftOfInstrument) -> Verdict:
    if draft.revision_shown == draft.revision_now:
        return YES
    return no(
        "instrument.stale",
        "Ändringen är inte sparad. Någon annan har ändrat instrumentet sedan du "
        "öppnade det. Kopiera det du vill behålla, öppna det igen och skriv in det.",
        HOUSE,
    )


def _whole(draft: DraftOfInstrument) -> Verdict:
    verdicts = [
        no("instrument.fault", f"{fault.text} ({fault.where})", HOUSE)
        for fault in faults_of(draft)
    ]
    return all_of(*verdicts)


def _something_new(draft: DraftOfInstrument) -> Verdict:
    if draft.in_use_now is None or draft.in_use_now != draft.definition:
        return YES
    return no(
        "instrument.nothing_new",
        "Det finns inget att publicera. Utkastet är likadant som det som används nu. "
        "Ändra något, eller kasta utkastet.",
        HOUSE,
    )


def next_version(published: Iterable[int]) -> int:
    """Which number does the next regional version get? 10 001 is the first.

    National versions stay below 10 001 (the format refuses others), so that a number
    alone says whose it is, and the two are never mixed up.
    """
    return max(published, default=REGIONAL_FROM - 1) + 1


# ---------------------------------------------------------------------- what is kept
def _lost(base: Pack, changed: Pack) -> Iterable[Fault]:
    """What the national rules need, and this definition no longer has."""
    [old], [new] = base["instrument"], changed["instrument"]
    where = f"instrument {old['key']}"
    if new["key"] != old["key"] or base["scale"] != changed["scale"]:
        yield Fault(where, "Nyckeln och skalorna är desamma i hela landet.")
    for name in KEPT_FIELDS:
        if new.get(name) != old.get(name):
            yield Fault(where, f"”{name}” är detsamma i hela landet.")
    yield from _lost_boxes(base, changed, where)
    yield from _lost_whole(old, new, where)
    yield from _lost_groups(old, new, where)


def _lost_boxes(base: Pack, changed: Pack, where: str) -> Iterable[Fault]:
    [old], [new] = base["instrument"], changed["instrument"]
    has = {one["key"] for one in prompts_of(changed, new)}
    for one in prompts_of(base, old):
        if one["key"] not in has:
            yield Fault(where, f"Textrutan ”{one['label']}” ska finnas kvar.")


def _lost_whole(old: Mapping[str, Any], new: Mapping[str, Any], where: str) -> Any:
    """The item for the whole gives the level that evidence is counted by."""
    before, after = old["section"][-1], new["section"][-1]
    items = before.get("items", [])
    if len(items) != 1:
        return
    kept = after.get("items", [])
    same = len(kept) == 1 and all(
        kept[0].get(name) == items[0].get(name) for name in ("key", "options")
    )
    if not same or before.get("scale") != after.get("scale"):
        text = f"Frågan ”{items[0]['label']}” ska finnas kvar, ensam i sista avsnittet."
        yield Fault(where, text)


def _lost_groups(old: Mapping[str, Any], new: Mapping[str, Any], where: str) -> Any:
    """Each delmål that was judged in a group still is."""
    lost = _grouped(old) - _grouped(new)
    if lost:
        codes = ", ".join(sorted(lost, key=lambda code: int(code[2:])))
        yield Fault(where, f"Delmål som ingen grupp bedömer längre: {codes}.")


def _grouped(entry: Mapping[str, Any]) -> set[str]:
    return {
        code
        for section in entry["section"]
        for item in section.get("items", ())
        for code in item.get("delmal", ())
    }


# ------------------------------------------------------------------ what is one's own
def own_parts(key: str, based_on_version: int, definition: Pack) -> frozenset[str]:
    """What differs from the national instrument, by the name of the part.

    "purpose", "item:history", "anchors:1" (a section's), "prompt:agreed", "section:1".
    Everything, "*", in an instrument that is the region's own.
    """
    if key not in instruments():
        return EVERYTHING
    base = national_pack(key, based_on_version)
    [old], [new] = base["instrument"], definition["instrument"]
    found = {name for name in TEXTS if old.get(name) != new.get(name)}
    found |= _changed("item", _items(old), _items(new))
    found |= _changed("prompt", _boxes(base, old), _boxes(definition, new))
    before, after = dict(enumerate(old["section"])), dict(enumerate(new["section"]))
    for number, section in after.items():
        was = before.get(number, {})
        if section.get("anchors") != was.get("anchors"):
            found.add(f"anchors:{number}")
        if any(section.get(name) != was.get(name) for name in ("title", "help")):
            found.add(f"section:{number}")
    if list(_items(old)) != list(_items(new)):
        found.add("order")
    return frozenset(found)


def _items(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        item.get("key", ""): item
        for section in entry["section"]
        for item in section.get("items", ())
    }


def _boxes(pack: Pack, entry: Mapping[str, Any]) -> dict[str, Any]:
    return {one["key"]: one for one in prompts_of(pack, entry)}


def _changed(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> set[str]:
    return {f"{kind}:{key}" for key, one in after.items() if before.get(key) != one}


# ------------------------------------------------------------------- using, or not
def may_decide_use(key: str, in_use: bool, from_on: date, today: date) -> Verdict:
    """May the region begin or stop using this instrument on that day?

    Not backwards: somebody may have assessed with it. Not at all, where other rules
    need it.
    """
    verdicts = []
    if not in_use and key in NEEDED:
        text = (
            "Instrumentet kan inte stängas av. Den sammantagna bedömningen görs efter "
            "varje placering, och intygen bygger på den. Ändra den i stället."
        )
        verdicts.append(no("instrument.needed", text, HOUSE, field="in_use"))
    if from_on < today:
        text = (
            "Beslutet kan inte gälla bakåt i tiden. Någon kan redan ha bedömt med "
            "instrumentet. Välj i dag eller en senare dag."
        )
        verdicts.append(no("instrument.use_in_the_past", text, HOUSE, field="from_on"))
    return all_of(*verdicts)


def may_use(name: str, in_use: bool, region: str) -> Verdict:
    """May one ask for, or begin, an assessment with this instrument here, today?"""
    if in_use:
        return YES
    return no(
        "instrument.not_in_use",
        f"{name} används inte i {region} nu. Det som redan är påbörjat kan göras "
        "klart. Välj ett annat instrument.",
        HOUSE,
    )


# ---------------------------------------------------------------- an instrument of one's own
def key_from(name: str, taken: Collection[str]) -> str:
    """The key of a new instrument, from its name: «egen_rond», «egen_rond_2»."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9]+", "_", plain.decode()).strip("_") or "instrument"
    base = f"{OWN}{words}"[:36].rstrip("_")
    numbered = (base, *(f"{base}_{number}" for number in range(2, len(taken) + 3)))
    return next(key for key in numbered if key not in taken)
