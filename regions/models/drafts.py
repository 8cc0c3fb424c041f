"""What somebody has typed and not sent."""

from django.conf import settings
from django.db import models

from regions.models.tenant import InRegion


class Draft(InRegion):
    """One person's unsent form. The database shows it to its writer and nobody else.

    `form` is the page's address, and what tells two forms there apart. `shape` says
    which version of the form, `basis` which stored text it was written on: when either
    is another by now, the draft is shown beside the form and never poured into it.
    `revision` counts what was saved, so that two windows cannot write over each other;
    `window` is the open page that saved last.
    """

    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    form = models.CharField(max_length=200)
    shape = models.CharField(max_length=80, blank=True)
    basis = models.CharField(max_length=80, blank=True)
    fields = models.JSONField(default=dict)
    window = models.CharField(max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "writer", "form"], name="one_draft_of_each_form"
            )
        ]

    def __str__(self) -> str:
        return self.form
