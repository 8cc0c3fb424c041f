"""How the reviewers of a round agree: for whoever leads it."""

from collections.abc import Hashable
from dataclasses import dataclass

from bt_admin.lib.people import Person
from recruitment.enums import ReviewState
from recruitment.models import Application, RecruitmentRound, Review
from recruitment.queries.case_list import linked_to
from recruitment.queries.methods import method_of
from recruitment.rules.criteria import Phase
from recruitment.rules.drift import (
    Again,
    Agreement,
    Drift,
    Score,
    agreement,
    drifts,
    read_again,
)
from recruitment.rules.reviewing import READ, UNSENT
from regions.models import User


@dataclass(frozen=True)
class Together:
    """What the points say of those who gave them. `again`: by the applicant's number."""

    drifts: tuple[Drift, ...]
    agreement: Agreement
    again: list[tuple[Application, Again]]
    reviews: int
    left_out: int


def own_states(user: User, round: RecruitmentRound) -> list[str]:
    """The states of one's own reviews in this round. One query."""
    rows = Review.objects.filter(
        application__round=round,
        application__state__in=READ,
        reviewer=user,
        state__in=UNSENT,
        superseded_at__isnull=True,
    )
    return list(rows.values_list("state", flat=True))


def together(user: User, round: RecruitmentRound) -> Together:
    """Made without the applications that this person has a link to. Three queries."""
    method = method_of(round)
    reading = [one.phase for one in method.sittings if one.kind == "review"]
    sent = Review.objects.filter(
        application__round=round,
        application__state__in=READ,
        phase__in=reading,
        state=ReviewState.SENT,
        superseded_at__isnull=True,
    ).select_related("reviewer", "application")
    tied = Application.objects.filter(linked_to(user), round=round).values("pk")
    rows = list(
        sent.exclude(application__in=tied).order_by("application__number", "pk")
    )
    scores = [
        Score(
            row.application_id,
            person(row.reviewer),
            points(method.scheme.phase(row.phase), row),
        )
        for row in rows
    ]
    cases: dict[Hashable, Application] = {
        row.application_id: row.application for row in rows
    }
    places = round.posts.count()
    return Together(
        drifts=drifts(scores),
        agreement=agreement(scores),
        again=[(cases[one.application], one) for one in read_again(scores, places)],
        reviews=len(rows),
        left_out=tied.count(),
    )


def person(user: User) -> Person:
    return Person(user.pk, user.full_name)


def points(phase: Phase, review: Review) -> float:
    """One reviewer's total for one application: each step times its weight."""
    given = [
        float(one.weight) * review.scores[one.key]
        for one in phase.criteria
        if one.key in review.scores
    ]
    return sum(given)
