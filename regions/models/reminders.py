"""Who is told how often, who stands in for whom, and that the roles were looked through."""

from django.conf import settings
from django.db import models

from regions.enums import MailPace
from regions.models.assignments import Assignment
from regions.models.tenant import InRegion


class MailChoice(InRegion):
    """How often a person wants e-mail from a region; no row means once a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choices"
    )
    tasks = models.CharField(max_length=10, choices=MailPace, default=MailPace.DAILY)
    news = models.CharField(max_length=10, choices=MailPace, default=MailPace.DAILY)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "user"], name="one_mail_choice_per_region"
            ),
            models.CheckConstraint(
                condition=~models.Q(tasks=MailPace.NEVER),
                name="tasks_are_never_kept_quiet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.tasks}, {self.news}"


class StandIn(Assignment):
    """Somebody looks after what waits for a person on leave, between two dates.

    The role is always "stand_in"; what may be done follows from the absent person's
    own roles (regions.roles.PASSED_ON). It always ends.
    """

    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="absences"
    )
    SCOPE = "region"

    class Meta(Assignment.Meta):
        abstract = False
        constraints = [
            *Assignment.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends__isnull=False), name="a_stand_in_always_ends"
            ),
            models.CheckConstraint(
                condition=~models.Q(user=models.F("absent")),
                name="nobody_stands_in_for_oneself",
            ),
        ]


class RightsConfirmation(InRegion):
    """Somebody has looked through everybody's roles, and stands for the list."""

    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the list that was shown

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "on", "digest"], name="rights_confirmed_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region_id}: {self.on}"
