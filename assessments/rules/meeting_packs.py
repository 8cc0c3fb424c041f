"""Before a kollegium meets: who reads the pack, steps aside, says something."""

from dataclasses import dataclass
from datetime import date

from assessments.enums import MeetingState, Phase
from assessments.rules.meetings import LeadFacts, may_lead_meeting
from bt_admin.lib.dates import date_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no


@dataclass(frozen=True)
class PackFacts:
    """Somebody at the door of one doctor's pack."""

    by: Person
    doctor: Person
    is_member: bool
    opens_on: date
    closes_on: date
    today: date
    conflicted_on: date | None = None


@dataclass(frozen=True)
class InputFacts:
    """What a handledare is about to say before the meeting."""

    by: Person
    doctor: Person
    was_asked: bool
    state: MeetingState | str
    phase: Phase | str = ""
    strengths: str = ""
    needs: str = ""


# ----------------------------------------------------------------------------- the pack
def may_read_pack(facts: PackFacts) -> Verdict:
    """May this person read the pack of this doctor, today?

    A member of the meeting, while its window is open, who has declared no conflict of
    interest about this doctor. Whatever other roles they hold: everybody in the room
    has the same before them. Never the doctor.
    """
    return all_of(_is_member(facts), no_conflict(facts), _window_open(facts))


def _is_member(facts: PackFacts) -> Verdict:
    if facts.is_member and facts.by != facts.doctor:
        return YES
    return no(
        "meeting.not_member",
        "Du får inte läsa det här underlaget. Det är till för kollegiets ledamöter. "
        "Be studierektorn om du borde vara ledamot.",
        HOUSE,
    )


def no_conflict(facts: PackFacts) -> Verdict:
    """Has this person declared no conflict of interest about this doctor?"""
    if facts.conflicted_on is None:
        return YES
    return no(
        "collegium.conflict",
        f"Du kan inte delta när {facts.doctor} diskuteras. Du anmälde jäv den "
        f"{date_text(facts.conflicted_on)}. Be en kollega på enheten att lämna "
        "synpunkter i ditt ställe.",
        HOUSE,
    )


def _window_open(facts: PackFacts) -> Verdict:
    if facts.today < facts.opens_on:
        return no(
            "meeting.not_open_yet",
            "Underlaget är inte öppet än. Det öppnas den "
            f"{date_text(facts.opens_on)}, och då kan alla ledamöter läsa samma sak.",
            HOUSE,
        )
    if facts.today > facts.closes_on:
        return no(
            "meeting.closed",
            "Underlaget är stängt. Det var öppet till och med den "
            f"{date_text(facts.closes_on)}. Be studierektorn om något behöver läsas igen.",
            HOUSE,
        )
    return YES


def may_declare_conflict(facts: PackFacts) -> Verdict:
    """May this person declare a conflict? Any member, once, whenever it is found."""
    return _is_member(facts) & no_conflict(facts)


# ---------------------------------------------------------------------------- the input
def may_give_input(facts: InputFacts) -> Verdict:
    """May this be said to the meeting?

    By who was asked, until the studierektor closes the collecting; changed as often as
    one likes until then. Where the doctor stands, and a sentence.
    """
    return all_of(_was_asked(facts), _still_collecting(facts.state), _says(facts))


def _was_asked(facts: InputFacts) -> Verdict:
    if facts.was_asked and facts.by != facts.doctor:
        return YES
    return no(
        "meeting.not_asked",
        "Du kan inte lämna synpunkter här. De som är eller har varit handledare för "
        f"{facts.doctor} har fått frågan. Be studierektorn om du borde ha fått den.",
        HOUSE,
    )


def _still_collecting(state: MeetingState | str) -> Verdict:
    if state == MeetingState.SCHEDULED:
        return YES
    return no(
        "meeting.input_closed",
        "Synpunkterna är redan insamlade. Säg det på mötet, eller be studierektorn ta "
        "med det.",
        HOUSE,
    )


def _says(facts: InputFacts) -> Verdict:
    if not facts.phase:
        text = "Välj hur det går mot planen, eller att du inte kan bedöma det."
        return no("meeting.no_phase", text, HOUSE, field="phase")
    if facts.strengths.strip() or facts.needs.strip():
        return YES
    text = "Skriv minst en mening. En iakttagelse räcker."
    return no("meeting.no_words", text, HOUSE, field="strengths")


def may_close_input(facts: LeadFacts) -> Verdict:
    """May the collecting be closed? By the studierektor, once."""
    if facts.state in (MeetingState.SCHEDULED,):
        return may_lead_meeting(facts)
    return may_lead_meeting(facts) & no(
        "meeting.input_closed_already",
        "Synpunkterna är redan insamlade.",
        HOUSE,
    )
