"""Regions and the units where doctors serve."""

from datetime import date

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from regions.enums import CareSetting
from regions.models.tenant import InRegion


class Region(models.Model):
    """One of Sweden's 21 regions; its id is the county code (Kronoberg is 7)."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=80)
    county = models.CharField(max_length=80)
    healthcare_region = models.CharField(max_length=80)
    council = models.CharField(max_length=80)  # RVKR
    population = models.PositiveIntegerField()
    population_on = models.DateField()

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        permissions = [
            ("see_region", "Se alla BT-läkare i regionen"),
            ("plan_region", "Lägga upp och planera BT"),
            ("appoint_region", "Utse handledare"),
            ("lead_region", "Dokumentera BT-kollegium"),
            ("certify_region", "Intyga fullgjord BT och utse extern bedömare"),
            ("issue_region", "Registrera underskrifter på papper"),
            ("administer_region", "Sköta enheter, personer och regionens modell"),
            ("recruit_region", "Sköta rekryteringsomgångar"),
            ("hire_region", "Besluta om erbjudanden och anställning"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The county code as it is written: "07"."""
        return f"{self.id:02d}"

    def get_absolute_url(self) -> str:
        return reverse("todo", args=[self.slug])


class Unit(InRegion):
    """A vårdenhet: somewhere a BT-läkare can serve."""

    name = models.CharField("namn", max_length=120)
    town = models.CharField("ort", max_length=60, blank=True)
    care = models.CharField("typ av vård", max_length=20, choices=CareSetting)
    # Which speciality a handledare there should have; empty means any.
    speciality = models.CharField("specialitet", max_length=80, blank=True)
    provider = models.CharField("vårdgivare", max_length=120, blank=True)
    is_private = models.BooleanField("privat vårdgivare", default=False)
    hsa_id = models.CharField("HSA-id", max_length=40, blank=True)
    capacity = models.PositiveSmallIntegerField("platser", default=1)
    # The last day somebody can serve there; a unit has a history and is never removed.
    closed_on = models.DateField("sista dag", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        default_permissions = ()
        permissions = [
            ("see_unit", "Se BT-läkare på enheten"),
            ("appoint_unit", "Utse handledare på enheten"),
        ]
        constraints = [
            models.UniqueConstraint(
                "region", Lower("name"), name="unit_name_once_per_region"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_open_on(self, day: date) -> bool:
        """Can somebody serve there on this day? The last day is one of them."""
        return self.closed_on is None or day <= self.closed_on
