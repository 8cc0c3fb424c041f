"""What happens to an application after the post."""

from django.conf import settings
from django.db import models

from certificates.enums import AnswerKind
from placements.models import Programme
from regions.models import InRegion


class ApplicationAnswer(InRegion):
    """One step in the story of an application: sent, complemented, decided, appealed.

    Rows are only added. What was wrong is corrected by a row of its own that points to
    it and says why; `mistaken` puts nothing in its place.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="answers")
    # The order of the steps: two that wait for each other carry the time they began.
    number = models.PositiveSmallIntegerField()
    kind = models.CharField("vad som har hänt", max_length=20, choices=AnswerKind)
    on = models.DateField("datum")  # of the letter, the decision or the post
    text = models.TextField("vad som står", blank=True)
    case_number = models.CharField("diarienummer", max_length=40, blank=True)
    last_on = models.DateField("sista dag", null=True)  # to send the complement
    received_on = models.DateField("mottaget", null=True)  # from it the appeal counts
    tracking = models.CharField("kollinummer", max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by"
    )
    correction = models.CharField("skäl till rättelsen", max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="answers_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(corrects__isnull=True) ^ ~models.Q(correction=""),
                name="answer_correction_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
