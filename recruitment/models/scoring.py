"""Points: given once, by one person for one applicant, and read from here alone."""

from django.conf import settings
from django.db import models
from django.db.models.functions import TruncDate
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone

from recruitment.enums import InterviewState, ReviewState
from recruitment.models.applications import Application
from recruitment.models.rounds import RecruitmentRound
from regions.models import InRegion


class InterviewLayout(InRegion):
    """What one phase's days of interviews are planned from, as the office has said.

    `table` is as recruitment.rules.interview_layout reads it: days, breaks, rooms,
    people; and what has happened since: who is ill, which room is lost. `told` is why
    somebody was without a time when it was last planned, as interview_parts has it.
    """

    round = models.ForeignKey(
        RecruitmentRound, models.CASCADE, related_name="interview_layouts"
    )
    phase = models.CharField(max_length=40)  # a key of the method's phases
    table = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    told_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "phase"], name="layout_once_per_phase"
            )
        ]

    def __str__(self) -> str:
        return f"{self.phase}, {self.round}"


class Interview(InRegion):
    """One or several applicants meet some interviewers, in a room, at a time."""

    round = models.ForeignKey(
        RecruitmentRound, models.PROTECT, related_name="interviews"
    )
    phase = models.CharField(max_length=40)  # a key of the method's phases
    starts_at = models.DateTimeField("börjar")
    ends_at = models.DateTimeField("slutar")
    room = models.CharField("rum", max_length=60)
    state = models.CharField(
        max_length=20, choices=InterviewState, default=InterviewState.PLANNED
    )
    version = models.PositiveIntegerField(default=1)  # for calendars that have it
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["starts_at", "room"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="interview_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Exact(TruncDate("starts_at"), TruncDate("ends_at")),
                name="interview_within_one_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.starts_at:%Y-%m-%d %H.%M}"


class InterviewSeat(InRegion):
    """An interviewer's, or the union observer's, place in an interview."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    observes = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "user"], name="seat_once_per_interview"
            )
        ]


class InterviewCandidate(InRegion):
    """An applicant is called to an interview, and answers."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="candidates")
    application = models.ForeignKey(
        Application, models.CASCADE, related_name="interviews"
    )
    confirmed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    observer_welcome = models.BooleanField("facklig observatör får vara med", null=True)
    came = models.BooleanField("kom", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "application"], name="candidate_once_per_interview"
            )
        ]


class Review(InRegion):
    """One person's points and words on one applicant, in one phase.

    `scores` is {criterion's key: step}. `comment` is for the group, `feedback` for the
    applicant. Sent, it is locked by a trigger; changed points are a new row that
    points to the old, with the reason.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="recruitment_reviews"
    )
    phase = models.CharField(max_length=40)  # a key of the method's phases
    interview = models.ForeignKey(
        Interview, models.PROTECT, null=True, related_name="reviews"
    )
    state = models.CharField(
        max_length=20, choices=ReviewState, default=ReviewState.PLANNED
    )
    scores = models.JSONField(default=dict)
    comment = models.TextField("kommentar till gruppen", blank=True)
    feedback = models.TextField("återkoppling till den sökande", blank=True)
    version = models.PositiveIntegerField(default=1)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField(
        "self", models.CASCADE, null=True, related_name="replaced_by"
    )
    change_reason = models.TextField("skäl till ändringen", blank=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["assigned_at"]
        indexes = [models.Index(fields=["reviewer", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer", "phase"],
                condition=models.Q(superseded_at__isnull=True),
                name="one_review_per_person_and_phase",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ReviewState.SENT)
                ^ models.Q(sent_at__isnull=True),
                name="review_sent_at_when_sent",
            ),
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True) | ~models.Q(change_reason=""),
                name="changed_points_have_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phase}, {self.application}"

    def get_absolute_url(self) -> str:
        return reverse("recruitment:review", args=[self.region.slug, self.pk])
