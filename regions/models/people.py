"""People who log in, and the facts about them that the rules ask for.

A person has one account for life and may serve in several regions, so these tables
hold no assessments and stand outside row-level security.
"""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from regions.enums import QualificationKind
from regions.models.tenant import InRegion


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, **fields: object) -> "User":
        """Nobody has a password: people log in by e-legitimation or passkey."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_unusable_password()
        user.save()
        return user


class User(AbstractBaseUser):
    """A person. What they may do follows from their dated assignments alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-postadress", unique=True)
    first_name = models.CharField("förnamn", max_length=80)
    last_name = models.CharField("efternamn", max_length=80)
    # Twelve digits; empty when not known. Printed on bilaga 1–4, masked on screen.
    personal_number = models.CharField("personnummer", max_length=12, blank=True)
    title = models.CharField("titel", max_length=80, blank=True)
    workplace = models.CharField("tjänsteställe", max_length=120, blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)
    is_demo = models.BooleanField("påhittad person", default=False)
    is_active = models.BooleanField(default=True)

    # Django and guardian ask; nobody is above the rules here.
    is_staff = is_superuser = False

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        ordering = ["last_name", "first_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["personal_number"],
                condition=~models.Q(personal_number=""),
                name="personal_number_once",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def get_full_name(self) -> str:
        return self.full_name


class Identity(models.Model):
    """Who an identity provider says somebody is: never an e-mail address."""

    user = models.ForeignKey(User, models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    hsa_id = models.CharField(max_length=40, blank=True)  # an employment, not a person

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], name="identity_belongs_to_one_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.issuer})"


class Qualification(models.Model):
    """A fact about a person: a licence, a speciality, a course, with its date."""

    user = models.ForeignKey(User, models.CASCADE, related_name="qualifications")
    kind = models.CharField(max_length=30, choices=QualificationKind)
    # The speciality, or the country of a degree or licence; empty for courses.
    name = models.CharField(max_length=80, blank=True)
    on = models.DateField()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "name"], name="qualification_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}".strip()


class Employment(InRegion):
    """When somebody has served at a unit: asked of whoever is to assess from outside."""

    user = models.ForeignKey(User, models.PROTECT, related_name="employments")
    unit = models.ForeignKey("regions.Unit", models.PROTECT, related_name="employments")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)  # last day; none while it lasts

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="employment_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.unit}"
