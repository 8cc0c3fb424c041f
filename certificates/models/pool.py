"""The region's pool of assessors, who is asked to judge whom, and who is close to whom."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from certificates.enums import InvitationState
from regions.models import InRegion

PERSON = settings.AUTH_USER_MODEL
DATES = models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts"))


class Lending(InRegion):
    """Another region lends its assessors to this one between two dates.

    Written here, by the region that borrows: who approved it over there, and when.
    Nothing of the other region is read.
    """

    lender = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    approved_by = models.CharField("godkänt av", max_length=120)
    approved_on = models.DateField("godkänt")
    reference = models.CharField("diarienummer", max_length=60, blank=True)
    starts = models.DateField("från")
    ends = models.DateField("till och med")
    noted_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(condition=DATES, name="lending_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.lender}, {self.reference or self.approved_on}"


class PoolMember(InRegion):
    """Somebody who assesses from outside here: how often, and where they travel.

    From when, to when is the role's: `assignment`. With `lending` the person comes from
    another region, and only while that agreement holds.
    """

    user = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    assignment = models.OneToOneField(
        "regions.RegionAssignment", models.PROTECT, related_name="+"
    )
    lending = models.ForeignKey(
        Lending, models.PROTECT, null=True, related_name="members"
    )
    maximum = models.PositiveSmallIntegerField(
        "uppdrag om året", validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    towns = models.CharField("orter", max_length=200, blank=True)
    distance = models.CharField("avstånd", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "user"], name="in_the_pool_once")
        ]

    def __str__(self) -> str:
        return str(self.user)


class PoolPause(InRegion):
    """When a member of the pool is not asked; both days included, None is open."""

    member = models.ForeignKey(PoolMember, models.CASCADE, related_name="pauses")
    starts = models.DateField("från")
    ends = models.DateField("till och med", null=True, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(condition=DATES, name="pause_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.starts}"


class Invitation(InRegion):
    """Somebody is asked to judge one doctor, and what they answered.

    What was asked, and what the studierektor said before, never changes.
    """

    programme = models.ForeignKey(
        "placements.Programme", models.PROTECT, related_name="invitations"
    )
    assessor = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    planned_on = models.DateField("planerad dag", null=True)
    answer_by = models.DateField("svar senast")
    invited_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    consulted = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    consulted_on = models.DateField("samråd", null=True)
    consulted_said = models.TextField("vad studierektorn sa", blank=True)
    state = models.CharField(
        max_length=20, choices=InvitationState, default=InvitationState.WAITING
    )
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)  # or taken back
    reason = models.TextField("skäl", blank=True)
    assessment = models.OneToOneField(
        "certificates.ExternalAssessment", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(state="waiting"),
                name="one_invitation_waits_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting")
                ^ models.Q(answered_at__isnull=False),
                name="invitation_answered_at_when_answered",
            ),
            models.CheckConstraint(
                condition=models.Q(state="accepted")
                ^ models.Q(assessment__isnull=True),
                name="accepted_is_appointed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessor}: {self.get_state_display()}"


class Kinship(InRegion):
    """Somebody says that they are close to another person, and need not say how.

    The other is told of by name, and by address where it is known: whoever declares
    must not learn from us who is in the pool.
    """

    declared_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    name = models.CharField("namn", max_length=160)
    email = models.EmailField("e-postadress", blank=True)
    since = models.DateField("sedan", null=True, blank=True)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["declared_at"]

    def __str__(self) -> str:
        return self.name


class LostIndependence(InRegion):
    """An appointed assessor was found to be bound to the doctor after all.

    The dossier is closed as long as it is so; this says when it was first seen, and
    when it was seen to be mended (a wrong date in the register, as a rule).
    """

    assessment = models.ForeignKey(
        "certificates.ExternalAssessment", models.PROTECT, related_name="losses"
    )
    reason = models.TextField()
    found_at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"],
                condition=models.Q(mended_at__isnull=True),
                name="independence_lost_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.found_at}"
