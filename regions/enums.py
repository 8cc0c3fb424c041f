"""Kinds of care and of facts about people, used by every app above."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CareSetting(TextChoices):
    """What kind of care a unit gives; bilaga 3 asks for the first two."""

    PRIMARY_CARE = "primary_care", _("primärvård")
    ACUTE = "acute_care", _("akut sjukvård")
    PSYCHIATRY = "psychiatry", _("psykiatri")
    GERIATRICS = "geriatrics", _("geriatrik")
    OTHER = "other", _("annan vård")


class QualificationKind(TextChoices):
    """Facts about a person that the rules ask for."""

    DEGREE = "degree", _("läkarexamen")
    LICENCE = "licence", _("läkarlegitimation")
    SPECIALITY = "speciality", _("specialistkompetens")
    SPECIALITY_TRAINING = "speciality_training", _("ST-läkare")
    SUPERVISOR_TRAINING = "supervisor_training", _("handledarutbildning")
    ASSESSOR_TRAINING = "assessor_training", _("utbildning i kompetensbedömning")


class PartKind(TextChoices):
    """What a stretch of the plan is; all three count as service."""

    SERVICE = "service", _("tjänstgöring")
    INTRODUCTION = "introduction", _("introduktion")
    VACATION = "vacation", _("semester")


class MailPace(TextChoices):
    """How often somebody wants e-mail; never `NEVER` for what is theirs to do."""

    AT_ONCE = "at_once", _("genast")
    DAILY = "daily", _("en gång om dagen")
    WEEKLY = "weekly", _("en gång i veckan")
    NEVER = "never", _("aldrig")


class ProtectionKind(TextChoices):
    """How somebody's personal data are protected in the population register."""

    MARKED = "marked", _("sekretessmarkering")
    REGISTERED = "registered", _("skyddad folkbokföring")
    OWN_WORD = "own_word", _("eget besked om hot, utan beslut hos Skatteverket")


class LoginMethod(TextChoices):
    """How somebody had logged in; kept with every signature."""

    DEMO = "demo", _("övningsinloggning")
    SITHS = "siths", _("SITHS")
    BANKID = "bankid", _("BankID")
    FREJA = "freja", _("Freja")
    PASSKEY = "passkey", _("passernyckel")
    LINK = "link", _("personlig länk, ingen inloggning")
    PAPER = "paper", _("underskrift på papper")
