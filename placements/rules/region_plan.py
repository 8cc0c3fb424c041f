"""Whether a region's own plan may be written."""

from dataclasses import dataclass
from datetime import date

from bt_admin.lib.dates import date_text
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from placements.rules.programme import PlanFacts, check_plan
from placements.rules.time import Period


@dataclass(frozen=True)
class RegionPlanFacts:
    """A plan as it was typed, laid out from its first day.

    `is_newest` is False when somebody else has written a version since it was shown.
    """

    valid_from: date
    today: date
    periods: tuple[Period, ...]
    is_newest: bool = True


def may_write_region_plan(facts: RegionPlanFacts) -> Verdict:
    """May the region's plan be this, from that day on?

    It holds for BT that begin later, never for days gone by; and somebody who follows
    it has to get a BT of it, as `check_plan` says.
    """
    plan = PlanFacts("", facts.valid_from, facts.periods)
    return all_of(_not_stale(facts), _ahead(facts), check_plan(plan))


def _not_stale(facts: RegionPlanFacts) -> Verdict:
    if facts.is_newest:
        return YES
    return no(
        "region_plan.stale",
        "Planen är inte sparad. Någon annan har skrivit en ny version medan du skrev. "
        "Läs den på sidan Regionen. Spara igen om din ska gälla i stället.",
        HOUSE,
    )


def _ahead(facts: RegionPlanFacts) -> Verdict:
    if facts.valid_from >= facts.today:
        return YES
    return no(
        "region_plan.begins_in_past",
        "Planen kan inte gälla från en dag som har varit. Skriv den "
        f"{date_text(facts.today)} eller en senare dag.",
        HOUSE,
        field="valid_from",
    )
