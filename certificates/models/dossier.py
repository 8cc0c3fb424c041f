"""What an extern bedömare read about one doctor, kept, and its PDF."""

from django.conf import settings
from django.db import models

from placements.models import Programme
from regions.models import InRegion


class Dossier(InRegion):
    """What the extern bedömare reads about one doctor, as data, at one moment.

    `frozen`: as it was when the assessment was decided, or at the meeting; one for each
    assessment, and never changed; weeded by a decision of two, `data` is empty and the
    hash and the code stay. The others are working copies: one in a BT, made anew
    when somebody asks for a PDF and the material has changed.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="dossiers")
    assessment = models.ForeignKey(
        "certificates.ExternalAssessment",
        models.PROTECT,
        null=True,
        related_name="dossiers",
    )
    frozen = models.BooleanField()
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)  # of the data's canonical text
    template_version = models.CharField(max_length=20)
    control_code = models.CharField(max_length=40, blank=True)  # of what is frozen
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-taken_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"],
                condition=models.Q(frozen=True),
                name="one_frozen_dossier_per_assessment",
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(frozen=False),
                name="one_working_copy_per_programme",
            ),
            models.UniqueConstraint(
                fields=["control_code"],
                condition=~models.Q(control_code=""),
                name="dossier_control_code_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(frozen=True)
                    & models.Q(assessment__isnull=False)
                    & ~models.Q(control_code="")
                )
                | models.Q(frozen=False, assessment__isnull=True, control_code=""),
                name="dossier_frozen_for_an_assessment",
            ),
        ]


class DossierPrint(InRegion):
    """The PDF of a dossier, printed by the worker from its data, once.

    What is frozen is sealed if the region seals. `sha256` stays when the file is weeded.
    """

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="print")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    pages = models.PositiveIntegerField()
    printed_at = models.DateTimeField()
    # As those of certificates.models.Document.
    seal_level = models.CharField(max_length=4, blank=True)
    seal_certificate = models.CharField(max_length=64, blank=True)
    seal_note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seal_level="", seal_certificate="")
                | ~models.Q(seal_level="") & ~models.Q(seal_certificate=""),
                name="dossier_sealed_by_somebody",
            ),
        ]
