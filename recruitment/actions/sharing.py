"""Who reviews what: proposed, shown, published; and given on when somebody has a link."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from recruitment.enums import ReviewState
from recruitment.models import (
    ApplicantConflict,
    Application,
    RecruitmentRound,
    Review,
)
from recruitment.queries.reviewing import review_facts
from recruitment.queries.sharing import Board, board_of
from recruitment.rules.review_shares import Shares
from recruitment.rules.reviewing import may_write
from recruitment.rules.sharing import may_publish, may_share
from regions import access, audit, mail
from regions.events import Event
from regions.models import User
from regions.roles import Permission


@transaction.atomic
def propose(*, round: RecruitmentRound, by: User, at: datetime) -> Shares:
    """Write a proposal over the last one. Nobody sees it before it is published.

    Links that were found on the way are kept with the applications.
    """
    board = board_to_change(round, by)
    may_share(board.standing).require()
    Review.objects.filter(pk__in=[one.pk for one in board.planned]).delete()
    keep_ties(board, at)
    Review.objects.bulk_create(
        Review(
            region_id=round.region_id,
            application_id=cast("UUID", share.application),
            reviewer_id=cast("UUID", share.reviewer.id),
            phase=board.phase,
            state=ReviewState.PLANNED,
            assigned_by=by,
            assigned_at=at,
        )
        for share in board.shares.given
    )
    audit.record(
        Event.REVIEWS_PROPOSED, about=round, by=by, at=at,
        given=len(board.shares.given), taken=len(board.shares.taken),
    )  # fmt: skip
    return board.shares


@transaction.atomic
def publish(*, round: RecruitmentRound, by: User, at: datetime) -> int:
    """Give the proposed reviews out, as the proposal was shown. What is begun stays."""
    board = board_to_change(round, by)
    (may_share(board.standing) & may_publish(board.standing)).require()
    taken = {(share.application, share.reviewer.id) for share in board.shares.taken}
    gone = [
        one.pk
        for one in board.reviews
        if (one.application_id, one.reviewer_id) in taken
    ]
    Review.objects.filter(pk__in=gone, state=ReviewState.ASSIGNED).delete()
    given = [one.pk for one in board.planned]
    Review.objects.filter(pk__in=given).update(
        state=ReviewState.ASSIGNED, assigned_by=by, assigned_at=at
    )
    for key in {one.reviewer_id for one in board.planned}:
        tell(board.people[key], round, by=by, at=at)
    audit.record(
        Event.REVIEWS_SHARED, about=round, by=by, at=at,
        given=len(given), taken=len(gone),
    )  # fmt: skip
    return len(given)


def board_to_change(round: RecruitmentRound, by: User) -> Board:
    """The round's reviews, while nobody else shares them out."""
    round = RecruitmentRound.objects.select_for_update(of=("self",)).get(pk=round.pk)
    access.require(by, Permission.RECRUIT, round.region)
    board = board_of(round)
    keys = [one.pk for one in [*board.reviews, *board.planned]]
    list(
        Review.objects.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .order_by("pk")
    )
    return board_of(round)


def keep_ties(board: Board, at: datetime) -> None:
    """Found links stay with the application, whatever the register says later."""
    ApplicantConflict.objects.bulk_create(
        [
            ApplicantConflict(
                region_id=board.round.region_id,
                application=one,
                user_id=user,
                text=text[:200],
                declared=False,
                told_at=at,
            )
            for one in board.applications
            for user, text in board.ties.of(one).items()
        ],
        ignore_conflicts=True,
    )


def tell(user: User, round: RecruitmentRound, *, by: User, at: datetime) -> None:
    """That there are reviews to do. One letter for all of them."""
    path = reverse("recruitment:reviews", args=[round.region.slug])
    key = f"reviews:{round.pk}:{at.isoformat()}"
    mail.notify(user, path, region=round.region, key=key, by=by, at=at)


@transaction.atomic
def declare_conflict(*, review: Review, text: str, by: User, at: datetime) -> bool:
    """Somebody knows who it is. The review goes to another; True when there was one."""
    round = RecruitmentRound.objects.select_for_update(of=("self",)).get(
        pk=review.application.round_id
    )
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    may_write(review_facts(review, by)).require()
    application, phase = review.application, review.phase
    ApplicantConflict.objects.update_or_create(
        application=application,
        user=by,
        defaults={
            "region_id": application.region_id,
            "text": text[:200],
            "declared": True,
            "told_at": at,
        },
    )
    planned = application.reviews.filter(phase=phase, state=ReviewState.PLANNED)
    planned.delete()
    review.delete()
    audit.record(Event.REVIEW_CONFLICT, about=application, by=by, at=at)
    return give_to_another(round, application, by=by, at=at)


def give_to_another(
    round: RecruitmentRound, application: Application, *, by: User, at: datetime
) -> bool:
    """The one that sharing out would choose now; the others keep what they have."""
    board = board_of(round)
    chosen = [one for one in board.shares.given if one.application == application.pk]
    for share in chosen:
        new = Review.objects.create(
            region_id=round.region_id,
            application=application,
            reviewer=board.people[share.reviewer.id],
            phase=board.phase,
            state=ReviewState.ASSIGNED,
            assigned_by=by,
            assigned_at=at,
        )
        tell(new.reviewer, round, by=by, at=at)
        audit.record(Event.REVIEW_MOVED, about=application, by=by, at=at)
    return bool(chosen)
