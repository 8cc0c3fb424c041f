"""Handledarsamtal: when and how, what is to be talked about, what was agreed."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from assessments.enums import TalkKind, TalkPlace, TalkState
from placements.models import Placement, Programme
from regions.models import InRegion

PERSON = settings.AUTH_USER_MODEL


class Talk(InRegion):
    """A handledarsamtal between the doctor and one handledare.

    An överlämningssamtal has participants beside the two, and is about the placement
    that ends.
    A talk is no assessment: nobody signs, and both write until one of them closes it.
    Then, or when it has been cancelled, a trigger keeps it as it is. `version` counts
    every change; calendars take it for the invitation's sequence.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="talks")
    kind = models.CharField(
        max_length=20, choices=TalkKind, default=TalkKind.SUPERVISION
    )
    # Where the doctor serves that day; nobody chooses it. Of a handover, what ends.
    placement = models.ForeignKey(
        Placement, models.PROTECT, null=True, related_name="talks"
    )
    supervisor = models.ForeignKey(PERSON, models.PROTECT, related_name="talks")
    state = models.CharField(
        max_length=20, choices=TalkState, default=TalkState.PLANNED
    )
    starts_at = models.DateTimeField("när")
    minutes = models.PositiveSmallIntegerField(
        "minuter", validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    place_kind = models.CharField("hur", max_length=10, choices=TalkPlace)
    place = models.CharField("var", max_length=200, blank=True)
    template = models.CharField(max_length=40, blank=True)  # a key of talks.toml
    # None until the talk has been held.
    in_working_hours = models.BooleanField("i arbetstid", null=True)
    notes = models.TextField("det vi talade om", blank=True)
    reason = models.TextField("skäl", blank=True)  # why it was cancelled
    planned_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    changed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["held", "documented"])
                ^ models.Q(in_working_hours__isnull=True),
                name="talk_held_says_in_working_hours",
            ),
            models.CheckConstraint(
                condition=models.Q(state="cancelled") ^ models.Q(reason=""),
                name="talk_cancelled_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "programme", "starts_at"]),
            models.Index(fields=["region", "supervisor", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:talk", args=[self.region.slug, self.pk])


class TalkParticipant(InRegion):
    """Who meets the doctor and the handledare in an överlämningssamtal."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="participants")
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["talk", "user"], name="takes_part_once")
        ]

    def __str__(self) -> str:
        return str(self.user)


class TalkTopic(InRegion):
    """Something that one of them wants to take up."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="topics")
    text = models.CharField(max_length=200)
    added_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["talk", "text"], name="talk_topic_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Agreement(InRegion):
    """What somebody has promised in a talk, and by when. Ticked also afterwards."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="agreements")
    what = models.CharField("vad", max_length=300)
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="agreements")
    due_on = models.DateField("till när")
    agreed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["due_on", "agreed_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True, done_by__isnull=True)
                | models.Q(done_at__isnull=False, done_by__isnull=False),
                name="agreement_done_whole",
            ),
            models.UniqueConstraint(
                fields=["talk", "what", "owner"], name="agreement_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["region", "owner", "due_on"],
                condition=models.Q(done_at__isnull=True),
                name="agreement_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.what
