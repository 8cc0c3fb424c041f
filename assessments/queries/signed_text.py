"""The text of an assessment, in one form only, and its fingerprint.

What is signed is this text. It holds ids rather than names, so that the digest can be
computed again from the locked row long after somebody has married or moved.
"""

import hashlib
import json
from typing import Any

from assessments.enums import Way
from assessments.models import Assessment
from assessments.queries.instruments import instrument_of
from assessments.rules.delmal import sort_codes
from assessments.rules.instruments import Instrument
from assessments.rules.outsiders import Outsider


def canonical_text(assessment: Assessment, codes: tuple[str, ...]) -> str:
    """Everything the assessor stands for, as JSON: keys sorted, no spaces, UTF-8."""
    given = instrument_of(assessment)
    content = {
        "instrument": [given.key, given.version, given.long_name],
        "programme": str(assessment.programme_id),
        "placement": str(assessment.placement_id or ""),
        "assessor": str(assessment.assessor_id),
        "performed_on": assessment.performed_on.isoformat(),
        "setting": assessment.setting,
        "what": assessment.what,
        "difficulty": assessment.difficulty,
        "delmal": list(sort_codes(codes)),
        "answers": answers_shown(given, assessment.answers),
        "texts": texts_shown(given, assessment.texts),
        "reason": assessment.reason,
    }
    content |= way_told(assessment)
    if assessment.replaces_id:
        content["corrects"] = [
            str(assessment.replaces_id), assessment.correction_reason
        ]  # fmt: skip
    if assessment.context:  # left out where nothing is asked: older digests hold
        content["context"] = context_shown(given, assessment.context)
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def way_told(assessment: Assessment) -> dict[str, Any]:
    """Who, when it was an outsider, and how; nothing of the usual way."""
    if assessment.way == Way.OWN:
        return {}
    told: dict[str, Any] = {"way": assessment.way}
    if assessment.typed_by_id:
        told["typed_by"] = str(assessment.typed_by_id)
    if assessment.paper_signed_on:
        told["paper_signed_on"] = assessment.paper_signed_on.isoformat()
    if isinstance(who := assessment.assessed_by, Outsider):
        told["outsider"] = [who.name, who.title, who.workplace, who.email]
    return told


def digest_of(assessment: Assessment) -> str:
    """SHA-256, in hex, of the stored text."""
    codes = tuple(assessment.delmal.values_list("code", flat=True))
    return hashlib.sha256(canonical_text(assessment, codes).encode()).hexdigest()


def answers_shown(given: Instrument, answers: dict[str, Any]) -> list[list[Any]]:
    """[key, question, level, words] for what has been answered, in the form's order."""
    return [
        [item.key, item.label, answers[item.key], item.answer_text(answers[item.key])]
        for item in given.items
        if item.key in answers
    ]


def context_shown(given: Instrument, context: dict[str, Any]) -> list[list[Any]]:
    """[key, question, answer] for what the instrument asks of the occasion."""
    return [
        [one.key, one.label, context[one.key]]
        for one in given.extra_fields
        if one.key in context
    ]


def texts_shown(given: Instrument, texts: dict[str, str]) -> list[list[str]]:
    """[key, heading, text] for the boxes that have been written in."""
    return [
        [prompt.key, prompt.label, texts[prompt.key]]
        for prompt in given.prompts
        if texts.get(prompt.key)
    ]
