"""A round's figures, from its own rows; and the region's rounds side by side."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from recruitment.enums import ApplicationState, LeaveReason, OfferState, ReviewState
from recruitment.models import (
    Application,
    InterviewCandidate,
    Offer,
    RankedPlace,
    RecruitmentRound,
    ReserveEntry,
    Review,
)
from recruitment.rules.countries import by_area
from recruitment.rules.figures import (
    ApplicationRow,
    Load,
    RoundFigures,
    Stage,
    days_to_offer,
    figures_of,
    funnel,
    loads,
)
from recruitment.rules.small_cells import Cells, shown_cells

S = ApplicationState
FOUND_ELIGIBLE = {
    S.ELIGIBLE, S.SHORTLISTED, S.NOT_SELECTED, S.RANKED, S.NOT_APPOINTABLE, S.HIRED,
}  # fmt: skip
EARLIER = 4  # rounds beside the one at hand


@dataclass(frozen=True)
class Sheet:
    """Everything that the page of figures shows of one round.

    `days`: from closing to an offer, in the middle. `reasons`, `areas` and `countries`
    with small numbers held back; `loads` by reviewer's name.
    """

    figures: RoundFigures
    stages: tuple[Stage, ...]
    days: Decimal | None
    reasons: Cells
    areas: Cells
    countries: Cells
    loads: tuple[Load, ...]


def sheet_of(round: RecruitmentRound) -> Sheet:
    """The figures of one round. Five queries, however many have applied."""
    rows = application_rows(round)
    figures = figures_of(round.name, round.posts.count(), rows)
    closed = closing_day(round)
    return Sheet(
        figures=figures,
        stages=funnel(figures),
        days=days_to_offer(closed, rows) if closed else None,
        reasons=shown_cells(_in_words(figures.left)),
        areas=shown_cells(by_area(figures.countries)),
        countries=shown_cells(dict(sorted(figures.countries.items()))),
        loads=review_loads(round),
    )


def closing_day(round: RecruitmentRound) -> date | None:
    return timezone.localdate(round.closes_at) if round.closes_at else None


def earlier_figures(round: RecruitmentRound) -> list[RoundFigures]:
    """The region's latest rounds before this one, the newest first."""
    before = RecruitmentRound.objects.filter(
        region=round.region, closes_at__lt=round.closes_at or timezone.now()
    ).exclude(pk=round.pk)
    return [
        figures_of(one.name, one.posts.count(), application_rows(one))
        for one in before.order_by("-closes_at")[:EARLIER]
    ]


def application_rows(round: RecruitmentRound) -> list[ApplicationRow]:
    """What each application sent in has come to. Two queries."""
    answers: dict[Any, Offer] = {}
    for offer in Offer.objects.filter(application__round=round).order_by("offered_at"):
        answers[offer.application_id] = offer
    return [_row(one, answers.get(one.pk)) for one in _with_facts(round)]


def _with_facts(round: RecruitmentRound) -> QuerySet[Application]:
    mine = {"application": OuterRef("pk")}
    return round.applications.filter(submitted_at__isnull=False).annotate(
        met=Exists(InterviewCandidate.objects.filter(**mine, came=True)),
        placed=Exists(RankedPlace.objects.filter(**mine, position__isnull=False)),
        waits=Exists(ReserveEntry.objects.filter(**mine)),
    )


def _row(application: Any, offer: Offer | None) -> ApplicationRow:
    accepted = offer is not None and offer.state == OfferState.ACCEPTED
    left = offer.left_at if offer else None
    started = accepted and application.state == S.HIRED
    starts_on = application.round.starts_on
    early = bool(left and starts_on and timezone.localdate(left) < starts_on)
    return ApplicationRow(
        application=application.pk,
        is_eligible=application.state in FOUND_ELIGIBLE or application.placed,
        was_interviewed=application.met,
        is_ranked=application.placed,
        is_reserve=application.waits,
        offered_on=timezone.localdate(offer.offered_at) if offer else None,
        has_accepted=accepted,
        has_started=started and not early,
        left_later=bool(left) and started and not early,
        why=(offer.reason if offer else "") or application.withdrawn_reason,
        country=application.degree_country,
    )


def review_loads(round: RecruitmentRound) -> tuple[Load, ...]:
    """How the reading was shared, by name, the one with most first. One query."""
    reviews = Review.objects.filter(
        application__round=round, superseded_at__isnull=True
    ).exclude(state=ReviewState.PLANNED)
    return loads(
        (str(one.reviewer), one.state == ReviewState.SENT)
        for one in reviews.select_related("reviewer")
    )


def _in_words(left: Any) -> dict[str, int]:
    """Every reason there is, in words, also those that nobody gave."""
    return {str(reason.label): left.get(reason.value, 0) for reason in LeaveReason}
