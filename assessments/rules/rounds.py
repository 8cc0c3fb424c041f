"""A 360 from beginning to end: who opens it, sends it, ends it and looks it through."""

from dataclasses import dataclass
from datetime import date, timedelta

from assessments.enums import Profession, RoundState
from assessments.rules.round_facts import (
    UNDER_WAY,
    RoundFacts,
    in_state,
    steers,
    takes_part,
)
from assessments.rules.round_limits import whom_to_ask
from bt_admin.lib.dates import date_text, number_word
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

LONGEST_REASON = 500
LONGEST_DAYS = 90  # from today; a link that lives longer is a forgotten one
BEFORE = ("planned", "in_service", "final_assessment")  # states of a BT going on


@dataclass(frozen=True)
class OpenFacts:
    """A 360 about to be opened. `takes_part`: the doctor, or one who leads BT."""

    takes_part: bool
    in_use: bool
    is_under_way: bool
    programme_state: str
    starts_on: date
    today: date


# ------------------------------------------------------------------------------- opened
def may_open_round(facts: OpenFacts) -> Verdict:
    """May a 360 be opened about this doctor, by this person?

    The doctor or the studierektor; one at a time, while BT goes on, where the region
    uses the instrument (HOUSE).
    """
    if not facts.takes_part:
        return takes_part(False)
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


# --------------------------------------------------------------------------------- sent
def may_send_round(facts: RoundFacts) -> Verdict:
    """May the letters be sent?

    The doctor has answered first, and enough people of enough professions are asked
    (REGIONAL_MODEL, else the instrument's own figures).
    """
    return all_of(
        steers(facts),
        in_state(facts, RoundState.OPEN),
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
    return all_of(steers(facts), in_state(facts, RoundState.COLLECTING), day)


def may_close_round(facts: RoundFacts) -> Verdict:
    """May the round be closed before its last day?

    When free texts can be shown, or everybody has answered and means can (HOUSE): what
    is closed is not opened again.
    """
    everybody = facts.answered == len(facts.raters)
    least = facts.limits.means_from if everybody else facts.limits.texts_from
    return all_of(
        steers(facts),
        in_state(facts, RoundState.COLLECTING),
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
    return steers(facts) & in_state(facts, *UNDER_WAY)


def may_cancel_round(facts: RoundFacts, reason: str) -> Verdict:
    """May the round be broken off? Until it is the doctor's to read, with a reason.

    Once answers have come in by the studierektor alone: nobody throws away what was
    said of themselves (HOUSE).
    """
    words = YES
    if not reason.strip():
        text = "Skriv varför. De som är tillfrågade märker att länken inte gäller."
        words = no("round.no_reason", text, HOUSE, field="reason")
    who = steers(facts)
    if facts.answered and not facts.leads:
        who = who & no(
            "round.answers_in",
            "Du kan inte avbryta nu. Svar har kommit in. Prata med studierektorn om "
            "något har blivit fel.",
            HOUSE,
        )
    return all_of(who, in_state(facts, *UNDER_WAY), words)


# ----------------------------------------------------------------- looked through first
def may_moderate(facts: RoundFacts) -> Verdict:
    """May this person read the answers before the doctor does? The studierektor."""
    if facts.leads and not facts.is_doctor:
        return in_state(facts, RoundState.CLOSED)
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
    return in_state(facts, RoundState.RELEASED)
