"""Who is offered which place: by the order, and each by their own wishes.

The one who stands first gets the wish that is left to them, as when a reserve is called
(REGIONAL_MODEL); who is passed over is told why. Overbooking is a decision with a
reason, never a habit (HOUSE).
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from bt_admin.lib.dates import list_text
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.rules.reserves import Reserve, to_call

MOST_OVERBOOKED = 50  # per cent of the places


@dataclass(frozen=True)
class Seat:
    """An offer to be made. `overbooked`: one more than there are places."""

    town: str
    overbooked: bool = False


@dataclass(frozen=True)
class Seating:
    """`seats`: by application. `passed_over`: why not, though somebody later was asked."""

    seats: Mapping[Hashable, Seat]
    passed_over: Mapping[Hashable, str]


def seating_of(
    order: Sequence[Reserve], places: Mapping[str, int], overbooked: int = 0
) -> Seating:
    """Who is offered what? `order`: those ranked, `number` their place in the order."""
    calls = to_call(order, places)
    seats = {call.reserve.application: Seat(call.town) for call in calls}
    seats |= _more(order, places, overbooked, seats)
    last = max((one.number for one in order if one.application in seats), default=0)
    passed_over = {
        one.application: _why(one)
        for one in order
        if one.number < last and one.application not in seats
    }
    return Seating(seats, passed_over)


def may_overbook(number: int, places: int, reason: str) -> Verdict:
    """May so many more offers be made than there are places?"""
    if number < 0 or 100 * number > MOST_OVERBOOKED * places:
        most = MOST_OVERBOOKED * places // 100
        text = f"Skriv ett heltal mellan 0 och {most}, hälften av platserna."
        return no("release.overbooking", text, HOUSE, field="overbooking")
    if number and not reason.strip():
        text = "Skriv varför fler ska få erbjudande än det finns platser."
        return no("release.overbooking_reason", text, HOUSE, field="overbooking_reason")
    return YES


def _more(
    order: Sequence[Reserve],
    places: Mapping[str, int],
    number: int,
    taken: Mapping[Hashable, Seat],
) -> dict[Hashable, Seat]:
    """The next in the order, each for the place wished most, whether or not it is free."""
    found: dict[Hashable, Seat] = {}
    for one in sorted(order, key=lambda one: one.number):
        if len(found) == number:
            break
        wished = [town for town in one.wishes if places.get(town)]
        town = wished[0] if wished else _any_town(one, places)
        if one.application not in taken and town is not None:
            found[one.application] = Seat(town, overbooked=True)
    return found


def _any_town(one: Reserve, places: Mapping[str, int]) -> str | None:
    """For who takes any: where there are most places. None when none would suit."""
    fit = [town for town, number in places.items() if number and one.takes(town)]
    return max(fit, key=lambda town: places[town], default=None)


def _why(one: Reserve) -> str:
    wished = list_text([*one.wishes])
    return f"Önskar {wished}, där platserna gick till dem som står före"
