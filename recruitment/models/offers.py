"""The order, its release, the offers and the reserves."""

from django.conf import settings
from django.db import models

from recruitment.enums import (
    LeaveReason,
    OfferState,
    RankingState,
    ReleaseState,
    ReserveState,
)
from recruitment.models.applications import Application
from recruitment.models.rounds import BTPost, RecruitmentRound
from regions.models import InRegion

LIVE = [OfferState.OFFERED, OfferState.ACCEPTED]


class Ranking(InRegion):
    """An order made from the reviews' own rows by the round's written rule.

    Fixed, it is locked by a trigger; opened again, with a reason, a new one is made.
    """

    round = models.ForeignKey(RecruitmentRound, models.PROTECT, related_name="rankings")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=20, choices=RankingState, default=RankingState.DRAFT
    )
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    fixed_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True)
    reopened_reason = models.TextField("skäl", blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="ranking_number_once_per_round"
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(state=RankingState.FIXED),
                name="one_fixed_ranking_per_round",
            ),
        ]

    def __str__(self) -> str:
        return f"Rangordning {self.number}"


class RankedPlace(InRegion):
    """One applicant's place in one order, with what it is made of.

    No position: not appointable, and `explanation` says why.
    """

    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="places")
    application = models.ForeignKey(
        Application, models.CASCADE, related_name="ranked_places"
    )
    position = models.PositiveIntegerField(null=True)
    total = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    parts = models.JSONField(default=dict)
    explanation = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["ranking", "application"], name="ranked_once"
            ),
            models.UniqueConstraint(
                fields=["ranking", "position"], name="position_once_per_ranking"
            ),
        ]


class Release(InRegion):
    """What goes out to whom, frozen; one prepares, another approves.

    `snapshot` holds every row that the checks were made on, and every letter.
    """

    round = models.ForeignKey(RecruitmentRound, models.PROTECT, related_name="releases")
    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="releases")
    state = models.CharField(
        max_length=20, choices=ReleaseState, default=ReleaseState.PREPARED
    )
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)
    checks = models.JSONField()
    overbooking = models.PositiveSmallIntegerField("överbokning", default=0)
    overbooking_reason = models.TextField("skäl till överbokningen", blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.TextField("skäl", blank=True)

    class Meta:
        ordering = ["-prepared_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("prepared_by")),
                name="release_approved_by_another",
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(
                    state__in=[
                        ReleaseState.PREPARED,
                        ReleaseState.APPROVED,
                        ReleaseState.RELEASED,
                    ]
                ),
                name="one_release_under_way_per_round",
            ),
        ]

    def __str__(self) -> str:
        return f"Utskick {self.prepared_at:%Y-%m-%d}"


class ReserveEntry(InRegion):
    """Somebody waits for a place, in an order that everybody can check."""

    round = models.ForeignKey(RecruitmentRound, models.PROTECT, related_name="reserves")
    application = models.OneToOneField(
        Application, models.CASCADE, related_name="reserve"
    )
    position = models.PositiveIntegerField()
    state = models.CharField(
        max_length=20, choices=ReserveState, default=ReserveState.WAITING
    )
    called_at = models.DateTimeField(null=True)
    out_of_order_reason = models.TextField("skäl att bryta ordningen", blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "position"], name="reserve_position_once_per_round"
            )
        ]


class Offer(InRegion):
    """A place is offered to somebody, who answers in time or does not.

    An overbooked offer has no post until it is accepted; then the first that answers
    gets it. The database lets nobody have two, and no post two people.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="offers")
    release = models.ForeignKey(
        Release, models.PROTECT, null=True, related_name="offers"
    )
    reserve = models.ForeignKey(
        ReserveEntry, models.PROTECT, null=True, related_name="offers"
    )
    place = models.CharField("ort", max_length=60)
    post = models.ForeignKey(BTPost, models.PROTECT, null=True, related_name="offers")
    state = models.CharField(
        max_length=20, choices=OfferState, default=OfferState.OFFERED
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField("skäl", max_length=20, choices=LeaveReason, blank=True)
    reason_text = models.CharField("med egna ord", max_length=300, blank=True)
    left_at = models.DateTimeField("avhopp", null=True)

    class Meta:
        ordering = ["offered_at"]
        indexes = [models.Index(fields=["state", "expires_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(state__in=LIVE, left_at__isnull=True),
                name="one_live_offer_per_applicant",
            ),
            models.UniqueConstraint(
                fields=["post"],
                condition=models.Q(state__in=LIVE, left_at__isnull=True),
                name="one_live_offer_per_post",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=OfferState.ACCEPTED)
                | models.Q(post__isnull=False),
                name="accepted_offer_has_a_post",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("offered_at")),
                name="offer_expires_after_it_is_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.place}"
