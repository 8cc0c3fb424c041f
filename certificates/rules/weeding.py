"""When things may be weeded: by the region's own word, by two people, never under a hold.

How long is for the region's archive authority to say (arkivlagen; no figure of any
region is known here, so none is proposed).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from bt_admin.lib.dates import add_months
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

# A request that was refused, or given with something masked, can be appealed that long,
# and some days for the post.
HELD_AFTER_DISCLOSURE = timedelta(days=30)
MOST_YEARS = 200


@dataclass(frozen=True)
class Kept:
    """What the region has decided: so many years, or for good when None."""

    years: int | None
    valid_from: date


@dataclass(frozen=True)
class ProposalFacts:
    """A proposal as it stands; `total` of things on its list."""

    proposed_by: Person
    by: Person
    total: int
    is_open: bool = True


def weeded_before(rules: tuple[Kept, ...], today: date) -> date | None:
    """Of what is older than which day may it go? None: nothing, or nothing is decided.

    By the latest rule that holds today.
    """
    held = [rule for rule in rules if rule.valid_from <= today]
    if not held or held[-1].years is None:
        return None
    return add_months(today, -12 * (held[-1].years or 0))


def may_rule(years: int | None, source: str) -> Verdict:
    """May this be the region's rule? With the decision it rests on, and a real time."""
    told = YES
    if years is not None and not 0 < years <= MOST_YEARS:
        text = f"Skriv mellan 1 och {MOST_YEARS} år, eller välj att det bevaras."
        told = no("weeding.years", text, HOUSE, field="years")
    if source.strip():
        return told
    text = "Skriv vilket beslut det bygger på: arkivmyndighetens namn, nummer och dag."
    return told & no("weeding.no_source", text, REGIONAL_MODEL, field="source")


def may_propose(before: date | None, total: int, *, is_open: bool) -> Verdict:
    """May a weeding be proposed? By a rule that holds, when something is old enough."""
    if is_open:
        text = "Ett förslag för det här slaget väntar redan. Godkänn eller kasta det."
        return no("weeding.waiting", text, HOUSE)
    if before is None:
        text = "Inget kan gallras. Regionen har inte bestämt någon gallringsfrist."
        return no("weeding.no_rule", text, REGIONAL_MODEL)
    if total:
        return YES
    text = "Det finns inget att gallra i dag."
    return no("weeding.nothing", text, HOUSE)


def may_approve(facts: ProposalFacts) -> Verdict:
    """May this person approve the proposal? Another than who proposed it, once."""
    return all_of(_open(facts), _another(facts))


def may_drop(facts: ProposalFacts) -> Verdict:
    """May the proposal be thrown away? Before it is approved; also by who made it."""
    return _open(facts)


def may_stop(reason: str) -> Verdict:
    """May the weeding of a case be stopped? With a reason (HOUSE)."""
    if reason.strip():
        return YES
    return no("weeding.hold_no_reason", "Skriv varför.", HOUSE, field="reason")


def _open(facts: ProposalFacts) -> Verdict:
    if facts.is_open:
        return YES
    return no("weeding.decided", "Förslaget är redan avgjort. Läs om sidan.", HOUSE)


def _another(facts: ProposalFacts) -> Verdict:
    if facts.by != facts.proposed_by:
        return YES
    return no(
        "weeding.same_person",
        "Du kan inte godkänna gallringen. Du har föreslagit den, och en annan person "
        "ska läsa listan. Be en kollega.",
        HOUSE,
    )
