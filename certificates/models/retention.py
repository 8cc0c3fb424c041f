"""How long things are kept, what stops that they go, and the decisions that they do."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from placements.models import Programme
from regions.models import InRegion

PERSON = settings.AUTH_USER_MODEL


class RetentionRule(InRegion):
    """The region's word on one kind of thing, from one day on; never changed.

    `years` None: kept for good. `source` is the decision by the region's own archive
    authority: nobody else can say it.
    """

    kind = models.CharField("handlingsslag", max_length=30)
    years = models.PositiveSmallIntegerField("år", null=True)
    valid_from = models.DateField("gäller från")
    source = models.CharField("beslut", max_length=200)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["valid_from", "at"]


class CaseHold(InRegion):
    """Nothing in this case is weeded till somebody lifts it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="holds")
    reason = models.CharField("skäl", max_length=300)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(lifted_at__isnull=True),
                name="one_hold_at_a_time",
            )
        ]


class RetentionProposal(InRegion):
    """A list that one person proposes to weed and another approves.

    `things` are keys and nothing more, in the order they go. What is done is counted
    here batch by batch: that, with the rule, is the report.
    """

    kind = models.CharField("handlingsslag", max_length=30)
    rule = models.ForeignKey(RetentionRule, models.PROTECT, related_name="+")
    before = models.DateField("äldre än")
    things = models.JSONField()
    proposed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    gone = models.PositiveIntegerField(default=0)
    stayed = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("proposed_by")),
                name="weeding_takes_two",
            ),
            models.UniqueConstraint(
                fields=["region", "kind"],
                condition=models.Q(finished_at__isnull=True, dropped_at__isnull=True),
                name="one_weeding_at_a_time",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Neither done nor thrown away: no other of its kind may be made."""
        return self.finished_at is None and self.dropped_at is None

    def get_absolute_url(self) -> str:
        return reverse(
            "certificates:retention_proposal", args=[self.region.slug, self.pk]
        )
