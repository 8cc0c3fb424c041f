"""States and outcomes of what is assessed, with the words people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InstrumentKey(TextChoices):
    """The instruments that the rules name; the rest live in instruments.toml alone."""

    MINI_CEX = "mini_cex", _("Mini-CEX")
    OVERALL = "sammantagen_bedomning", _("Sammantagen bedömning")


class AssessmentState(TextChoices):
    DRAFT = "draft", _("Utkast")
    REQUESTED = "requested", _("Begärd")
    RETURNED = "returned", _("Tillbakaskickad")
    DECLINED = "declined", _("Avböjd")
    SIGNED = "signed", _("Signerad")
    ACKNOWLEDGED = "acknowledged", _("Läst")
    AMENDED = "amended", _("Rättad")


class Way(TextChoices):
    """How the form came to be filled in."""

    OWN = "own", _("I bt-admin")
    TOGETHER = "together", _("Ifylld tillsammans")
    LINK = "link", _("Via personlig länk")
    PAPER = "paper", _("Från papper")

    @property
    def mark(self) -> str:
        """What stands beside the assessor's name wherever it is read; often nothing."""
        return {"link": str(_("via länk")), "paper": str(_("från papper"))}.get(
            self.value, ""
        )


class CollegiumOutcome(TextChoices):
    ON_TRACK = "on_track", _("I fas")
    ON_TRACK_WITH_PLAN = "on_track_with_plan", _("I fas, med plan")
    AT_RISK = "at_risk", _("Risk att målen inte nås")


class MeetingKind(TextChoices):
    """The same meeting in two sizes: some doctors about half-way, or a whole cohort."""

    COLLEGIUM = "collegium", _("BT-kollegium")
    COMMITTEE = "committee", _("Kompetenskommitté")


class MeetingState(TextChoices):
    SCHEDULED = "scheduled", _("Planerat")
    INPUT_COLLECTED = "input_collected", _("Synpunkter insamlade")
    HELD = "held", _("Genomfört")
    DOCUMENTED = "documented", _("Dokumenterat")
    FED_BACK = "fed_back", _("Återkopplat")


class Phase(TextChoices):
    """Where a handledare thinks the doctor stands against the plan of the year."""

    AHEAD = "ahead", _("Före plan")
    IN_PHASE = "in_phase", _("I fas")
    BEHIND = "behind", _("Efter plan")
    UNKNOWN = "unknown", _("Kan inte bedöma")


class ConcernState(TextChoices):
    RAISED = "raised", _("Ny")
    TALKED = "talked", _("Samtal hållet")
    PLANNED = "planned", _("Handlingsplan finns")


class PlanState(TextChoices):
    DRAFT = "draft", _("Utkast")
    ACTIVE = "active", _("Gäller")
    CLOSED = "closed", _("Avslutad")


class DelmalState(TextChoices):
    """What there is for a delmål; derived. It is the evidence, never the person."""

    NO_EVIDENCE = "no_evidence", _("Inget underlag")
    SOME_EVIDENCE = "some_evidence", _("Underlag finns")
    ENOUGH_EVIDENCE = "enough_evidence", _("Underlaget räcker")
    CERTIFIED = "certified", _("Intygat")


class Strength(TextChoices):
    """How much the evidence for a delmål, or in one cell of the matrix, bears."""

    NONE = "none", _("inget")
    THIN = "thin", _("tunt")
    ENOUGH = "enough", _("räcker")
    STRONG = "strong", _("starkt")


class TalkState(TextChoices):
    """Ett samtal; nothing is signed, and closing it keeps it as it is."""

    PLANNED = "planned", _("Planerat")
    HELD = "held", _("Genomfört")
    DOCUMENTED = "documented", _("Dokumenterat")
    CANCELLED = "cancelled", _("Inställt")


class TalkPlace(TextChoices):
    """How one meets; the calendar is told this much and no more."""

    ROOM = "room", _("I rum")
    PHONE = "phone", _("Telefon")
    VIDEO = "video", _("Video")


class TalkKind(TextChoices):
    """Two who meet all year, or everybody round the doctor at a change of placement."""

    SUPERVISION = "supervision", _("Handledarsamtal")
    HANDOVER = "handover", _("Överlämningssamtal")


class ChecklistSection(TextChoices):
    """The parts of a placement's checklist, in the order they are met."""

    INTRODUCTION = "introduction", _("Första veckan")
    ACTIVITY = "activity", _("Aktiviteter")
    ASSESSMENT = "assessment", _("Bedömningar")
    TOPIC = "topic", _("Att ta upp i samtal")
    DEEPENING = "deepening", _("Fördjupning")


class HandoverState(TextChoices):
    """Ett kort; the doctor's alone until it is proposed, and locked when agreed."""

    DRAFT = "draft", _("Utkast")
    PROPOSED = "proposed", _("Väntar på handledaren")
    AGREED = "agreed", _("Klart")


class ActivityKind(TextChoices):
    """What the doctor has done to learn; a reflection is private until shared."""

    COURSE = "course", _("Kurs")
    E_LEARNING = "e_learning", _("Webbutbildning")
    TEACHING = "teaching", _("Undervisning")
    SELF_STUDY = "self_study", _("Självstudier")
    TASK = "task", _("Uppgift")
    REFLECTION = "reflection", _("Reflektion")
    EARLIER_SERVICE = "earlier_service", _("Tidigare tjänstgöring")
    OTHER = "other", _("Annat intyg")


class RoundState(TextChoices):
    """A 360: prepared, answered by many, looked through, and then the doctor's."""

    OPEN = "open", _("Förbereds")
    COLLECTING = "collecting", _("Svar samlas in")
    CLOSED = "closed", _("Granskas")
    RELEASED = "released", _("Klar")
    CANCELLED = "cancelled", _("Avbruten")


class Profession(TextChoices):
    """Who works beside the doctor; the doctor's own is one of them."""

    DOCTOR = "doctor", _("läkare")
    NURSE = "nurse", _("sjuksköterska")
    ASSISTANT_NURSE = "assistant_nurse", _("undersköterska")
    SECRETARY = "secretary", _("medicinsk sekreterare")
    PHYSIOTHERAPIST = "physiotherapist", _("fysioterapeut")
    OCCUPATIONAL_THERAPIST = "occupational_therapist", _("arbetsterapeut")
    PSYCHOLOGIST = "psychologist", _("psykolog")
    COUNSELLOR = "counsellor", _("kurator")
    OTHER = "other", _("annat yrke")
