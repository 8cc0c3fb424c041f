"""What an applicant was given: points and words, with nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass

from bt_admin.lib.swedish import number
from recruitment.enums import ReviewState
from recruitment.models import Application, Review
from recruitment.queries.methods import method_of
from recruitment.rules.case_words import JUDGED, reads_points
from recruitment.rules.criteria import Phase
from recruitment.rules.gate import OUT
from recruitment.rules.reconciling import mean_of


@dataclass(frozen=True)
class OwnPhase:
    """One phase. `points`: (criterion, mean, highest) in words. `words`: to the applicant."""

    label: str
    judges: int
    points: list[tuple[str, str, int]]
    words: list[str]


def own_points(application: Application, *, is_answered: bool) -> list[OwnPhase]:
    """Each phase that was judged; none before the applicant is told. Two queries.

    Changed points replace the first. The words come in no order that tells whose they
    are.
    """
    if application.state not in JUDGED:
        return []
    is_released = application.round.releases.filter(state__in=OUT).exists()
    if not reads_points(
        application.state, is_answered=is_answered, is_released=is_released
    ):
        return []
    rows = application.reviews.filter(
        state=ReviewState.SENT, superseded_at__isnull=True
    ).order_by("pk")
    scheme, reviews = method_of(application.round).scheme, list(rows)
    found = [
        _phase(phase, [one for one in reviews if one.phase == phase.key])
        for phase in scheme.phases
    ]
    return [one for one in found if one.judges]


def _phase(phase: Phase, rows: Sequence[Review]) -> OwnPhase:
    points = []
    for one in phase.criteria:
        given = [row.scores[one.key] for row in rows if one.key in row.scores]
        if given:
            points.append((one.label, number(mean_of(given)), one.highest))
    words = [row.feedback for row in rows if row.feedback.strip()]
    return OwnPhase(phase.label, len(rows), points, words)
