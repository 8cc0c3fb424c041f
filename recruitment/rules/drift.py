"""Reviewers compared on what they have both read: who is harsher, and does it matter?

Nothing here changes a score. The chair sees how far apart reviewers are, and which
applications to have read again before anybody is placed above or below the line.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import inf, sqrt
from statistics import fmean, stdev

from bt_admin.lib.dates import number_text
from bt_admin.lib.people import Person

# Fewer shared applications than this tell nothing about a person.
FEWEST_SHARED = 5
# A difference below twice its own uncertainty may be chance.
TIMES_UNCERTAINTY = 2.0
# Numbers closer than this are the same number.
EXACT = 9


@dataclass(frozen=True)
class Score:
    """One reviewer's total for one application, in the points of the profile."""

    application: Hashable
    reviewer: Person
    value: float


@dataclass(frozen=True)
class Drift:
    """How one reviewer scores beside the others, in points; harsh is below zero.

    `shared`: the applications that somebody else has scored too. `uncertainty`: the
    standard error of `difference`; infinite when there is too little to tell.
    """

    reviewer: Person
    difference: float
    shared: int
    uncertainty: float

    @property
    def notable(self) -> bool:
        enough = self.shared >= FEWEST_SHARED
        return enough and abs(self.difference) > TIMES_UNCERTAINTY * self.uncertainty

    @property
    def text(self) -> str:
        """For the chair; says how sure it is."""
        if self.shared < FEWEST_SHARED:
            return f"{self.reviewer}: för få gemensamma ansökningar för att jämföra."
        points = _points(abs(self.difference))
        if not self.notable:
            return f"{self.reviewer} ligger nära de andra."
        way = "lägre" if self.difference < 0 else "högre"
        return (
            f"{self.reviewer} sätter i snitt {points} poäng {way} än de andra på "
            f"samma ansökningar ({self.shared} gemensamma)."
        )


@dataclass(frozen=True)
class Agreement:
    """How far apart are two reviewers of the same application, on average, in points?

    The mean absolute difference. Chosen before an intraclass correlation because it is
    in the points of the scale, needs no model, stands unequal numbers of reviews, and
    does not fall merely because the applicants are alike. `corrected` is the same with
    notable drift taken away: what is left is not harshness but different judgement.
    """

    apart: float | None
    corrected: float | None
    pairs: int


@dataclass(frozen=True)
class Again:
    """An application to be read once more, and on which side of the line it stands."""

    application: Hashable
    score: float
    corrected: float
    above: bool

    @property
    def text(self) -> str:
        scores = f"{_points(self.score)} poäng, {_points(self.corrected)} utjämnat"
        if self.above:
            return f"Ligger över gränsen nu, men kanske inte annars: {scores}."
        return f"Ligger inte över gränsen nu, men kanske annars: {scores}."


def drifts(scores: Sequence[Score]) -> tuple[Drift, ...]:
    """How does each reviewer score beside the mean of the others, on what they share?

    The others' own drift is taken out of that mean first, so that nobody looks lenient
    for having read with somebody harsh. Reviewers in the order they first appear. HOUSE.
    """
    level = _fitted(scores)
    beside: dict[Person, list[float]] = {one.reviewer: [] for one in scores}
    for marks in _by_application(scores).values():
        evened = {who: mark - level[who] for who, mark in marks.items()}
        for reviewer, value in marks.items():
            others = [mark for who, mark in evened.items() if who != reviewer]
            if others:
                beside[reviewer].append(round(value - fmean(others), EXACT))
    return tuple(
        Drift(who, fmean(gaps) if gaps else 0.0, len(gaps), _uncertainty(gaps))
        for who, gaps in beside.items()
    )


def offsets(scores: Sequence[Score]) -> dict[Person, float]:
    """How much would be taken from each reviewer's scores to even them out, in points?

    Only notable drift: chance is not corrected. HOUSE.
    """
    return {
        one.reviewer: one.difference if one.notable else 0.0 for one in drifts(scores)
    }


def agreement(scores: Sequence[Score]) -> Agreement:
    """How well do reviewers agree, as it is and without drift? HOUSE."""
    gaps = _gaps(_by_application(scores))
    if not gaps:
        return Agreement(None, None, 0)
    evened = _gaps(_by_application(_corrected(scores)))
    return Agreement(fmean(gaps), fmean(evened), len(gaps))


def read_again(scores: Sequence[Score], places: int) -> tuple[Again, ...]:
    """Which applications would change sides of the line, were drift taken away?

    `places` are above the line, by mean score. A tie across the line is on neither
    side, so a tie that correction breaks, or makes, is told too. In the order of the
    uncorrected score, highest first. HOUSE.
    """
    plain, evened = _means(scores), _means(_corrected(scores))
    before, after = _sides(plain, places), _sides(evened, places)
    found = [
        Again(case, plain[case], evened[case], before[case] > 0)
        for case in plain
        if before[case] != after[case]
    ]
    return tuple(sorted(found, key=lambda one: -one.score))


# ---------------------------------------------------------------------------- counting
def _by_application(
    scores: Iterable[Score],
) -> dict[Hashable, dict[Person, float]]:
    cases: dict[Hashable, dict[Person, float]] = {}
    for one in scores:
        cases.setdefault(one.application, {})[one.reviewer] = one.value
    return cases


def _uncertainty(gaps: Sequence[float]) -> float:
    return stdev(gaps) / sqrt(len(gaps)) if len(gaps) > 1 else inf


def _fitted(scores: Sequence[Score]) -> dict[Person, float]:
    """All reviewers' offsets at once, by least squares, the middle one at zero.

    A score is taken for the application's level plus the reviewer's offset. Where
    reviewers have nothing in common they cannot be compared: the solution of least norm
    makes each such group its own measure.
    """
    import numpy as np  # slow to import, and this module is imported at every start

    people = list(dict.fromkeys(one.reviewer for one in scores))
    if not people:
        return {}
    place = {who: n for n, who in enumerate(people)}
    normal, right = np.zeros((len(people), len(people))), np.zeros(len(people))
    for marks in _by_application(scores).values():
        seats = [place[who] for who in marks]
        values = np.array(list(marks.values()))
        normal[seats, seats] += 1.0
        normal[np.ix_(seats, seats)] -= 1.0 / len(seats)
        right[seats] += values - values.mean()
    solved = np.linalg.lstsq(normal, right, rcond=None)[0]
    solved -= np.median(solved)
    return {who: float(solved[n]) for who, n in place.items()}


def _corrected(scores: Sequence[Score]) -> list[Score]:
    off = offsets(scores)
    return [
        Score(one.application, one.reviewer, one.value - off[one.reviewer])
        for one in scores
    ]


def _gaps(cases: Mapping[Hashable, Mapping[Person, float]]) -> list[float]:
    return [
        abs(one - other)
        for marks in cases.values()
        for one, other in combinations(marks.values(), 2)
    ]


def _means(scores: Iterable[Score]) -> dict[Hashable, float]:
    return {
        case: round(fmean(marks.values()), EXACT)
        for case, marks in _by_application(scores).items()
    }


def _sides(means: Mapping[Hashable, float], places: int) -> dict[Hashable, int]:
    """1 above the line, −1 below it, 0 in a tie that crosses it."""
    order = sorted(means.values(), reverse=True)
    out = order[places:]
    inside = order[:places]
    return {
        case: int(not out or mean > out[0]) - int(not inside or mean < inside[-1])
        for case, mean in means.items()
    }


def _points(value: float) -> str:
    return number_text(Decimal(str(round(value, 2))))
