"""Scores: given inside their scale, added up from the very rows the judges wrote.

Nothing is typed in twice. Means are exact fractions until the end; a total has the two
decimals that people see, so nobody stands before another by what cannot be seen (HOUSE).
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from bt_admin.lib.dates import list_text, number_text
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from recruitment.rules.criteria import Criterion, Phase, Scheme


@dataclass(frozen=True)
class ScoreRow:
    """What one judge gave one applicant for one criterion in one phase."""

    application: Hashable
    phase: str
    judge: Hashable
    criterion: str
    value: int


@dataclass(frozen=True)
class Missing:
    """A score nobody has given yet; `judge` None when too few judge the phase."""

    phase: str
    criterion: str
    judge: Hashable | None = None


@dataclass(frozen=True)
class Below:
    """A threshold that was not reached; `criterion` is empty for the total's own."""

    label: str
    points: Decimal
    threshold: Decimal
    criterion: str = ""

    def __str__(self) -> str:
        return (
            f"{self.label}: {number_text(self.points)}, där minst "
            f"{number_text(self.threshold)} krävs"
        )


@dataclass(frozen=True)
class Total:
    """One applicant's points. `points` is None as long as something is missing.

    `phases`: points of each phase, times its weight, by its key.
    """

    application: Hashable
    points: Decimal | None
    phases: tuple[tuple[str, Decimal], ...] = ()
    missing: tuple[Missing, ...] = ()
    below: tuple[Below, ...] = ()


# -------------------------------------------------------------------------- one score
def may_score(criterion: Criterion, value: int) -> Verdict:
    """Is this score one of the scale's steps? Whole numbers, lowest to highest."""
    steps = [anchor.value for anchor in criterion.anchors]
    if type(value) is int and value in steps:
        return YES
    span = f"{criterion.lowest} och {criterion.highest}"
    text = f"Skriv ett heltal mellan {span}."
    return no("score.outside", text, HOUSE, field=criterion.key)


def scores_missing(criteria: Sequence[Criterion], given: Collection[str]) -> Verdict:
    """Has a judge who is about to send given every score? Named when not."""
    left = [one.label for one in criteria if one.key not in given]
    if not left:
        return YES
    return no("score.missing", f"Poäng saknas för {list_text(left)}.", HOUSE)


# ---------------------------------------------------------------------------- totals
def totals_of(
    scheme: Scheme, applications: Iterable[Hashable], rows: Iterable[ScoreRow]
) -> dict[Hashable, Total]:
    """Every applicant's total, in the order of the applications."""
    sorted_out: dict[Hashable, list[ScoreRow]] = {}
    for row in rows:
        sorted_out.setdefault(row.application, []).append(row)
    return {one: total_of(scheme, one, sorted_out.get(one, ())) for one in applications}


def total_of(scheme: Scheme, application: Hashable, rows: Iterable[ScoreRow]) -> Total:
    """How many points has this applicant?

    In each phase the judges' mean of each criterion times its weight; the phases added,
    each times its own. ValueError for a judge who gave two scores for one thing, and
    LookupError for a row that the scheme does not ask for.
    """
    given = _by_place(scheme, application, rows)
    missing = _missing(scheme, given)
    if missing:
        return Total(application, None, missing=missing)
    phases = [(phase.key, _of_phase(phase, given)) for phase in scheme.phases]
    points = _shown(sum((exact for _, exact in phases), Fraction()))
    below = (*_below_criteria(scheme, given), *_below_total(scheme, points))
    shown = tuple((key, _shown(exact)) for key, exact in phases)
    return Total(application, points, shown, below=below)


Given = Mapping[tuple[str, str], Mapping[Hashable, int]]


def _by_place(
    scheme: Scheme, application: Hashable, rows: Iterable[ScoreRow]
) -> dict[tuple[str, str], dict[Hashable, int]]:
    given: dict[tuple[str, str], dict[Hashable, int]] = {}
    for row in rows:
        if row.application != application:
            continue
        scheme.criterion(row.phase, row.criterion)
        place = given.setdefault((row.phase, row.criterion), {})
        if row.judge in place:
            raise ValueError(f"two scores for {row.criterion} by one judge")
        place[row.judge] = row.value
    return given


def _missing(scheme: Scheme, given: Given) -> tuple[Missing, ...]:
    """What a judge who has begun has left, and phases with too few judges."""
    found: list[Missing] = []
    for phase in scheme.phases:
        rows = {one.key: given.get((phase.key, one.key), {}) for one in phase.criteria}
        judges = list(dict.fromkeys(judge for row in rows.values() for judge in row))
        for key, row in rows.items():
            found += [Missing(phase.key, key, one) for one in judges if one not in row]
            found += [Missing(phase.key, key)] * max(phase.judges - len(judges), 0)
    return tuple(found)


def _of_phase(phase: Phase, given: Given) -> Fraction:
    weighted = (
        Fraction(one.weight) * _mean(given[phase.key, one.key].values())
        for one in phase.criteria
    )
    return Fraction(phase.weight) * sum(weighted, Fraction())


def _below_criteria(scheme: Scheme, given: Given) -> Iterable[Below]:
    for phase, one in scheme:
        mean = _mean(given[phase.key, one.key].values())
        if one.threshold is not None and mean < Fraction(one.threshold):
            label = f"{one.label} ({phase.label.lower()})"
            yield Below(label, _shown(mean), one.threshold, one.key)


def _below_total(scheme: Scheme, points: Decimal) -> Iterable[Below]:
    if scheme.threshold is not None and points < scheme.threshold:
        yield Below("Poängen i allt", points, scheme.threshold)


def _mean(values: Collection[int]) -> Fraction:
    return Fraction(sum(values), len(values))


def _shown(exact: Fraction) -> Decimal:
    """Two decimals, half upwards, by whole numbers alone."""
    return Decimal(floor(exact * 100 + Fraction(1, 2))).scaleb(-2)
