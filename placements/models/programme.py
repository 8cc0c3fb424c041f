"""One BT: the spine that everything above hangs on, and the permission scope."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from placements.enums import EmploymentForm, ProgrammeRole, ProgrammeState
from regions.models import Assignment, InRegion, RegionalModel
from regions.models.assignments import Grant


class Programme(InRegion):
    """A doctor's BT in a region, from its start to the application."""

    doctor = models.ForeignKey(
        "placements.Doctor", models.PROTECT, related_name="programmes"
    )
    employment_form = models.CharField(
        "anställningsform", max_length=20, choices=EmploymentForm
    )
    regulation = models.CharField(max_length=40, default="HSLF-FS 2021:8")
    model = models.ForeignKey(RegionalModel, models.PROTECT, related_name="programmes")
    starts_on = models.DateField("startdatum")
    norm_months = models.DecimalField(max_digits=4, decimal_places=2)
    state = models.CharField(
        max_length=20, choices=ProgrammeState, default=ProgrammeState.PLANNED
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    ended_on = models.DateField("avslutad", null=True)  # before it was done
    ended_reason = models.CharField("skäl", max_length=300, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_on"]
        default_permissions = ()
        permissions = [
            ("see_programme", "Se en BT och allt i den"),
            ("assess_programme", "Bedöma BT-läkaren"),
            ("own_programme", "Vara den BT-läkare det gäller"),
            ("guide_programme", "Vara huvudansvarig handledare"),
            ("judge_programme", "Vara extern bedömare"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ProgrammeState.ENDED)
                ^ models.Q(ended_on__isnull=True),
                name="programme_ended_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return str(self.doctor)

    def get_absolute_url(self) -> str:
        return reverse("programme", args=[self.region.slug, self.pk])


class ProgrammeAssignment(Assignment):
    """A role in one BT: the doctor, a handledare, the huvudansvarig, the assessor."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="assignments")
    # Only a handledare has one; the other roles span the whole BT.
    placement = models.ForeignKey(
        "placements.Placement", models.PROTECT, null=True, related_name="assignments"
    )
    SCOPE = "programme"

    class Meta(Assignment.Meta):
        abstract = False
        constraints = [
            *Assignment.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(role=ProgrammeRole.PLACEMENT_SUPERVISOR)
                ^ models.Q(placement__isnull=True),
                name="only_a_placement_supervisor_has_a_placement",
            ),
            models.UniqueConstraint(
                fields=["programme", "role"],
                condition=models.Q(ends__isnull=True)
                & ~models.Q(role=ProgrammeRole.PLACEMENT_SUPERVISOR),
                name="one_of_each_role_in_a_programme",
            ),
        ]


class ProgrammeGrant(Grant):
    content_object = models.ForeignKey(Programme, models.CASCADE, related_name="grants")

    class Meta(Grant.Meta):
        abstract = False
