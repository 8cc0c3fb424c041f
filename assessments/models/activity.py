"""What the doctor has done to learn, and what is planned for many together."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.urls import reverse

from assessments.enums import ActivityKind
from assessments.models.assessment import Assessment
from placements.models import Placement, Programme
from regions.models import InRegion
from regions.models.files import KeptFile

REFLECTION = models.Q(kind=ActivityKind.REFLECTION)


class TeachingSession(InRegion):
    """Teaching for a cohort: those whose BT began between two days, or everybody.

    Whoever was there has an `Activity` that points here; that is the attendance.
    """

    title = models.CharField("rubrik", max_length=120)
    starts_at = models.DateTimeField("börjar")
    ends_at = models.DateTimeField("slutar")
    place = models.CharField("plats", max_length=120)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    led_by = models.CharField("vem som leder", max_length=80, blank=True)
    text = models.TextField("innehåll", blank=True)
    delmal = models.JSONField(default=list)  # codes, copied to who was there
    began_from = models.DateField("BT började från", null=True)
    began_until = models.DateField("BT började till", null=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    planned_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="teaching_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(leader__isnull=False) | ~models.Q(led_by=""),
                name="teaching_has_a_leader",
            ),
        ]
        indexes = [models.Index(fields=["region", "starts_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assessments:session", args=[self.region.slug, self.pk])

    @property
    def hours(self) -> Decimal:
        minutes = Decimal((self.ends_at - self.starts_at).total_seconds()) / 60
        return (minutes / 60).quantize(Decimal("0.1"))

    @property
    def who_leads(self) -> str:
        return self.led_by or str(self.leader)


class Activity(InRegion):
    """A course, a reflection, a task … The doctor's own, until others rest on it.

    A reflection is the doctor's alone until `shared_at`; everything else is shared
    from the beginning. Confirmed by a handledare, or used in a certified delmål, it is
    locked by a trigger; the attendance at a session can still be taken back before it
    has been used.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="activities")
    kind = models.CharField("slag", max_length=20, choices=ActivityKind)
    title = models.CharField("rubrik", max_length=120)
    starts_on = models.DateField("datum")
    ends_on = models.DateField("till och med")
    hours = models.DecimalField("timmar", max_digits=5, decimal_places=1, null=True)
    placement = models.ForeignKey(
        Placement, models.PROTECT, null=True, related_name="activities"
    )
    text = models.TextField("beskrivning", blank=True)
    task = models.CharField(max_length=40, blank=True)  # a key of delmal.toml
    session = models.ForeignKey(
        TeachingSession, models.PROTECT, null=True, related_name="attendances"
    )
    registered_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)  # a delmål was certified on it
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts_on", "-registered_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="activity_ends_after_start",
            ),
            models.CheckConstraint(
                condition=REFLECTION | models.Q(shared_at__isnull=False),
                name="only_a_reflection_is_private",
            ),
            models.CheckConstraint(
                condition=models.Q(shared_at__isnull=False)
                | models.Q(confirmed_at__isnull=True, used_at__isnull=True),
                name="nobody_rests_on_what_is_private",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="activity_confirmed_whole",
            ),
            models.UniqueConstraint(
                fields=["programme", "session"], name="attended_once"
            ),
            models.UniqueConstraint(
                fields=["programme", "task"],
                condition=~models.Q(task=""),
                name="task_taken_once",
            ),
        ]
        indexes = [models.Index(fields=["region", "programme"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assessments:activity", args=[self.region.slug, self.pk])


class ActivityDelmal(InRegion):
    """This activity is evidence for that delmål."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="delmal")
    code = models.CharField(max_length=5)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "code"], name="activity_delmal_once"
            )
        ]

    def __str__(self) -> str:
        return self.code


class ActivityFile(KeptFile):
    """A course certificate, a picture of a poster …"""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="files")


class BestEvidence(InRegion):
    """What the doctor shows first for a delmål, in the doctor's own order."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="best_evidence"
    )
    code = models.CharField(max_length=5)
    position = models.PositiveSmallIntegerField()
    assessment = models.ForeignKey(
        Assessment, models.CASCADE, null=True, related_name="+"
    )
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["code", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code", "position"], name="best_position_once"
            ),
            models.CheckConstraint(
                condition=models.Q(assessment__isnull=True)
                ^ models.Q(activity__isnull=True),
                name="best_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}:{self.position}"
