"""A 360: who opens it, who is asked, when it ends, and who sees what came of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from assessments.enums import Profession, RoundState
from assessments.rules.answers import check_draft
from assessments.rules.instruments import Instrument
from bt_admin.lib.dates import date_text, number_word
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL, Source
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

KEY = "msf_360"
LONGEST_NAME, LONGEST_EMAIL, LONGEST_REASON = 100, 200, 500
LONGEST_DAYS = 90  # from today; a link that lives longer is a forgotten one
MOST_RATERS = 60
EMAIL = re.compile(r"[^@\s<>\"(),:;]+@[^@\s<>\"(),:;]+\.[^@\s<>\"(),:;.]+")
UNDER_WAY = (RoundState.OPEN, RoundState.COLLECTING, RoundState.CLOSED)
BEFORE = ("planned", "in_service", "final_assessment")  # states of a BT going on


@dataclass(frozen=True)
class RoundLimits:
    """How many are asked, and from how many answers something is shown.

    `days` is how long it is open unless something else is chosen, `remind_at` on which
    days after the letter those who have not answered are reminded.
    """

    raters: int = 10
    professions: int = 2
    not_doctors: int = 3
    means_from: int = 3
    texts_from: int = 5
    days: int = 21
    remind_at: tuple[int, ...] = (7, 14)
    source: Source = HOUSE


@dataclass(frozen=True)
class OpenFacts:
    """A 360 about to be opened. `takes_part`: the doctor, or one who leads BT."""

    takes_part: bool
    in_use: bool
    is_under_way: bool
    programme_state: str
    starts_on: date
    today: date


@dataclass(frozen=True)
class Asked:
    """Somebody on the list."""

    email: str
    profession: str


@dataclass(frozen=True)
class RoundFacts:
    """A 360, and somebody who wants to do something with it.

    `is_doctor`: it is about them; `leads`: studierektor; `guides`: huvudansvarig
    handledare. `answered` counts those who have.
    """

    is_doctor: bool
    leads: bool
    guides: bool
    doctor: Person
    doctor_email: str
    state: RoundState | str
    today: date
    closes_on: date | None = None
    self_done: bool = False
    raters: tuple[Asked, ...] = ()
    answered: int = 0
    limits: RoundLimits = RoundLimits()


class Opens(Enum):
    """What a personal link leads to."""

    FORM = "form"
    USED = "used"
    OVER = "over"


def limits_of(national: Mapping[str, Any], settings: Mapping[str, Any]) -> RoundLimits:
    """How many does this region ask, and from how many answers is anything shown?

    The table `feedback_round` of the region's model (REGIONAL_MODEL); where that says
    nothing, the instrument's own figures. From how many answers something is shown can
    be raised by a region, never lowered: below that a rater could be guessed (HOUSE).
    """
    own = settings.get("feedback_round") or {}
    figure = RoundLimits()
    means = max(3, _count(national, "answers_min_for_means", figure.means_from))
    texts = max(5, _count(national, "answers_min_for_free_text", figure.texts_from))
    remind = national.get("reminders_at_days", figure.remind_at)
    return RoundLimits(
        raters=max(means, _either(own, national, "invite_min", figure.raters)),
        professions=_either(own, national, "professions_min", figure.professions),
        not_doctors=_either(own, national, "not_doctors_min", figure.not_doctors),
        means_from=max(means, _count(own, "answers_min_for_means", means)),
        texts_from=max(texts, _count(own, "answers_min_for_free_text", texts)),
        days=_either(own, national, "days_open", figure.days),
        remind_at=tuple(sorted(remind)),
        source=REGIONAL_MODEL if own else HOUSE,
    )


def whom_to_ask(limits: RoundLimits) -> str:
    """«Välj minst tio personer från minst två yrkesgrupper, varav minst tre …»"""
    said = (
        f"Välj minst {number_word(limits.raters)} personer från minst "
        f"{number_word(limits.professions)} yrkesgrupper"
    )
    if limits.not_doctors:
        said += f", varav minst {number_word(limits.not_doctors)} som inte är läkare"
    return f"{said}."


# ------------------------------------------------------------------------- to open one
def may_open_round(facts: OpenFacts) -> Verdict:
    """May a 360 be opened about this doctor, by this person?

    The doctor or the studierektor; one at a time, while BT goes on, where the region
    uses the instrument (HOUSE).
    """
    if not facts.takes_part:
        return _takes_part(False)
    if not facts.in_use:
        text = "Regionen använder inte 360-återkoppling. Fråga studierektorn varför."
        return no("round.not_in_use", text, REGIONAL_MODEL)
    if facts.is_under_way:
        return no(
            "round.under_way",
            "En ny 360-återkoppling kan inte startas nu. En pågår redan. Gör klart den, "
            "eller avbryt den först.",
            HOUSE,
        )
    if facts.programme_state not in BEFORE or facts.starts_on > facts.today:
        return no(
            "round.not_in_service",
            "En 360-återkoppling görs medan BT pågår. De som svarar ska ha arbetat "
            "tillsammans med BT-läkaren.",
            HOUSE,
        )
    return YES


# --------------------------------------------------------------------- the doctor first
def may_answer_self(
    facts: RoundFacts,
    instrument: Instrument,
    answers: Mapping[str, int | None],
    texts: Mapping[str, str],
) -> Verdict:
    """May this self-assessment be sent?

    By the doctor, once, before the others are asked: it is not to be coloured by what
    they say (HOUSE). Every statement has an answer.
    """
    return all_of(
        may_begin_self(facts),
        check_draft(instrument, answers, texts),
        _all_answered(instrument, answers),
    )


def may_begin_self(facts: RoundFacts) -> Verdict:
    """May this person write the self-assessment now? The doctor, until it is sent."""
    if not facts.is_doctor:
        return no(
            "round.self_of_other",
            f"Du får inte göra självskattningen. Det gör {facts.doctor}.",
            HOUSE,
        )
    if facts.self_done:
        text = "Självskattningen är redan sparad. Den kan inte ändras efteråt."
        return no("round.self_done", text, HOUSE)
    return _in_state(facts, RoundState.OPEN)


# ------------------------------------------------------------------------ who is asked
def may_ask(facts: RoundFacts, name: str, email: str, profession: str) -> Verdict:
    """May this person be put on the list of those who are asked?

    By the doctor, the studierektor or the huvudansvarig handledare; also while answers
    come in. The doctor is never one's own rater, and nobody is asked twice (HOUSE).
    """
    return all_of(
        _steers(facts, guides_too=True),
        _in_state(facts, RoundState.OPEN, RoundState.COLLECTING),
        _not_over(facts),
        _named(name),
        _reached(facts, email.strip().casefold()),
        _of_profession(profession),
        _not_too_many(facts),
    )


def may_unask(facts: RoundFacts) -> Verdict:
    """May somebody be taken off the list? Until the letters are sent, not after:
    an answer must not be able to be unmade (HOUSE)."""
    return _steers(facts, guides_too=True) & _in_state(facts, RoundState.OPEN)


def may_send_round(facts: RoundFacts) -> Verdict:
    """May the letters be sent?

    The doctor has answered first, and enough people of enough professions are asked
    (REGIONAL_MODEL, else the instrument's own figures).
    """
    return all_of(
        _steers(facts),
        _in_state(facts, RoundState.OPEN),
        _self_first(facts),
        _enough_asked(facts),
    )


def _self_first(facts: RoundFacts) -> Verdict:
    if facts.self_done:
        return YES
    if facts.is_doctor:
        text = (
            "Mejlen kan inte skickas än. Din självskattning görs först, så att den inte "
            "färgas av de andras svar. Gör den nu – det tar några minuter."
        )
    else:
        text = (
            f"Mejlen kan inte skickas än. Självskattningen görs först, och {facts.doctor} "
            "har inte gjort den."
        )
    return no("msf.self_first", text, HOUSE)


def _enough_asked(facts: RoundFacts) -> Verdict:
    """Enough people, of enough professions, not all of them doctors."""
    limits, asked = facts.limits, facts.raters
    professions = len({one.profession for one in asked})
    others = sum(1 for one in asked if one.profession != Profession.DOCTOR)
    enough = (
        len(asked) >= limits.raters
        and professions >= limits.professions
        and others >= limits.not_doctors
    )
    if enough:
        return YES
    groups = "yrkesgrupp" if professions == 1 else "yrkesgrupper"
    are = "Nu är ingen vald." if not asked else (
        f"Nu är {number_word(len(asked))} valda från "
        f"{number_word(professions)} {groups}"
        + (f", varav {number_word(others) if others else 'ingen'} som inte är läkare.")
    )  # fmt: skip
    text = f"Mejlen kan inte skickas än. {whom_to_ask(limits)} {are}"
    return no("round.too_few_asked", text, limits.source)


# -------------------------------------------------------------------------- how it ends
def may_move_end(facts: RoundFacts, closes_on: date | None) -> Verdict:
    """May the last day be this one? From today on, and no more than 90 days ahead."""
    if closes_on is None or facts.today <= closes_on <= facts.today + timedelta(
        days=LONGEST_DAYS
    ):
        day = YES
    else:
        last = date_text(facts.today + timedelta(days=LONGEST_DAYS))
        text = f"Välj en dag från och med i dag till och med den {last}."
        day = no("round.bad_day", text, HOUSE, field="closes_on")
    return all_of(_steers(facts), _in_state(facts, RoundState.COLLECTING), day)


def may_close_round(facts: RoundFacts) -> Verdict:
    """May the round be closed before its last day?

    When free texts can be shown, or everybody has answered and means can (HOUSE): what
    is closed is not opened again.
    """
    everybody = facts.answered == len(facts.raters)
    least = facts.limits.means_from if everybody else facts.limits.texts_from
    return all_of(
        _steers(facts),
        _in_state(facts, RoundState.COLLECTING),
        YES if facts.answered >= least else _too_few(facts, least),
    )


def is_to_be_closed(
    state: str, closes_on: date | None, answered: int, means_from: int, today: date
) -> bool:
    """Is the last day over, with enough answers for something to be shown?

    With fewer it waits for a later day, or to be cancelled: nothing could be shown
    (HOUSE).
    """
    over = closes_on is not None and closes_on < today
    return state == RoundState.COLLECTING and over and answered >= means_from


def _too_few(facts: RoundFacts, least: int) -> Verdict:
    count = number_word(facts.answered) if facts.answered else "ingen"
    return no(
        "msf.too_few_answers",
        f"Resultatet kan inte visas än. Minst {number_word(least)} ska ha svarat, så att "
        f"ingen kan pekas ut, och {count} har svarat. Vänta på fler, eller bjud in fler.",
        HOUSE,
    )


def may_change_round(facts: RoundFacts) -> Verdict:
    """May this person steer how the round goes on? Until the doctor may read it."""
    return _steers(facts) & _in_state(facts, *UNDER_WAY)


def may_cancel_round(facts: RoundFacts, reason: str) -> Verdict:
    """May the round be broken off? Until it is the doctor's to read, with a reason.

    Once answers have come in by the studierektor alone: nobody throws away what was
    said of themselves (HOUSE).
    """
    words = YES
    if not reason.strip():
        text = "Skriv varför. De som är tillfrågade märker att länken inte gäller."
        words = no("round.no_reason", text, HOUSE, field="reason")
    who = _steers(facts)
    if facts.answered and not facts.leads:
        who = who & no(
            "round.answers_in",
            "Du kan inte avbryta nu. Svar har kommit in. Prata med studierektorn om "
            "något har blivit fel.",
            HOUSE,
        )
    return all_of(who, _in_state(facts, *UNDER_WAY), words)


# ------------------------------------------------------------------- looked through first
def may_moderate(facts: RoundFacts) -> Verdict:
    """May this person read the answers before the doctor does? The studierektor."""
    if facts.leads and not facts.is_doctor:
        return _in_state(facts, RoundState.CLOSED)
    return no(
        "round.not_moderator",
        "Du får inte läsa svaren än. Studierektorn går igenom dem först.",
        HOUSE,
    )


def may_hide(facts: RoundFacts, reason: str) -> Verdict:
    """May a free text be kept from the doctor? With a reason, before it is released."""
    if reason.strip():
        return may_moderate(facts)
    text = "Skriv varför texten döljs. Skälet sparas."
    return may_moderate(facts) & no("round.no_reason", text, HOUSE, field="reason")


def may_release(facts: RoundFacts) -> Verdict:
    """May the doctor and the huvudansvarig handledare read it from now on?"""
    return may_moderate(facts)


def may_note_talk(facts: RoundFacts, on: date, released_on: date | None) -> Verdict:
    """May the feedback talk be registered? By the huvudansvarig handledare, once
    released, on a day since then."""
    begun = may_begin_talk(facts)
    if not begun or (released_on and released_on <= on <= facts.today):
        return begun
    assert released_on is not None
    text = (
        f"Välj en dag från den {date_text(released_on)}, då resultatet blev klart, till "
        "och med i dag."
    )
    return no("round.bad_talk_day", text, HOUSE, field="on")


def may_begin_talk(facts: RoundFacts) -> Verdict:
    """Is it for this person to register the talk, and is there something to talk about?"""
    if not facts.guides or facts.is_doctor:
        return no(
            "round.not_guiding",
            "Du får inte registrera samtalet. Det gör huvudansvarig handledare.",
            HOUSE,
        )
    return _in_state(facts, RoundState.RELEASED)


# -------------------------------------------------------------------------- the raters
def what_link_opens(
    state: str, closes_on: date | None, answered: bool, today: date
) -> Opens:
    """What does a personal link lead to? The form, until it is answered or over."""
    if answered:
        return Opens.USED
    open_still = state == RoundState.COLLECTING and (
        closes_on is None or today <= closes_on
    )
    return Opens.FORM if open_still else Opens.OVER


def may_answer_round(
    opens: Opens,
    instrument: Instrument,
    answers: Mapping[str, int | None],
    texts: Mapping[str, str],
) -> Verdict:
    """May this answer be sent? Once, before the round is over, with every statement
    answered, if only by «Det har jag inte sett», and at least one of them seen."""
    if opens is Opens.USED:
        return no("round.answered", "Du har redan svarat. Tack!", HOUSE)
    if opens is Opens.OVER:
        return no("round.over", "Det går inte längre att svara. Tiden är ute.", HOUSE)
    return all_of(
        check_draft(instrument, answers, texts),
        _all_answered(instrument, answers),
        _something_seen(instrument, answers),
    )


def is_small_group(profession: str, professions: tuple[str, ...]) -> bool:
    """Are those of one's own profession so few that a text might be recognised?

    Fewer than three asked (HOUSE); told to the rater before the answer is sent.
    """
    return professions.count(profession) < 3


def reminders_due(
    asked_on: date, today: date, closes_on: date, remind_at: tuple[int, ...]
) -> int:
    """How many reminders should somebody who has not answered have had by now?

    None on the days after the last (HOUSE).
    """
    if today > closes_on:
        return 0
    return sum(1 for days in remind_at if asked_on + timedelta(days=days) <= today)


def _all_answered(instrument: Instrument, answers: Mapping[str, int | None]) -> Verdict:
    verdicts = [
        no("round.unanswered", "Välj ett svar.", HOUSE, field=f"item_{item.key}")
        for item in instrument.items
        if item.key not in answers
    ]
    return all_of(*verdicts)


def _something_seen(
    instrument: Instrument, answers: Mapping[str, int | None]
) -> Verdict:
    complete = all(item.key in answers for item in instrument.items)
    if not complete or any(level is not None for level in answers.values()):
        return YES
    return no(
        "round.nothing_seen",
        "Svaret kan inte skickas. Har du inte sett något av det här behöver du inte "
        "svara. Stäng sidan.",
        HOUSE,
        field=f"item_{instrument.items[0].key}",
    )


# ------------------------------------------------------------------------------ shared
def _takes_part(yes: bool) -> Verdict:
    if yes:
        return YES
    return no(
        "round.not_yours",
        "Du får inte göra det här. En 360-återkoppling sköts av BT-läkaren själv och av "
        "studierektorn.",
        HOUSE,
    )


def _steers(facts: RoundFacts, *, guides_too: bool = False) -> Verdict:
    return _takes_part(facts.is_doctor or facts.leads or (guides_too and facts.guides))


def _in_state(facts: RoundFacts, *states: RoundState) -> Verdict:
    if facts.state in states:
        return YES
    words = {
        RoundState.OPEN: "mejlen är inte skickade än",
        RoundState.COLLECTING: "svaren samlas in",
        RoundState.CLOSED: "studierektorn går igenom svaren",
        RoundState.RELEASED: "den är klar",
        RoundState.CANCELLED: "den är avbruten",
    }
    text = (
        f"Det går inte att göra nu: {words[RoundState(facts.state)]}. Läs sidan igen."
    )
    return no("round.wrong_state", text, HOUSE)


def _not_over(facts: RoundFacts) -> Verdict:
    if facts.closes_on is None or facts.today <= facts.closes_on:
        return YES
    text = "Sista dagen har passerat. Flytta den först, så får den du bjuder in tid."
    return no("round.day_passed", text, HOUSE)


def _named(name: str) -> Verdict:
    if not name.strip():
        text = "Skriv namnet. De som följer dig ska se vem som är tillfrågad."
        return no("round.no_name", text, HOUSE, field="name")
    if len(name.strip()) > LONGEST_NAME:
        over = len(name.strip()) - LONGEST_NAME
        text = f"Namnet är {over} tecken för långt."
        return no("round.long_name", text, HOUSE, field="name")
    return YES


def _reached(facts: RoundFacts, email: str) -> Verdict:
    # Not every mail server takes letters beyond ASCII in an address.
    known = email.isascii() and EMAIL.fullmatch(email)
    if len(email) > LONGEST_EMAIL or not known:
        text = "Skriv en e-postadress, till exempel namn@region.se."
        return no("round.bad_email", text, HOUSE, field="email")
    if email == facts.doctor_email.casefold():
        text = "Välj någon annan. Den egna bilden är självskattningen."
        return no("round.oneself", text, HOUSE, field="email")
    if email in {one.email.casefold() for one in facts.raters}:
        text = "Adressen finns redan i listan."
        return no("round.asked_already", text, HOUSE, field="email")
    return YES


def _of_profession(profession: str) -> Verdict:
    if profession in set(Profession):
        return YES
    return no("round.no_profession", "Välj yrke.", HOUSE, field="profession")


def _not_too_many(facts: RoundFacts) -> Verdict:
    if len(facts.raters) < MOST_RATERS:
        return YES
    text = f"Fler än {MOST_RATERS} kan inte tillfrågas i samma omgång."
    return no("round.too_many", text, HOUSE)


def _either(
    own: Mapping[str, Any], national: Mapping[str, Any], key: str, otherwise: int
) -> int:
    return _count(own, key, _count(national, key, otherwise))


def _count(table: Mapping[str, Any], key: str, otherwise: int) -> int:
    given = table.get(key)
    return given if type(given) is int and 0 <= given <= MOST_RATERS else otherwise
