"""Kinds and states of certificates and of the external assessment."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CertificateKind(TextChoices):
    """One kind for each of bilaga 1–4."""

    DELMAL = "delmal", _("Intyg om delmål i bastjänstgöringen")
    COMPLETED = "completed", _("Intyg om fullgjord bastjänstgöring")
    COMPETENCE = "competence", _("Intyg om uppnådd baskompetens")
    APPLICATION = "application", _("Ansökan om intyg om godkänd bastjänstgöring")

    @property
    def annex(self) -> int:
        """Which bilaga of HSLF-FS 2021:8 the kind is printed on."""
        return {"application": 1, "delmal": 2, "completed": 3, "competence": 4}[self]


class CertificateState(TextChoices):
    DRAFT = "draft", _("Fylls på")
    CERTIFIED = "certified", _("Signerat i bt-admin")
    ISSUED = "issued", _("Utfärdat")
    REVOKED = "revoked", _("Återkallat")


class DeclineEnd(TextChoices):
    """What became of it that somebody declined to sign."""

    ASKED_AGAIN = "asked_again", _("tillfrågad igen")
    SIGNED = "signed", _("signerade ändå")
    SETTLED = "settled", _("avslutat")


class SignatureRole(TextChoices):
    """In which role somebody signs a certificate; the keys of regions.roles."""

    MAIN_SUPERVISOR = "main_supervisor", _("huvudansvarig handledare")
    PLACEMENT_SUPERVISOR = "placement_supervisor", _("handledare")
    EXTERNAL_ASSESSOR = "external_assessor", _("extern bedömare")
    UNIT_MANAGER = "unit_manager", _("verksamhetschef")
    BT_MANAGER = "bt_manager", _("AT/BT-chef")
    DEPUTY_BT_MANAGER = "deputy_bt_manager", _("biträdande AT/BT-chef")
    DOCTOR = "doctor", _("BT-läkare")


class DisclosureState(TextChoices):
    """Where a request for a case as public record stands."""

    REQUESTED = "requested", _("Begärt utlämnande")
    GIVEN = "given", _("Utlämnat")
    REFUSED = "refused", _("Avslag på utlämnande")


class AnswerKind(TextChoices):
    """What happens to the application once it is written: one step of its story."""

    SENT = "sent", _("Ansökan skickad")
    COMPLEMENT = "complement", _("Komplettering begärd")
    SENT_AGAIN = "sent_again", _("Komplettering skickad")
    APPROVED = "approved", _("Intyg om godkänd BT utfärdat")
    REJECTED = "rejected", _("Avslag")
    RECEIVED = "received", _("Avslaget mottaget")
    APPEALED = "appealed", _("Överklagat")
    UPHELD = "upheld", _("Avslaget står fast")
    APPLY_AGAIN = "apply_again", _("Ny ansökan påbörjad")
    MISTAKEN = "mistaken", _("Registrerat av misstag")


class ExternalOutcome(TextChoices):
    APPROVED = "approved", _("Baskompetens uppnådd")
    DOCUMENTATION_INCOMPLETE = (
        "documentation_incomplete",
        _("Underlaget är inte komplett"),
    )
    CLINICAL_COMPLEMENT_REQUIRED = (
        "clinical_complement_required",
        _("Mer tjänstgöring behövs"),
    )
    NOT_APPROVED = "not_approved", _("Baskompetens inte uppnådd")
    DISAGREEMENT = "disagreement", _("Olika bedömningar")


class DocumentStanding(TextChoices):
    """Where a document of the register stands."""

    ASKED_FOR = "asked_for", _("Framställs")
    VALID = "valid", _("Gäller")
    REPLACED = "replaced", _("Ersatt")
    WITHDRAWN = "withdrawn", _("Återkallat")


class InvitationState(TextChoices):
    """What came of asking somebody from outside to judge a doctor."""

    WAITING = "waiting", _("Väntar på svar")
    ACCEPTED = "accepted", _("Tackade ja")
    DECLINED = "declined", _("Tackade nej")
    WITHDRAWN = "withdrawn", _("Tagen tillbaka")
    REPLACED = "replaced", _("Svarade inte")


class FinalState(TextChoices):
    """Where the final judgement stands; derived, never stored."""

    NOT_BEGUN = "not_begun", _("Inte påbörjad")
    APPOINTED = "appointed", _("Bedömare utsedd")
    PLANNED = "planned", _("Planerad")
    HELD = "held", _("Genomförd")
    INCOMPLETE = "incomplete", _("Underlaget ska kompletteras")
    ANSWER = "answer", _("Väntar på huvudansvarig handledare")
    COMPLEMENT = "complement", _("Mer tjänstgöring behövs")
    EXTENDED = "extended", _("Förlängd, ny bedömning")
    SECOND = "second", _("Olika bedömningar")
    REASONS = "reasons", _("Skälen skrivs")
    READING = "reading", _("Skälen är lämnade")
    CASE = "case", _("Personalärende")
    CLOSED = "closed", _("Ärendet är avslutat")
    APPROVED = "approved", _("Baskompetens uppnådd")


class FinalDecision(TextChoices):
    """What closes the personnel case."""

    BT_ENDS = "bt_ends", _("BT avslutas")
    NEW_JUDGEMENT = "new_judgement", _("En ny bedömning görs")


class FinalMeetingState(TextChoices):
    PLANNED = "planned", _("Planerat")
    HELD = "held", _("Genomfört")
    CANCELLED = "cancelled", _("Inställt")


class DoctorPresence(TextChoices):
    """Is the BT-läkare at the meeting? As the region has it."""

    MANDATORY = "mandatory", _("BT-läkaren är med")
    WHEN_ASKED = "when_asked", _("BT-läkaren är med när bedömaren ber om det")
