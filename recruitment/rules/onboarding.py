"""What is done before somebody's first day, and by when.

Accounts and journal access are ordered before the start, and the huvudansvarig
handledare is named at the latest at the introduction (REGIONAL_MODEL, Kronoberg); how
many days before is our own proposal (HOUSE).
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Preparation:
    """One thing to do. `days`: so many before the first day; 0 is that day."""

    title: str
    days: int


PREPARATIONS = (
    Preparation("Skriv anställningsavtalet", 60),
    Preparation("Lägg planen med alla placeringar och lämna den till läkaren", 42),
    Preparation("Beställ konto, e-post och tjänstekort", 28),
    Preparation("Beställ behörighet till journalsystemet", 21),
    Preparation("Flytta läkaren administrativt till första placeringen", 14),
    Preparation("Beställ nycklar, arbetskläder och dator", 14),
    Preparation("Kalla till BT-introduktionen", 14),
    Preparation("Utse huvudansvarig handledare", 0),
)


def tasks_before(starts_on: date, today: date) -> tuple[tuple[str, date], ...]:
    """What is to be done by which day? Nothing is due before today."""
    return tuple(
        (one.title, max(starts_on - timedelta(days=one.days), today))
        for one in PREPARATIONS
    )
