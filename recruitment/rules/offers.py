"""An offer: who may get one, until when it may be answered, and what an answer does.

How long one has to think is the region's (REGIONAL_MODEL); the last place is guarded
by counting what is held, never by what was sent.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.swedish import STOCKHOLM, moment
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.enums import OfferState

S = OfferState
# An answer is final here; a place that is left afterwards is a drop-out, with a row of
# its own. A yes is taken back only when a whole release is undone.
SAID = {S.ACCEPTED: "ja", S.DECLINED: "nej"}


@dataclass(frozen=True)
class OfferFacts:
    """Somebody about to get an offer.

    `held`: how many places have a waiting or accepted offer and nobody has left.
    `overbooked_to`: how many offers may be out at once, when that was decided.
    """

    applicant: Person
    region: str
    is_ranked: bool
    places: int
    held: int
    overbooked_to: int | None = None
    record_needed: bool = False
    record_shown_on: date | None = None
    is_rejected: bool = False
    has_withdrawn: bool = False
    has_offer: bool = False


@dataclass(frozen=True)
class AnswerFacts:
    """An offer about to be answered. `accepted_in`: where the applicant said yes."""

    state: OfferState | str
    expires_at: datetime
    at: datetime
    contact: str
    answered_at: datetime | None = None
    accepted_in: str = ""


# --------------------------------------------------------------------------- to offer
def may_offer(facts: OfferFacts) -> Verdict:
    """May this applicant get an offer now?

    Who is ranked or reserve, has neither been turned down nor withdrawn, and has shown
    the extract where the region wants it first (REGIONAL_MODEL); while a place is free.
    """
    return all_of(
        _is_ranked(facts), _still_in_it(facts), _record_shown(facts), _a_place(facts)
    )


def _is_ranked(facts: OfferFacts) -> Verdict:
    if facts.is_ranked and not facts.is_rejected:
        return YES
    if facts.is_rejected:
        return no(
            "offer.rejected",
            f"{facts.applicant} kan inte få ett erbjudande. Beskedet att ansökan inte "
            "går vidare gäller. Ta tillbaka beskedet först, och skriv varför.",
            HOUSE,
        )
    return no(
        "offer.not_ranked",
        f"{facts.applicant} kan inte få ett erbjudande. Erbjudanden går till den som är "
        "rangordnad eller reserv. Rangordna först.",
        HOUSE,
    )


def _still_in_it(facts: OfferFacts) -> Verdict:
    if facts.has_withdrawn:
        return no(
            "offer.application_withdrawn",
            f"{facts.applicant} kan inte få ett erbjudande. Ansökan är återtagen. "
            "Gå vidare till nästa i ordningen.",
            HOUSE,
        )
    if facts.has_offer:
        return no(
            "offer.has_offer",
            f"{facts.applicant} har redan ett erbjudande i omgången. Vänta på svaret.",
            HOUSE,
        )
    return YES


def _record_shown(facts: OfferFacts) -> Verdict:
    if facts.record_shown_on is not None or not facts.record_needed:
        return YES
    return no(
        "offer.record_not_shown",
        f"Erbjudandet kan inte skickas än. I {facts.region} ska utdrag ur "
        "belastningsregistret ha visats upp före erbjudandet. Registrera datumet när "
        "det har visats.",
        REGIONAL_MODEL,
        field="record_shown_on",
    )


def _a_place(facts: OfferFacts) -> Verdict:
    if facts.held < max(facts.places, facts.overbooked_to or 0):
        return YES
    return no(
        "offer.no_place",
        f"Fler erbjudanden kan inte skickas. Omgången har {facts.places} platser, och "
        "alla är erbjudna eller tagna. Vänta på svar, eller ändra antalet platser.",
        HOUSE,
    )


# -------------------------------------------------------------------------- to answer
def expires_at(offered_at: datetime, days: int) -> datetime:
    """Until when may an offer of this moment be answered?

    To the end of the day, in Sweden, so many whole days later; the day of the offer is
    not counted. ValueError for less than a day.
    """
    if days < 1:
        raise ValueError("an answer gets at least a day")
    last = offered_at.astimezone(STOCKHOLM).date() + timedelta(days=days)
    return datetime.combine(last, time.max, tzinfo=STOCKHOLM)


def is_expired(state: OfferState | str, expires_at: datetime, at: datetime) -> bool:
    """Has the time to answer run out, whether or not anybody has noted it?"""
    return state == S.EXPIRED or (state == S.OFFERED and at > expires_at)


def may_answer(facts: AnswerFacts) -> Verdict:
    """May the applicant answer, yes or no, at this moment?"""
    if facts.state in SAID:
        return _answered(facts)
    if facts.state == S.WITHDRAWN:
        return no(
            "offer.withdrawn",
            "Du kan inte svara på erbjudandet. Regionen har tagit tillbaka det, och "
            f"skälet står i meddelandet. Kontakta {facts.contact} om du undrar.",
            HOUSE,
        )
    if is_expired(facts.state, facts.expires_at, facts.at):
        return no(
            "offer.expired",
            "Du kan inte längre svara på erbjudandet. Svarstiden gick ut den "
            f"{moment(facts.expires_at)}. Vill du ha platsen kontaktar du "
            f"{facts.contact} i dag; den kan redan ha gått till en reserv.",
            REGIONAL_MODEL,
        )
    return YES


def may_accept(facts: AnswerFacts) -> Verdict:
    """May the applicant say yes? Not while holding a place somewhere else."""
    verdict = may_answer(facts)
    if not verdict or not facts.accepted_in:
        return verdict
    return no(
        "offer.accepted_elsewhere",
        f"Du kan inte tacka ja än. Du har tackat ja till en plats i {facts.accepted_in}. "
        f"Lämna den platsen först, eller kontakta {facts.contact}.",
        HOUSE,
    )


def _answered(facts: AnswerFacts) -> Verdict:
    when = f" den {moment(facts.answered_at)}" if facts.answered_at else ""
    return no(
        "offer.answered",
        f"Du kan inte ändra svaret här. Du tackade {SAID[S(facts.state)]}{when}. "
        f"Kontakta {facts.contact} så snart du kan om du har ändrat dig.",
        HOUSE,
    )


# ---------------------------------------------------------------------------- states
