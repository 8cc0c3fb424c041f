"""A 360 as a round: who is asked, and what they said, which nothing joins.

A rater's row says who was asked and whether they have answered, an answer's row what
was answered; no key, no moment and no order leads from one to the other. Until the
round is closed answers are sealed, so that an ordinary query cannot find the only
physiotherapist's by the profession. Then they become counts, and words without a name.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse

from assessments.enums import Profession, RoundState
from assessments.models.instruments import RegionalInstrument
from placements.models import Programme
from regions.models import InRegion

PERSON = settings.AUTH_USER_MODEL
UNDER_WAY = ["open", "collecting", "closed"]


class FeedbackRound(InRegion):
    """One 360 about one doctor. Released or cancelled it is locked by a trigger.

    From how many answers something is shown is kept as it was when it was opened.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rounds")
    instrument = models.CharField(max_length=40)
    instrument_version = models.PositiveSmallIntegerField()
    regional_instrument = models.ForeignKey(
        RegionalInstrument, models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=20, choices=RoundState, default=RoundState.OPEN)
    means_from = models.PositiveSmallIntegerField()
    texts_from = models.PositiveSmallIntegerField()
    opened_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    closes_on = models.DateField("sista dag att svara", null=True)
    closed_at = models.DateTimeField(null=True)
    # How many answers it came to; None until it is closed.
    answers = models.PositiveSmallIntegerField(null=True)
    released_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    talk_on = models.DateField("samtalet hölls", null=True)
    talk_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    cancelled_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True)
    reason = models.TextField("skäl", blank=True)  # why it was cancelled

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(state__in=UNDER_WAY),
                name="one_round_under_way",
            ),
            models.CheckConstraint(
                condition=models.Q(means_from__gte=3, texts_from__gte=5),
                name="round_keeps_raters_unknown",
            ),
            models.CheckConstraint(
                condition=models.Q(state="cancelled") ^ models.Q(reason=""),
                name="round_cancelled_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(state="released")
                ^ models.Q(released_at__isnull=True),
                name="round_released_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(talk_on__isnull=True) | models.Q(state="released"),
                name="round_talked_about_when_released",
            ),
        ]
        indexes = [models.Index(fields=["region", "state", "closes_on"])]

    def __str__(self) -> str:
        return f"360-återkoppling {self.opened_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:round", args=[self.region.slug, self.pk])


class RoundSelf(InRegion):
    """The doctor's own picture, given before the others are asked. Never changed."""

    round = models.OneToOneField(
        FeedbackRound, models.PROTECT, related_name="own_picture"
    )
    answers = models.JSONField()
    texts = models.JSONField()
    given_on = models.DateField()

    def __str__(self) -> str:
        return f"Självskattning {self.given_on}"


class RoundRater(InRegion):
    """Somebody who is asked. Of the answer it says that there is one, no more.

    `reminded` counts the reminders that were sent.
    """

    round = models.ForeignKey(FeedbackRound, models.CASCADE, related_name="raters")
    name = models.CharField("namn", max_length=100)
    email = models.EmailField("e-post", max_length=200)
    profession = models.CharField("yrke", max_length=30, choices=Profession)
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_on = models.DateField(null=True)  # the day of the letter
    answered = models.BooleanField(default=False)
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "email"], name="rater_asked_once")
        ]

    def __str__(self) -> str:
        return self.name


class RaterLink(InRegion):
    """The secret of one letter, as a hash. Each letter to a rater has its own."""

    rater = models.ForeignKey(RoundRater, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256, in hex

    def __str__(self) -> str:
        return f"Länk {self.pk}"


class SealedAnswer(InRegion):
    """An answer, until the round is closed: unreadable to a query, and whose is not
    told. Closing opens them all at once and leaves none behind."""

    round = models.ForeignKey(FeedbackRound, models.CASCADE, related_name="sealed")
    content = models.TextField()

    def __str__(self) -> str:
        return "Förseglat svar"


class RoundTally(InRegion):
    """How many of a group chose a level of an item; "" is who can't be told apart."""

    round = models.ForeignKey(FeedbackRound, models.CASCADE, related_name="tallies")
    profession = models.CharField(max_length=30, choices=Profession, blank=True)
    item = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField(null=True)  # None: had not seen it
    count = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.item}: {self.count}"


class RoundText(InRegion):
    """What somebody wrote. The studierektor may keep it from the doctor, saying why."""

    round = models.ForeignKey(FeedbackRound, models.CASCADE, related_name="words")
    profession = models.CharField(max_length=30, choices=Profession, blank=True)
    box = models.CharField(max_length=40)
    text = models.TextField()
    hidden_reason = models.TextField("varför texten döljs", blank=True)
    hidden_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["box", "id"]  # the keys are random: no order of arrival
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hidden_reason="")
                ^ models.Q(hidden_by__isnull=False),
                name="text_hidden_says_why_and_who",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
