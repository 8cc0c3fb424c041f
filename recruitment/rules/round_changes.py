"""What may still be changed in a round, and when: its words, days, places and people.

What applicants have read is not changed behind their backs. Our own rules (HOUSE), but
for the days that the region's method asks for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.swedish import STOCKHOLM, moment
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.enums import RoundState, Task

S = RoundState
MOST_OF_A_TOWN = 99
ENDED = (S.STARTED, S.EVALUATED)


@dataclass(frozen=True)
class Days:
    """The days of a round, as somebody wants them; None for what is not settled."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    complement_until: date | None = None
    starts_on: date | None = None


def state_at(
    state: RoundState | str, closes_at: datetime | None, at: datetime
) -> RoundState:
    """Where does the round stand at this moment, whether or not anybody has noted it?

    The last moment to apply is still open; the one after it is closed.
    """
    over = closes_at is not None and at > closes_at
    return S.CLOSED if state == S.ADVERTISED and over else S(state)


def may_save(shown: int, now: int) -> Verdict:
    """Is what is changed what was shown?"""
    if shown == now:
        return YES
    return no(
        "round.changed",
        "Omgången har ändrats av någon annan medan du skrev. Det du skrev står kvar. "
        "Läs omgången i en annan flik, och spara igen.",
        HOUSE,
    )


def may_change_method(state: RoundState | str) -> Verdict:
    """May the way it is run be changed? Not once it has been advertised."""
    if state == S.DRAFT:
        return YES
    return no(
        "round.method_settled",
        "Sättet att rekrytera kan inte ändras. Omgången är annonserad, och de sökande "
        "bedöms så som det stod då. Ändra i nästa omgång.",
        HOUSE,
    )


# -------------------------------------------------------------------------- the days
def may_have_days(days: Days, state: RoundState | str, now: Days) -> Verdict:
    """Are these days in order, and may they still be changed to that?

    Each reason stands at its field. Once advertised, the opening is over and the
    closing is moved by a decision of its own.
    """
    return all_of(
        _in_order(days), _complement(days), _start(days), _settled(days, state, now)
    )


def _in_order(days: Days) -> Verdict:
    if None in (days.opens_at, days.closes_at) or days.closes_at > days.opens_at:  # type: ignore[operator]
        return YES
    text = "Sista ansökningsdag behöver vara senare än dagen då ansökan öppnar."
    return no("round.closes_first", text, HOUSE, field="closes_on")


def _complement(days: Days) -> Verdict:
    until, closes = days.complement_until, days.closes_at
    if until is None or closes is None or until >= day_of(closes):
        return YES
    text = (
        "Det går att komplettera minst till sista ansökningsdag. Skriv en senare dag."
    )
    return no("round.complement_early", text, HOUSE, field="complement_until")


def _start(days: Days) -> Verdict:
    starts, closes = days.starts_on, days.closes_at
    if starts is None or closes is None or starts > day_of(closes):
        return YES
    text = "BT behöver börja efter sista ansökningsdag. Skriv en senare dag."
    return no("round.starts_early", text, HOUSE, field="starts_on")


def _settled(days: Days, state: RoundState | str, now: Days) -> Verdict:
    if state == S.DRAFT:
        return YES
    changed = days.opens_at != now.opens_at or days.closes_at != now.closes_at
    if changed:
        text = "Ansökningstiden är annonserad. Flytta sista dagen med en motivering."
        return no("round.days_settled", text, HOUSE, field="closes_on")
    if days.starts_on is None:
        return no("round.no_start", "Skriv ett datum.", HOUSE, field="starts_on")
    return YES


def day_of(at: datetime) -> date:
    return at.astimezone(STOCKHOLM).date()


# ------------------------------------------------------------------------ the closing
def may_move_closing(
    state: RoundState | str,
    closes_at: datetime | None,
    to: datetime,
    at: datetime,
    reason: str,
) -> Verdict:
    """May the last moment to apply be moved there?

    While it is open, and never into what has been: whoever has sent in must have been
    in time. With a reason, which everybody who runs the round can read.
    """
    if state_at(state, closes_at, at) != S.ADVERTISED:
        return no(
            "round.not_open",
            "Sista ansökningsdag kan inte flyttas. Omgången är inte öppen för ansökan.",
            HOUSE,
        )
    return all_of(_not_past(to, at), _with_reason(reason))


def _not_past(to: datetime, at: datetime) -> Verdict:
    if to >= at:
        return YES
    return no(
        "round.closing_past",
        f"Sista ansökningsdag kan inte ha varit. Klockan är {moment(at)}. Skriv en "
        "senare dag, eller stäng omgången nu.",
        HOUSE,
        field="closes_on",
    )


def _with_reason(reason: str) -> Verdict:
    if reason.strip():
        return YES
    return no("round.no_reason", "Skriv varför.", HOUSE, field="reason")


# ------------------------------------------------------------------ before advertising
def may_be_read(places: int, days: Days, text: str) -> Verdict:
    """Can somebody who wants to apply read what they need?

    How many places there are, when BT begins, what it is.
    """
    return all_of(
        _needed(places > 0, "round.no_places", "Antal BT-tjänster saknas."),
        _needed(
            days.starts_on is not None, "round.no_start", "Dagen då BT börjar saknas."
        ),
        _needed(bool(text.strip()), "round.no_text", "Annonstexten är tom."),
        _order_again(days),
    )


def _needed(there: bool, code: str, what: str) -> Verdict:
    if there:
        return YES
    text = f"Omgången kan inte annonseras än. {what} Fyll i det först."
    return no(code, text, HOUSE)


def _order_again(days: Days) -> Verdict:
    """Also when nothing of it was written today."""
    return all_of(_in_order(days), _complement(days), _start(days))


# -------------------------------------------------------------------------- the places
def may_have_places(
    state: RoundState | str,
    wanted: Mapping[str, int],
    held: Mapping[str, int],
) -> Verdict:
    """May there be so many in each town? `held`: places somebody has, or is offered.

    A place that is held stays; nothing is added once BT has begun.
    """
    if state in ENDED:
        return no(
            "round.places_settled",
            "Antalet BT-tjänster kan inte ändras. BT har börjat. Lägg upp en ny omgång.",
            HOUSE,
        )
    few = [town for town, number in held.items() if wanted.get(town, 0) < number]
    return all_of(*(_too_few(town, held[town]) for town in few), _in_span(wanted))


def _too_few(town: str, held: int) -> Verdict:
    are = "1 plats är" if held == 1 else f"{held} platser är"
    text = f"{are} redan erbjudna eller tagna i {town}. Skriv minst {held}."
    return no("round.place_held", text, HOUSE, field=town)


def _in_span(wanted: Mapping[str, int]) -> Verdict:
    wrong = [
        town for town, number in wanted.items() if not 0 <= number <= MOST_OF_A_TOWN
    ]
    text = f"Skriv ett tal mellan 0 och {MOST_OF_A_TOWN}."
    return all_of(*(no("round.too_many", text, HOUSE, field=town) for town in wrong))


# --------------------------------------------------------------------------- the group
def may_take_part(
    task: Task | str, tasks: tuple[str, ...], *, is_known: bool, state: RoundState | str
) -> Verdict:
    """May this person have this task? `tasks`: those they have in the round already.

    The union's observer judges nobody; whoever judges is no observer.
    """
    return all_of(_known(is_known), _group_open(state), _one_side(task, tasks))


def _known(is_known: bool) -> Verdict:
    if is_known:
        return YES
    return no(
        "member.unknown",
        "Personen har ingen roll i regionen. Lägg till rollen först.",
        HOUSE,
        field="user",
    )


def _group_open(state: RoundState | str) -> Verdict:
    if state not in ENDED:
        return YES
    text = "Gruppen kan inte ändras. Omgången är avslutad."
    return no("member.round_over", text, HOUSE)


def _one_side(task: Task | str, tasks: tuple[str, ...]) -> Verdict:
    watches = {one == Task.OBSERVER for one in (task, *tasks)}
    if watches != {True, False}:
        return YES
    return no(
        "member.both_sides",
        "Den som observerar för facket kan inte bedöma i samma omgång. Välj en annan "
        "person, eller ta bort den andra uppgiften först.",
        HOUSE,
        field="task",
    )
