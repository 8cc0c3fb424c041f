"""The reserve list: who is asked next, for which place, and how long the list lives.

The order is the ranking's (Region Kronoberg: a ranked list, used when somebody says
no). That the list lives on after the start is our own answer to late drop-outs (HOUSE).
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bt_admin.lib.dates import date_text
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.enums import OfferState, ReserveState

R = ReserveState


@dataclass(frozen=True)
class Reserve:
    """Somebody on the list. `wishes`: towns in the order wished; none for any."""

    application: Hashable
    name: str
    number: int
    state: ReserveState | str = R.WAITING
    wishes: tuple[str, ...] = ()

    def takes(self, town: str) -> bool:
        return not self.wishes or not town or town in self.wishes


@dataclass(frozen=True)
class Call:
    """A reserve to be asked, and for a place in which town."""

    town: str
    reserve: Reserve


@dataclass(frozen=True)
class LeaveFacts:
    """Somebody about to be noted as having left a place."""

    state: OfferState | str
    has_left: bool
    left_on: date
    today: date


# ------------------------------------------------------------------------ who is next
def next_reserve(reserves: Iterable[Reserve], town: str = "") -> Reserve | None:
    """Who is asked next for a place in this town? The first waiting who wants it."""
    waiting = [one for one in reserves if one.state == R.WAITING and one.takes(town)]
    return min(waiting, key=lambda one: one.number, default=None)


def to_call(reserves: Iterable[Reserve], free: Mapping[str, int]) -> tuple[Call, ...]:
    """Who are to be asked now, when so many places are free in each town?

    In the order of the list; each gets the free town wished most. Nobody is passed over
    by somebody further down for a town that both want.
    """
    left, calls = dict(free), []
    for reserve in sorted(reserves, key=lambda one: one.number):
        if reserve.state != R.WAITING:
            continue
        towns = (*(reserve.wishes or left), "")  # "": a round without towns
        town = next((one for one in towns if left.get(one, 0) > 0), None)
        if town is not None:
            left[town] -= 1
            calls.append(Call(town, reserve))
    return tuple(calls)


def may_call(
    reserve: Reserve, reserves: Iterable[Reserve], *, town: str = "", reason: str = ""
) -> Verdict:
    """May this reserve be asked now? In turn, or with a reason why the order is broken."""
    if reserve.state != R.WAITING:
        return no(
            "reserve.not_waiting",
            f"{reserve.name} kan inte tillfrågas. Läget är ”{R(reserve.state).label}”. "
            "Fråga nästa på listan.",
            HOUSE,
        )
    first = next_reserve(reserves, town)
    if first is None or first.number >= reserve.number or reason.strip():
        return YES
    return no(
        "reserve.out_of_order",
        f"{reserve.name} kan inte tillfrågas än. Reserver tillfrågas i turordning, och "
        f"{first.name} står före. Fråga {first.name} först, eller skriv varför "
        "ordningen bryts.",
        REGIONAL_MODEL,
        field="reason",
    )


# ------------------------------------------------------------------------- what is free
def free_places(places: Mapping[str, int], held: Iterable[str]) -> dict[str, int]:
    """How many places are free in each town? `held`: the town of each that is not.

    Never below none, when a round is overbooked.
    """
    free = dict(places)
    for town in held:
        free[town] = free.get(town, 0) - 1
    return {town: max(number, 0) for town, number in free.items()}


def list_lives_until(starts_on: date, days: int) -> date:
    """To and including which day is the list used? So many days after the start."""
    return starts_on + timedelta(days=days)


def may_use_list(lives_until: date, today: date) -> Verdict:
    """Is the list still used, also for somebody who leaves after the start?"""
    if today <= lives_until:
        return YES
    return no(
        "reserve.list_over",
        "Reserver kan inte längre tillfrågas. Reservlistan gällde till och med den "
        f"{date_text(lives_until)}. Platsen går till nästa omgång.",
        REGIONAL_MODEL,
    )


def may_leave_place(facts: LeaveFacts) -> Verdict:
    """Can it be noted that this person left the place? Who said yes to it, once."""
    if facts.state != OfferState.ACCEPTED:
        return no(
            "leave.no_place",
            "Avhoppet kan inte registreras. Personen har inte tackat ja till platsen. "
            "Registrera svaret på erbjudandet i stället.",
            HOUSE,
        )
    if facts.has_left:
        text = "Avhoppet är redan registrerat. Öppna det om något ska rättas."
        return no("leave.already", text, HOUSE)
    if facts.left_on > facts.today:
        text = "Datumet kan inte ligga framåt i tiden."
        return no("leave.in_future", text, HOUSE, field="left_on")
    return YES
