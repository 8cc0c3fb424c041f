"""The round, its places, and who takes part."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from recruitment.enums import RoundState, Task
from regions.models import InRegion, Unit


class RecruitmentRound(InRegion):
    """One intake, from advertisement to evaluation.

    `method` is the whole of how it is run (steps, criteria with anchored scales,
    papers, days to think): the round's own copy, that its next sister is cloned from.
    It is locked once the round is advertised. The lottery's seed is drawn when the
    round opens; its hash is public from that moment, itself when the order is fixed.
    """

    name = models.CharField("namn", max_length=80)
    state = models.CharField(
        max_length=20, choices=RoundState, default=RoundState.DRAFT
    )
    method = models.JSONField(default=dict)
    cloned_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="clones"
    )
    text = models.TextField("annonstext", blank=True)
    contact_name = models.CharField("kontaktperson", max_length=80, blank=True)
    contact_email = models.EmailField("e-post för frågor", blank=True)
    opens_at = models.DateTimeField("öppnar", null=True)
    closes_at = models.DateTimeField("stänger", null=True)
    complement_until = models.DateField("komplettera senast", null=True)
    starts_on = models.DateField("BT börjar", null=True)
    lottery_seed = models.CharField(max_length=64, blank=True)
    lottery_commitment = models.CharField(max_length=64, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    purge_on = models.DateField("gallras", null=True)
    held_reason = models.TextField("skäl att inte gallra", blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    held_at = models.DateTimeField(null=True)
    evaluation = models.TextField("utvärdering", blank=True)
    evaluated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["region", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"], name="round_name_once_per_region"
            ),
            models.CheckConstraint(
                condition=models.Q(state=RoundState.DRAFT)
                | models.Q(
                    opens_at__isnull=False,
                    closes_at__gt=models.F("opens_at"),
                    starts_on__isnull=False,
                ),
                name="round_has_its_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("recruitment:round", args=[self.region.slug, self.pk])


class BTPost(InRegion):
    """One BT-tjänst: a single position, in a town. Nobody shares it."""

    round = models.ForeignKey(RecruitmentRound, models.CASCADE, related_name="posts")
    place = models.CharField("ort", max_length=60)
    number = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    text = models.CharField("särskilt", max_length=200, blank=True)

    class Meta:
        ordering = ["place", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "place", "number"], name="post_number_once_per_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.number}"


class RoundMember(InRegion):
    """Somebody has a task in this round; `max_load` is how many reviews they take."""

    round = models.ForeignKey(RecruitmentRound, models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="recruiting"
    )
    task = models.CharField("uppgift", max_length=20, choices=Task)
    max_load = models.PositiveSmallIntegerField("högst antal", null=True)
    languages = models.JSONField(default=list)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["task", "added_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user", "task"],
                condition=models.Q(left_at__isnull=True),
                name="member_once_per_task",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_task_display()}"
