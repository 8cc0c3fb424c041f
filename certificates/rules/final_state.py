"""The final judgement as one state machine: where it stands, and whose turn it is.

Nothing is stored of the state: it follows from what has been done. Sources: domain 4.5,
Kronoberg's own model (REGIONAL_MODEL); the days are ours (HOUSE) where nothing is said.

    not_begun → appointed → planned → held → approved
                                        ├→ incomplete ──────────────→ appointed …
                                        ├→ answer → complement ┬→ extended → appointed …
                                        │     │                └→ reasons …
                                        │     ├→ reasons → reading → case → closed
                                        │     └→ second → appointed …
                                        └→ (a second assessor) complement, reasons …
"""

from dataclasses import dataclass
from datetime import date, timedelta

from bt_admin.lib.dates import add_months
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, no
from certificates.enums import ExternalOutcome, FinalDecision, FinalState
from certificates.rules.readiness import READY_BEFORE, first_of_last_week, told_from
from placements.enums import ProgrammeRole

WEEK = timedelta(days=7)
ANSWER_WITHIN = WEEK  # ours: the doctor should not have to wait for the two to agree
TELL_WITHIN = WEEK
COMPLETE_WITHIN_MONTHS = 1
DECIDE_WITHIN = 2 * WEEK
CLOSE_WITHIN = 4 * WEEK
DOCTOR, MAIN = ProgrammeRole.DOCTOR, ProgrammeRole.MAIN_SUPERVISOR
ASSESSOR, MANAGER = ProgrammeRole.EXTERNAL_ASSESSOR, "bt_manager"
GOES_ON = (
    ExternalOutcome.CLINICAL_COMPLEMENT_REQUIRED,
    ExternalOutcome.NOT_APPROVED,
)
# Told in a talk before the doctor reads of it here (copy 4.4).
TOLD_FIRST = GOES_ON


@dataclass(frozen=True, kw_only=True)
class FinalFacts:
    """What has been done in the latest round of one final judgement.

    A round begins when an assessor is appointed. `is_second`: the round before ended in
    different verdicts, so that this one decides. `answered_on`: the huvudansvariga has
    said whether they agree. `extended_on`: the day of an extension decided after the
    outcome. `new_time_by`: the last day for the new time, after a completion.
    """

    today: date
    last: date | None = None
    appointed: bool = False
    is_second: bool = False
    meeting_on: date | None = None
    held: bool = False
    outcome: ExternalOutcome | str = ""
    decided_on: date | None = None
    answered_on: date | None = None
    told_on: date | None = None
    completed_on: date | None = None
    extended_on: date | None = None
    refused_on: date | None = None
    reasons_on: date | None = None
    read_on: date | None = None
    closed_on: date | None = None
    decision: FinalDecision | str = ""
    new_time_by: date | None = None
    certified: bool = False  # bilaga 4 is signed by both


@dataclass(frozen=True)
class Turn:
    """Who is to do what by when; `key` is the step, `due` None when it is over."""

    key: str
    role: str
    due: date | None


def where_it_stands(facts: FinalFacts) -> FinalState:
    """Where is this final judgement?"""
    if facts.decided_on is None:
        if not facts.appointed:
            return FinalState.NOT_BEGUN
        if facts.held:
            return FinalState.HELD
        return FinalState.PLANNED if facts.meeting_on else FinalState.APPOINTED
    if facts.outcome == ExternalOutcome.APPROVED:
        return FinalState.APPROVED
    if facts.outcome == ExternalOutcome.DOCUMENTATION_INCOMPLETE:
        return FinalState.INCOMPLETE
    if facts.answered_on is None and not facts.is_second:
        return FinalState.ANSWER
    if facts.outcome == ExternalOutcome.DISAGREEMENT:
        return FinalState.SECOND
    if facts.outcome == ExternalOutcome.NOT_APPROVED or facts.refused_on:
        return _without_more_time(facts)
    return FinalState.EXTENDED if facts.extended_on else FinalState.COMPLEMENT


def _without_more_time(facts: FinalFacts) -> FinalState:
    """Not approved, or no extension: reasons to the doctor, and the personnel case."""
    if facts.closed_on:
        return FinalState.CLOSED
    if facts.reasons_on is None:
        return FinalState.REASONS
    return FinalState.CASE if facts.read_on else FinalState.READING


def turns(facts: FinalFacts) -> tuple[Turn, ...]:
    """Who is to do something now, and by when? Somebody, until it is over."""
    state, on = where_it_stands(facts), facts.decided_on or facts.today
    since = facts.answered_on or on
    found: dict[FinalState, tuple[Turn, ...]] = {
        FinalState.NOT_BEGUN: (Turn("appoint", MANAGER, _told(facts)),),
        FinalState.APPOINTED: (Turn("meeting", MAIN, _ready(facts)),),
        FinalState.PLANNED: (Turn("hold", MAIN, facts.meeting_on),),
        FinalState.HELD: (Turn("decide", ASSESSOR, _after(facts.meeting_on, WEEK)),),
        FinalState.INCOMPLETE: (
            Turn("complete", DOCTOR, add_months(on, COMPLETE_WITHIN_MONTHS)),
            Turn("complete", MAIN, add_months(on, COMPLETE_WITHIN_MONTHS)),
        ),
        FinalState.ANSWER: (Turn("answer", MAIN, on + ANSWER_WITHIN),),
        FinalState.COMPLEMENT: (Turn("extension", MANAGER, since + DECIDE_WITHIN),),
        FinalState.EXTENDED: (Turn("appoint", MANAGER, _told(facts)),),
        FinalState.SECOND: (Turn("appoint", MANAGER, since + DECIDE_WITHIN),),
        FinalState.REASONS: (
            Turn("reasons", MAIN, (facts.refused_on or since) + TELL_WITHIN),
        ),
        FinalState.READING: (
            Turn("read", DOCTOR, _after(facts.reasons_on, WEEK)),
            Turn("close", MANAGER, _after(facts.reasons_on, CLOSE_WITHIN)),
        ),
        FinalState.CASE: (
            Turn("close", MANAGER, _after(facts.reasons_on, CLOSE_WITHIN)),
        ),
    }
    now = found.get(state, ())
    if state == FinalState.APPROVED and not facts.certified:
        now = (Turn("sign", MAIN, on + WEEK),)
    if state == FinalState.CLOSED and facts.decision == FinalDecision.NEW_JUDGEMENT:
        now = (Turn("appoint", MANAGER, _after(facts.closed_on, DECIDE_WITHIN)),)
    if is_to_be_told(facts):
        now = (*now, Turn("tell", MAIN, since + TELL_WITHIN))
    return now


def is_to_be_told(facts: FinalFacts) -> bool:
    """Has the doctor still to hear the outcome in a talk?

    What is given in writing with reasons is told by them; «uppnådd» and what is to be
    completed are told at once.
    """
    told = facts.told_on or facts.reasons_on
    known = facts.answered_on is not None or facts.is_second
    waits = facts.outcome == ExternalOutcome.CLINICAL_COMPLEMENT_REQUIRED
    return waits and known and not told and not facts.refused_on


def doctor_may_know(facts: FinalFacts) -> bool:
    """May the doctor read what it came to?"""
    if facts.decided_on is None or facts.outcome not in TOLD_FIRST:
        return True
    return bool(facts.told_on or facts.reasons_on)


def may_take_step(
    key: str, roles: frozenset[str], facts: FinalFacts, region_manager: bool
) -> Verdict:
    """Is this step to be taken now, and by somebody in one of these roles?"""
    now = [turn for turn in turns(facts) if turn.key == key]
    if not now:
        return no(
            "final.not_now",
            "Det här är redan gjort, eller så har läget ändrats. Läs vad som gäller nu "
            "på sidan Slutbedömning.",
            HOUSE,
        )
    mine = roles | ({MANAGER} if region_manager else frozenset())
    if any(turn.role in mine for turn in now):
        return YES
    return no(
        "final.not_yours",
        f"Du kan inte göra det här. Det gör {WHO[now[0].role]}.",
        REGIONAL_MODEL,
    )


WHO = {
    DOCTOR: "BT-läkaren",
    MAIN: "huvudansvarig handledare",
    ASSESSOR: "den externa bedömaren",
    MANAGER: "AT/BT-chefen",
}


def _told(facts: FinalFacts) -> date | None:
    return told_from(facts.last) if facts.last else None


def _ready(facts: FinalFacts) -> date | None:
    """The meeting is planned before it is time to read; a new time has its own day."""
    if facts.new_time_by:
        return facts.new_time_by
    return first_of_last_week(facts.last) - READY_BEFORE if facts.last else None


def _after(on: date | None, time: timedelta) -> date | None:
    return on + time if on else None
