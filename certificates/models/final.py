"""The final judgement: the meeting, its notes, and what was done after the outcome."""

from django.conf import settings
from django.db import models

from certificates.enums import (
    ExternalOutcome,
    FinalDecision,
    FinalMeetingState,
)
from placements.models import Programme
from regions.models import InRegion


class FinalMeeting(InRegion):
    """When huvudansvarig handledare and one externa bedömare judge together.

    `parts` is the order of the meeting as the region had it when it was planned:
    [[what, minutes], …]. `version` counts the changes, for calendars. What is held or
    cancelled is kept by a trigger.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="final_meetings"
    )
    assessment = models.ForeignKey(
        "certificates.ExternalAssessment", models.PROTECT, related_name="meetings"
    )
    committee = models.ForeignKey(
        "assessments.CollegiumMeeting", models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(
        max_length=20, choices=FinalMeetingState, default=FinalMeetingState.PLANNED
    )
    starts_at = models.DateTimeField("när")
    minutes = models.PositiveSmallIntegerField("minuter")
    place = models.CharField("var", max_length=200)
    parts = models.JSONField(default=list)
    doctor_present = models.BooleanField(default=False)
    outside = models.CharField("skäl till dagen", max_length=500, blank=True)
    reason = models.CharField("skäl till ändringen", max_length=500, blank=True)
    test = models.CharField("eget prov", max_length=500, blank=True)
    test_told_at = models.DateTimeField(null=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"],
                condition=~models.Q(state="cancelled"),
                name="one_final_meeting_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(test="") ^ models.Q(test_told_at__isnull=False),
                name="a_test_is_told",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.starts_at:%Y-%m-%d}"


class MeetingNote(InRegion):
    """What one of the two wrote for themselves; the database shows it to nobody else."""

    meeting = models.ForeignKey(FinalMeeting, models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    text = models.TextField("anteckningar", blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "author"], name="one_note_per_person_and_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.meeting}"


class FinalFollowUp(InRegion):
    """What was done after an assessor had decided something else than «uppnådd».

    Each pair of who and when is written once. What is answered, told in writing or
    closed is kept by a trigger.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="final_follow_ups"
    )
    assessment = models.OneToOneField(
        "certificates.ExternalAssessment", models.PROTECT, related_name="follow_up"
    )
    verdict = models.CharField(max_length=30, choices=ExternalOutcome, blank=True)
    verdict_reasons = models.TextField("varför", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    told_on = models.DateField("samtal med BT-läkaren", null=True)
    told_at = models.DateTimeField(null=True)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    completed_at = models.DateTimeField(null=True)
    refusal = models.TextField("skäl", blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    refused_at = models.DateTimeField(null=True)
    reasons = models.TextField("skäl till BT-läkaren", blank=True)
    reasons_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reasons_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=20, choices=FinalDecision, blank=True)
    decision_text = models.TextField("beslut", blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) ^ ~models.Q(verdict=""),
                name="an_answer_has_a_verdict",
            ),
            models.CheckConstraint(
                condition=models.Q(reasons_at__isnull=True) ^ ~models.Q(reasons=""),
                name="reasons_are_written",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) ^ ~models.Q(decision=""),
                name="a_closed_case_has_a_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(read_at__isnull=True)
                | models.Q(reasons_at__isnull=False),
                name="read_after_written",
            ),
        ]

    def __str__(self) -> str:
        return str(self.assessment_id)
