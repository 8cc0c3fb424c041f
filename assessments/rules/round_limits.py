"""How many a 360 asks, and from how many answers something is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bt_admin.lib.dates import number_word
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL, Source

MOST_RATERS = 60


@dataclass(frozen=True)
class RoundLimits:
    """How many are asked, and from how many answers something is shown.

    `days` is how long it is open unless something else is chosen, `remind_at` on which
    days after the letter those who have not answered are reminded.
    """

    raters: int = 10
    professions: int = 2
    not_doctors: int = 3
    means_from: int = 3
    texts_from: int = 5
    days: int = 21
    remind_at: tuple[int, ...] = (7, 14)
    source: Source = HOUSE


def limits_of(national: Mapping[str, Any], settings: Mapping[str, Any]) -> RoundLimits:
    """How many does this region ask, and from how many answers is anything shown?

    The table `feedback_round` of the region's model (REGIONAL_MODEL); where that says
    nothing, the instrument's own figures. From how many answers something is shown can
    be raised by a region, never lowered: below that a rater could be guessed (HOUSE).
    """
    own = settings.get("feedback_round") or {}
    figure = RoundLimits()
    means = max(3, _count(national, "answers_min_for_means", figure.means_from))
    texts = max(5, _count(national, "answers_min_for_free_text", figure.texts_from))
    remind = national.get("reminders_at_days", figure.remind_at)
    return RoundLimits(
        raters=max(means, _either(own, national, "invite_min", figure.raters)),
        professions=_either(own, national, "professions_min", figure.professions),
        not_doctors=_either(own, national, "not_doctors_min", figure.not_doctors),
        means_from=max(means, _count(own, "answers_min_for_means", means)),
        texts_from=max(texts, _count(own, "answers_min_for_free_text", texts)),
        days=_either(own, national, "days_open", figure.days),
        remind_at=tuple(sorted(remind)),
        source=REGIONAL_MODEL if own else HOUSE,
    )


def whom_to_ask(limits: RoundLimits) -> str:
    """«Välj minst tio personer från minst två yrkesgrupper, varav minst tre …»"""
    said = (
        f"Välj minst {number_word(limits.raters)} personer från minst "
        f"{number_word(limits.professions)} yrkesgrupper"
    )
    if limits.not_doctors:
        said += f", varav minst {number_word(limits.not_doctors)} som inte är läkare"
    return f"{said}."


def _either(
    own: Mapping[str, Any], national: Mapping[str, Any], key: str, otherwise: int
) -> int:
    return _count(own, key, _count(national, key, otherwise))


def _count(table: Mapping[str, Any], key: str, otherwise: int) -> int:
    given = table.get(key)
    return given if type(given) is int and 0 <= given <= MOST_RATERS else otherwise
