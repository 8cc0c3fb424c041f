"""Who must be known or named round a certificate, and who may withdraw it."""

from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import BILAGA_1, BILAGA_4, HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no
from certificates.enums import CertificateKind


def may_be_revoked_by(by: Person, people: tuple[Person, ...]) -> Verdict:
    """May this person withdraw it? One who has signed it, or certifies (HOUSE)."""
    if by in people:
        return YES
    return no(
        "revoke.not_signatory",
        "Du får inte återkalla intyget. Det gör den som har signerat det, eller den som "
        f"intygar fullgjord BT i regionen. Be {names(people)}.",
        HOUSE,
    )


def applicant_known(doctor: Person, personal_number: str) -> Verdict:
    """Is the applicant's personnummer known? Every form asks for it (BILAGA_1–4)."""
    if personal_number:
        return YES
    return no(
        "print.applicant_data_missing",
        f"Intyget kan inte skrivas ut än. Blanketten ska ha personnummer för {doctor}, "
        "och det saknas. Be administratören att lägga till det.",
        BILAGA_1,
    )


def all_certifiers_named(kind: CertificateKind, named: int) -> Verdict:
    """Is there an extern bedömare to print beside the huvudansvariga handledaren?

    The names of both are locked by the first of the two signatures (BILAGA_4).
    """
    if kind != CertificateKind.COMPETENCE or named == 2:
        return YES
    return no(
        "sign_baskompetens.nobody_to_sign",
        "Intyget om uppnådd baskompetens kan inte signeras än. Det har två "
        "underskrifter, och båda namnen står på blanketten. Huvudansvarig handledare "
        "och extern bedömare ska vara utsedda först.",
        BILAGA_4,
    )


def one_assessor_at_a_time(sitting: Person | None) -> Verdict:
    """Is there nobody who is judging already?"""
    if sitting is None:
        return YES
    return no(
        "appoint_external.already_appointed",
        f"Ingen mer kan utses än. {sitting} är redan utsedd till extern bedömare och "
        "har inte lämnat sitt utfall. Avsluta det uppdraget först.",
        HOUSE,
    )
