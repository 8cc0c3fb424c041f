"""Who may write a review, send it, and see what the others have written.

Each judges alone: no name, and nothing of the others', before one's own is sent. What
is sent is locked. Our own rules (HOUSE).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.enums import ApplicationState, ReviewState, RoundState
from recruitment.rules.criteria import Phase
from recruitment.rules.scoring import may_score, scores_missing

OPEN = (RoundState.ADVERTISED, RoundState.CLOSED, RoundState.SCREENING)
UNSENT = (ReviewState.ASSIGNED, ReviewState.BEGUN)
LONGEST = 4000  # characters
# Whose applications are given to reviewers.
READ = (ApplicationState.ELIGIBLE, ApplicationState.SHORTLISTED)


@dataclass(frozen=True)
class ReviewFacts:
    """A review, and who asks. `link`: what ties the two, when something is known."""

    state: ReviewState | str
    round_state: RoundState | str
    application_state: ApplicationState | str
    is_mine: bool = True
    link: str = ""


def may_write(facts: ReviewFacts) -> Verdict:
    """May this person write in this review now?"""
    return all_of(_mine(facts), _unsent(facts), _still_on(facts), _no_link(facts))


def may_send(facts: ReviewFacts, phase: Phase, scores: Mapping[str, int]) -> Verdict:
    """May this review be sent, to be locked? Every score given, each in its scale."""
    return may_write(facts) & in_scale(phase, scores) & _all_given(phase, scores)


def in_scale(phase: Phase, scores: Mapping[str, int]) -> Verdict:
    """Is each score a step of its own scale? Unknown criteria are refused as well."""
    known = {one.key: one for one in phase.criteria}
    strange = [key for key in scores if key not in known]
    if strange:
        return no(
            "score.unknown",
            "Poängen kan inte sparas. Formuläret är inte det som gäller i omgången. "
            "Ladda om sidan.",
            HOUSE,
        )
    return all_of(*(may_score(known[key], value) for key, value in scores.items()))


def may_see_others(own: Collection[str]) -> Verdict:
    """May somebody see the others' points for an application?

    `own` are the states of their own reviews of it: none that is not sent.
    """
    if not set(own) & set(UNSENT):
        return YES
    return no(
        "review.own_first",
        "Du kan inte se de andras granskningar än. De visas när du har skickat din, så "
        "att ni bedömer oberoende av varandra. Skicka din granskning först.",
        HOUSE,
    )


def may_see_who(own: Collection[str]) -> Verdict:
    """May somebody who reviews an application see whose it is? `own` as above."""
    if not set(own) & set(UNSENT):
        return YES
    return no(
        "review.own_first",
        "Du kan inte se vem ansökan kommer från än. Du ska granska den utan namn, och "
        "den öppnas för dig när du har skickat din granskning. Skicka den först.",
        HOUSE,
    )


def _all_given(phase: Phase, scores: Mapping[str, int]) -> Verdict:
    return scores_missing(phase.criteria, scores.keys())


def _mine(facts: ReviewFacts) -> Verdict:
    if facts.is_mine:
        return YES
    return no(
        "review.not_mine",
        "Du kan inte skriva i den här granskningen. Den är någon annans. Dina egna står "
        "under Granskningar.",
        HOUSE,
    )


def _unsent(facts: ReviewFacts) -> Verdict:
    if facts.state in UNSENT:
        return YES
    return no(
        "review.sent",
        "Granskningen kan inte ändras. Den är skickad och låst.",
        HOUSE,
    )


def _still_on(facts: ReviewFacts) -> Verdict:
    if facts.round_state in OPEN and facts.application_state in READ:
        return YES
    return no(
        "review.over",
        "Granskningen kan inte skickas. Ansökan granskas inte längre: omgången har gått "
        "vidare, eller så har ansökan tagits tillbaka.",
        HOUSE,
    )


def _no_link(facts: ReviewFacts) -> Verdict:
    if not facts.link:
        return YES
    return no(
        "review.conflict",
        "Du kan inte granska den här ansökan. Det finns en koppling mellan er: "
        f"{facts.link}. Den har gått till en annan granskare.",
        HOUSE,
    )
