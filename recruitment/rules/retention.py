"""How long a recruitment's records are kept, and what stops them from being removed.

The region's archive authority decides how long; two years after the decision gained
legal force is what RA-FS 2019:1 has for others, known at second hand. A hold, as when
somebody claims discrimination, stops everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bt_admin.lib.dates import add_months, date_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import (
    APPEAL_TIME,
    HOUSE,
    RECORD_RETENTION,
    REGIONAL_MODEL,
    Dated,
    Source,
)
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

# Years after the decision gained legal force, for those who were not employed.
KEPT_YEARS = Dated(((date(2019, 1, 1), 2),), RECORD_RETENTION, "år")

# Days to appeal, from when a decision was made known: then it has legal force.
APPEAL_DAYS = Dated(((date(2018, 1, 1), 21),), APPEAL_TIME, "dagar")


@dataclass(frozen=True)
class Hold:
    """Somebody has stopped the removal, till it is lifted."""

    reason: str
    since: date
    lifted_on: date | None = None


@dataclass(frozen=True)
class RetentionFacts:
    """The records of one application, about to be removed.

    `final_on`: the day the decision gained legal force, None when it has not, or nobody
    has noted it. `years`: the region's own, None when it has not decided.
    """

    final_on: date | None
    today: date
    years: int | None = None
    holds: tuple[Hold, ...] = ()
    is_hired: bool = False


def kept_years(years: int | None, on: date) -> tuple[int, Source]:
    """How many years, and who says so? The region; without its word the pattern."""
    if years is not None:
        return years, REGIONAL_MODEL
    return KEPT_YEARS.on(on), KEPT_YEARS.source


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


def may_purge(facts: RetentionFacts) -> Verdict:
    """May these records be removed today?

    When the decision has legal force, the time is out and nothing holds them. Of who
    was employed only the recruitment's own notes go; the papers go with the employment.
    """
    return all_of(_no_hold(facts), _time_is_out(facts))


def may_purge_papers(facts: RetentionFacts) -> Verdict:
    """May also what the applicant handed in be removed? Not of who was employed."""
    if not facts.is_hired:
        return may_purge(facts)
    return no(
        "purge.hired",
        "Handlingarna kan inte gallras här. Personen är anställd, och de hör till "
        "anställningen. Gallra bara anteckningarna från rekryteringen.",
        REGIONAL_MODEL,
    )


def may_hold(reason: str) -> Verdict:
    """May the removal be stopped? By anyone who leads the round, with a reason."""
    if reason.strip():
        return YES
    return no("purge.hold_no_reason", "Skriv varför.", HOUSE, field="reason")


def may_confirm_purge(by: Person, proposed_by: Person) -> Verdict:
    """May this person confirm a removal? Another than who proposed it."""
    if by != proposed_by:
        return YES
    return no(
        "purge.same_person",
        "Du kan inte bekräfta gallringen. Du har föreslagit den, och en annan person "
        "ska läsa listan. Be en kollega.",
        HOUSE,
    )


def holds_on(holds: Iterable[Hold], day: date) -> tuple[Hold, ...]:
    """Which of these hold that day? From the first day; not the day they are lifted."""
    return tuple(
        hold
        for hold in holds
        if hold.since <= day and (hold.lifted_on is None or day < hold.lifted_on)
    )


def _no_hold(facts: RetentionFacts) -> Verdict:
    held = holds_on(facts.holds, facts.today)
    if not held:
        return YES
    return no(
        "purge.held",
        "Det här kan inte gallras. Gallringen är stoppad sedan den "
        f"{date_text(held[0].since)}: {held[0].reason} Häv stoppet först.",
        HOUSE,
    )


def _time_is_out(facts: RetentionFacts) -> Verdict:
    if facts.final_on is None:
        return no(
            "purge.not_final",
            "Det här kan inte gallras än. Dagen då beslutet fick laga kraft är inte "
            "registrerad. Registrera den först.",
            RECORD_RETENTION,
        )
    years, source = kept_years(facts.years, facts.today)
    day = purged_on(facts.final_on, years)
    if facts.today >= day:
        return YES
    return no(
        "purge.too_early",
        f"Det här kan inte gallras än. Det ska finnas kvar till den {date_text(day)}. "
        "Det gallras då, om inget stoppar det.",
        source,
    )
