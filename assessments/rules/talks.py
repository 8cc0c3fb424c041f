"""Handledarsamtal: who plans, changes, holds, cancels, writes and ticks.

A talk is no assessment. All of it is our own rule (HOUSE); how often one meets is the
region's (talk_frequency.py).
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from assessments.enums import TalkState
from assessments.rules.circle import Involved
from bt_admin.lib.dates import date_text
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.swedish import moment
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

SHORTEST, LONGEST = 5, 240  # minutes
AROUND_BT = timedelta(days=90)  # talks before BT begins and after it ends
MOST_TOPICS, MOST_AGREEMENTS = 30, 30
CLOSED = (TalkState.DOCUMENTED, TalkState.CANCELLED)


@dataclass(frozen=True)
class TalkFacts:
    """A talk, and who wants to do something with it.

    `others` take part in an överlämningssamtal beside the two.
    `version_shown` is what the person saw when they began, None where nothing that
    somebody else wrote can be lost.
    """

    by: Person
    doctor: Person
    supervisor: Person
    state: TalkState | str
    starts_at: datetime
    now: datetime
    version_shown: int | None = None
    version_now: int = 1
    changed_by: Person | None = None
    others: tuple[Person, ...] = ()

    @property
    def parties(self) -> tuple[Person, ...]:
        return tuple(dict.fromkeys((self.doctor, self.supervisor, *self.others)))


@dataclass(frozen=True)
class TimeFacts:
    """When a talk is to be, and between which days BT is served."""

    on: date
    minutes: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class PlanFacts:
    """Who wants to plan a talk, with whom, when; `around` are the handledare."""

    by: Person
    doctor: Person
    supervisor: Person
    around: tuple[Involved, ...]
    today: date
    time: TimeFacts


@dataclass(frozen=True)
class AgreementFacts:
    """What is agreed in a talk: whose it is, and by when."""

    owner: Person
    may_own: tuple[Person, ...]
    due_on: date
    held_on: date
    already: int = 0
    same: bool = False


@dataclass(frozen=True)
class TickFacts:
    """An agreement that somebody wants to tick, or to open again."""

    by: Person
    owner: Person
    parties: tuple[Person, ...] = field(default=())


def may_plan_talks(by: Person, doctor: Person, around: tuple[Involved, ...]) -> Verdict:
    """May this person plan talks with this doctor? The doctor, and every handledare."""
    if by == doctor or any(one.person == by for one in around):
        return YES
    asked = names([one.person for one in around])
    return no(
        "talk.not_around",
        f"Du får inte lägga in samtal för {doctor}. Det gör BT-läkaren och "
        f"handledarna. Be {asked or 'BT-läkaren'} att göra det.",
        HOUSE,
    )


def may_plan_talk(facts: PlanFacts) -> Verdict:
    """May this person plan this talk?

    The doctor with a handledare, or a handledare of their own; somebody who is, or is
    to be, handledare or huvudansvarig handledare for this doctor that day.
    """
    return all_of(
        may_plan_talks(facts.by, facts.doctor, facts.around),
        _own_talk(facts),
        _supervises_then(facts),
        may_be_at(facts.time),
    )


def may_be_at(facts: TimeFacts) -> Verdict:
    """Can a talk be at that time? About when BT is served, 5 to 240 minutes."""
    return all_of(_near_bt(facts), _length(facts))


def takes_part(facts: TalkFacts) -> Verdict:
    """Is this person one of those who talk? Only they change anything in it."""
    if facts.by in facts.parties:
        return YES
    return no(
        "talk.not_party",
        "Du får inte ändra i samtalet. Det gör de som möts. Be "
        f"{names(facts.parties)} att göra det.",
        HOUSE,
    )


def may_change_talk(facts: TalkFacts) -> Verdict:
    """May this person move the talk, or change how and where? While it is planned."""
    return all_of(takes_part(facts), _is_planned(facts), _nothing_lost(facts))


def may_cancel_talk(facts: TalkFacts, reason: str) -> Verdict:
    """May this person cancel the talk? While it is planned, with a reason."""
    return all_of(takes_part(facts), _is_planned(facts), _says_why(reason))


def may_hold_talk(facts: TalkFacts) -> Verdict:
    """May this person note that the talk was held? Once, and not ahead of it."""
    return all_of(
        takes_part(facts), _is_planned(facts), _has_begun(facts), _nothing_lost(facts)
    )


def may_write_in_talk(facts: TalkFacts) -> Verdict:
    """May this person write in the talk? Both may, until one of them closes it."""
    return all_of(takes_part(facts), _is_open(facts), _nothing_lost(facts))


def may_add_topic(facts: TalkFacts, text: str, known: tuple[str, ...]) -> Verdict:
    """May this topic be added? Each side may, until the talk is closed."""
    return all_of(takes_part(facts), _is_open(facts), _new_topic(text, known))


def may_close_talk(facts: TalkFacts) -> Verdict:
    """May this person close the talk? Either, when it has been held."""
    if facts.state == TalkState.PLANNED:
        closed_too_soon = no(
            "talk.not_held",
            "Samtalet kan inte avslutas än. Det är inte registrerat att det hölls. "
            "Registrera det först.",
            HOUSE,
        )
        return all_of(takes_part(facts), closed_too_soon)
    return all_of(takes_part(facts), _is_open(facts))


def may_agree(facts: TalkFacts, agreed: AgreementFacts) -> Verdict:
    """May this be written in as agreed? Until the talk is closed; by those who read."""
    return all_of(
        takes_part(facts),
        _is_open(facts),
        _owner(agreed),
        _due(agreed),
        _room_for_more(agreed),
    )


def may_tick(facts: TickFacts) -> Verdict:
    """May this person tick an agreement? Its owner, or one of the two who talked."""
    if facts.by == facts.owner or facts.by in facts.parties:
        return YES
    return no(
        "talk.not_owner",
        "Du får inte bocka av överenskommelsen. Det gör den som har lovat, eller de "
        f"som talades vid. Be {facts.owner} att göra det.",
        HOUSE,
    )


def _own_talk(facts: PlanFacts) -> Verdict:
    if facts.by in (facts.doctor, facts.supervisor):
        return YES
    return no(
        "talk.for_other",
        f"Du kan inte lägga in ett samtal åt {facts.supervisor}. Välj dig själv, eller "
        f"be {facts.supervisor} att lägga in det.",
        HOUSE,
        field="supervisor",
    )


def _supervises_then(facts: PlanFacts) -> Verdict:
    mine = [one for one in facts.around if one.person == facts.supervisor]
    # Who is to be handledare later may meet the doctor before that.
    if any(one.ends is None or facts.time.on <= one.ends for one in mine):
        return YES
    if not mine:
        return no(
            "talk.not_supervisor",
            f"{facts.supervisor} är inte handledare för {facts.doctor}. Välj ur listan.",
            HOUSE,
            field="supervisor",
        )
    return no(
        "talk.supervisor_ended",
        f"{facts.supervisor} är inte handledare för {facts.doctor} då. Uppdraget gick "
        f"ut den {date_text(mine[0].ends or facts.today)}. Välj någon annan.",
        HOUSE,
        field="supervisor",
    )


def _near_bt(facts: TimeFacts) -> Verdict:
    first, last = facts.starts_on - AROUND_BT, facts.ends_on + AROUND_BT
    if first <= facts.on <= last:
        return YES
    return no(
        "talk.far_from_bt",
        f"Samtalet behöver ligga mellan den {date_text(first)} och den "
        f"{date_text(last)}, omkring BT. Ändra datumet.",
        HOUSE,
        field="on",
    )


def _length(facts: TimeFacts) -> Verdict:
    if SHORTEST <= facts.minutes <= LONGEST:
        return YES
    return no(
        "talk.length",
        f"Samtalet behöver vara mellan {SHORTEST} och {LONGEST}\u00a0minuter. Ändra "
        "hur länge det varar.",
        HOUSE,
        field="minutes",
    )


def _is_planned(facts: TalkFacts) -> Verdict:
    if facts.state == TalkState.PLANNED:
        return YES
    how = "inställt" if facts.state == TalkState.CANCELLED else "genomfört"
    return no(
        "talk.not_planned",
        f"Samtalet kan inte ändras. Det är redan {how}. Lägg in ett nytt samtal.",
        HOUSE,
    )


def _is_open(facts: TalkFacts) -> Verdict:
    if facts.state not in CLOSED:
        return YES
    how = "inställt" if facts.state == TalkState.CANCELLED else "avslutat"
    return no(
        "talk.closed",
        f"Det går inte att skriva i samtalet. Det är {how}. Ta upp det nya i ett nytt "
        "samtal.",
        HOUSE,
    )


def _has_begun(facts: TalkFacts) -> Verdict:
    if facts.starts_at <= facts.now:
        return YES
    return no(
        "talk.ahead",
        "Samtalet kan inte ha hållits än. Det börjar den "
        f"{moment(facts.starts_at)}. Ändra tiden om ni möttes tidigare.",
        HOUSE,
        field="on",
    )


def _nothing_lost(facts: TalkFacts) -> Verdict:
    if facts.version_shown in (None, facts.version_now):
        return YES
    who = facts.changed_by or "Någon"
    return no(
        "talk.stale",
        f"Ändringen är inte sparad. {who} har ändrat i samtalet under tiden. Din text "
        "finns kvar här under. Jämför och spara igen.",
        HOUSE,
    )


def _says_why(reason: str) -> Verdict:
    if reason.strip():
        return YES
    return no(
        "talk.no_reason",
        "Samtalet kan inte ställas in utan skäl. Den andra ska veta varför. Skriv en "
        "mening.",
        HOUSE,
        field="reason",
    )


def _new_topic(text: str, known: tuple[str, ...]) -> Verdict:
    if not text.strip():
        return no("talk.empty_topic", "Skriv vad du vill ta upp.", HOUSE, field="text")
    if text.strip() in known:
        return no("talk.same_topic", "Ämnet finns redan i listan.", HOUSE, field="text")
    if len(known) >= MOST_TOPICS:
        return no(
            "talk.many_topics",
            f"Samtalet har redan {MOST_TOPICS} ämnen. Ta bort något, eller ta upp det "
            "nästa gång.",
            HOUSE,
            field="text",
        )
    return YES


def _owner(agreed: AgreementFacts) -> Verdict:
    if agreed.owner in agreed.may_own:
        return YES
    return no(
        "talk.owner",
        f"{agreed.owner} kan inte ansvara för överenskommelsen. Välj ur listan.",
        HOUSE,
        field="owner",
    )


def _due(agreed: AgreementFacts) -> Verdict:
    if agreed.due_on >= agreed.held_on:
        return YES
    return no(
        "talk.due_before",
        f"Datumet behöver ligga efter samtalet, den {date_text(agreed.held_on)}. Välj "
        "ett senare datum.",
        HOUSE,
        field="due_on",
    )


def _room_for_more(agreed: AgreementFacts) -> Verdict:
    if agreed.same:
        return no(
            "talk.same_agreement",
            "Det är redan överenskommet. Ändra texten om det är något nytt.",
            HOUSE,
            field="what",
        )
    if agreed.already < MOST_AGREEMENTS:
        return YES
    return no(
        "talk.many_agreements",
        f"Samtalet har redan {MOST_AGREEMENTS} överenskommelser. Ta resten nästa gång.",
        HOUSE,
        field="what",
    )
