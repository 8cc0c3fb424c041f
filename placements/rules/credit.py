"""Whether earlier service may be credited, and what that does to the plan.

Patientsäkerhetsförordningen lets merits count; how much, and from when, each region
decides case by case, or not at all. The paragraph about service before the licence has
not been read.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from bt_admin.lib.dates import (
    add_months,
    date_text,
    days_text,
    list_text,
    months_text,
    number_word,
)
from bt_admin.lib.sources import (
    CREDIT_BEFORE_LICENCE,
    HOUSE,
    IN_FORCE,
    REGIONAL_MODEL,
    Dated,
    Source,
)
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from placements.enums import CreditKind, CreditPaper, CreditState
from placements.rules.time import DAYS_IN_MONTH, Period, period_months
from regions.enums import PartKind

MOST_BEFORE_LICENCE = Dated(((IN_FORCE, Decimal(6)),), CREDIT_BEFORE_LICENCE, "månader")
MOST_DAYS = 30
MAX_REASON = 4000
DAY = timedelta(days=1)
PAPERS = {
    CreditPaper.SERVICE_CERTIFICATE: "tjänstgöringsintyg",
    CreditPaper.ASSESSMENTS: "bedömningar",
}


@dataclass(frozen=True)
class Policy:
    """What the region has decided: "none", "individual" or nothing known ("")."""

    region: str
    kind: str = ""
    text: str = ""
    confidence: str = "S"
    requires_papers: bool = False

    @property
    def source(self) -> Source:
        return Source("regional", REGIONAL_MODEL.title, self.confidence, law=False)


@dataclass(frozen=True, kw_only=True)
class RequestFacts:
    """Earlier service that somebody wants credited. Amounts are of full time.

    `asked_before`: months of service before the licence asked for or granted already.
    """

    may_ask: bool
    policy: Policy
    kind: str
    service: Period
    months: int
    days: int
    programme_starts_on: date
    licensed_on: date | None = None
    asked_before: Decimal = Decimal(0)
    placement_is_own: bool = True


@dataclass(frozen=True, kw_only=True)
class DecisionFacts:
    """A decision about to be made. No months and no days is a refusal."""

    certifies: bool
    is_the_doctor: bool
    state: str
    policy: Policy
    kind: str
    months: int
    days: int
    asked_months: int
    asked_days: int
    reason: str
    papers: frozenset[str]
    granted_before: Decimal = Decimal(0)
    shown: date | None = None
    effect: "Effect | None" = None

    @property
    def grants(self) -> bool:
        return bool(self.months or self.days)


@dataclass(frozen=True)
class Stretch:
    """A period of the plan, by its key."""

    key: Hashable
    placement: Hashable
    starts_on: date
    ends_on: date
    percent: Decimal | int
    kind: str = PartKind.SERVICE


@dataclass(frozen=True)
class Effect:
    """What a credit does: which periods move or go (None), and the last day of BT.

    `is_possible` False: so much of the placement is not left to take away.
    """

    moves: Mapping[Hashable, tuple[date, date] | None]
    last_before: date
    last_after: date
    is_possible: bool = True


# ---------------------------------------------------------------------- to ask for it
def may_ask_credit(facts: RequestFacts) -> Verdict:
    """May this earlier service be put forward to be credited?

    Where the region credits any; service that ended before BT began and was at least
    as long as what is asked for; before the licence six months at most
    (CREDIT_BEFORE_LICENCE).
    """
    return all_of(
        _asker(facts),
        may_credit_at_all(facts.policy),
        _amount(facts.months, facts.days),
        _served_before(facts),
        _before_licence(
            facts.kind, facts.months, facts.days, facts.asked_before, "asked_months"
        ),
        _own_placement(facts),
    )


def may_credit_at_all(policy: Policy) -> Verdict:
    """Does this region credit earlier service at all? (REGIONAL_MODEL)"""
    if policy.kind != "none":
        return YES
    return no(
        "credit.none",
        f"Tidigare tjänstgöring kan inte tillgodoräknas. {policy.region} medger inte "
        "tillgodoräknande i BT. Lägg ändå in tjänstgöringen som aktivitet. Bedömningar "
        "från den kan vara underlag för delmål.",
        policy.source,
    )


def may_still_change(mine: bool, state: str) -> Verdict:
    """May papers be added to this request, or it be withdrawn?

    By the doctor or who put it forward, while nothing is decided. Ours (HOUSE).
    """
    if not mine:
        text = "Bara den som har begärt tillgodoräknandet kan ändra begäran."
        return no("credit.not_yours", text, HOUSE)
    if state != CreditState.REQUESTED:
        return no("credit.decided", "Begäran är redan avgjord.", HOUSE)
    return YES


# ---------------------------------------------------------------------- to decide it
def may_decide_credit(facts: DecisionFacts) -> Verdict:
    """May this be decided so, by this person?

    By who certifies in the region, never the doctor; once; with a reason; no more than
    was asked for. To grant, the papers must be there and the effect on the plan be the
    one that was shown.
    """
    if not facts.certifies or facts.is_the_doctor:
        return no(
            "credit.role",
            "Tillgodoräknande beslutas av AT/BT-chef eller biträdande AT/BT-chef.",
            HOUSE,
        )
    if facts.state != CreditState.REQUESTED:
        return no("credit.decided", "Begäran är redan avgjord.", HOUSE)
    return all_of(_reason(facts), _granting(facts) if facts.grants else YES)


def shortened(
    plan: Sequence[Stretch], placement: Hashable, months: int, days: int, today: date
) -> Effect:
    """What is left of the plan when so much full-time service is taken off a placement?

    From its end and backwards, of days to come only, a part-time day counting for less;
    a day at least is left. What comes after moves as many days earlier. Ours (HOUSE).
    """
    service = [one for one in plan if one.placement == placement]
    service = [one for one in service if one.kind == PartKind.SERVICE]
    service.sort(key=lambda one: one.starts_on, reverse=True)
    last = max(one.ends_on for one in plan)
    if not service:
        return Effect({}, last, last, is_possible=False)
    after = service[0].ends_on + DAY
    left = Decimal((after - add_months(after, -months)).days + days) * 100
    moves: dict[Hashable, tuple[date, date] | None] = {}
    gaps: list[tuple[date, int]] = []
    for number, one in enumerate(service, start=1):
        if left <= 0:
            break
        there = (one.ends_on - one.starts_on).days + 1
        to_come = (one.ends_on - max(today, one.starts_on - DAY)).days
        most = min(to_come, there - 1 if number == len(service) else there)
        taken = max(0, min(ceil(left / Decimal(one.percent)), most))
        if taken:
            kept = (
                None if taken == there else (one.starts_on, one.ends_on - taken * DAY)
            )
            moves[one.key] = kept
            gaps.append((one.ends_on, taken))
            left -= taken * one.percent
        if taken < there:
            break
    for one in plan:
        earlier = sum(taken for end, taken in gaps if one.starts_on > end)
        if earlier and one.key not in moves:
            shift = earlier * DAY
            moves[one.key] = (one.starts_on - shift, one.ends_on - shift)
    ends = [
        (moves[one.key] or (None, date.min))[1] if one.key in moves else one.ends_on
        for one in plan
    ]
    return Effect(moves, last, max(ends), is_possible=left <= 0)


# ------------------------------------------------------------------------- in parts
def amount(months: int, days: int) -> Decimal:
    """So many months of full time, with days as parts of thirty."""
    return months + days / DAYS_IN_MONTH


def amount_text(months: int, days: int) -> str:
    """«2 månader och 10 dagar»"""
    words = [months_text(months)] if months else []
    return list_text(words + ([days_text(days)] if days else [])) or months_text(0)


def _asker(facts: RequestFacts) -> Verdict:
    if facts.may_ask:
        return YES
    return no(
        "credit.ask_role",
        "Tillgodoräknande begärs av BT-läkaren, eller läggs in av den som planerar.",
        HOUSE,
    )


def _amount(months: int, days: int) -> Verdict:
    if months < 0 or not 0 <= days <= MOST_DAYS:
        text = f"Skriv dagarna som ett tal mellan 0 och {MOST_DAYS}."
        return no("credit.days", text, HOUSE, field="asked_days")
    if not months and not days:
        text = "Skriv hur mycket tid begäran gäller."
        return no("credit.nothing", text, HOUSE, field="asked_months")
    return YES


def _served_before(facts: RequestFacts) -> Verdict:
    service = facts.service
    if service.ends_on < service.starts_on:
        text = "Slutdatumet behöver vara samma dag som startdatumet eller senare."
        return no("credit.order", text, HOUSE, field="ends_on")
    if service.ends_on >= facts.programme_starts_on:
        text = (
            "Tiden behöver ligga före BT, som började den "
            f"{date_text(facts.programme_starts_on)}."
        )
        return no("credit.not_before", text, HOUSE, field="ends_on")
    licence = facts.licensed_on
    if facts.kind == CreditKind.PRE_LICENCE and licence and service.ends_on > licence:
        text = (
            f"Legitimationen är från den {date_text(licence)}. Dela upp tiden i en del "
            "före och en efter."
        )
        return no("credit.licence_between", text, HOUSE, field="ends_on")
    if amount(facts.months, facts.days) > period_months(service):
        text = (
            "Begäran gäller mer tid än tjänstgöringen, som var "
            f"{months_text(period_months(service))} på heltid."
        )
        return no("credit.more_than_served", text, HOUSE, field="asked_months")
    return YES


def _before_licence(
    kind: str, months: int, days: int, before: Decimal, field: str
) -> Verdict:
    most = MOST_BEFORE_LICENCE.latest
    together = amount(months, days) + before
    if kind != CreditKind.PRE_LICENCE or together <= most:
        return YES
    return no(
        "credit.pre_licence_cap",
        "Så mycket tid kan inte tillgodoräknas. Av tjänstgöring före legitimation får "
        f"högst {number_word(most)} månader räknas, och det blir "
        f"{months_text(together)}. Minska tiden.",
        MOST_BEFORE_LICENCE.source,
        field=field,
    )


def _own_placement(facts: RequestFacts) -> Verdict:
    if facts.placement_is_own:
        return YES
    text = "Välj en placering ur listan."
    return no("credit.placement", text, HOUSE, field="placement")


def _reason(facts: DecisionFacts) -> Verdict:
    if not facts.reason.strip():
        text = "Skriv skälen för beslutet. BT-läkaren läser dem."
        return no("credit.reason", text, HOUSE, field="reason")
    if len(facts.reason) > MAX_REASON:
        text = f"Texten är {len(facts.reason) - MAX_REASON} tecken för lång."
        return no("credit.reason", text, HOUSE, field="reason")
    return YES


def _granting(facts: DecisionFacts) -> Verdict:
    return all_of(
        may_credit_at_all(facts.policy),
        _no_more_than_asked(facts),
        _before_licence(
            facts.kind, facts.months, facts.days, facts.granted_before, "months"
        ),
        _papers(facts),
        _effect(facts),
    )


def _no_more_than_asked(facts: DecisionFacts) -> Verdict:
    if facts.months < 0 or not 0 <= facts.days <= MOST_DAYS:
        text = f"Skriv dagarna som ett tal mellan 0 och {MOST_DAYS}."
        return no("credit.days", text, HOUSE, field="days")
    asked = amount(facts.asked_months, facts.asked_days)
    if amount(facts.months, facts.days) <= asked:
        return YES
    text = (
        f"Begäran gäller {amount_text(facts.asked_months, facts.asked_days)}. "
        "Mer än så kan inte beviljas."
    )
    return no("credit.more_than_asked", text, HOUSE, field="months")


def _papers(facts: DecisionFacts) -> Verdict:
    missing = [words for paper, words in PAPERS.items() if paper not in facts.papers]
    if not missing:
        return YES
    return no(
        "credit.evidence_missing",
        "Begäran kan inte prövas än. Det behövs tjänstgöringsintyg och bedömningar från "
        f"den tiden, och {list_text(missing)} saknas. Ladda upp det som saknas.",
        facts.policy.source if facts.policy.requires_papers else HOUSE,
    )


def _effect(facts: DecisionFacts) -> Verdict:
    effect = facts.effect
    if effect is None or not effect.is_possible:
        return no(
            "credit.not_left",
            "Så mycket tid finns inte kvar på placeringen. Bara dagar som inte har "
            "varit kan tas bort, och en dag ska vara kvar. Minska tiden, eller ändra "
            "planen först.",
            HOUSE,
            field="months",
        )
    if facts.shown == effect.last_after:
        return YES
    return no(
        "credit.effect_changed",
        f"Sista dagen blir den {date_text(effect.last_after)}, inte den som visades. "
        "Läs effekten här och besluta igen.",
        HOUSE,
        field="months",
    )
