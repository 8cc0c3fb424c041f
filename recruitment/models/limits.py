"""How often a form that is open to everybody has been sent."""

from django.db import models

from regions.models import InRegion


class FormUse(InRegion):
    """How many times in one hour, by one address or about one e-mail address.

    `key` is a keyed hash: who it was cannot be read from it.
    """

    key = models.CharField(max_length=64)
    hour = models.DateTimeField()
    uses = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "key", "hour"], name="form_use_once_per_hour"
            )
        ]

    def __str__(self) -> str:
        return f"{self.uses}"
