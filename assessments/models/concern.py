"""A worry that somebody has said out loud, and the plan that may follow."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from assessments.enums import ConcernState, PlanState
from placements.models import Programme
from regions.models import InRegion


class Concern(InRegion):
    """«Jag är orolig»: one sentence, for those who lead and for nobody else.

    The sentence never changes; what came of it is written beside.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="concerns")
    text = models.CharField("oro", max_length=300)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField()
    state = models.CharField(
        max_length=20, choices=ConcernState, default=ConcernState.RAISED
    )
    talk = models.TextField("samtal", blank=True)
    talk_on = models.DateField("samtal hölls", null=True)
    followed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    followed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="raised")
                ^ models.Q(followed_at__isnull=False, followed_by__isnull=False),
                name="concern_followed_whole",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("assessments:concern", args=[self.region.slug, self.pk])


class ActionPlan(InRegion):
    """What is to be done when the goals may not be reached, and who was heard.

    A draft is for those who lead. Once active it is the doctor's too, and its words
    stand; the actions are ticked off one by one.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="plans")
    concern = models.ForeignKey(
        Concern, models.PROTECT, null=True, related_name="plans"
    )
    state = models.CharField(max_length=20, choices=PlanState, default=PlanState.DRAFT)
    needs = models.TextField("vad som behöver tränas")
    consulted = models.JSONField(default=list)  # keys of regions.roles.ROLES
    follow_up_on = models.DateField("följs upp")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    outcome = models.TextField("hur det gick", blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-written_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft")
                ^ models.Q(activated_at__isnull=False),
                name="plan_activated_at_when_active",
            ),
            models.CheckConstraint(
                condition=models.Q(state="closed") ^ models.Q(closed_at__isnull=True),
                name="plan_closed_at_when_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"Handlingsplan {self.written_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:action_plan", args=[self.region.slug, self.pk])
