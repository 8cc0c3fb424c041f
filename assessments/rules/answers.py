"""Which answers and words make an assessment that can be signed."""

from collections.abc import Mapping
from typing import Any

from assessments.rules.instruments import ContextField, Instrument, Item, Prompt
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

MAX_TEXT = 4000  # characters in a free-text box
MAX_WHAT = 80
MAX_NUMBER = 999
MAX_DELMAL = 4  # of one observation; the clearest ones
WORDS = ("keep_doing", "work_on")  # one of these two is always written
RISK = 3  # the third option of «Är BT-läkaren i fas?»
Answers = Mapping[str, int | None]


def check_answers(
    instrument: Instrument, answers: Answers, texts: Mapping[str, str]
) -> Verdict:
    """May an assessment with these answers and texts be signed?

    Levels are steps of the item's scale, or None for «Gick inte att bedöma». At least
    `min_items_answered` items have a level, and somebody has written at least one
    sentence. Fields are named «item_<key>» and «text_<key>».
    """
    return all_of(
        check_draft(instrument, answers, texts),
        _enough_items(instrument, answers),
        _options_chosen(instrument, answers),
        _words(instrument, texts),
        _words_for_risk(instrument, answers, texts),
    )


def check_draft(
    instrument: Instrument, answers: Answers, texts: Mapping[str, str]
) -> Verdict:
    """May these answers be saved as a draft? They may be few, but never foreign."""
    return all_of(_known(instrument, answers, texts), _lengths(instrument, texts))


def check_context(
    instrument: Instrument, context: Mapping[str, Any], *, needed: bool
) -> Verdict:
    """Is it told what kind of occasion it was: which moment, which station, how many?

    Only what the instrument asks for, and by its own options. A draft may be without
    (`needed` False). Fields are named «context_<key>».
    """
    asked = {one.key: one for one in instrument.extra_fields}
    unknown = [_unknown(f"context_{key}") for key in context if key not in asked]
    verdicts = [_told(one, context.get(one.key), needed) for one in asked.values()]
    return all_of(*unknown, *verdicts)


def _told(asked: ContextField, told: Any, needed: bool) -> Verdict:
    field = f"context_{asked.key}"
    if told in (None, ""):
        text = f"Fyll i ”{asked.label}”. Annars vet ingen vad som bedömdes."
        return no("context.missing", text, HOUSE, field=field) if needed else YES
    if asked.is_number:
        return _number(asked, told, field)
    if asked.options and told not in asked.options:
        text = f"Välj ett av alternativen för ”{asked.label}”."
        return no("context.unknown", text, HOUSE, field=field)
    over = len(str(told)) - (asked.max_length or MAX_WHAT)
    if not asked.options and over > 0:
        text = f"Texten är {over} tecken för lång."
        return no("context.too_long", text, HOUSE, field=field)
    return YES


def _number(asked: ContextField, told: Any, field: str) -> Verdict:
    low, high = asked.min or 0, asked.max or MAX_NUMBER
    known = isinstance(told, int) and not isinstance(told, bool)
    if known and low <= told <= high:
        return YES
    text = f"Skriv ett tal mellan {low} och {high}."
    return no("context.number", text, HOUSE, field=field)


def _known(
    instrument: Instrument, answers: Answers, texts: Mapping[str, str]
) -> Verdict:
    items = {item.key: item for item in instrument.items}
    verdicts = [
        _level(items[key], answer) if key in items else _unknown(f"item_{key}")
        for key, answer in answers.items()
    ]
    boxes = {prompt.key for prompt in instrument.prompts}
    verdicts += [_unknown(f"text_{key}") for key in texts if key not in boxes]
    return all_of(*verdicts)


def _unknown(field: str) -> Verdict:
    return no(
        "answers.unknown",
        "Formuläret har ändrats sedan det öppnades. Öppna det igen och fyll i det.",
        HOUSE,
        field=field,
    )


def _level(item: Item, answer: int | None) -> Verdict:
    # A bool is an int to Python, and JSON's true is no level.
    known = isinstance(answer, int) and not isinstance(answer, bool)
    if answer is None or (known and answer in item.values):
        return YES
    return no(
        "answers.level",
        f"Välj en nivå för ”{item.label}”, eller ”Gick inte att bedöma”.",
        HOUSE,
        field=f"item_{item.key}",
    )


def _lengths(instrument: Instrument, texts: Mapping[str, str]) -> Verdict:
    verdicts = [
        no(
            "answers.too_long",
            f"Texten är {len(texts[prompt.key]) - MAX_TEXT} tecken för lång.",
            HOUSE,
            field=f"text_{prompt.key}",
        )
        for prompt in instrument.prompts
        if len(texts.get(prompt.key, "")) > MAX_TEXT
    ]
    return all_of(*verdicts)


def _enough_items(instrument: Instrument, answers: Answers) -> Verdict:
    levels = [item for item in instrument.items if answers.get(item.key) is not None]
    least = instrument.min_items_answered
    if len(levels) >= least:
        return YES
    if least == 1:
        text = "Välj minst en nivå. Allt kan inte vara ”Gick inte att bedöma”."
    else:
        text = f"Välj en nivå för minst {least} av frågorna."
    first = instrument.whole or instrument.items[0]
    return no("answers.no_level", text, HOUSE, field=f"item_{first.key}")


def _options_chosen(instrument: Instrument, answers: Answers) -> Verdict:
    verdicts = [
        no(
            "answers.no_choice",
            f"Välj ett svar på frågan ”{item.label}”.",
            HOUSE,
            field=f"item_{item.key}",
        )
        for item in instrument.items
        if item.options and not item.optional and answers.get(item.key) is None
    ]
    return all_of(*verdicts)


def _words(instrument: Instrument, texts: Mapping[str, str]) -> Verdict:
    verdicts = []
    if not any(texts.get(key, "").strip() for key in WORDS):
        verdicts.append(_no_words())
    for prompt in instrument.prompts:
        needed = not prompt.optional and prompt.key not in WORDS
        if needed and not texts.get(prompt.key, "").strip():
            verdicts.append(_box_empty(prompt))
    return all_of(*verdicts)


def _no_words() -> Verdict:
    return no(
        "assess.no_words",
        "Bedömningen kan inte signeras utan text. Nivån ensam säger inte vad "
        "BT-läkaren kan göra annorlunda. Skriv minst en mening under ”Fortsätt med” "
        "eller ”Träna vidare på”.",
        HOUSE,
        field=f"text_{WORDS[0]}",
    )


def _box_empty(prompt: Prompt) -> Verdict:
    return no(
        "assess.box_empty",
        f"Bedömningen kan inte signeras än. Rutan ”{prompt.label}” är tom. Skriv "
        "minst en mening.",
        HOUSE,
        field=f"text_{prompt.key}",
    )


def _words_for_risk(
    instrument: Instrument, answers: Answers, texts: Mapping[str, str]
) -> Verdict:
    """A risk is never told without what to do about it."""
    asked = any(item.key == "phase" for item in instrument.items)
    if not asked or answers.get("phase") != RISK or texts.get("work_on", "").strip():
        return YES
    return no(
        "assess.risk_without_plan",
        "Bedömningen kan inte signeras än. När det finns en risk att målen inte nås "
        "ska BT-läkaren veta vad som behöver göras. Skriv det under ”Träna vidare på”.",
        HOUSE,
        field="text_work_on",
    )
