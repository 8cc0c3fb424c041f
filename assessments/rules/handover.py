"""From one placement to the next: the handover card, the talk, and what is left to do.

The överlämningssamtal with both handledare and the huvudansvariga, led by the doctor, is
Region Stockholm's; here every region has it. The card is our own.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from assessments.enums import HandoverState
from assessments.rules.overall import OVERALL_OPENS_DAYS_BEFORE_END
from bt_admin.lib.dates import date_text
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

# With the sammantagna bedömningen, so that both are there at the talk.
CARD_OPENS_DAYS_BEFORE_END = OVERALL_OPENS_DAYS_BEFORE_END
MOST_EVIDENCE = 10


@dataclass(frozen=True)
class Stretch:
    """An unbroken time at a placement; both days are counted."""

    placement: Hashable
    first: date
    last: date


@dataclass(frozen=True)
class Change:
    """A placement that ends, and who stands on either side of it.

    `supervisors`: the handledare now, or on the last day. `next_title` is empty when no
    placement follows; `receivers` are its handledare, none while nobody is appointed.
    """

    doctor: Person
    supervisors: tuple[Person, ...]
    receivers: tuple[Person, ...]
    main: Person | None
    ends_on: date | None
    next_title: str = ""

    @property
    def agreers(self) -> tuple[Person, ...]:
        """Who agrees to the card: the handledare; without one, the huvudansvariga."""
        if self.supervisors or self.main is None:
            return self.supervisors
        return (self.main,)

    @property
    def around(self) -> tuple[Person, ...]:
        """Who meets the doctor in the överlämningssamtal, each once."""
        main = (self.main,) if self.main else ()
        people = dict.fromkeys((*self.supervisors, *self.receivers, *main))
        return tuple(one for one in people if one != self.doctor)


@dataclass(frozen=True)
class CardFacts:
    """A handover card, and who wants to do something with it. `state` None: no card."""

    by: Person
    change: Change
    today: date
    state: HandoverState | str | None = None
    leads: bool = False
    version_shown: int | None = None
    version_now: int = 1
    changed_by: Person | None = None


@dataclass(frozen=True)
class CardText:
    """What stands on a card; `evidence` is how many, `strange` those not to be chosen."""

    strengths: str
    practise: str
    agreements: str = ""
    evidence: int = 0
    strange: int = 0


@dataclass(frozen=True)
class EndFacts:
    """How far the end of a placement has come. Deepening is not counted among lines."""

    lines: int
    ticked: int
    assessed: bool
    acknowledged: bool
    card: HandoverState | str | None
    card_read: bool
    talk_planned: bool
    talk_held: bool
    hands_over: bool


@dataclass(frozen=True)
class Left:
    """One thing to be done before the placement is over."""

    key: str
    done: bool
    number: int = 0


def next_after(stretches: Iterable[Stretch], placement: Hashable) -> Hashable | None:
    """Which placement follows when this one is over? None after the last.

    A placement that both opens and closes the year is over at its last day.
    """
    rows = list(stretches)
    last = max((one.last for one in rows if one.placement == placement), default=None)
    after = [one for one in rows if last is not None and one.first > last]
    return min(after, key=lambda one: one.first).placement if after else None


def card_opens_on(ends_on: date) -> date:
    """From which day may the card be written?"""
    return ends_on - timedelta(days=CARD_OPENS_DAYS_BEFORE_END - 1)


# --------------------------------------------------------------------------- the card
def may_write_card(facts: CardFacts) -> Verdict:
    """May this person write the handover card?

    The doctor, from fourteen days before the last, until it has been agreed.
    """
    return all_of(
        _is_doctor(facts),
        _has_next(facts.change),
        _is_near(facts),
        _not_agreed(facts),
        _nothing_lost(facts),
    )


def may_propose_card(facts: CardFacts, text: CardText) -> Verdict:
    """May the doctor give the card to the handledare?

    When somebody can agree to it, and it says what to practise: the rest is optional.
    """
    return all_of(may_write_card(facts), _somebody_agrees(facts), _text_holds(text))


def may_agree_card(facts: CardFacts, text: CardText) -> Verdict:
    """May this person agree to the card, as it stands or with changes of their own?

    The handledare of the placement, once, on the text that was read. Then it is locked.
    """
    return all_of(_agrees(facts), _is_proposed(facts), _nothing_lost(facts)) & (
        _text_holds(text)
    )


def may_agree_now(facts: CardFacts) -> Verdict:
    """Is it this person's turn to agree to the card?"""
    return all_of(_agrees(facts), _is_proposed(facts))


def may_confirm_reading(facts: CardFacts) -> Verdict:
    """May this person note that they have read the card? The next handledare may."""
    if facts.by in facts.change.receivers:
        return _is_agreed(facts)
    return no(
        "handover.not_receiver",
        "Du kan inte kvittera kortet. Det gör handledaren på nästa placering"
        + (f", {names(facts.change.receivers)}." if facts.change.receivers else "."),
        HOUSE,
    )


def may_read_card(facts: CardFacts) -> Verdict:
    """May this person read the card?

    A draft the doctor; a proposal also who is to agree; an agreed card also the next
    handledare, the huvudansvariga, and those who lead BT.
    """
    change, state = facts.change, facts.state
    readers: set[Person] = {change.doctor}
    if state in (HandoverState.PROPOSED, HandoverState.AGREED):
        readers |= {*change.agreers}
    if state == HandoverState.AGREED:
        readers |= {*change.around}
        if facts.leads:
            return YES
    if facts.by in readers:
        return YES
    if state in (None, HandoverState.DRAFT, HandoverState.PROPOSED):
        return no(
            "handover.not_ready",
            f"Överlämningskortet är inte klart. {change.doctor} och handledaren skriver "
            "det tillsammans.",
            HOUSE,
        )
    return no(
        "handover.not_reader",
        "Du får inte läsa överlämningskortet. Det läses av "
        f"{names([change.doctor, *change.around])}, och av dem som leder BT.",
        HOUSE,
    )


# --------------------------------------------------------------------------- the talk
def may_plan_handover(facts: CardFacts) -> Verdict:
    """May this person plan the överlämningssamtal?

    The doctor leads it, so the doctor plans it: with the handledare of both placements
    and the huvudansvariga, who must all be appointed.
    """
    return all_of(may_lead_handover(facts), _has_next(facts.change), _all_there(facts))


def may_lead_handover(facts: CardFacts) -> Verdict:
    """Does this person lead the överlämningssamtal? Nobody but the doctor."""
    if facts.by == facts.change.doctor:
        return YES
    return no(
        "handover.not_leading_talk",
        "Du kan inte lägga in överlämningssamtalet. BT-läkaren leder det. Be "
        f"{facts.change.doctor} att lägga in det.",
        HOUSE,
    )


# ------------------------------------------------------------------------ what is left
def left_before_end(facts: EndFacts) -> tuple[Left, ...]:
    """What is there to do before the placement is over, in the order it is done?

    The card and the talk only where another placement follows.
    """
    found = [
        Left("checklist", facts.ticked >= facts.lines, facts.lines - facts.ticked),
        Left("overall", facts.assessed),
        Left("acknowledge", facts.acknowledged),
    ]
    if facts.hands_over:
        proposed = facts.card in (HandoverState.PROPOSED, HandoverState.AGREED)
        found += [
            Left("propose", proposed),
            Left("agree", facts.card == HandoverState.AGREED),
            Left("plan_talk", facts.talk_planned or facts.talk_held),
            Left("talk", facts.talk_held),
            Left("read", facts.card_read),
        ]
    return tuple(found)


# ------------------------------------------------------------------------------- parts
def _is_doctor(facts: CardFacts) -> Verdict:
    if facts.by == facts.change.doctor:
        return YES
    return no(
        "handover.not_doctor",
        "Du kan inte skriva överlämningskortet. BT-läkaren föreslår vad som ska stå. "
        f"Be {facts.change.doctor} att göra det.",
        HOUSE,
    )


def _has_next(change: Change) -> Verdict:
    if change.next_title:
        return YES
    return no(
        "handover.no_next",
        "Det finns ingen placering att lämna över till. Den här är den sista.",
        HOUSE,
    )


def _is_near(facts: CardFacts) -> Verdict:
    ends = facts.change.ends_on
    if ends is not None and card_opens_on(ends) <= facts.today:
        return YES
    if ends is None:
        text = (
            "Överlämningskortet kan inte skrivas än. Placeringen har inget slutdatum."
        )
        return no("handover.no_end", text, HOUSE)
    return no(
        "handover.too_soon",
        "Överlämningskortet kan inte skrivas än. Det gäller hela placeringen, som "
        f"slutar den {date_text(ends)}. Det öppnas den {date_text(card_opens_on(ends))}.",
        HOUSE,
    )


def _not_agreed(facts: CardFacts) -> Verdict:
    if facts.state != HandoverState.AGREED:
        return YES
    return no(
        "handover.agreed_already",
        "Överlämningskortet kan inte ändras. Handledaren har godkänt det. Ta upp det "
        "nya i överlämningssamtalet.",
        HOUSE,
    )


def _nothing_lost(facts: CardFacts) -> Verdict:
    if facts.version_shown in (None, facts.version_now):
        return YES
    return no(
        "handover.stale",
        f"Kortet är inte sparat. {facts.changed_by or 'Någon'} har ändrat det under "
        "tiden. Din text finns kvar här under. Jämför och spara igen.",
        HOUSE,
    )


def _somebody_agrees(facts: CardFacts) -> Verdict:
    if facts.change.agreers:
        return YES
    return no(
        "handover.nobody_agrees",
        "Kortet kan inte lämnas än. Ingen handledare är utsedd som kan godkänna det. "
        "Fråga studierektorn, och spara ett utkast så länge.",
        HOUSE,
    )


def _text_holds(text: CardText) -> Verdict:
    verdict = YES
    if not text.practise.strip():
        verdict = no(
            "handover.nothing_to_practise",
            "Skriv vad som ska tränas vidare. Det är det nästa handledare behöver mest.",
            HOUSE,
            field="practise",
        )
    if text.strange:
        verdict &= no(
            "handover.strange_evidence",
            "En av bedömningarna kan inte väljas. Välj bland dem som är signerade.",
            HOUSE,
            field="evidence",
        )
    if text.evidence > MOST_EVIDENCE:
        verdict &= no(
            "handover.much_evidence",
            f"Välj högst {MOST_EVIDENCE} bedömningar. Nästa handledare ska hinna läsa.",
            HOUSE,
            field="evidence",
        )
    return verdict


def _agrees(facts: CardFacts) -> Verdict:
    if facts.by in facts.change.agreers and facts.by != facts.change.doctor:
        return YES
    asked = names(facts.change.agreers) or "studierektorn"
    return no(
        "handover.not_supervisor",
        "Du kan inte godkänna överlämningskortet. Det gör handledaren på placeringen. "
        f"Be {asked} att göra det.",
        HOUSE,
    )


def _is_proposed(facts: CardFacts) -> Verdict:
    if facts.state == HandoverState.PROPOSED:
        return YES
    if facts.state == HandoverState.AGREED:
        return _not_agreed(facts)
    return no(
        "handover.not_proposed",
        f"Det finns inget kort att godkänna än. {facts.change.doctor} skriver först.",
        HOUSE,
    )


def _is_agreed(facts: CardFacts) -> Verdict:
    if facts.state == HandoverState.AGREED:
        return YES
    return no(
        "handover.not_agreed",
        "Kortet kan inte kvitteras än. Handledaren har inte godkänt det.",
        HOUSE,
    )


def _all_there(facts: CardFacts) -> Verdict:
    change = facts.change
    missing = [
        word
        for word, there in [
            ("handledare på placeringen", change.supervisors),
            ("handledare på nästa placering", change.receivers),
            ("huvudansvarig handledare", change.main),
        ]
        if not there
    ]
    if not missing:
        return YES
    return no(
        "handover.somebody_missing",
        "Överlämningssamtalet kan inte läggas in än. Det saknas "
        f"{missing[0]}. Fråga studierektorn.",
        HOUSE,
    )
