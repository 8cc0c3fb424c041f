"""Points from an interview: saved, sent, changed with a reason; and who came."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bt_admin.lib.verdicts import Refused, all_of
from recruitment.enums import InterviewState, RankingState, ReviewState
from recruitment.models import InterviewCandidate, Review
from recruitment.queries.interviews import GONE, is_linked, review_of
from recruitment.queries.methods import method_of
from recruitment.rules.criteria import Phase
from recruitment.rules.interviewing import (
    ScoringFacts,
    may_change_score,
    may_note_presence,
    may_score_interview,
    needs_reason,
    something_changed,
)
from recruitment.rules.scoring import may_score, scores_missing
from regions import audit
from regions.events import Event
from regions.models import User


@dataclass(frozen=True)
class Points:
    """What a judge has written of one candidate."""

    scores: Mapping[str, int] = field(default_factory=dict)
    comment: str = ""
    feedback: str = ""


def scoring_facts(
    candidate: InterviewCandidate, by: User, at: datetime
) -> ScoringFacts:
    """What decides whether this person may judge this candidate now."""
    interview, review = candidate.interview, review_of(candidate, by)
    round = interview.round
    seats = interview.seats.filter(user=by, observes=False)
    return ScoringFacts(
        round=round.state,
        interview=interview.state,
        starts_at=timezone.localtime(interview.starts_at),
        at=timezone.localtime(at),
        is_interviewer=seats.exists(),
        has_link=is_linked(candidate, by),
        has_left=candidate.application.state in GONE,
        came=candidate.came,
        is_sent=review is not None and review.state == ReviewState.SENT,
        is_ranked=round.rankings.filter(state=RankingState.FIXED).exists(),
    )


@transaction.atomic
def save_points(
    *, candidate: InterviewCandidate, points: Points, by: User, at: datetime
) -> Review:
    """Keep what is written so far; nobody else sees it."""
    candidate = _locked(candidate)
    may_score_interview(scoring_facts(candidate, by, at)).require()
    _in_scale(candidate, points)
    review = review_of(candidate, by) or Review(
        region_id=candidate.region_id,
        application=candidate.application,
        reviewer=by,
        phase=candidate.interview.phase,
        assigned_by=by,
        assigned_at=at,
    )
    review.interview, review.state, review.saved_at = (
        candidate.interview, ReviewState.BEGUN, at,
    )  # fmt: skip
    review.scores, review.comment, review.feedback = (
        dict(points.scores), points.comment, points.feedback,
    )  # fmt: skip
    review.save()
    return review


@transaction.atomic
def send_points(
    *, candidate: InterviewCandidate, points: Points, by: User, at: datetime
) -> Review:
    """Send them, all of them: from now on they are locked."""
    review = save_points(candidate=candidate, points=points, by=by, at=at)
    scores_missing(_phase(candidate).criteria, points.scores).require()
    review.state, review.sent_at = ReviewState.SENT, at
    review.save(update_fields=["state", "sent_at"])
    _hold(candidate)
    audit.record(Event.INTERVIEW_SCORED, about=review, by=by, at=at)
    return review


@transaction.atomic
def change_points(
    *,
    candidate: InterviewCandidate,
    points: Points,
    reason: str,
    by: User,
    at: datetime,
) -> Review:
    """Other points in place of those that were sent: a new row, that says why.

    The old row stays as it was. Only who sent it may.
    """
    candidate = _locked(candidate)
    facts = scoring_facts(candidate, by, at)
    may_change_score(facts).require()
    _in_scale(candidate, points)
    old = review_of(candidate, by)
    if old is None:
        raise Refused(may_change_score(facts))
    all_of(
        scores_missing(_phase(candidate).criteria, points.scores),
        something_changed(old.scores == dict(points.scores)),
        needs_reason(reason),
    ).require()
    old.superseded_at = at
    old.save(update_fields=["superseded_at"])
    new = Review.objects.create(
        region_id=old.region_id,
        application=old.application,
        reviewer=by,
        phase=old.phase,
        interview=old.interview,
        state=ReviewState.SENT,
        scores=dict(points.scores),
        comment=points.comment,
        feedback=points.feedback,
        assigned_by=old.assigned_by,
        assigned_at=old.assigned_at,
        saved_at=at,
        sent_at=at,
        replaces=old,
        change_reason=reason.strip(),
    )
    audit.record(Event.INTERVIEW_RESCORED, about=new, by=by, at=at)
    return new


@transaction.atomic
def note_presence(
    *, candidate: InterviewCandidate, came: bool, by: User, at: datetime
) -> InterviewCandidate:
    """Came, or did not: who did not come is waited for by nobody's points."""
    candidate = _locked(candidate)
    may_note_presence(scoring_facts(candidate, by, at)).require()
    candidate.came = came
    candidate.save(update_fields=["came"])
    _hold(candidate)
    audit.record(
        Event.INTERVIEW_PRESENCE, about=candidate.application, by=by, at=at, came=came
    )
    return candidate


def _hold(candidate: InterviewCandidate) -> None:
    interview = candidate.interview
    if interview.state == InterviewState.CALLED:
        interview.state = InterviewState.HELD
        interview.save(update_fields=["state"])


def _phase(candidate: InterviewCandidate) -> Phase:
    return method_of(candidate.interview.round).scheme.phase(candidate.interview.phase)


def _in_scale(candidate: InterviewCandidate, points: Points) -> None:
    known = {one.key: one for one in _phase(candidate).criteria}
    all_of(
        *(may_score(known[key], value) for key, value in points.scores.items())
    ).require()


def _locked(candidate: InterviewCandidate) -> InterviewCandidate:
    """With its interview: two clicks at once come one after the other."""
    rows = InterviewCandidate.objects.select_for_update(of=("self",))
    return rows.select_related(
        "application", "interview__round__region"
    ).get(pk=candidate.pk)  # fmt: skip
