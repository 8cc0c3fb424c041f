"""A person becomes a BT-läkare here, when a programme opens."""

from django.conf import settings
from django.db import models

from regions.models import InRegion


class Doctor(InRegion):
    """A person as BT-läkare in one region, with what bilaga 1 asks for.

    Degree and licences are facts about the person (`regions.Qualification`).
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="doctors"
    )
    address = models.CharField("utdelningsadress", max_length=120, blank=True)
    postcode = models.CharField("postnummer", max_length=10, blank=True)
    city = models.CharField("postort", max_length=60, blank=True)
    phone = models.CharField("telefon privat", max_length=40, blank=True)
    workplace = models.CharField("arbetsplats", max_length=120, blank=True)
    work_phone = models.CharField("telefon arbetet", max_length=40, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["region", "user"], name="doctor_once_per_region"
            )
        ]

    def __str__(self) -> str:
        return self.user.full_name
