"""Spread delmål over as few bilaga 2 as hold their texts whole."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from .delmal import DelmalForm
from .errors import DoesNotFit
from .layout import overflowing
from .people import Applicant, Certifier

# Characters in a box that a certificate often holds in 7 points.
LIKELY_TO_FIT = 4000


@dataclass(frozen=True)
class DelmalEntry:
    """What is to be certified about one delmål: "BT1", activities, checks."""

    code: str
    activities: str
    checks: str


class _Compose(Protocol):
    def __call__(
        self, entries: Sequence[DelmalEntry], *, annex_number: int
    ) -> DelmalForm: ...


def split_delmal(
    entries: Sequence[DelmalEntry],
    *,
    applicant: Applicant,
    certifier: Certifier,
    first_annex_number: int = 1,
) -> list[DelmalForm]:
    """Which certificates hold these delmål, in this order?

    Each takes as many delmål as fit in 7 points; they are numbered on from
    `first_annex_number`. A delmål too long for a certificate of its own raises
    DoesNotFit with its box and code.
    """
    compose = partial(compose_delmal, applicant=applicant, certifier=certifier)
    forms: list[DelmalForm] = []
    left = list(entries)
    while left:
        number = first_annex_number + len(forms)
        count = _how_many_fit(left, compose, number)
        forms.append(compose(left[:count], annex_number=number))
        left = left[count:]
    return forms


def compose_delmal(
    entries: Sequence[DelmalEntry],
    *,
    applicant: Applicant,
    certifier: Certifier,
    annex_number: int | None = None,
) -> DelmalForm:
    """One certificate for these delmål.

    Bilaga 2: «Om intyget avser flera delmål, beskriv vilka utbildningsaktiviteter som
    avser vilka delmål»; equal words for several delmål are written once.
    """
    return DelmalForm(
        annex_number=annex_number,
        applicant=applicant,
        codes=tuple(entry.code for entry in entries),
        activities=_told_apart([(entry.code, entry.activities) for entry in entries]),
        checks=_told_apart([(entry.code, entry.checks) for entry in entries]),
        certifier=certifier,
    )


def _told_apart(texts: Sequence[tuple[str, str]]) -> str:
    if len(texts) == 1:
        return texts[0][1]
    codes_by_text: dict[str, list[str]] = {}
    for code, text in texts:
        codes_by_text.setdefault(text.strip(), []).append(code)
    return "\n\n".join(
        f"{', '.join(codes)}: {text}" for text, codes in codes_by_text.items()
    )


def _how_many_fit(
    entries: Sequence[DelmalEntry], compose: _Compose, number: int
) -> int:
    """The most delmål from the front that one certificate holds.

    All of them at once if that looks likely; else by doubling, then halving: to lay
    out far too long a text costs most.
    """

    def too_many(count: int) -> bool:
        return bool(overflowing(compose(entries[:count], annex_number=number)))

    everything = compose(entries, annex_number=number)
    likely = max(len(everything.activities), len(everything.checks)) <= LIKELY_TO_FIT
    if likely and not overflowing(everything):
        return len(entries)
    _require_room(compose(entries[:1], annex_number=number), entries[0].code)
    fits = 1
    while fits < len(entries):
        probe = min(fits * 2, len(entries))
        if too_many(probe):
            return fits + bisect_left(range(fits + 1, probe), True, key=too_many)
        fits = probe
    return fits


def _require_room(form: DelmalForm, code: str) -> None:
    if tight := overflowing(form):
        box = tight[0]
        raise DoesNotFit(box, code=code if box in ("activities", "checks") else "")
