"""Who is asked in a 360: put on the list, taken off it, and reminded."""

import re
from datetime import date, timedelta

from assessments.enums import Profession, RoundState
from assessments.rules.round_facts import RoundFacts, in_state, steers
from assessments.rules.round_limits import MOST_RATERS
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

LONGEST_NAME, LONGEST_EMAIL = 100, 200
EMAIL = re.compile(r"[^@\s<>\"(),:;]+@[^@\s<>\"(),:;]+\.[^@\s<>\"(),:;.]+")


def may_ask(facts: RoundFacts, name: str, email: str, profession: str) -> Verdict:
    """May this person be put on the list of those who are asked?

    By the doctor, the studierektor or the huvudansvarig handledare; also while answers
    come in. The doctor is never one's own rater, and nobody is asked twice (HOUSE).
    """
    return all_of(
        steers(facts, guides_too=True),
        in_state(facts, RoundState.OPEN, RoundState.COLLECTING),
        _not_over(facts),
        _named(name),
        _reached(facts, email.strip().casefold()),
        _of_profession(profession),
        _not_too_many(facts),
    )


def may_unask(facts: RoundFacts) -> Verdict:
    """May somebody be taken off the list? Until the letters are sent, not after:
    an answer must not be able to be unmade (HOUSE)."""
    return steers(facts, guides_too=True) & in_state(facts, RoundState.OPEN)


def reminders_due(
    asked_on: date, today: date, closes_on: date, remind_at: tuple[int, ...]
) -> int:
    """How many reminders should somebody who has not answered have had by now?

    None on the days after the last (HOUSE).
    """
    if today > closes_on:
        return 0
    return sum(1 for days in remind_at if asked_on + timedelta(days=days) <= today)


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
