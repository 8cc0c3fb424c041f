"""What an order is made of: the points as the judges sent them, read from their rows.

An applicant's key here is the number of the case, as it is in the lottery: whoever
knows the numbers can draw it again.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from recruitment.enums import ApplicationState, RankingState, ReviewState
from recruitment.models import (
    Application,
    RankedPlace,
    Ranking,
    RecruitmentRound,
    Review,
)
from recruitment.queries.methods import method_of
from recruitment.rules import ranking as ranking_rules
from recruitment.rules.criteria import Scheme
from recruitment.rules.orders import digest_of
from recruitment.rules.ranking import RankFacts, ranking_of
from recruitment.rules.scoring import Missing, ScoreRow, Total, totals_of
from regions.models import User

A = ApplicationState
RANKABLE = [A.SHORTLISTED, A.RANKED, A.NOT_APPOINTABLE]
UNDECIDED = [A.SUBMITTED, A.INCOMPLETE, A.ELIGIBLE]
UNSENT = [ReviewState.ASSIGNED, ReviewState.BEGUN]


@dataclass(frozen=True)
class Gap:
    """Points that are missing: whose, in what, and who still has it to do."""

    application: Application
    what: str
    owed_by: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """Where the candidates of a round stand, by the points that are sent."""

    round: RecruitmentRound
    scheme: Scheme
    candidates: dict[str, Application]
    undecided: list[Application]
    rows: tuple[ScoreRow, ...]

    @cached_property
    def totals(self) -> dict[str, Total]:
        found = totals_of(self.scheme, self.candidates, self.rows)
        return {str(key): total for key, total in found.items()}

    @property
    def is_complete(self) -> bool:
        return all(one.points is not None for one in self.totals.values())

    def facts(self, final_on: date | None) -> RankFacts:
        return RankFacts(
            totals=tuple(self.totals.values()),
            names={key: one.full_name for key, one in self.candidates.items()},
            seed=self.round.lottery_seed,
            promised=self.round.lottery_commitment,
            final_on=final_on,
        )

    def order(self) -> ranking_rules.Ranking:
        """By the written rule; ValueError while something is missing."""
        return ranking_of(self.totals.values(), self.round.lottery_seed)

    def digest(self) -> str:
        """Of the order as it would be now; nothing while something is missing."""
        if not self.is_complete:
            return ""
        return digest_of(self.rows, self.order(), self.round.lottery_seed)


def standing_of(round: RecruitmentRound) -> Standing:
    """Everybody who is to be ranked, with the points that were sent. Two queries."""
    cases = list(
        round.applications.filter(state__in=[*RANKABLE, *UNDECIDED]).order_by("number")
    )
    candidates = {str(one.number): one for one in cases if one.state in RANKABLE}
    scheme = method_of(round).scheme
    return Standing(
        round,
        scheme,
        candidates,
        [one for one in cases if one.state in UNDECIDED],
        tuple(
            row for row in score_rows(round, scheme) if row.application in candidates
        ),
    )


def score_rows(round: RecruitmentRound, scheme: Scheme) -> list[ScoreRow]:
    """Every score that was sent and still counts, of what the scheme asks for."""
    asked = {(phase.key, criterion.key) for phase, criterion in scheme}
    reviews = Review.objects.filter(
        application__round=round, state=ReviewState.SENT, superseded_at__isnull=True
    )
    rows = reviews.order_by("application__number", "phase", "reviewer_id").values_list(
        "application__number", "phase", "reviewer_id", "scores"
    )
    return [
        ScoreRow(str(number), phase, str(judge), criterion, value)
        for number, phase, judge, scores in rows
        for criterion, value in sorted(scores.items())
        if (phase, criterion) in asked
    ]


# ------------------------------------------------------------------------ what is missing
def gaps_of(standing: Standing) -> list[Gap]:
    """Whose points are missing, in the order of their cases. One query when any."""
    missing = {key: one.missing for key, one in standing.totals.items() if one.missing}
    if not missing:
        return []
    owed = owed_by(standing.round)
    judges = judges_named(row for rows in missing.values() for row in rows)
    return [
        Gap(
            standing.candidates[key],
            words_of(standing.scheme, phase, found, judges),
            tuple(owed.get((key, phase), ())),
        )
        for key, rows in missing.items()
        for phase, found in by_phase(rows).items()
    ]


def by_phase(rows: Iterable[Missing]) -> dict[str, list[Missing]]:
    found: dict[str, list[Missing]] = {}
    for row in rows:
        found.setdefault(row.phase, []).append(row)
    return found


def words_of(
    scheme: Scheme, phase: str, rows: Sequence[Missing], judges: dict[str, str]
) -> str:
    """«Granskning: 1 bedömning saknas», «Intervju: Samarbete saknas från Eva Lind»."""
    said = [
        f"{scheme.criterion(phase, row.criterion).label} saknas från "
        f"{judges.get(str(row.judge), 'en bedömare')}"
        for row in rows
        if row.judge is not None
    ]
    absent = Counter(row.criterion for row in rows if row.judge is None)
    if absent:
        number = max(absent.values())
        word = "bedömning" if number == 1 else "bedömningar"
        said.append(f"{number} {word} saknas")
    return f"{scheme.phase(phase).label}: {', '.join(said)}"


def owed_by(round: RecruitmentRound) -> dict[tuple[str, str], list[str]]:
    """Who has a review to send, by (case, phase)."""
    rows = Review.objects.filter(
        application__round=round, state__in=UNSENT, superseded_at__isnull=True
    ).select_related("reviewer", "application")
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        key = (str(row.application.number), row.phase)
        found.setdefault(key, []).append(row.reviewer.full_name)
    return found


def judges_named(rows: Iterable[Missing]) -> dict[str, str]:
    judges = {str(row.judge) for row in rows if row.judge is not None}
    people = User.objects.filter(pk__in=judges) if judges else []
    return {str(one.pk): one.full_name for one in people}


def own_unsent(user: User, round: RecruitmentRound) -> int:
    """How many reviews this person has left to send in the round."""
    rows = Review.objects.filter(
        application__round=round,
        reviewer=user,
        state__in=UNSENT,
        superseded_at__isnull=True,
    )
    return rows.count()


# ------------------------------------------------------------------------- what is written
def current_order(round: RecruitmentRound) -> Ranking | None:
    """The latest order that has not been opened again."""
    rows = round.rankings.exclude(state=RankingState.REOPENED)
    return rows.select_related("made_by", "fixed_by").order_by("-number").first()


def fixed_order(round: RecruitmentRound) -> Ranking | None:
    return round.rankings.filter(state=RankingState.FIXED).first()


def final_on(round: RecruitmentRound) -> date | None:
    """Since when scores are locked; None while they are not."""
    fixed = fixed_order(round)
    if fixed is None or fixed.fixed_at is None:
        return None
    return timezone.localdate(fixed.fixed_at)


def places_in(ranking: Ranking) -> list[RankedPlace]:
    """In order, those without a place last."""
    rows = ranking.places.select_related("application")
    return sorted(
        rows, key=lambda one: (one.position is None, one.position or 0, -points(one))
    )


def points(place: RankedPlace) -> float:
    return float(place.total or 0)
