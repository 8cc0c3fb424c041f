"""An interview from the call to the points: what may be done, by whom, and when."""

from dataclasses import dataclass
from datetime import datetime

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.swedish import moment
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.enums import ApplicationState, InterviewState, RoundState

PLANS_IN = (RoundState.CLOSED, RoundState.SCREENING, RoundState.INTERVIEW)
SCORES_IN = (*PLANS_IN, RoundState.BACKGROUND_CHECK)
LONGEST_TEXT = 2000


# ----------------------------------------------------------------------- the planning
def may_plan_interviews(state: str) -> Verdict:
    """Is it time to plan interviews in a round that stands like this? HOUSE."""
    if state in PLANS_IN:
        return YES
    if state in (RoundState.DRAFT, RoundState.ADVERTISED):
        text = (
            "Intervjuerna kan inte planeras än. Ansökningstiden pågår. Planera när "
            "omgången är stängd."
        )
    else:
        text = "Intervjuerna kan inte planeras. Omgången har gått vidare."
    return no("interviews.not_now", text, HOUSE)


def may_call(state: str, planned: int, changed: int) -> Verdict:
    """May the candidates of a plan be called? `changed`: no longer to be interviewed.

    Only those who still go on; the plan is made again when somebody has left. HOUSE.
    """
    return all_of(may_plan_interviews(state), _planned(planned), _as_planned(changed))


def _planned(planned: int) -> Verdict:
    if planned:
        return YES
    text = "Ingen kan kallas än. Det finns inget förslag. Gör en plan först."
    return no("interviews.no_plan", text, HOUSE)


def _as_planned(changed: int) -> Verdict:
    if not changed:
        return YES
    who = "En sökande i planen går" if changed == 1 else (
        f"{changed} sökande i planen går"
    )  # fmt: skip
    text = f"Kallelserna kan inte gå ut än. {who} inte längre vidare. Gör om planen."
    return no("interviews.plan_old", text, HOUSE)


# ------------------------------------------------------------- the candidate's answer
@dataclass(frozen=True)
class CallFacts:
    """A candidate's place in an interview, and what has been said of it."""

    interview: str
    application: str
    starts_at: datetime
    at: datetime


def may_answer_call(facts: CallFacts) -> Verdict:
    """May the candidate still say whether the time works? Until it begins. HOUSE."""
    gone = (ApplicationState.WITHDRAWN, ApplicationState.NOT_SELECTED)
    if facts.interview != InterviewState.CALLED or facts.application in gone:
        text = (
            "Svaret kan inte tas emot. Tiden gäller inte längre. Läs det senaste "
            "meddelandet om din ansökan."
        )
        return no("interview.not_called", text, HOUSE)
    if facts.at >= facts.starts_at:
        text = (
            "Svaret kan inte tas emot. Intervjun började "
            f"{moment(facts.starts_at)}. Ring kontaktpersonen."
        )
        return no("interview.begun", text, HOUSE)
    return YES


# ----------------------------------------------------------------------- the scoring
@dataclass(frozen=True)
class ScoringFacts:
    """Somebody about to judge a candidate in an interview."""

    round: str
    interview: str
    starts_at: datetime
    at: datetime
    is_interviewer: bool
    has_link: bool = False
    has_left: bool = False
    came: bool | None = None
    is_sent: bool = False
    is_ranked: bool = False


def may_score_interview(facts: ScoringFacts) -> Verdict:
    """May this person judge this candidate now?

    A seat that does not observe, no link to the candidate, from the day of the
    interview, somebody who came. HOUSE.
    """
    return all_of(_may_judge(facts), _is_time(facts), _is_there(facts), _unsent(facts))


def may_change_score(facts: ScoringFacts) -> Verdict:
    """May sent points be changed? By who sent them, until the order is fixed. HOUSE."""
    return all_of(_may_judge(facts), _sent(facts), _not_ranked(facts))


def may_note_presence(facts: ScoringFacts) -> Verdict:
    """May it be noted whether the candidate came? From the day of it. HOUSE."""
    return all_of(_held_or_called(facts), _is_time(facts))


def _may_judge(facts: ScoringFacts) -> Verdict:
    if not facts.is_interviewer:
        text = "Du kan inte sätta poäng här. Det gör de som intervjuar."
        return no("interview.not_yours", text, HOUSE)
    if facts.has_link:
        text = (
            "Du kan inte sätta poäng här. Det finns en koppling mellan er. Säg till "
            "kansliet, så tar någon annan över."
        )
        return no("interview.conflict", text, HOUSE)
    if facts.round not in SCORES_IN:
        text = "Poäng kan inte sättas längre. Omgången har gått vidare."
        return no("interview.round_over", text, HOUSE)
    return YES


def _held_or_called(facts: ScoringFacts) -> Verdict:
    if facts.interview in (InterviewState.CALLED, InterviewState.HELD):
        return YES
    text = "Intervjun är inte kallad eller är inställd. Läs planen igen."
    return no("interview.not_called", text, HOUSE)


def _is_time(facts: ScoringFacts) -> Verdict:
    if not (held := _held_or_called(facts)):
        return held
    if facts.at.date() >= facts.starts_at.date():
        return YES
    text = (
        f"Det är för tidigt. Intervjun börjar {moment(facts.starts_at)}. Öppna sidan "
        "igen den dagen."
    )
    return no("interview.too_early", text, HOUSE)


def _is_there(facts: ScoringFacts) -> Verdict:
    if facts.has_left or facts.came is False:
        text = "Poäng sätts inte. Den sökande kom inte, eller har tagit tillbaka sin ansökan."
        return no("interview.nobody", text, HOUSE)
    return YES


def _unsent(facts: ScoringFacts) -> Verdict:
    if not facts.is_sent:
        return YES
    text = (
        "Du har redan skickat dina poäng. Vill du ändra dem, gör det från avstämningen "
        "och skriv varför."
    )
    return no("interview.sent", text, HOUSE)


def _sent(facts: ScoringFacts) -> Verdict:
    if facts.is_sent:
        return YES
    text = "Du har inte skickat några poäng än. Gör det först."
    return no("interview.not_sent", text, HOUSE)


def _not_ranked(facts: ScoringFacts) -> Verdict:
    if not facts.is_ranked:
        return YES
    text = (
        "Poängen kan inte ändras. Rangordningen är fastställd. Be den som leder "
        "omgången att öppna den igen."
    )
    return no("interview.ranked", text, HOUSE)


def needs_reason(reason: str) -> Verdict:
    """Is it said why points are changed? HOUSE."""
    if reason.strip():
        return YES
    text = "Skriv varför du ändrar. Skälet visas i avstämningen."
    return no("interview.no_reason", text, HOUSE, field="change_reason")


def something_changed(same: bool) -> Verdict:
    """Are the points others than those that were sent? HOUSE."""
    if not same:
        return YES
    text = (
        "Poängen är desamma som du redan har skickat. Ändra något, eller gå tillbaka."
    )
    return no("interview.same", text, HOUSE)
