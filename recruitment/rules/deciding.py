"""What the office may decide about one application, and what it then says.

A decision is a draft until its answer is sent. The words are ours (HOUSE); those for a
no stand with their reasons in `screening`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.enums import ApplicationState, RoundState
from recruitment.rules.screening import DECISION, INTERVIEW, SCREENING, THANKS

A, R = ApplicationState, RoundState
TRIED = (A.SUBMITTED, A.INCOMPLETE, A.ELIGIBLE, A.NOT_ELIGIBLE)
# From where each may be decided. The later ones are for those who are eligible.
FROM: dict[str, tuple[str, ...]] = {
    A.ELIGIBLE: TRIED,
    A.NOT_ELIGIBLE: TRIED,
    A.SHORTLISTED: (A.ELIGIBLE, A.SHORTLISTED, A.NOT_SELECTED),
    A.NOT_SELECTED: (A.ELIGIBLE, A.SHORTLISTED, A.NOT_SELECTED),
}
NEEDS_REASON = (A.NOT_ELIGIBLE, A.NOT_SELECTED)
# The reasons that tell that somebody is not eligible; the others, not taken further.
OF_ELIGIBILITY = (
    "no_licence", "at_first", "no_language", "papers_missing", "too_late", "bt_done",
    "duplicate",
)  # fmt: skip
UNDER_WAY = (R.CLOSED, R.SCREENING, R.INTERVIEW, R.BACKGROUND_CHECK)
GAP = "[…]"  # stands in a letter where something has to be filled in by hand
ANSWERS = {
    A.ELIGIBLE: f"{THANKS} Du har det som krävs för att söka, och ansökan går nu vidare "
    "till granskning. Vi hör av oss när den är klar.",
    A.SHORTLISTED: f"{THANKS} Den har gått vidare i urvalet. Vi hör av oss om nästa steg.",
}
COMPLEMENT = (
    THANKS + " För att pröva den behöver vi {papers}. Ladda upp det som saknas senast "
    "den {complement_until}; resten är sparat."
)


@dataclass(frozen=True)
class DecideFacts:
    """An application that somebody wants to decide about.

    `is_rolling`: the region selects while applications come in. `is_decided`, and
    whether its answer `is_told`. `may_complete`: papers may still come in.
    """

    state: ApplicationState | str
    round_state: RoundState | str
    is_rolling: bool = False
    is_decided: bool = False
    is_told: bool = False
    may_complete: bool = False


def may_decide(facts: DecideFacts, to: ApplicationState | str) -> Verdict:
    """May the office decide so now? LookupError for what is not decided here."""
    return all_of(_open(facts), _from_here(facts, to))


def possible(facts: DecideFacts) -> tuple[ApplicationState, ...]:
    """Which decisions may be taken about this application?"""
    return tuple(A(to) for to in FROM if may_decide(facts, to))


def phase_of(state: RoundState | str) -> str:
    """Which reasons belong to where the round is: those of screening, or later ones?"""
    if state == R.INTERVIEW:
        return INTERVIEW
    return DECISION if state == R.BACKGROUND_CHECK else SCREENING


def may_undo(facts: DecideFacts) -> Verdict:
    """May the decision be taken back? Until its answer is sent."""
    if not facts.is_decided or facts.state not in FROM:
        return no(
            "decision.none",
            "Det finns inget beslut att ångra. Ansökan är inte prövad.",
            HOUSE,
        )
    if facts.is_told:
        return no(
            "decision.told",
            "Beslutet kan inte ångras. Den sökande har fått svaret. Fatta ett nytt "
            "beslut, så får den sökande ett nytt svar.",
            HOUSE,
        )
    return YES


def may_ask_for_papers(facts: DecideFacts) -> Verdict:
    """May the applicant be asked to complete the application?"""
    if facts.state not in (A.SUBMITTED, A.INCOMPLETE):
        return _not_from(facts)
    if facts.round_state not in (R.ADVERTISED, *UNDER_WAY):
        return _open(facts)
    if facts.may_complete:
        return YES
    return no(
        "complement.too_late",
        "Komplettering kan inte begäras. Tiden för att komplettera har gått ut. Pröva "
        "ansökan som den är, eller flytta dagen i omgången.",
        REGIONAL_MODEL,
    )


def may_ask_for(kinds: Sequence[str], required: Collection[str]) -> Verdict:
    """Is it said what is to come, and is all of it something the round requires?"""
    if kinds and set(kinds) <= set(required):
        return YES
    return no(
        "complement.no_kind",
        "Kryssa i det som ska lämnas. Utan det kan den sökande inte lämna något.",
        HOUSE,
        field="kinds",
    )


def _open(facts: DecideFacts) -> Verdict:
    if facts.round_state == R.ADVERTISED and not facts.is_rolling:
        return no(
            "decision.too_early",
            "Ansökan kan inte prövas än. Ansökningstiden pågår, och urvalet börjar när "
            "den är slut. Vänta till dess.",
            REGIONAL_MODEL,
        )
    if facts.round_state not in (R.ADVERTISED, *UNDER_WAY):
        return no(
            "decision.round_past",
            "Ansökan kan inte prövas nu. Omgången är "
            f"”{R(facts.round_state).label}”. Urvalet är avslutat.",
            HOUSE,
        )
    return YES


def _from_here(facts: DecideFacts, to: ApplicationState | str) -> Verdict:
    return YES if facts.state in FROM[A(to)] else _not_from(facts)


def _not_from(facts: DecideFacts) -> Verdict:
    return no(
        "decision.not_from_here",
        f"Det går inte att besluta så. Ansökan är ”{A(facts.state).label}”. Ladda om "
        "sidan och se vad som gäller nu.",
        HOUSE,
    )


def may_answer(text: str) -> Verdict:
    """Can this be sent to the applicant? Something is written, and no gap is left."""
    if not text.strip():
        return no(
            "answer.empty",
            "Svaret är tomt. Skriv vad den sökande ska få veta.",
            HOUSE,
            field="text",
        )
    if GAP in text:
        return no(
            "answer.gap",
            f"Svaret är inte färdigt. Skriv det som ska stå där det står {GAP}.",
            HOUSE,
            field="text",
        )
    return YES


def may_send_many(typed: int | None, shown: int) -> Verdict:
    """May so many answers be sent at once? Whoever sends has typed how many there are."""
    if not shown:
        return no(
            "answers.none",
            "Det finns inga svar att skicka. Besluta först om någon ansökan.",
            HOUSE,
        )
    if typed == shown:
        return YES
    return no(
        "answers.number",
        f"Svaren är inte skickade. Skriv antalet, {shown}, för att skicka dem.",
        HOUSE,
        field="number",
    )


def good_news(to: ApplicationState | str, facts: Mapping[str, str]) -> str:
    """What is written to somebody who goes on? LookupError for another decision."""
    return ANSWERS[A(to)].format_map(facts)
