"""Places that nobody has: which post a yes gets, and why a place is still empty.

Our own rules (HOUSE); the database besides lets no post have two.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bt_admin.lib.dates import date_text
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.rules.reserves import Reserve, next_reserve


@dataclass(frozen=True)
class Vacancy:
    """A town with places that nobody has been offered, and why."""

    town: str
    number: int
    why: str


def may_take_post(free: int, expires: str) -> Verdict:
    """Is there a place left for a yes? `expires`: until when the offer stands."""
    if free:
        return YES
    return no(
        "offer.all_taken",
        "Du kan inte tacka ja just nu. Fler fick erbjudande än det finns platser, och "
        f"de andra hann före. Ditt erbjudande står kvar till den {expires}: blir en "
        "plats ledig innan dess kan du tacka ja här.",
        HOUSE,
    )


def is_free(town: str, free: Mapping[str, int]) -> Verdict:
    """Is there a place left in this town, to ask a reserve about?"""
    if free.get(town):
        return YES
    where = f" i {town}" if town else ""
    text = f"Ingen plats{where} är ledig. Vänta på svar, eller välj en annan ort."
    return no("reserve.no_place", text, HOUSE, field="town")


def may_withdraw_offer(*, is_live: bool, is_hired: bool, reason: str) -> Verdict:
    """May one offer be taken back? With a reason, until a BT has been opened for it."""
    if is_hired:
        return no(
            "offer.hired",
            "Erbjudandet kan inte tas tillbaka. BT är upplagd. Registrera ett avhopp "
            "om personen lämnar platsen.",
            HOUSE,
        )
    if not is_live:
        return no(
            "offer.not_live",
            "Erbjudandet kan inte tas tillbaka. Det är redan avslutat.",
            HOUSE,
        )
    if reason.strip():
        return YES
    text = "Skriv varför. Den som fick erbjudandet läser skälet."
    return no("offer.no_reason", text, HOUSE, field="reason")


def vacancies_of(
    free: Mapping[str, int],
    waiting: Sequence[Reserve],
    stopped: Mapping[Hashable, str],
    *,
    lives_until: date | None,
    today: date,
) -> tuple[Vacancy, ...]:
    """Which places are empty now, and why? `stopped`: reserves that cannot be asked."""
    over = lives_until is not None and today > lives_until
    found = []
    for town, number in free.items():
        if number:
            why = _list_over(lives_until) if over else _why(town, waiting, stopped)
            found.append(Vacancy(town, number, why))
    return tuple(found)


def _why(town: str, waiting: Iterable[Reserve], stopped: Mapping[Hashable, str]) -> str:
    first = next_reserve(waiting, town)
    if first is None:
        return "Ingen reserv som önskar platsen är kvar."
    if first.application in stopped:
        return f"{first.name} står på tur: {stopped[first.application]}"
    return f"{first.name} står på tur och tillfrågas inom några minuter."


def _list_over(until: date | None) -> str:
    day = f" till och med den {date_text(until)}" if until else ""
    return f"Reservlistan gällde{day}. Platsen går till nästa omgång."
