"""What may be recorded after the externa bedömaren has decided."""

from dataclasses import dataclass
from datetime import date

from bt_admin.lib.people import Person
from bt_admin.lib.sources import EXTERNAL_ASSESSOR, HOUSE, REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from certificates.enums import ExternalOutcome, FinalDecision

VERDICTS = (
    ExternalOutcome.APPROVED,
    ExternalOutcome.DOCUMENTATION_INCOMPLETE,
    ExternalOutcome.CLINICAL_COMPLEMENT_REQUIRED,
    ExternalOutcome.NOT_APPROVED,
)


@dataclass(frozen=True)
class AnswerFacts:
    """The huvudansvarigas own verdict beside the assessor's."""

    verdict: ExternalOutcome | str
    assessors: ExternalOutcome | str
    reasons: str


@dataclass(frozen=True)
class CloseFacts:
    """The personnel case about to be closed. `ends_on`: the last day of the post."""

    decision: FinalDecision | str
    text: str
    ends_on: date | None
    today: date


def has_own_verdict(outcome: ExternalOutcome | str, own: str) -> Verdict:
    """Has the assessor said what they themselves came to, when the two differ?"""
    if outcome != ExternalOutcome.DISAGREEMENT or own in VERDICTS:
        return YES
    return no(
        "final.own_verdict",
        "Välj vad du själv kom fram till. Huvudansvarig handledare lämnar sin egen "
        "bedömning.",
        EXTERNAL_ASSESSOR,
        field="own_verdict",
    )


def may_answer(facts: AnswerFacts) -> Verdict:
    """May the huvudansvariga record this verdict of their own?

    The same as the assessor's ends the matter; a different one is told with reasons,
    and a second assessor decides (REGIONAL_MODEL).
    """
    if facts.verdict not in VERDICTS:
        return no(
            "final.no_verdict",
            "Välj vad du kom fram till.",
            HOUSE,
            field="verdict",
        )
    if facts.verdict == facts.assessors:
        return YES
    return written(
        facts.reasons,
        "Skriv varför du kom fram till något annat. Den andra bedömaren läser det inte.",
        REGIONAL_MODEL,
    )


def may_refuse_extension(reasons: str) -> Verdict:
    """May the AT/BT-chef say no to more time? With reasons."""
    return written(reasons, "Skriv varför BT inte förlängs.", REGIONAL_MODEL)


def may_give_reasons(reasons: str, told_on: date, today: date) -> Verdict:
    """May the reasons go to the doctor? In writing, and after a talk (REGIONAL_MODEL)."""
    return all_of(
        written(
            reasons, "Skriv skälen, så att BT-läkaren kan läsa dem.", REGIONAL_MODEL
        ),
        was(told_on, today, "told_on"),
    )


def may_close(facts: CloseFacts) -> Verdict:
    """May the personnel case be closed with this decision? (HOUSE)"""
    if facts.decision not in FinalDecision:
        return no("final.no_decision", "Välj ett beslut.", HOUSE, field="decision")
    verdict = written(facts.text, "Skriv beslutet och skälen för det.", HOUSE, "text")
    if facts.decision != FinalDecision.BT_ENDS:
        return verdict
    if facts.ends_on is None:
        text = "Skriv sista dagen i tjänsten."
        return verdict & no("final.no_last_day", text, HOUSE, field="ends_on")
    return verdict & was(facts.ends_on, facts.today, "ends_on")


def was(on: date, today: date, field: str) -> Verdict:
    """Is the day not ahead?"""
    if on <= today:
        return YES
    return no("final.ahead", "Dagen kan inte ligga framåt i tiden.", HOUSE, field=field)


def written(text: str, words: str, source: object, field: str = "reasons") -> Verdict:
    if text.strip():
        return YES
    return no("final.no_text", words, source, field=field)  # type: ignore[arg-type]


def is_another(proposed: Person, judged_before: Person, sees: bool) -> Verdict:
    """Is the second assessor somebody who knows nothing of the first verdict?

    After different verdicts the one who decides has not judged before, and has no role
    in which the doctor's pages are open (EXTERNAL_ASSESSOR). The refusal tells nothing
    of what was said.
    """
    if proposed == judged_before:
        return no(
            "appoint_external.judged_before",
            f"{proposed} har redan bedömt och kan inte också vara den som avgör. Utse "
            "någon annan.",
            EXTERNAL_ASSESSOR,
        )
    if sees:
        return no(
            "appoint_external.sees_first",
            f"{proposed} har en roll där läkarens sidor är öppna, och skulle kunna läsa "
            "den första bedömningen. Utse någon annan.",
            EXTERNAL_ASSESSOR,
        )
    return YES
