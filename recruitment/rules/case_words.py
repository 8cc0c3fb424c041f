"""What an applicant is told of where the case stands, what comes next, and when.

What the region has decided and not sent yet is never told: being ranked, or not
appointable, reads as the round does until the letter has gone. Our own words (HOUSE).
"""

from dataclasses import dataclass
from datetime import date, datetime

from bt_admin.lib.swedish import day, moment
from recruitment.enums import ApplicationState, OfferState, RoundState

A, F, R = ApplicationState, OfferState, RoundState
ANSWERED = (A.NOT_ELIGIBLE, A.NOT_SELECTED)
JUDGED = (A.NOT_SELECTED, A.RANKED, A.NOT_APPOINTABLE, A.HIRED)


@dataclass(frozen=True)
class CaseFacts:
    """`is_answered`: a letter has gone since somebody screened it. `has_accepted`: an
    offer, and still has the place. `call_by`: when those called to an interview know,
    None for no interviews.
    """

    state: ApplicationState | str
    round: RoundState | str
    closes_at: datetime | None = None
    starts_on: date | None = None
    is_answered: bool = False
    has_accepted: bool = False
    call_by: date | None = None
    complement_until: datetime | None = None


@dataclass(frozen=True)
class Told:
    """`tone`: of the state's sign. `next`: what happens then, "" for nothing more."""

    tone: str
    word: str
    text: str
    next: str = ""

    @property
    def icon(self) -> str:
        return {"now": "half", "wait": "clock"}.get(self.tone, self.tone)


def told_of_offer(
    state: OfferState | str, expires_at: datetime, *, is_open: bool
) -> Told | None:
    """How does the case stand for who has got an offer? None when it was withdrawn."""
    if is_open:
        return Told(
            "now",
            "Du har fått ett erbjudande",
            f"Svara senast den {moment(expires_at)}.",
            "Svarar du inte i tid räknas det som ett nej.",
        )
    if state == F.ACCEPTED:
        return ACCEPTED
    if state == F.DECLINED:
        text = "Du har tackat nej, och platsen går vidare."
        return Told("none", str(F.DECLINED.label), text)
    if state == F.WITHDRAWN:
        return None
    text = f"Svarstiden gick ut den {moment(expires_at)}."
    return Told("none", str(F.EXPIRED.label), text)


def told_of_turn(turn: int) -> Told:
    """How does the case stand for who waits on the reserve list?"""
    return Told(
        "wait",
        "På reservlistan",
        f"Du står på plats {turn} på reservlistan.",
        "Blir en plats ledig får du ett meddelande och några dagar att svara.",
    )


def reads_points(
    state: ApplicationState | str, *, is_answered: bool, is_released: bool
) -> bool:
    """May the applicant read what the judges gave? When told how it went, not before."""
    if state == A.NOT_SELECTED:
        return is_answered
    return is_released and state in JUDGED


ACCEPTED = Told(
    "ok",
    "Du har tackat ja",
    "Vi har fått ditt svar.",
    "Vi hör av oss med anställningen och det som ska ordnas före första dagen.",
)


def told(facts: CaseFacts) -> Told:
    """How does the case stand, in words for the applicant?"""
    state = ApplicationState(facts.state)
    if state in ANSWERED and facts.is_answered:
        return Told(
            "none",
            "Vi har svarat",
            "Regionen har prövat din ansökan. Svaret står under Meddelanden.",
        )
    if state in OF_CASE:
        return OF_CASE[state](facts)
    if facts.has_accepted:
        return ACCEPTED
    return OF_ROUND[RoundState(facts.round)](facts)


def _incomplete(facts: CaseFacts) -> Told:
    until = facts.complement_until
    last = f" senast den {moment(until)}" if until else ""
    return Told(
        "warn",
        "Något saknas",
        f"Vi behöver mer för att pröva din behörighet. Lämna det{last}.",
        "Sedan prövas ansökan som den är då.",
    )


def _hired(facts: CaseFacts) -> Told:
    starts = f" BT börjar den {day(facts.starts_on)}." if facts.starts_on else ""
    return Told("ok", "Anställd", f"Du har tackat ja. Välkommen!{starts}")


def _withdrawn(facts: CaseFacts) -> Told:
    return Told(
        "none",
        "Tillbakatagen",
        "Du har tagit tillbaka din ansökan. Den prövas inte längre.",
        "Du kan söka igen så länge en omgång är öppen.",
    )


def _open(facts: CaseFacts) -> Told:
    closes = ""
    if facts.closes_at:
        closes = f"Ansökningstiden går ut den {moment(facts.closes_at)}. "
    return Told(
        "ok",
        "Inskickad",
        "Vi har tagit emot din ansökan. Du behöver inte göra något mer.",
        f"{closes}Sedan granskas varje ansökan för sig.",
    )


def _screening(facts: CaseFacts) -> Told:
    call = (
        f"De som kallas till intervju får veta det senast den {day(facts.call_by)}."
        if facts.call_by
        else "Du får besked när alla är granskade."
    )
    return Told("now", "Granskas", "Din ansökan granskas.", call)


def _interview(facts: CaseFacts) -> Told:
    return Told(
        "now",
        "Intervjuer pågår",
        "Intervjuerna pågår. Är du kallad står tiden under Meddelanden.",
        "När alla intervjuer är gjorda rangordnas de sökande, och alla får besked.",
    )


def _before_offers(facts: CaseFacts) -> Told:
    return Told(
        "now",
        "Besluten förbereds",
        "Rekryteringsgruppen förbereder besluten.",
        "Alla som är kvar i omgången får besked samtidigt.",
    )


def _offers(facts: CaseFacts) -> Told:
    return Told(
        "now",
        "Erbjudanden är ute",
        "Regionen har skickat erbjudanden. Gäller något av dem dig står det här.",
        "Tackar någon nej går platsen vidare till nästa på reservlistan.",
    )


def _over(facts: CaseFacts) -> Told:
    return Told(
        "none",
        "Omgången är klar",
        "Omgången är klar, och platserna är tillsatta.",
        "Nästa omgång står på regionens sida om BT.",
    )


OF_CASE = {A.INCOMPLETE: _incomplete, A.HIRED: _hired, A.WITHDRAWN: _withdrawn}
OF_ROUND = {
    R.DRAFT: _open,
    R.ADVERTISED: _open,
    R.CLOSED: _screening,
    R.SCREENING: _screening,
    R.INTERVIEW: _interview,
    R.BACKGROUND_CHECK: _before_offers,
    R.OFFERS: _offers,
    R.RESERVE: _offers,
    R.STARTED: _over,
    R.EVALUATED: _over,
}
