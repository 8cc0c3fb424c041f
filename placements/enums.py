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
    APPROVED = "approved", _("Godkänd av Socialstyrelsen")
    ENDED = "ended", _("Avslutad i förtid")


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


class CreditKind(TextChoices):
    """What earlier service was."""

    PRE_LICENCE = "pre_licence", _("Före legitimation, till exempel AT")
    POST_LICENCE = "post_licence", _("Efter legitimation, till exempel vikariat")
    FOREIGN = "foreign", _("Utomlands")
    OTHER_EDUCATION = "other_education", _("Annan relevant utbildning")


class CreditState(TextChoices):
    """Where a request to have earlier service credited stands."""

    REQUESTED = "requested", _("Begärt")
    GRANTED = "granted", _("Beviljat")
    GRANTED_IN_PART = "granted_in_part", _("Beviljat till viss del")
    REFUSED = "refused", _("Inte beviljat")
    WITHDRAWN = "withdrawn", _("Tillbakadraget")


class CreditPaper(TextChoices):
    """What a document in support of the request is."""

    SERVICE_CERTIFICATE = "service_certificate", _("Tjänstgöringsintyg")
    ASSESSMENTS = "assessments", _("Bedömningar från den tiden")
    OTHER = "other", _("Annat")


class ExtensionReason(TextChoices):
    """Why BT is extended; the cause of an absence is told to nobody else."""

    COMPETENCE = "competence", _("för att nå målen")
    SICK_LEAVE = "sick_leave", _("frånvaro, sjukdom")
    PARENTAL_LEAVE = "parental_leave", _("frånvaro, föräldraledighet")
