"""Papers of an application given out: whole, without some pages, or not at all.

Nothing is proposed about a file, for nobody but who opens it can know what it says: it
stays until a person has decided, and what is left out is left out by a paragraph.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bt_admin.lib.dates import list_text
from bt_admin.lib.sources import (
    OSL_21_1,
    OSL_21_3,
    OSL_21_7,
    OSL_39_2,
    OSL_39_3,
    PUBLIC_RECORDS,
    Source,
)
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

WHOLE, PART, NOTHING = "whole", "part", "nothing"
PARAGRAPHS: Mapping[str, Source] = {
    one.key: one for one in (OSL_21_1, OSL_21_3, OSL_21_7, OSL_39_2, OSL_39_3)
}
MOST_PAGES = 999


@dataclass(frozen=True)
class PaperDecision:
    """What is decided about one file. `key`: the form's name for it, from 1 in order.

    `left_out`: pages from 1, when part of it is given out. `pages`: how many it has; one
    for a picture, None when it did not have to be counted.
    """

    key: str
    label: str
    how: str = ""
    left_out: tuple[int, ...] = ()
    source: Source | None = None
    reason: str = ""
    pages: int | None = None

    @property
    def is_given(self) -> bool:
        return self.how in (WHOLE, PART)

    @property
    def kept(self) -> tuple[int, ...]:
        """The pages that are given out, of a file whose pages are counted."""
        numbers = range(1, (self.pages or 0) + 1)
        return tuple(one for one in numbers if one not in self.left_out)


def may_give_papers(decisions: Iterable[PaperDecision]) -> Verdict:
    """May these files be given out so? Each is decided, and each leaving out explained.

    A public record is masked no more than the law asks (PUBLIC_RECORDS).
    """
    return all_of(*(_one(decision) for decision in decisions))


def _one(decision: PaperDecision) -> Verdict:
    if decision.how == WHOLE:
        return YES
    if decision.how not in (PART, NOTHING):
        text = f"Utlämnandet är inte färdigprövat. Ta ställning till: {decision.label}."
        return no("papers.undecided", text, PUBLIC_RECORDS, field=f"how_{decision.key}")
    pages = _pages(decision) if decision.how == PART else YES
    return all_of(pages, _paragraph(decision), _reason(decision))


def _pages(decision: PaperDecision) -> Verdict:
    field = f"pages_{decision.key}"
    if not decision.left_out:
        text = "Skriv vilka sidor som lämnas bort, till exempel 2, 4–5."
        return no("papers.no_pages", text, PUBLIC_RECORDS, field=field)
    beyond = [one for one in decision.left_out if one > (decision.pages or 0)]
    if beyond:
        text = (
            f"{decision.label} har {decision.pages} sidor, och inte sida "
            f"{list_text([str(one) for one in beyond])}. Ändra."
        )
        return no("papers.no_such_page", text, PUBLIC_RECORDS, field=field)
    if not decision.kept:
        text = "Det blir ingen sida kvar. Välj att hela filen lämnas bort."
        return no("papers.all_pages", text, PUBLIC_RECORDS, field=field)
    return YES


def _paragraph(decision: PaperDecision) -> Verdict:
    if decision.source is not None:
        return YES
    text = "Välj paragrafen som det lämnas bort med stöd av."
    return no("papers.no_paragraph", text, PUBLIC_RECORDS, field=f"law_{decision.key}")


def _reason(decision: PaperDecision) -> Verdict:
    if decision.reason.strip():
        return YES
    text = "Skriv ett skäl. Den som begärde ut kan överklaga."
    return no("papers.no_reason", text, PUBLIC_RECORDS, field=f"why_{decision.key}")


def read_pages(text: str) -> tuple[int, ...]:
    """Which pages does «2, 4–5» say? In order; ValueError when it says none at all."""
    found: set[int] = set()
    for part in re.split(r"[,;\s]+(?![-–])", re.sub(r"\s*[-–]\s*", "–", text.strip())):
        if part:
            found |= _span(part)
    return tuple(sorted(found))


def _span(part: str) -> set[int]:
    told = re.fullmatch(r"(\d{1,3})(?:–(\d{1,3}))?", part)
    if told is None:
        raise ValueError(f"No pages: {part}")
    first = int(told[1])
    last = int(told[2] or first)
    if not 1 <= first <= last <= MOST_PAGES:
        raise ValueError(f"No pages: {part}")
    return set(range(first, last + 1))
