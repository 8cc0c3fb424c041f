"""How long a recruitment's records are kept, and what stops them from being removed.

The region's archive authority decides how long; two years after the decision gained
legal force is what RA-FS 2019:1 has for others, known at second hand. A hold, as when
somebody claims discrimination, stops everything.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from bt_admin.lib.dates import add_months
from bt_admin.lib.sources import (
    APPEAL_TIME,
    HOUSE,
    RECORD_RETENTION,
    Dated,
)
from bt_admin.lib.verdicts import YES, Verdict, no

# Years after the decision gained legal force, for those who were not employed.
KEPT_YEARS = Dated(((date(2019, 1, 1), 2),), RECORD_RETENTION, "år")

# Days to appeal, from when a decision was made known: then it has legal force.
APPEAL_DAYS = Dated(((date(2018, 1, 1), 21),), APPEAL_TIME, "dagar")


def purged_on(final_on: date, years: int) -> date:
    """From which day may it be removed? So many years after; in February to the 28th."""
    return add_months(final_on, 12 * years)


@dataclass(frozen=True)
class OverFacts:
    """A round that is over, about to be given its day.

    `told_on`: the last day when anybody was told of a decision, None when nobody was.
    `noted`: a day that somebody has written already. `lifted_on`: the day a hold on the
    round was lifted.
    """

    over_on: date
    told_on: date | None = None
    noted: date | None = None
    is_held: bool = False
    lifted_on: date | None = None


def purged_by_rule(facts: OverFacts) -> date | None:
    """From which day is a round that is over weeded out? None: not to be said yet.

    What somebody has written stands. While a hold lasts, an appeal or a claim may be
    under way, so no day is counted; once it is lifted, no earlier than that day.
    """
    if facts.noted is not None or facts.is_held:
        return facts.noted
    final = final_on(facts)
    return purged_on(final, KEPT_YEARS.on(final))


def final_on(facts: OverFacts) -> date:
    """When did the last decision gain legal force, as far as the system can tell?

    When the time to appeal was out (APPEAL_TIME): what is appealed is held, or the real
    day is written by hand.
    """
    told = facts.told_on or facts.over_on
    final = told + timedelta(days=APPEAL_DAYS.on(told))
    return max(final, facts.lifted_on or final)


def may_hold(reason: str) -> Verdict:
    """May the removal be stopped? By anyone who leads the round, with a reason."""
    if reason.strip():
        return YES
    return no("purge.hold_no_reason", "Skriv varför.", HOUSE, field="reason")
