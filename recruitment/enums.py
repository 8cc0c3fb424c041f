"""States of rounds, applications and offers, with the words people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoundState(TextChoices):
    """Where a whole round stands; which of them it passes is its method's to say."""

    DRAFT = "draft", _("Utkast")
    ADVERTISED = "advertised", _("Öppen för ansökan")
    CLOSED = "closed", _("Stängd")
    SCREENING = "screening", _("Granskning pågår")
    INTERVIEW = "interview", _("Intervjuer")
    BACKGROUND_CHECK = "background_check", _("Kontroll före erbjudande")
    OFFERS = "offers", _("Erbjudanden")
    RESERVE = "reserve", _("Reserver tillfrågas")
    STARTED = "started", _("Startad")
    EVALUATED = "evaluated", _("Utvärderad")


class ApplicationState(TextChoices):
    """Where one application stands. What an offer says is the offer's own state."""

    DRAFT = "draft", _("Påbörjad")
    SUBMITTED = "submitted", _("Inskickad")
    INCOMPLETE = "incomplete", _("Komplettering begärd")
    ELIGIBLE = "eligible", _("Behörig")
    NOT_ELIGIBLE = "not_eligible", _("Inte behörig")
    SHORTLISTED = "shortlisted", _("Går vidare")
    NOT_SELECTED = "not_selected", _("Går inte vidare")
    RANKED = "ranked", _("Rangordnad")
    NOT_APPOINTABLE = "not_appointable", _("Inte anställningsbar")
    HIRED = "hired", _("Anställd")
    WITHDRAWN = "withdrawn", _("Tillbakatagen")


class Task(TextChoices):
    """What somebody in the recruitment group does in one round."""

    CHAIR = "chair", _("leder omgången")
    REVIEWER = "reviewer", _("granskare")
    INTERVIEWER = "interviewer", _("intervjuare")
    OBSERVER = "observer", _("facklig observatör")


class ReviewState(TextChoices):
    PLANNED = "planned", _("Förslag")
    ASSIGNED = "assigned", _("Att göra")
    BEGUN = "begun", _("Påbörjad")
    SENT = "sent", _("Skickad")


class MaskState(TextChoices):
    """How far the masked copy of a paper has come; reviewers read the second and third."""

    WAITING = "waiting", _("Maskas")
    MASKED = "masked", _("Maskad")
    APPROVED = "approved", _("Godkänd av kansliet")
    DOUBT = "doubt", _("Behöver ses över")
    LEFT_OUT = "left_out", _("Visas inte")


class InterviewState(TextChoices):
    PLANNED = "planned", _("Förslag")
    CALLED = "called", _("Kallad")
    HELD = "held", _("Genomförd")
    CANCELLED = "cancelled", _("Inställd")


class RankingState(TextChoices):
    DRAFT = "draft", _("Förslag")
    FIXED = "fixed", _("Fastställd")
    REOPENED = "reopened", _("Öppnad igen")


class ReleaseState(TextChoices):
    """An offer release: prepared by one person, approved by another, then out."""

    PREPARED = "prepared", _("Förberedd")
    APPROVED = "approved", _("Godkänd för utskick")
    RELEASED = "released", _("Utskickad")
    CONFIRMED = "confirmed", _("Bekräftad")
    UNDONE = "undone", _("Ångrad")
    DISCARDED = "discarded", _("Kastad")


class ClearingState(TextChoices):
    """Where a national clearing stands."""

    OPEN = "open", _("Öppen för önskemål")
    MATCHED = "matched", _("Matchad, väntar på godkännande")
    RELEASED = "released", _("Resultatet är klart")
    CANCELLED = "cancelled", _("Inställd")


class OfferState(TextChoices):
    OFFERED = "offered", _("Väntar på svar")
    ACCEPTED = "accepted", _("Tackat ja")
    DECLINED = "declined", _("Tackat nej")
    EXPIRED = "expired", _("Svarstiden är slut")
    WITHDRAWN = "withdrawn", _("Återtaget")


class ReserveState(TextChoices):
    WAITING = "waiting", _("På reservlistan")
    CALLED = "called", _("Tillfrågad")
    ACCEPTED = "accepted", _("Tackat ja")
    DECLINED = "declined", _("Tackat nej")
    RELEASED = "released", _("Inte längre reserv")


class LeaveReason(TextChoices):
    """Why somebody said no, or left a place; the first four are Stockholm's."""

    ELSEWHERE_BT = "elsewhere_bt", _("BT i en annan region")
    ELSEWHERE_ST = "elsewhere_st", _("ST med BT någon annanstans")
    HOME_REGION = "home_region", _("BT i regionen där man bor")
    PERSONAL = "personal", _("Personliga skäl")
    TERMS = "terms", _("Villkoren")
    START_DATE = "start_date", _("Startdatumet")
    PLACE = "place", _("Placeringsorten")
    NO_ANSWER = "no_answer", _("Svarade inte")
    NOT_SAID = "not_said", _("Vill inte säga")


class Language(TextChoices):
    """How somebody shows that their Swedish is enough."""

    C1 = "c1", _("Bevis om svenska på C1-nivå")
    REGIONAL_TEST = "regional_test", _("Regionens eget språktest")
    NONE = "none", _("Inget bevis än")


class Ending(TextChoices):
    """What a walk through «Är BT något för mig?» ends in; none of them is a no."""

    APPLIES = "applies", _("Du omfattas av BT")
    MAY_CHOOSE = "may_choose", _("Du kan välja")
    NOT_YET = "not_yet", _("Inte än")
    OTHER_WAY = "other_way", _("En annan väg gäller")
    DONE = "done", _("Redan gjord")
    ASK = "ask", _("Fråga först")
