"""What a region's way of recruiting must hold to be usable, and what is wrong with it.

Regions make theirs on the web, so every fault says where it is and what to write. All
of it is our own (HOUSE).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from recruitment.enums import Language
from recruitment.rules.papers import SWEDISH
from recruitment.rules.phase_faults import (
    Fault,
    decimal_of,
    keyed,
    phases_in,
    rows,
    text_in,
    whole,
)
from recruitment.rules.steps import MET_IN, NEEDED, READ_BY, STATE_OF_STEP, STATES

MOST_PLACES, MOST_DAYS, MOST_ROUNDS = 500, 366, 12
TIMES = (
    "open_days_min", "open_days_max", "call_within_days", "interview_days_max",
    "days_to_think", "complement_days", "reserve_days_to_think", "list_lives_days",
)  # fmt: skip
MAY_BE_NONE = ("complement_days", "list_lives_days")  # 0 days: not done here
LANGUAGES = (Language.C1, Language.REGIONAL_TEST)
NEEDED_PARTS = (
    "key", "region", "label", "valid_from", "rounds_per_year", "places", "demands",
    "step", "paper", "phase",
)  # fmt: skip
Table = Mapping[str, Any]
Faults = Iterator[Fault]

__all__ = ["Fault", "as_day", "faults_in_method", "faults_in_part"]


@dataclass(frozen=True)
class _Kinds:
    """What the steps and the phases are, so that they can be held together."""

    steps: tuple[str, ...]
    phases: tuple[str, ...]


def faults_in_method(method: Table) -> tuple[Fault, ...]:
    """What has to be put right before a round can be run so? Nothing: it is usable.

    Whatever stands in the table becomes a fault, never an error.
    """
    missing = tuple(_missing(method))
    if missing:
        return missing
    wrong = (*_itself(method), *_places(method), *_times(method), *_demands(method))
    wrong = (*wrong, *_steps(method), *_papers(method), *phases_in(method["phase"]))
    return wrong or tuple(_together(method))


def faults_in_part(method: Table, part: str) -> tuple[Fault, ...]:
    """What is wrong in one part, whatever stands in the others?

    The parts: itself, places, times, demands, step, paper, phase. KeyError for others.
    """
    missing = tuple(_missing(method))
    return missing or tuple(PARTS[part](method))


def as_day(value: Any) -> date:
    """A day of TOML, or of JSON: «2027-03-03»; ValueError for what is none."""
    if type(value) is date:
        return value
    return date.fromisoformat(str(value))


def _missing(method: Table) -> Faults:
    for name in NEEDED_PARTS:
        if name not in method:
            yield Fault("", f"”{name}” saknas.")
    for name in ("places", "demands", "times", "own_times"):
        if not isinstance(method.get(name, {}), Mapping):
            yield Fault(name, "Det ska vara en tabell.")
    if not isinstance(method.get("paper", []), list):
        yield Fault("paper", "Det ska vara en lista.")


def _itself(method: Table) -> Faults:
    yield from keyed(method, "")
    for name in ("region", "label"):
        yield from text_in(method, name, "")
    for name in ("season", "starts"):
        if not isinstance(method.get(name, ""), str):
            yield Fault(name, "Det ska vara text.")
    threshold = decimal_of(method.get("threshold", 1))
    if threshold is None or threshold <= 0:
        yield Fault("threshold", "Gränsen för alla poäng ska vara mer än 0.")
    if not 1 <= whole(method["rounds_per_year"]) <= MOST_ROUNDS:
        yield Fault("", f"Skriv 1–{MOST_ROUNDS} omgångar om året.")
    days = [method["valid_from"], method.get("valid_until", method["valid_from"])]
    try:
        first, last = map(as_day, days)
    except ValueError:
        yield Fault("", "Skriv datumet som ÅÅÅÅ-MM-DD.")
        return
    if last < first:
        yield Fault("", "Sista dagen ligger före den första.")


def _places(method: Table) -> Faults:
    places = method["places"]
    towns = places.get("towns") or {"": places.get("total")}
    if not isinstance(towns, Mapping):
        yield Fault("places", "Ange platser för varje ort.")
        return
    for town, number in towns.items():
        if not 1 <= whole(number) <= MOST_PLACES:
            where = f"places › {town}" if town else "places"
            yield Fault(where, f"Skriv 1–{MOST_PLACES} platser.")


def _times(method: Table) -> Faults:
    given = {**method.get("times", {}), **method.get("own_times", {})}
    for name in TIMES:
        least = 0 if name in MAY_BE_NONE else 1
        if not least <= whole(given.get(name)) <= MOST_DAYS:
            yield Fault(f"times › {name}", f"Skriv {least}–{MOST_DAYS} dagar.")
    if whole(given.get("open_days_min")) > whole(given.get("open_days_max")):
        yield Fault("times", "Den kortaste ansökningstiden är längre än den längsta.")


def _demands(method: Table) -> Faults:
    demands = method["demands"]
    for name in ("record_before_offer", "references"):
        if not isinstance(demands.get(name), bool):
            yield Fault(f"demands › {name}", "Svara ja eller nej.")
    languages = demands.get("languages")
    if not isinstance(languages, list) or not set(map(str, languages)) <= set(
        LANGUAGES
    ):
        yield Fault("demands › languages", "Välj bland språkbevisen som finns.")
    for name in ("union", "group"):
        if not isinstance(demands.get(name, ""), str):
            yield Fault(f"demands › {name}", "Det ska vara text.")


def _steps(method: Table) -> Faults:
    found = rows(method["step"])
    if not found:
        yield Fault("step", "Ange minst ett steg.")
    for number, step in enumerate(found, start=1):
        where = f"step {number}"
        yield from text_in(step, "label", where)
        if str(step.get("kind")) not in STATE_OF_STEP:
            yield Fault(where, f"Det finns inget steg ”{step.get('kind')}”.")
        if not isinstance(step.get("rolling", False), bool):
            yield Fault(where, "”rolling” är ja eller nej.")


def _papers(method: Table) -> Faults:
    if method["paper"] and not rows(method["paper"]):
        yield Fault("paper", "Det ska vara en lista av handlingar.")
    for number, paper in enumerate(rows(method["paper"]), start=1):
        where = f"paper {number}"
        yield from keyed(paper, where)
        yield from text_in(paper, "label", where)
        if not isinstance(paper.get("required", True), bool):
            yield Fault(where, "”required” är ja eller nej.")
        if not isinstance(paper.get("blind", False), bool):
            yield Fault(where, "”blind” är ja eller nej.")
        if not isinstance(paper.get("one_of", ""), str):
            yield Fault(where, "”one_of” är ett namn.")
    keys = Counter(str(one.get("key")) for one in rows(method["paper"]))
    for key, times in keys.items():
        if times > 1:
            yield Fault("paper", f"”{key}” står {times} gånger.")


# ------------------------------------------------------------------- held together
def _together(method: Table) -> Faults:
    """Faults between parts that are each in order."""
    kinds = _Kinds(
        steps=tuple(step["kind"] for step in method["step"]),
        phases=tuple(phase["kind"] for phase in method["phase"]),
    )
    yield from _needed_steps(kinds.steps)
    yield from _in_order(kinds.steps)
    yield from _demanded(method, kinds.steps)
    yield from _steps_and_phases(kinds)


def _needed_steps(steps: tuple[str, ...]) -> Faults:
    for kind in NEEDED:
        if steps.count(kind) != 1:
            yield Fault("step", f"Steget ”{kind}” ska finnas en gång.")
    if not set(READ_BY) & set(steps):
        yield Fault("step", "Ett steg där någon läser ansökningarna saknas.")


def _in_order(steps: tuple[str, ...]) -> Faults:
    """No step goes back to a state that is over, and the decision comes in between."""
    states = [STATE_OF_STEP[kind] for kind in steps]
    order = [STATES.index(state) for state in states if state is not None]
    if order != sorted(order):
        yield Fault("step", "Stegen står i en ordning som går tillbaka.")
    read = min((steps.index(kind) for kind in READ_BY if kind in steps), default=-1)
    order_of = [steps.index(kind) for kind in ("decide", "offer") if kind in steps]
    if [read, *order_of] != sorted([read, *order_of]):
        yield Fault("step", "Beslutet ska ligga efter granskningen, före besked.")


def _demanded(method: Table, steps: tuple[str, ...]) -> Faults:
    demands = method["demands"]
    if demands["record_before_offer"] != ("record" in steps):
        text = "Utdraget ska vara både ett krav och ett steg, eller inget av dem."
        yield Fault("demands › record_before_offer", text)
    if demands["references"] != ("references" in steps):
        text = "Referenser ska vara både ett krav och ett steg, eller inget av dem."
        yield Fault("demands › references", text)
    has = {
        str(paper.get(name)) for paper in method["paper"] for name in ("key", "one_of")
    }
    if demands["languages"] and SWEDISH not in has:
        text = f"Språkbeviset saknas bland handlingarna: ge det nyckeln ”{SWEDISH}”."
        yield Fault("paper", text)


def _steps_and_phases(kinds: _Kinds) -> Faults:
    """What is judged is a step, and what is a step is judged."""
    wanted = {MET_IN[kind] for kind in kinds.phases if kind in MET_IN}
    held = {kind for kind in kinds.steps if kind in MET_IN.values()}
    for kind in sorted(wanted ^ held):
        yield Fault("phase", f"”{kind}” ska vara både ett steg och något som bedöms.")
    if "review" in kinds.steps and "review" not in kinds.phases:
        yield Fault("phase", "Granskning ska vara något som bedöms.")


PARTS: dict[str, Callable[[Table], Faults]] = {
    "itself": _itself,
    "places": _places,
    "times": _times,
    "demands": _demands,
    "step": _steps,
    "paper": _papers,
    "phase": lambda method: phases_in(method["phase"]),
}
