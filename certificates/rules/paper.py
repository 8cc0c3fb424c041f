"""From the screen to the original: printing, the pen, the register, and withdrawal."""

from dataclasses import dataclass
from datetime import date

from bt_admin.lib.dates import date_text, list_text
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import BILAGA_2, BILAGA_3, BILAGA_4, HOUSE, Source
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from certificates.enums import CertificateKind, CertificateState

# What each form asks for about the one who certifies, beside the name. Bilaga 3 has
# neither personnummer nor specialitet: its certifier need not be a doctor.
ASKED_OF_SIGNATORY = {
    CertificateKind.DELMAL: ("personnummer", "specialitet", "tjänsteställe"),
    CertificateKind.COMPETENCE: ("personnummer", "specialitet", "tjänsteställe"),
    CertificateKind.COMPLETED: ("tjänsteställe",),
    CertificateKind.APPLICATION: (),
}
FORMS: dict[CertificateKind, Source] = {
    CertificateKind.DELMAL: BILAGA_2,
    CertificateKind.COMPLETED: BILAGA_3,
    CertificateKind.COMPETENCE: BILAGA_4,
    CertificateKind.APPLICATION: HOUSE,
}


@dataclass(frozen=True, kw_only=True)
class PrintFacts:
    """What is known about somebody who certifies; empty is unknown."""

    kind: CertificateKind
    signatory: Person
    viewer_is_signatory: bool
    personal_number: str = ""
    speciality: str = ""
    workplace: str = ""


@dataclass(frozen=True)
class PaperFacts:
    """A pen signature about to be registered, with the original at hand."""

    signatory: Person
    signed_on: date
    place: str
    printed_on: date
    today: date
    has_signed_here: bool = True


@dataclass(frozen=True, kw_only=True)
class CorrectionFacts:
    """A pen signature that was told wrongly.

    `holds`: it still counts, on an original that counts. `issues`: this person may
    print and register for everybody; others may correct what they told themselves.
    """

    by: Person
    recorded_by: Person
    issues: bool
    reason: str
    holds: bool = True
    changes: bool = True


@dataclass(frozen=True, kw_only=True)
class PackFacts:
    """An original about to lie in the envelope; `waiting_for` have not signed it."""

    original: str
    waiting_for: tuple[Person, ...] = ()


@dataclass(frozen=True)
class IssueFacts:
    """Who must have signed the original with a pen, and who has."""

    required: tuple[Person, ...]
    on_paper: tuple[Person, ...]


@dataclass(frozen=True)
class RevokeFacts:
    state: CertificateState | str
    reason: str


def may_print(facts: PrintFacts) -> Verdict:
    """Is everything known that the form asks about the one who certifies?

    BILAGA_2 and BILAGA_4: personnummer, specialitet, tjänsteställe. BILAGA_3: only
    tjänsteställe.
    """
    known = {
        "personnummer": facts.personal_number,
        "specialitet": facts.speciality,
        "tjänsteställe": facts.workplace,
    }
    asked = ASKED_OF_SIGNATORY[facts.kind]
    missing = [field for field in asked if not known[field].strip()]
    if not missing:
        return YES
    fields = list_text(missing)
    why = (
        f"Intyget kan inte skrivas ut än. Blanketten ska ha {fields} för den som "
        "intygar, och det saknas för "
    )
    if facts.viewer_is_signatory:
        text = f"{why}dig. Lägg till det under ”Mina uppgifter”."
        return no("print.own_data_missing", text, FORMS[facts.kind])
    text = f"{why}{facts.signatory}. Be {facts.signatory} att lägga till det."
    return no("print.signatory_data_missing", text, FORMS[facts.kind])


def may_edit(state: CertificateState | str) -> Verdict:
    """May the contents of this certificate still be changed? Only as a draft."""
    if state == CertificateState.DRAFT:
        return YES
    return no(
        "certificate.locked",
        "Du kan inte ändra ett signerat intyg. Det som är signerat bevaras som det "
        "var. Välj ”Rätta”, så skapas en ny version som hänvisar till den gamla.",
        HOUSE,
    )


def may_register_paper(facts: PaperFacts) -> Verdict:
    """May this pen signature be registered?

    With a place and a day, not ahead of today nor before the form was printed, of
    somebody who has signed here.
    """
    return all_of(_has_signed_here(facts), _place_given(facts), _pen_day(facts))


def may_correct_paper(facts: CorrectionFacts) -> Verdict:
    """May this registration of a pen signature be corrected?

    By whoever told it, or by those who print and register; with a reason, while it
    counts, and when something is to be otherwise.
    """
    return all_of(
        _correctable_by(facts), _still_holds(facts), _is_another(facts), _why(facts)
    )


def may_pack(facts: PackFacts) -> Verdict:
    """May this original be ticked as lying in the envelope? When all have signed it."""
    if not facts.waiting_for:
        return YES
    return no(
        "pack.not_signed",
        f"{facts.original} kan inte läggas i kuvertet än. Underskriften från "
        f"{names(facts.waiting_for)} är inte registrerad.",
        HOUSE,
        field="packed",
    )


def may_issue(facts: IssueFacts) -> Verdict:
    """May the certificate be issued? When every pen signature is registered."""
    waiting = tuple(p for p in facts.required if p not in facts.on_paper)
    if not waiting:
        return YES
    return no(
        "certificate.not_on_paper",
        "Intyget kan inte utfärdas än. Blanketten skrivs under med penna, och "
        f"underskriften från {names(waiting)} är inte registrerad. Registrera ort och "
        "datum, och ladda upp en skannad kopia.",
        HOUSE,
    )


def may_revoke(facts: RevokeFacts) -> Verdict:
    """May this certificate be withdrawn? Once, when it counts, and with a reason."""
    if facts.state not in (CertificateState.CERTIFIED, CertificateState.ISSUED):
        return no(
            "certificate.nothing_to_revoke",
            "Intyget kan inte återkallas. Det gäller inte, så det finns inget att "
            "återkalla. Ta bort utkastet i stället.",
            HOUSE,
        )
    if facts.reason.strip():
        return YES
    return no(
        "certificate.reason_missing",
        "Intyget kan inte återkallas utan motivering. BT-läkaren ska kunna se varför, "
        "och skälet bevaras i registret. Skriv en eller två meningar.",
        HOUSE,
        field="reason",
    )


def _correctable_by(facts: CorrectionFacts) -> Verdict:
    if facts.issues or facts.by == facts.recorded_by:
        return YES
    return no(
        "pen.not_recorder",
        f"Du kan inte rätta den här registreringen. {facts.recorded_by} gjorde den. "
        f"Be {facts.recorded_by} eller regionens BT-kansli att rätta den.",
        HOUSE,
    )


def _still_holds(facts: CorrectionFacts) -> Verdict:
    if facts.holds:
        return YES
    return no(
        "pen.gone",
        "Registreringen kan inte rättas. Den är redan rättad, eller så gäller originalet "
        "inte längre.",
        HOUSE,
    )


def _is_another(facts: CorrectionFacts) -> Verdict:
    if facts.changes:
        return YES
    return no(
        "pen.same",
        "Datum och ort är desamma som förut. Ändra det som är fel.",
        HOUSE,
        field="paper_signed_on",
    )


def _why(facts: CorrectionFacts) -> Verdict:
    if facts.reason.strip():
        return YES
    return no(
        "pen.no_reason", "Skriv vad som var fel, i en mening.", HOUSE, field="reason"
    )


def _has_signed_here(facts: PaperFacts) -> Verdict:
    if facts.has_signed_here:
        return YES
    return no(
        "paper.not_signed_here",
        f"Underskriften kan inte registreras än. {facts.signatory} har inte signerat i "
        f"bt-admin. Be {facts.signatory} att signera först.",
        HOUSE,
    )


def _place_given(facts: PaperFacts) -> Verdict:
    if facts.place.strip():
        return YES
    return no("paper.no_place", "Skriv ort och datum.", HOUSE, field="paper_place")


def _pen_day(facts: PaperFacts) -> Verdict:
    field = "paper_signed_on"
    if facts.signed_on > facts.today:
        text = "Datumet kan inte ligga framåt i tiden."
        return no("paper.future", text, HOUSE, field=field)
    if facts.signed_on < facts.printed_on:
        text = (
            f"Datumet är före utskriften den {date_text(facts.printed_on)}. "
            "Kontrollera originalet."
        )
        return no("paper.before_print", text, HOUSE, field=field)
    return YES
