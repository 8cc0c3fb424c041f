"""States and forms of a BT, with the words people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EmploymentForm(TextChoices):
    """How the doctor is employed; a region's own name stands beside, never instead."""

    STANDALONE = "standalone", _("Fristående BT")
    INTEGRATED = "integrated", _("Integrerad BT")
    CLINIC_BT = "clinic_bt", _("Klinik-BT")


class ProgrammeState(TextChoices):
    """Where a BT stands."""

    PLANNED = "planned", _("Planerad")
    IN_SERVICE = "in_service", _("Pågår")
    FINAL_ASSESSMENT = "final_assessment", _("Slutbedömning")
    BASE_COMPETENT = "base_competent", _("Baskompetent")
    COMPLETED = "completed", _("Fullgjord")
    APPLIED = "applied", _("Ansökan skickad")


class PlacementState(TextChoices):
    """Where a placement stands; derived from dates and the overall assessment."""

    PLANNED = "planned", _("Planerad")
    ACTIVE = "active", _("Pågår")
    AWAITING = "awaiting_overall_assessment", _("Väntar på sammantagen bedömning")
    CLOSED = "closed", _("Avslutad")


class ProgrammeRole(TextChoices):
    """Roles in one BT between two dates, not kinds of people; keys of regions.roles."""

    DOCTOR = "doctor", _("BT-läkare")
    MAIN_SUPERVISOR = "main_supervisor", _("huvudansvarig handledare")
    PLACEMENT_SUPERVISOR = "placement_supervisor", _("handledare")
    EXTERNAL_ASSESSOR = "external_assessor", _("extern bedömare")
