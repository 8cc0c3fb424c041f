"""The region's own words for a requirement row: who writes them, and how long.

Socialstyrelsen has none. What a region writes helps to recognise the row in everyday
work; it asks for nothing, and no judgement rests on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

LONGEST_LINE, MOST_LINES = 200, 5


@dataclass(frozen=True)
class AnchorFacts:
    """The lines for one row, about to be kept; none of them takes the text away.

    `number_shown` is the edition that the person began from.
    """

    leads: bool
    lines: Sequence[str]
    number_shown: int
    number_now: int


def may_write_anchor(facts: AnchorFacts) -> Verdict:
    """May this person write how the region recognises a requirement row?

    Who leads BT, on the edition that was read, in at most five short lines.
    """
    return all_of(may_lead_anchors(facts.leads), _is_latest(facts), _lines_hold(facts))


def may_lead_anchors(leads: bool) -> Verdict:
    """May this person write the region's own words? Those who lead BT do."""
    if leads:
        return YES
    return no(
        "anchor.not_leading",
        "Du får inte skriva regionens text om delmålen. Det gör AT/BT-chefen och "
        "studierektorn. Säg till dem om något är otydligt.",
        HOUSE,
    )


def _is_latest(facts: AnchorFacts) -> Verdict:
    if facts.number_shown == facts.number_now:
        return YES
    return no(
        "anchor.stale",
        "Texten är inte sparad. Någon har ändrat den under tiden. Det du skrev finns "
        "kvar här under. Jämför och spara igen.",
        HOUSE,
    )


def _lines_hold(facts: AnchorFacts) -> Verdict:
    too_long = [line for line in facts.lines if len(line) > LONGEST_LINE]
    twice = [line for line in facts.lines if list(facts.lines).count(line) > 1]
    verdict = YES
    if too_long:
        verdict &= no(
            "anchor.long_line",
            f"En rad får vara högst {LONGEST_LINE} tecken. Korta "
            f"”{too_long[0][:40]}…”.",
            HOUSE,
            field="lines",
        )
    if twice:
        verdict &= no(
            "anchor.twice",
            f"Raden ”{twice[0][:40]}” står två gånger. Ta bort den ena.",
            HOUSE,
            field="lines",
        )
    if len(facts.lines) > MOST_LINES:
        verdict &= no(
            "anchor.many",
            f"Skriv högst {MOST_LINES} rader. Här är {len(facts.lines)}. En kort text "
            "blir läst.",
            HOUSE,
            field="lines",
        )
    return verdict
