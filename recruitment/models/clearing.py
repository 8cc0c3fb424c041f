"""A voluntary national clearing: what is common to regions, and what each knows alone.

The common tables (`Clearing`, `ClearingSide`, `ClearingPlace`, `ClearingWishes`,
`ClearingPair`) are read by every region and hold no person: applicants stand there by a
code drawn for this clearing alone. Which application a code belongs to is known in its
own region alone.
"""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from recruitment.enums import ClearingState
from recruitment.models.applications import Application
from recruitment.models.rounds import RecruitmentRound
from regions.models import InRegion, Region


class Common(models.Model):
    """A row that every region may read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Clearing(Common):
    """Places of several regions, shared out in one match.

    The lottery's seed is drawn with it; its hash is public at once, itself with the
    result. `file` is what is published, as `clearing_file.as_file` makes it; `faults`
    are why it could not be matched, to be read by those who take part.
    """

    name = models.CharField("namn", max_length=80, unique=True)
    state = models.CharField(
        max_length=20, choices=ClearingState, default=ClearingState.OPEN
    )
    wishes_close_at = models.DateTimeField("önskemålen stänger")
    seed = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    opened_in = models.ForeignKey(Region, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    faults = models.JSONField(default=list)
    file = models.JSONField(null=True)
    matched_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "cancelled"])
                | models.Q(file__isnull=False, matched_at__isnull=False),
                name="clearing_matched_has_its_file",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("public_clearing", args=[self.pk])


class ClearingSide(Common):
    """A region takes part; `approved_at` is when it approved its own share."""

    clearing = models.ForeignKey(Clearing, models.PROTECT, related_name="sides")
    host = models.ForeignKey(Region, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["host__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["clearing", "host"], name="side_once_per_clearing"
            )
        ]


class ClearingPlace(Common):
    """The places that a region offers in one town."""

    side = models.ForeignKey(ClearingSide, models.CASCADE, related_name="places")
    town = models.CharField("ort", max_length=60)
    capacity = models.PositiveSmallIntegerField("platser")

    class Meta:
        ordering = ["side__host__name", "town"]
        constraints = [
            models.UniqueConstraint(
                fields=["side", "town"], name="clearing_place_once_per_side"
            )
        ]

    def __str__(self) -> str:
        return title_of(self.town, self.side.host.name)


def title_of(town: str, region: str) -> str:
    """What a place is called, in the file too: «Växjö (Region Kronoberg)»."""
    return f"{town} ({region})"


class ClearingWishes(Common):
    """What one code wishes for, best first: titles of places.

    `hosts` are the regions that have ranked whoever holds the code. `told` is the
    result in words: {"outcome": …, "answers": […], "place": …, "together": …}. `taken` is the place
    that was said yes to: from then the other regions' go on to the next.
    """

    clearing = models.ForeignKey(Clearing, models.PROTECT, related_name="wishes")
    code = models.CharField(max_length=20)
    token_hash = models.CharField(max_length=64, unique=True)
    hosts = models.JSONField(default=list)
    wishes = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(null=True)
    told = models.JSONField(null=True)
    taken = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clearing", "code"], name="code_once_per_clearing"
            )
        ]


class ClearingPair(Common):
    """Two who go together or not at all, once the second has joined.

    Each of `wishes` is a place for the first and one for the second, best first. While
    there are none each one's own wishes count, and they are kept meanwhile.
    """

    clearing = models.ForeignKey(Clearing, models.PROTECT, related_name="pairs")
    first = models.OneToOneField(
        ClearingWishes, models.PROTECT, related_name="pair_begun"
    )
    second = models.OneToOneField(
        ClearingWishes, models.PROTECT, related_name="pair_joined", null=True
    )
    key_hash = models.CharField(max_length=64, unique=True)
    wishes = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(second__isnull=True, joined_at__isnull=True)
                | models.Q(second__isnull=False, joined_at__isnull=False),
                name="pair_joined_when_there_are_two",
            ),
            models.CheckConstraint(
                condition=models.Q(second__isnull=True)
                | ~models.Q(second=models.F("first")),
                name="pair_of_two_different",
            ),
        ]


# ------------------------------------------------------------------- each region's own
class ClearingPart(InRegion):
    """A round takes part in a clearing; `told_at` is when its applicants were told."""

    side = models.OneToOneField(ClearingSide, models.CASCADE, related_name="part")
    round = models.OneToOneField(
        RecruitmentRound, models.PROTECT, related_name="clearing_part"
    )
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    told_at = models.DateTimeField(null=True)


class ClearingEntry(InRegion):
    """A ranked applicant in a clearing, and the code that stands for them there.

    `special_place` is a place given before the match, by a decision with its reason.
    """

    part = models.ForeignKey(ClearingPart, models.CASCADE, related_name="entries")
    application = models.OneToOneField(
        Application, models.CASCADE, related_name="clearing_entry"
    )
    code = models.CharField(max_length=20, blank=True)
    special_place = models.ForeignKey(
        ClearingPlace, models.PROTECT, null=True, related_name="+"
    )
    special_reason = models.TextField("skäl", blank=True)
    special_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["application__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "code"],
                condition=~models.Q(code=""),
                name="code_once_per_part",
            ),
            models.CheckConstraint(
                condition=models.Q(special_place__isnull=True)
                | ~models.Q(special_reason=""),
                name="special_has_its_reason",
            ),
        ]
