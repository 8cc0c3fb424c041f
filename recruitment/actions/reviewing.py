"""Points and words on one applicant: kept while they are written, locked when sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from recruitment.enums import ReviewState
from recruitment.models import Review
from recruitment.queries.reviewing import phase_of, review_facts
from recruitment.rules.reviewing import in_scale, may_send, may_write
from regions import audit
from regions.events import Event
from regions.models import User


@dataclass(frozen=True)
class Written:
    """What the form holds: {criterion's key: step}, and the two texts."""

    scores: Mapping[str, int] = field(default_factory=dict)
    comment: str = ""
    feedback: str = ""


def locked(review: Review) -> Review:
    rows = Review.objects.select_for_update(of=("self",))
    return rows.select_related("application__round__region").get(pk=review.pk)


@transaction.atomic
def begin(*, review: Review, by: User, at: datetime) -> Review:
    """Something has been typed: from now on it is not moved to anybody else."""
    review = locked(review)
    may_write(review_facts(review, by)).require()
    if review.state == ReviewState.ASSIGNED:
        review.state = ReviewState.BEGUN
        review.saved_at = at
        review.save(update_fields=["state", "saved_at"])
    return review


@transaction.atomic
def save(*, review: Review, written: Written, by: User, at: datetime) -> Review:
    """Keep it to go on with later. No row in the log: nobody else sees it yet."""
    review = locked(review)
    facts = review_facts(review, by)
    (may_write(facts) & in_scale(phase_of(review), written.scores)).require()
    fill_in(review, written, at)
    review.state = ReviewState.BEGUN
    review.save()
    return review


@transaction.atomic
def send(*, review: Review, written: Written, by: User, at: datetime) -> Review:
    """Hand it in. The database lets nobody change it afterwards."""
    review = locked(review)
    facts = review_facts(review, by)
    may_send(facts, phase_of(review), written.scores).require()
    fill_in(review, written, at)
    review.state, review.sent_at = ReviewState.SENT, at
    review.save()
    audit.record(Event.REVIEW_SENT, about=review, by=by, at=at)
    return review


def fill_in(review: Review, written: Written, at: datetime) -> None:
    review.scores = dict(written.scores)
    review.comment, review.feedback = written.comment, written.feedback
    review.saved_at = at
    review.version += 1
