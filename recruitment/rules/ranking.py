"""The order of applicants by written rule; every place can say why it is that place.

Highest total first; equal totals are told apart by the lottery whose seed was promised
before applications closed. Who is below a threshold has no place. Our own rule (HOUSE);
weights and thresholds are the region's.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bt_admin.lib.dates import date_text, list_text, number_text, number_word
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from recruitment.rules.lottery import drawn_order, keeps_promise
from recruitment.rules.scoring import Below, Total


@dataclass(frozen=True)
class Place:
    """One place in the order. `tied`: how many others have the same points."""

    number: int
    application: Hashable
    points: Decimal
    tied: int = 0

    def __str__(self) -> str:
        return f"plats {self.number}: {self.why}"

    @property
    def why(self) -> str:
        """«17,3 poäng; delad med två andra, lotten avgjorde»"""
        said = f"{number_text(self.points)} poäng"
        if not self.tied:
            return said
        other = "en annan" if self.tied == 1 else f"{number_word(self.tied)} andra"
        return f"{said}; delad med {other}, lotten avgjorde"


@dataclass(frozen=True)
class NotAppointable:
    """Judged in full, and below what the round asks for."""

    application: Hashable
    points: Decimal
    below: tuple[Below, ...]

    def __str__(self) -> str:
        return f"inte anställningsbar: {list_text([str(one) for one in self.below])}"


@dataclass(frozen=True)
class Ranking:
    places: tuple[Place, ...] = ()
    not_appointable: tuple[NotAppointable, ...] = ()

    def explanation(self, application: Hashable) -> str:
        """Why does this applicant stand there? LookupError for who was not ranked."""
        everyone: list[Place | NotAppointable] = [*self.places, *self.not_appointable]
        for one in everyone:
            if one.application == application:
                return str(one)
        raise LookupError(f"{application} was not ranked")


@dataclass(frozen=True)
class RankFacts:
    """An order about to be made. `names`: what people call the applications."""

    totals: tuple[Total, ...]
    names: Mapping[Hashable, str]
    seed: str
    promised: str
    final_on: date | None = None


# ---------------------------------------------------------------------------- may it
def may_rank(facts: RankFacts) -> Verdict:
    """May the order be made now?

    Nothing is missing, the seed is the one that was promised, and no order is fixed.
    """
    return all_of(
        may_change_scores(facts.final_on), _nothing_missing(facts), _promise_kept(facts)
    )


def may_change_scores(final_on: date | None) -> Verdict:
    """May scores still be changed? Not once the order has been fixed."""
    if final_on is None:
        return YES
    return no(
        "ranking.final",
        f"Poängen kan inte ändras. Rangordningen fastställdes den {date_text(final_on)}. "
        "Öppna rangordningen igen och skriv varför.",
        HOUSE,
    )


def may_reopen(reason: str, *, released: bool) -> Verdict:
    """May a fixed order be opened again? With a reason, until something was released."""
    if released:
        return no(
            "ranking.released",
            "Rangordningen kan inte öppnas igen. Besked är skickade efter den. Ta "
            "tillbaka utskicket först.",
            HOUSE,
        )
    if reason.strip():
        return YES
    return no("ranking.no_reason", "Skriv varför.", HOUSE, field="reason")


def _nothing_missing(facts: RankFacts) -> Verdict:
    left = [
        facts.names.get(one.application, str(one.application))
        for one in facts.totals
        if one.points is None
    ]
    if not left:
        return YES
    return no(
        "ranking.scores_missing",
        f"Rangordningen kan inte göras än. Poäng saknas för {list_text(left)}. Be "
        "granskarna och intervjuarna att skicka sina.",
        HOUSE,
    )


def _promise_kept(facts: RankFacts) -> Verdict:
    if keeps_promise(facts.seed, facts.promised):
        return YES
    return no(
        "ranking.other_seed",
        "Lotten kan inte dras. Fröet är inte det som utlovades när ansökan öppnade. "
        "Använd det utlovade fröet.",
        HOUSE,
    )


# -------------------------------------------------------------------------- the order
def ranking_of(totals: Iterable[Total], seed: str) -> Ranking:
    """In which order do these applicants stand?

    The same in whatever order they are given. ValueError for a total with something
    missing, or an applicant who is given twice.
    """
    given = tuple(totals)
    points = _known_points(given)
    above = [one.application for one in given if not one.below]
    drawn = drawn_order(seed, points)
    lots = {one: number for number, one in enumerate(drawn)}
    alike = Counter(points[one] for one in above)
    order = sorted(above, key=lambda one: (-points[one], lots[one]))
    places = tuple(
        Place(number, one, points[one], alike[points[one]] - 1)
        for number, one in enumerate(order, start=1)
    )
    return Ranking(places, _not_appointable(given, points, lots))


def _known_points(totals: tuple[Total, ...]) -> dict[Hashable, Decimal]:
    known = {one.application: one.points for one in totals if one.points is not None}
    if len(known) < len(totals):
        raise ValueError("each applicant once, with a full set of scores")
    return known


def _not_appointable(
    totals: tuple[Total, ...],
    points: Mapping[Hashable, Decimal],
    lots: Mapping[object, int],
) -> tuple[NotAppointable, ...]:
    found = [
        NotAppointable(one.application, points[one.application], one.below)
        for one in totals
        if one.below
    ]
    return tuple(sorted(found, key=lambda one: (-one.points, lots[one.application])))
