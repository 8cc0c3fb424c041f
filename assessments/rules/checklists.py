"""A placement's checklist: what stands on it, who ticks, and who writes the region's.

That there is one is from Region Stockholm's report; how it is used is our own.
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from assessments.enums import ChecklistSection
from bt_admin.lib.dates import date_text
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

FILE = Path(__file__).parent.parent / "data" / "checklists.toml"
LONGEST_LINE, MOST_LINES = 200, 20
TICKED_AFTERWARDS = timedelta(days=30)  # what was done is often remembered late

Lines = Mapping[str, Sequence[str]]  # by section


@dataclass(frozen=True)
class TickItemFacts:
    """Somebody wants to tick a line, or to open it again.

    `supervisors` are the handledare of the placement today, or on its last day.
    """

    by: Person
    doctor: Person
    supervisors: tuple[Person, ...]
    starts_on: date | None
    ends_on: date | None
    today: date


@dataclass(frozen=True)
class ListFacts:
    """The region's list for a kind of placement, about to be published.

    `number_shown` is the edition that the person began from.
    """

    leads: bool
    lines: Lines
    number_shown: int
    number_now: int


@cache
def national_lists() -> dict[str, dict[str, tuple[str, ...]]]:
    """The lines of each section, by kind of care, as they stand in checklists.toml."""
    with FILE.open("rb") as file:
        told = tomllib.load(file)
    first = told["introduction"]
    return {
        row["care"]: {key: tuple((first | row)[key]) for key in ChecklistSection.values}
        for row in told["list"]
    }


def line_key(section: str, text: str) -> str:
    """What a line is known by; the same wherever in its section it stands."""
    return hashlib.sha256(f"{section}\n{text}".encode()).hexdigest()[:16]


def may_tick_line(facts: TickItemFacts) -> Verdict:
    """May this person tick a line of the placement's checklist?

    The doctor or the handledare, from the first day until a month after the last.
    """
    return all_of(_has_the_list(facts), _has_begun(facts), _not_long_ago(facts))


def may_untick_line(facts: TickItemFacts) -> Verdict:
    """May this person open a line again? Either of the two, while the placement lasts."""
    return all_of(_has_the_list(facts), _has_begun(facts), _still_lasts(facts))


def may_write_list(facts: ListFacts) -> Verdict:
    """May this person publish the region's checklist for a kind of placement?

    Who leads BT, with at least one line, and on the edition that was read.
    """
    return all_of(may_lead_lists(facts.leads), _is_latest(facts), _lines_hold(facts))


def may_lead_lists(leads: bool) -> Verdict:
    """May this person write the region's checklists? Those who lead BT do."""
    if leads:
        return YES
    return no(
        "checklist.not_leading",
        "Du får inte ändra regionens checklistor. Det gör AT/BT-chefen och "
        "studierektorn. Säg till dem om något saknas.",
        HOUSE,
    )


def _has_the_list(facts: TickItemFacts) -> Verdict:
    if facts.by == facts.doctor or facts.by in facts.supervisors:
        return YES
    return no(
        "checklist.not_yours",
        "Du får inte bocka av i checklistan. Det gör BT-läkaren och handledaren på "
        f"placeringen. Be {names([facts.doctor, *facts.supervisors])} att göra det.",
        HOUSE,
    )


def _has_begun(facts: TickItemFacts) -> Verdict:
    if facts.starts_on is not None and facts.starts_on <= facts.today:
        return YES
    when = f", den {date_text(facts.starts_on)}" if facts.starts_on else ""
    return no(
        "checklist.not_begun",
        f"Checklistan kan inte bockas av än. Det går från placeringens första dag{when}.",
        HOUSE,
    )


def _not_long_ago(facts: TickItemFacts) -> Verdict:
    if facts.ends_on is None or facts.today <= facts.ends_on + TICKED_AFTERWARDS:
        return YES
    return no(
        "checklist.over",
        "Checklistan kan inte bockas av längre. Placeringen slutade den "
        f"{date_text(facts.ends_on)}. Ta upp det i ett samtal i stället.",
        HOUSE,
    )


def _still_lasts(facts: TickItemFacts) -> Verdict:
    if facts.ends_on is None or facts.today <= facts.ends_on:
        return YES
    return no(
        "checklist.untick_over",
        "Raden kan inte öppnas igen. Placeringen slutade den "
        f"{date_text(facts.ends_on)}, och det som är avbockat står kvar.",
        HOUSE,
    )


def _is_latest(facts: ListFacts) -> Verdict:
    if facts.number_shown == facts.number_now:
        return YES
    return no(
        "checklist.stale",
        "Listan är inte sparad. Någon har ändrat den under tiden. Din text finns kvar "
        "här under. Jämför och spara igen.",
        HOUSE,
    )


def _lines_hold(facts: ListFacts) -> Verdict:
    sections = [(key, list(facts.lines.get(key, ()))) for key in ChecklistSection]
    verdict = all_of(*(_section_holds(key, lines) for key, lines in sections))
    if any(lines for _key, lines in sections):
        return verdict
    return verdict & no(
        "checklist.empty",
        "Listan kan inte sparas tom. Skriv minst en rad.",
        HOUSE,
        field=ChecklistSection.INTRODUCTION,
    )


def _section_holds(section: str, lines: Sequence[str]) -> Verdict:
    too_long = [line for line in lines if len(line) > LONGEST_LINE]
    if too_long:
        return no(
            "checklist.long_line",
            f"En rad får vara högst {LONGEST_LINE} tecken. Korta ”{too_long[0][:40]}…”.",
            HOUSE,
            field=section,
        )
    twice = [line for line in lines if lines.count(line) > 1]
    if twice:
        return no(
            "checklist.twice",
            f"Raden ”{twice[0]}” står två gånger. Ta bort den ena.",
            HOUSE,
            field=section,
        )
    if len(lines) <= MOST_LINES:
        return YES
    return no(
        "checklist.many",
        f"En del får ha högst {MOST_LINES} rader, och här är {len(lines)}. En kort "
        "lista blir använd.",
        HOUSE,
        field=section,
    )
