"""The kollegium: its meetings, who sits in them, and the joint judgement."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from assessments.enums import CollegiumOutcome, MeetingKind, MeetingState, Phase
from placements.models import Programme
from regions.models import InRegion, Signature


class CollegiumMeeting(InRegion):
    """A kollegium, or a committee, that talks about some doctors on one day.

    Its members read the packs from `opens_on` to `closes_on`, both days included.
    Once the minutes are signed nothing but the state moves.
    """

    kind = models.CharField("slag", max_length=20, choices=MeetingKind)
    title = models.CharField("namn", max_length=80)
    meets_on = models.DateField("dag")
    meets_at = models.TimeField("klockslag", null=True, blank=True)
    place = models.CharField("plats", max_length=80, blank=True)
    opens_on = models.DateField("öppnar")
    closes_on = models.DateField("stänger")
    state = models.CharField(
        max_length=20, choices=MeetingState, default=MeetingState.SCHEDULED
    )
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    called_at = models.DateTimeField()
    minutes = models.TextField("protokoll", blank=True)
    documented_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-meets_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_on__lte=models.F("meets_on"))
                & models.Q(closes_on__gte=models.F("meets_on")),
                name="meeting_inside_its_window",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["documented", "fed_back"])
                ^ models.Q(documented_at__isnull=True),
                name="meeting_documented_at_when_documented",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assessments:meeting", args=[self.region.slug, self.pk])


class MeetingDoctor(InRegion):
    """A doctor on the meeting's list."""

    meeting = models.ForeignKey(
        CollegiumMeeting, models.CASCADE, related_name="doctors"
    )
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="meetings")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "programme"], name="doctor_once_in_a_meeting"
            )
        ]

    def __str__(self) -> str:
        return str(self.programme)


class MeetingMember(InRegion):
    """Somebody of the pool, assigned to this meeting; `attended` is known afterwards."""

    meeting = models.ForeignKey(
        CollegiumMeeting, models.CASCADE, related_name="members"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)  # a key of regions.roles.ROLES
    attended = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "user"], name="member_once_in_a_meeting"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class MeetingConflict(InRegion):
    """Somebody may not take part when this doctor is discussed. Never taken back."""

    doctor = models.ForeignKey(MeetingDoctor, models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField("skäl", max_length=200, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["doctor", "user"], name="conflict_once_for_a_doctor"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.doctor}"


class MeetingInput(InRegion):
    """What a handledare is asked to say before the meeting, and what was said."""

    doctor = models.ForeignKey(MeetingDoctor, models.CASCADE, related_name="inputs")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    phase = models.CharField("läge", max_length=20, choices=Phase, blank=True)
    strengths = models.TextField("starka sidor", blank=True)
    needs = models.TextField("behöver utvecklas", blank=True)
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["doctor", "author"], name="input_once_for_a_doctor"
            )
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.doctor}"


class MeetingSignature(Signature):
    meeting = models.ForeignKey(
        CollegiumMeeting, models.PROTECT, related_name="signatures"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "role"], name="meeting_signed_once_per_role"
            )
        ]


class Collegium(InRegion):
    """The BT-kollegium's joint judgement, recorded by the studierektor.

    The doctor sees it when the huvudansvarig handledare has registered the talk; one
    from a meeting is the meeting's alone until the minutes are signed.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="collegia")
    # None: a judgement written down without a meeting having been called here.
    meeting = models.ForeignKey(
        CollegiumMeeting, models.PROTECT, null=True, related_name="judgements"
    )
    held_on = models.DateField("datum")
    outcome = models.CharField("utfall", max_length=30, choices=CollegiumOutcome)
    strengths = models.TextField("starka sidor")
    development = models.TextField("behöver utvecklas")
    actions_agreed = models.TextField("överenskomna åtgärder", blank=True)
    follow_up_on = models.DateField("följs upp", null=True, blank=True)
    documented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    documented_at = models.DateTimeField()
    fed_back_on = models.DateField("återkoppling given", null=True, blank=True)
    fed_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    fed_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-held_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    fed_back_on__isnull=True,
                    fed_back_by__isnull=True,
                    fed_back_at__isnull=True,
                )
                | models.Q(
                    fed_back_on__isnull=False,
                    fed_back_by__isnull=False,
                    fed_back_at__isnull=False,
                ),
                name="collegium_fed_back_whole",
            ),
            models.UniqueConstraint(
                fields=["programme", "held_on"], name="one_collegium_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"BT-kollegium {self.held_on}"


class AgreedAction(InRegion):
    """What somebody is to do by a day: agreed in a kollegium, or in an action plan."""

    collegium = models.ForeignKey(
        Collegium, models.CASCADE, null=True, related_name="actions"
    )
    plan = models.ForeignKey(
        "assessments.ActionPlan", models.CASCADE, null=True, related_name="actions"
    )
    what = models.CharField("vad", max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    due_on = models.DateField("till")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["due_on", "what"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(collegium__isnull=False)
                ^ models.Q(plan__isnull=False),
                name="action_agreed_in_one_place",
            )
        ]

    def __str__(self) -> str:
        return self.what
