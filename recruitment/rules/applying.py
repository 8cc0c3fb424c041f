"""From an e-mail address to an application that has come in, and out again.

Our own rules (HOUSE); the days are the round's.
"""

from dataclasses import dataclass
from datetime import datetime

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.swedish import moment
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.enums import ApplicationState, RoundState
from recruitment.rules.papers import may_send_application

A = ApplicationState
LONGEST = 60_000  # characters in the whole form
MOST_PAPERS = 20
MOST_LETTERS = 5  # with the link, to one address in one hour
MOST_TRIES = 200  # from one computer or one house's network, in one hour
TAKES = (RoundState.ADVERTISED, RoundState.CLOSED)  # until the last moment is past
LOCKED = (A.WITHDRAWN, A.HIRED)


@dataclass(frozen=True)
class Opening:
    """When a round takes applications. None: not decided."""

    state: RoundState | str
    opens_at: datetime | None
    closes_at: datetime | None


def may_apply(opening: Opening, at: datetime) -> Verdict:
    """Can this round be applied to now? From its first moment to its last.

    A round is closed only when its time is out. Whoever sends in the last second may
    have to wait in line for it, and finds it closed meanwhile: their moment counts.
    """
    if opening.closes_at is None or opening.opens_at is None:
        return no("application.no_round", "Omgången är inte utlyst än.", HOUSE)
    if at < opening.opens_at:
        return no(
            "application.not_open",
            f"Det går inte att söka än. Ansökan öppnar den {moment(opening.opens_at)}.",
            HOUSE,
        )
    if opening.state in TAKES or at > opening.closes_at:
        return may_send_application(at, opening.closes_at)
    return no(
        "application.round_stopped",
        "Ansökan kan inte skickas. Omgången är stängd. Fråga kontaktpersonen.",
        HOUSE,
    )


def may_keep_typed(state: ApplicationState | str, length: int) -> Verdict:
    """May what is typed be kept? While it is a draft, and of a length fit for a form."""
    if state != A.DRAFT:
        return no(
            "draft.gone",
            "Ansökan är redan skickad, i ett annat fönster. Öppna länken igen för att "
            "följa den.",
            HOUSE,
        )
    if length > LONGEST:
        return no(
            "draft.too_long",
            "Texten är för lång för att sparas. Korta den.",
            HOUSE,
        )
    return YES


def may_add_paper(state: ApplicationState | str, number: int) -> Verdict:
    """May one more paper be handed in, as far as the case goes? `number`: those there."""
    if state not in (A.DRAFT, A.SUBMITTED, A.INCOMPLETE, A.ELIGIBLE):
        return no(
            "paper.decided",
            "Handlingen kan inte läggas till nu. Ansökan är redan prövad. Ta med den "
            "till intervjun.",
            HOUSE,
        )
    if number >= MOST_PAPERS:
        return no(
            "paper.too_many",
            f"Handlingen kan inte läggas till. Ansökan har {MOST_PAPERS} filer, och det "
            "är så många som får plats. Ta bort någon först.",
            HOUSE,
            field="files",
        )
    return YES


def may_remove_paper(state: ApplicationState | str) -> Verdict:
    """May the applicant take a paper away? Until the application is sent."""
    if state == A.DRAFT:
        return YES
    return no(
        "paper.sent",
        "Handlingen kan inte tas bort. Den är inskickad och hör till ärendet. Ladda upp "
        "en ny, så läser vi den.",
        HOUSE,
    )


def may_withdraw(state: ApplicationState | str, *, has_offer: bool) -> Verdict:
    """May the applicant take it back? Until hired; an offer is answered first."""
    if state == A.HIRED:
        return no(
            "application.hired",
            "Ansökan kan inte tas tillbaka. Du är anställd. Kontakta regionen om du inte "
            "kan börja.",
            HOUSE,
        )
    if has_offer:
        return no(
            "application.has_offer",
            "Ansökan kan inte tas tillbaka nu. Du har ett erbjudande. Svara på det "
            "först, så går platsen vidare.",
            HOUSE,
        )
    return YES
