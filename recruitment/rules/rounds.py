"""A round from draft to evaluated: which state comes next, and what has to be done first.

The states follow from the steps of the region's method; going on is refused with what is
left, never with a mere no. Our own rules (HOUSE), but for what the method says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bt_admin.lib.dates import date_text
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.swedish import moment
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.enums import RoundState

S = RoundState


@dataclass(frozen=True)
class RoundFacts:
    """A round about to go on. `states`: those of its method, in their order.

    `is_promised`: the hash of the lottery's seed is published. `unread`: applications
    that nobody has decided about; `unscored`: those with scores missing. `unanswered`:
    offers that wait for an answer.
    """

    states: tuple[RoundState, ...]
    state: RoundState | str
    at: datetime
    today: date
    closes_at: datetime | None = None
    starts_on: date | None = None
    list_lives_until: date | None = None
    faults: int = 0
    is_promised: bool = False
    unread: int = 0
    unscored: int = 0
    is_ranked: bool = False
    is_released: bool = False
    unanswered: int = 0
    is_evaluated: bool = False


def next_states(
    states: tuple[RoundState, ...], state: RoundState | str
) -> tuple[RoundState, ...]:
    """Where can a round go from here? The next; past the reserves when none is needed.

    None from the last. ValueError for a state the round has not got.
    """
    place = states.index(S(state)) + 1
    following = states[place : place + 1]
    if following == (S.RESERVE,):
        return states[place : place + 2]
    return following


def may_advance(facts: RoundFacts, to: RoundState | str) -> Verdict:
    """May the round go on to this state now? What is left to do is told."""
    if S(to) not in next_states(facts.states, facts.state):
        return no(
            "round.not_next",
            f"Omgången kan inte bli ”{S(to).label}”. Den är ”{S(facts.state).label}” nu, "
            "och stegen tas i ordning. Ta nästa steg först.",
            REGIONAL_MODEL,
        )
    return BEFORE.get(S(to), _nothing)(facts)


def _nothing(facts: RoundFacts) -> Verdict:
    return YES


# ------------------------------------------------------------------ before each state
def _advertised(facts: RoundFacts) -> Verdict:
    return all_of(_usable(facts), _time_to_apply(facts), _promised(facts))


def _usable(facts: RoundFacts) -> Verdict:
    if not facts.faults:
        return YES
    return no(
        "round.method_faulty",
        "Omgången kan inte annonseras än. Sättet att rekrytera är inte färdigt. Öppna "
        "det och rätta det som är markerat.",
        HOUSE,
    )


def _time_to_apply(facts: RoundFacts) -> Verdict:
    if facts.closes_at is not None and facts.closes_at > facts.at:
        return YES
    return no(
        "round.no_deadline",
        "Omgången kan inte annonseras än. Sista ansökningsdag saknas eller har varit. "
        "Skriv en dag som kommer.",
        HOUSE,
        field="closes_at",
    )


def _promised(facts: RoundFacts) -> Verdict:
    if facts.is_promised:
        return YES
    return no(
        "round.no_promise",
        "Omgången kan inte annonseras än. Lottens frö är inte utlovat. Skapa det, så "
        "publiceras dess kontrollsumma med annonsen.",
        HOUSE,
    )


def _closed(facts: RoundFacts) -> Verdict:
    if facts.closes_at is not None and facts.at > facts.closes_at:
        return YES
    until = f" den {moment(facts.closes_at)}" if facts.closes_at else ""
    return no(
        "round.still_open",
        f"Omgången kan inte stängas än. Ansökningstiden går ut{until}, och så står det "
        "i annonsen. Vänta till dess.",
        HOUSE,
    )


def _interview(facts: RoundFacts) -> Verdict:
    if not facts.unread:
        return YES
    are = f"{facts.unread} ansökningar är inte färdiggranskade"
    if facts.unread == 1:
        are = "1 ansökan är inte färdiggranskad"
    return no(
        "round.unread",
        f"Intervjuerna kan inte börja än. {are}. Fliken Granskning visar vem som har dem.",
        HOUSE,
    )


def _decided(facts: RoundFacts) -> Verdict:
    if facts.unscored:
        who = "1 sökande" if facts.unscored == 1 else f"{facts.unscored} sökande"
        return no(
            "round.unscored",
            f"Omgången kan inte gå vidare än. Poäng saknas för {who}. Påminn dem som "
            "bedömer.",
            HOUSE,
        )
    if facts.is_ranked:
        return YES
    return no(
        "round.unranked",
        "Omgången kan inte gå vidare än. Rangordningen är inte fastställd. Gör den, och "
        "låt rekryteringsgruppen besluta.",
        HOUSE,
    )


def _reserve(facts: RoundFacts) -> Verdict:
    if facts.is_released:
        return YES
    return no(
        "round.not_released",
        "Reserver kan inte tillfrågas än. Inga erbjudanden är skickade. Släpp dem "
        "först.",
        HOUSE,
    )


def _started(facts: RoundFacts) -> Verdict:
    if facts.unanswered:
        are = "Ett erbjudande väntar" if facts.unanswered == 1 else (
            f"{facts.unanswered} erbjudanden väntar"
        )  # fmt: skip
        return no(
            "round.unanswered",
            f"Omgången kan inte starta än. {are} på svar. Vänta på svaren, eller ta "
            "tillbaka erbjudandena.",
            HOUSE,
        )
    if facts.starts_on is not None and facts.starts_on <= facts.today:
        return YES
    on = f" Den börjar den {date_text(facts.starts_on)}." if facts.starts_on else ""
    return no(
        "round.not_begun",
        f"Omgången kan inte starta än.{on} Vänta till dess, eller ändra datumet.",
        HOUSE,
        field="starts_on",
    )


def _evaluated(facts: RoundFacts) -> Verdict:
    if facts.list_lives_until is not None and facts.today <= facts.list_lives_until:
        return no(
            "round.list_alive",
            "Omgången kan inte avslutas än. Reservlistan gäller till och med den "
            f"{date_text(facts.list_lives_until)}. Avsluta den efter det.",
            REGIONAL_MODEL,
        )
    if facts.is_evaluated:
        return YES
    return no(
        "round.not_evaluated",
        "Omgången kan inte avslutas än. Utvärderingen är inte skriven. Skriv vad ni "
        "vill göra likadant och annorlunda nästa gång.",
        REGIONAL_MODEL,
        field="evaluation",
    )


BEFORE: dict[RoundState, Callable[[RoundFacts], Verdict]] = {
    S.ADVERTISED: _advertised,
    S.CLOSED: _closed,
    S.INTERVIEW: _interview,
    S.BACKGROUND_CHECK: _decided,
    S.OFFERS: _decided,
    S.RESERVE: _reserve,
    S.STARTED: _started,
    S.EVALUATED: _evaluated,
}
