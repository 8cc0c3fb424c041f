"""Assessments, and what they show."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from assessments.enums import AssessmentState, Way
from assessments.models.instruments import RegionalInstrument
from assessments.rules.outsiders import Outsider
from assessments.rules.parts import REGIONAL_FROM
from placements.models import Placement, Programme
from regions.models import InRegion, Signature, User
from regions.models.files import KeptFile


class Assessment(InRegion):
    """What somebody saw and stands for: a Mini-CEX, a sammantagen bedömning …

    Three dates are kept apart: performed (told by people), registered and signed (the
    database's clock). A signed row is locked by a trigger; a correction is a new row
    that `replaces` the old one and says why, and the old one, «Rättad», is final.

    The assessor has an account, or is an outsider who is told of on the row itself.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="assessments")
    placement = models.ForeignKey(
        Placement, models.PROTECT, null=True, related_name="assessments"
    )
    instrument = models.CharField(max_length=40)  # its key
    instrument_version = models.PositiveSmallIntegerField(default=1)
    regional_instrument = models.ForeignKey(  # null: the national one
        RegionalInstrument, models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=20, choices=AssessmentState)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    assessor = models.ForeignKey(  # null: an outsider
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="assessments",
    )
    outsider_name = models.CharField(max_length=120, blank=True)
    outsider_title = models.CharField(max_length=80, blank=True)
    outsider_workplace = models.CharField(max_length=120, blank=True)
    outsider_email = models.EmailField(blank=True)
    way = models.CharField(max_length=10, choices=Way, default=Way.OWN)
    # Who held the pen for the assessor: the doctor on a phone, the office from paper.
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    paper_signed_on = models.DateField(null=True)
    performed_on = models.DateField("datum")
    registered_at = models.DateTimeField()
    # When the assessor first had the form open: what the time it takes is counted from.
    opened_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    setting = models.CharField("var", max_length=40, blank=True)
    what = models.CharField("vad det handlade om", max_length=80, blank=True)
    difficulty = models.CharField("svårighet", max_length=20, blank=True)
    # {field key: what was chosen}: what the instrument asks of the occasion besides
    context = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)  # {item key: level, or null: not seen}
    texts = models.JSONField(default=dict)  # {prompt key: text}
    reason = models.TextField("skäl", blank=True)  # why declined or returned
    reminded_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)  # a delmål was certified on it
    version = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1)])
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by"
    )
    correction_reason = models.TextField("vad som är rättat", blank=True)

    class Meta:
        ordering = ["-performed_on", "-registered_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["signed", "acknowledged", "amended"])
                ^ models.Q(signed_at__isnull=True),
                name="assessment_signed_at_when_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    regional_instrument__isnull=True,
                    instrument_version__lt=REGIONAL_FROM,
                )
                | models.Q(
                    regional_instrument__isnull=False,
                    instrument_version__gte=REGIONAL_FROM,
                ),
                name="assessment_regional_version_has_its_row",
            ),
            models.CheckConstraint(
                condition=models.Q(assessor__isnull=True) ^ models.Q(outsider_name=""),
                name="assessment_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(way=Way.PAPER)
                ^ models.Q(paper_signed_on__isnull=True),
                name="assessment_from_paper_has_its_date",
            ),
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True)
                ^ ~models.Q(correction_reason=""),
                name="assessment_correction_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="amended") | models.Q(used_at__isnull=True),
                name="assessment_stands_while_certified",
            ),
            models.UniqueConstraint(
                fields=["placement"],
                condition=models.Q(instrument="sammantagen_bedomning")
                & ~models.Q(state__in=["declined", "amended"]),
                name="one_overall_assessment_per_placement",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "assessor", "state"]),
            models.Index(fields=["region", "programme", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.performed_on}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:assessment", args=[self.region.slug, self.pk])

    @property
    def assessed_by(self) -> User | Outsider:
        """Whose judgement it is: somebody with an account, or an outsider."""
        return self.assessor or Outsider(
            self.outsider_name,
            self.outsider_title,
            self.outsider_workplace,
            self.outsider_email,
        )

    @property
    def by_whom(self) -> str:
        """The assessor as lists name them: «Eva Lind (via länk)»."""
        name = self.assessed_by.full_name
        mark = Way(self.way).mark
        return f"{name} ({mark})" if mark else name


class AssessmentDelmal(InRegion):
    """This assessment is evidence for that delmål."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="delmal")
    code = models.CharField(max_length=5)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "code"], name="assessment_delmal_once"
            )
        ]

    def __str__(self) -> str:
        return self.code


class PaperScan(KeptFile):
    """The paper that the office typed in, as a picture or a PDF."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="scans")


class AssessmentSignature(Signature):
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="signatures"
    )
    # Null: whoever had the personal link. The certificates always know who signed.
    signer = models.ForeignKey(  # type: ignore[assignment]
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "role"], name="assessment_signed_once_per_role"
            )
        ]
