"""Rank against score: the checks that what is ranked by is what the judges wrote.

A rank column read as a score turned a whole country's order upside down once; marks
moved between columns took back offers in 24 specialities another time. Our own (HOUSE).
"""

from collections.abc import Iterable
from decimal import Decimal
from statistics import StatisticsError, correlation, fmean

from bt_admin.lib.dates import number_text, percent_text
from recruitment.rules.checks import (
    FAILED,
    PASSED,
    Check,
    check,
    ids,
    none_with,
    told_already,
)
from recruitment.rules.scoring import may_score
from recruitment.rules.snapshot import WITHDRAWN, Line, Snapshot

EXPECTED_CORRELATION = Decimal("0.90")
FEWEST_PLACES = 3  # points 1 and 2 say nothing
FEWEST_TO_COMPARE = 5  # below that, two who have changed place change everything


def rank_is_score(s: Snapshot) -> Check:
    """Are the points 1, 2, 3 … n, as places are, and not what the rows give?"""
    label = "Poängen är poäng, inte platser"
    if not _points_are_places(s):
        return Check("rank_is_score", label, PASSED, "Poängen är inte en numrering")
    text = "Poängen är talen från 1 till antalet sökande: en rang läst som poäng"
    return Check("rank_is_score", label, FAILED, text, ids(s.in_order))


def rank_follows_points(s: Snapshot) -> Check:
    key, label = "rank_follows_points", "Rang följer poäng"
    if not rank_is_score(s):
        return told_already(key, label)
    plain = [line for line in s.in_order if not line.reason]
    if len(plain) < FEWEST_TO_COMPARE:
        return Check(key, label, PASSED, "För få för att jämföra")
    found = _correlation(plain)
    text = (
        f"Samband {number_text(found, 2)}, väntat minst "
        f"{number_text(EXPECTED_CORRELATION, 2)}"
    )
    follows = found >= EXPECTED_CORRELATION
    return check(key, label, follows, text, () if follows else plain)


def order_explained(s: Snapshot) -> Check:
    """Who stands after somebody with fewer points has a written reason."""
    key, label = "order_explained", "Varje avsteg från poängen har ett skäl"
    if not (rank_is_score(s) and rank_follows_points(s)):
        return told_already(key, label)
    odd = [
        one
        for one, after in zip(s.in_order, s.in_order[1:], strict=False)
        if _points(one) < _points(after) and not (one.reason or after.reason)
    ]
    return none_with(key, label, odd, "före någon med fler poäng")


def _points_are_places(s: Snapshot) -> bool:
    lines = s.in_order
    points = sorted(_points(line) for line in lines)
    if len(points) < FEWEST_PLACES or points != list(range(1, len(points) + 1)):
        return False
    return any(s.totals[line.application].points != line.points for line in lines)


def _correlation(lines: Iterable[Line]) -> Decimal:
    """Spearman's, between the place and the place that the points give; 1 is as one.

    Those with the same points share their places: among them any order is right.
    """
    points = [_points(line) for line in lines]
    given = _shared_places(points)
    by_points = _shared_places(sorted(points, reverse=True))
    try:
        found = correlation([given[x] for x in points], [by_points[x] for x in points])
    except StatisticsError:  # all have the same points
        return Decimal(1)
    return round(Decimal(found), 4)


def _shared_places(points: Iterable[Decimal]) -> dict[Decimal, float]:
    """The mean of the places at which each number of points stands."""
    places: dict[Decimal, list[int]] = {}
    for place, one in enumerate(points):
        places.setdefault(one, []).append(place)
    return {one: fmean(found) for one, found in places.items()}


# ------------------------------------------------------------------- scores and totals
def scores_in_scale(s: Snapshot) -> Check:
    given = {(row.phase, row.criterion, row.value) for row in s.rows}
    outside = {
        (phase, criterion, value)
        for phase, criterion, value in given
        if not may_score(s.scheme.criterion(phase, criterion), value)
    }
    wrong = {
        row.application
        for row in s.rows
        if (row.phase, row.criterion, row.value) in outside
    }
    lines = [line for line in s.lines if line.application in wrong]
    label = "Alla poäng ligger inom sin skala"
    return none_with("scores_in_scale", label, lines, "med poäng utanför skalan")


def scores_complete(s: Snapshot) -> Check:
    lines = [x for x in s.in_order if s.totals[x.application].points is None]
    label = "Alla bedömare har satt alla poäng"
    return none_with("scores_complete", label, lines, "utan alla sina poäng")


def totals_recomputed(s: Snapshot) -> Check:
    """Is each total what the judges' own rows give, added up again?"""
    key, label = "totals_recomputed", "Summorna stämmer med bedömarnas egna rader"
    if not (rank_is_score(s) and scores_in_scale(s)):
        return told_already(key, label)
    lines = [x for x in s.lines if x.points is not None or x.outcome != WITHDRAWN]
    known = [x for x in lines if s.totals[x.application].points is not None]
    wrong = [x for x in known if x.points != s.totals[x.application].points]
    return none_with(key, label, wrong, "med en annan summa än raderna ger")


def appointable_share(s: Snapshot) -> Check:
    key, label = "appointable_share", "Andelen anställningsbara är rimlig"
    judged = [line for line in s.lines if line.points is not None]
    if not s.earlier_shares or not judged:
        text = "Det finns ingen tidigare omgång att jämföra med"
        return Check(key, label, PASSED, text)
    ranked = [line for line in judged if line.rank is not None]
    share = Decimal(100 * len(ranked)) / len(judged)
    low, high = min(s.earlier_shares), max(s.earlier_shares)
    usual = low - s.tolerance <= share <= high + s.tolerance
    text = (
        f"{percent_text(round(share))}, tidigare omgångar {round(low)}–{round(high)}, "
        f"högst {number_text(s.tolerance)} procentenheter ifrån"
    )
    look_at = () if usual else [line for line in judged if line.rank is None]
    return check(key, label, usual, text, look_at)


def _points(line: Line) -> Decimal:
    return line.points if line.points is not None else Decimal(0)
