"""Who may sign each certificate, and why not.

Bilaga 2 is certified by a handledare, bilaga 3 by the huvudansvariga verksamhetschefen
or equivalent, bilaga 4 by two people, each for themselves. Which person that is in a
region is the region's to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from assessments.rules.delmal import catalogue, collapse, missing_from
from assessments.rules.signatures import (
    already_signed,
    same_version,
    surely_logged_in,
)
from bt_admin.lib.dates import date_text
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import (
    BILAGA_2,
    BILAGA_3,
    BILAGA_4,
    HOUSE,
    REGIONAL_MODEL,
    REGULATION,
)
from bt_admin.lib.verdicts import YES, Verdict, all_of, no, warning
from certificates.enums import SignatureRole
from certificates.rules.service import ServiceFacts, box_overflow, check_service
from regions.enums import LoginMethod

ACTIVITIES_BOX = "Utbildningsaktiviteter som sökanden genomfört för att uppnå delmål"
CHECKS_BOX = "Hur det kontrollerats att sökanden uppnått delmål"
CORRECTED = "tar du tillbaka signeringen, eller återkallar intyget när det gäller"
ROLE_NAMES = {
    SignatureRole.MAIN_SUPERVISOR: "huvudansvarig handledare",
    SignatureRole.EXTERNAL_ASSESSOR: "extern bedömare",
}


@dataclass(frozen=True)
class Signed:
    """A signature that is there already."""

    role: SignatureRole | str
    person: Person
    on: date


@dataclass(frozen=True)
class Seen:
    """The digest of the text that was shown, and of the text as it is now."""

    shown: str
    current: str
    changed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SigningFacts:
    """What every signature on a certificate is asked.

    `role_ended`: the role that would have given the right, and the day it ended.
    `aside`: the reasons are read by somebody else than the signer, and name who.
    `revoked_on`: the certificate was withdrawn that day.
    """

    signer: Person
    doctor: Person
    region: str
    seen: Seen
    login: LoginMethod | str
    signed: tuple[Signed, ...] = ()
    role_ended: tuple[str, date] | None = None
    contact: str = "regionens BT-kansli"
    aside: bool = False
    revoked_on: date | None = None

    @property
    def who(self) -> str:
        """The signer as the sentence begins: «Du», or the name to anybody else."""
        return str(self.signer) if self.aside else "Du"


@dataclass(frozen=True, kw_only=True)
class DelmalSigningFacts(SigningFacts):
    """Bilaga 2 about to be signed.

    `signatories` are those who may certify delmål for this doctor in this region,
    `signatory_role` what they are called there. `codes_certified` stand on another
    certificate already. `overflowing` are boxes whose text does not fit.
    """

    signatories: tuple[Person, ...]
    codes: tuple[str, ...]
    codes_with_evidence: frozenset[str]
    signatory_role: str = "huvudansvarig handledare"
    activities: str = ""
    checks: str = ""
    codes_certified: frozenset[str] = frozenset()
    overflowing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FullgjordSigningFacts(SigningFacts):
    """Bilaga 3 about to be signed."""

    signatories: tuple[Person, ...]
    service: ServiceFacts
    signatory_role: str = "verksamhetschefen"
    evaluation_required: bool = False
    evaluation_in: bool = False


@dataclass(frozen=True, kw_only=True)
class BaskompetensFacts(SigningFacts):
    """Bilaga 4 about to be signed by one of the two.

    `external_approved` is the outcome of the external assessment, when it is held.
    """

    main_supervisor: Person | None
    external_assessor: Person | None
    codes_certified: frozenset[str]
    main_supervisor_first: bool = False
    external_planned_on: date | None = None
    external_held_on: date | None = None
    external_approved: bool = False
    bt_chef: str = "BT-chefen"
    regulation: str = REGULATION


# ------------------------------------------------------------------- bilaga 2: delmål
def may_sign_delmal(facts: DelmalSigningFacts) -> Verdict:
    """May this person sign the intyg om delmål?

    The handledare who certifies, in the region's order of things, for delmål that
    have evidence, with both boxes filled so that they fit (BILAGA_2).
    """
    return all_of(
        _delmal_signatory(facts),
        _some_delmal(facts),
        _evidence_for_all(facts),
        _boxes_filled(facts),
        *(box_overflow(box, several_delmal=True) for box in facts.overflowing),
        _not_certified_twice(facts),
        _signature_itself(facts),
    )


def _delmal_signatory(facts: DelmalSigningFacts) -> Verdict:
    if facts.signer in facts.signatories:
        return YES
    return no(
        "sign_delmal.not_supervisor",
        f"{_not_you(facts, 'intyget om delmål')} den handledare som intygar, i "
        f"{facts.region} {facts.signatory_role}. {_ask(facts.signatories)}",
        BILAGA_2,
    )


def _some_delmal(facts: DelmalSigningFacts) -> Verdict:
    if facts.codes:
        return YES
    return no("sign_delmal.no_codes", "Välj minst ett delmål.", BILAGA_2, field="codes")


def _evidence_for_all(facts: DelmalSigningFacts) -> Verdict:
    bare = set(facts.codes) - facts.codes_with_evidence
    if not bare:
        return YES
    return no(
        "sign_delmal.no_evidence",
        "Intyget kan inte signeras än. Det ska beskriva hur varje delmål har "
        f"kontrollerats, och underlag saknas för {collapse(bare)}. Koppla en "
        "bedömning, en kurs eller tidigare tjänstgöring till det som saknas.",
        BILAGA_2,
        field="codes",
    )


def _boxes_filled(facts: DelmalSigningFacts) -> Verdict:
    boxes = {
        "activities": (ACTIVITIES_BOX, facts.activities),
        "checks": (CHECKS_BOX, facts.checks),
    }
    verdicts = [
        no(
            "sign_delmal.box_empty",
            f"Intyget kan inte signeras än. Rutan ”{box}” är tom för "
            f"{collapse(facts.codes)}. Skriv själv eller hämta text från underlaget.",
            BILAGA_2,
            field=field,
        )
        for field, (box, text) in boxes.items()
        if facts.codes and not text.strip()
    ]
    return all_of(*verdicts)


def _not_certified_twice(facts: DelmalSigningFacts) -> Verdict:
    twice = set(facts.codes) & facts.codes_certified
    if not twice:
        return YES
    return warning(
        "sign_delmal.certified_before",
        f"Det finns redan ett intyg för {collapse(twice)}. Signera bara om också det "
        "här ska bifogas.",
        HOUSE,
    )


# --------------------------------------------------------------- bilaga 3: fullgjord
def may_sign_fullgjord(facts: FullgjordSigningFacts) -> Verdict:
    """May this person sign the intyg om fullgjord bastjänstgöring?

    The huvudansvariga verksamhetschefen or equivalent, as the region has it, on a
    service list that makes a BT (BILAGA_3, PSF_4_1).
    """
    return all_of(
        _fullgjord_signatory(facts),
        check_service(facts.service),
        _evaluation_in(facts),
        _signature_itself(facts),
    )


def _fullgjord_signatory(facts: FullgjordSigningFacts) -> Verdict:
    if facts.signer in facts.signatories:
        return YES
    return no(
        "sign_fullgjord.not_manager",
        f"{_not_you(facts, 'intyget om fullgjord bastjänstgöring')} "
        "huvudansvarig verksamhetschef eller motsvarande, i "
        f"{facts.region} {facts.signatory_role}. {_ask(facts.signatories)}",
        BILAGA_3,
    )


def _evaluation_in(facts: FullgjordSigningFacts) -> Verdict:
    if facts.evaluation_in or not facts.evaluation_required:
        return YES
    return no(
        "sign_fullgjord.evaluation_missing",
        f"Intyget kan inte signeras än. I {facts.region} ska BT-läkarens utvärdering "
        "ha kommit in senast till avslutningssamtalet, och den saknas. Påminn "
        f"{facts.doctor}.",
        REGIONAL_MODEL,
    )


# ------------------------------------------------------------- bilaga 4: baskompetens
def may_sign_baskompetens(facts: BaskompetensFacts) -> Verdict:
    """May this person sign the intyg om uppnådd baskompetens?

    Two people certify, each for themselves, that every delmål is reached: the
    huvudansvariga handledaren and the externa bedömaren, never one person as both
    (BILAGA_4). The assessor signs when the assessment is held and came to that; in
    some regions after the main supervisor (REGIONAL_MODEL).
    """
    return all_of(
        _baskompetens_signatory(facts),
        _two_people(facts),
        _all_delmal(facts),
        _main_supervisor_first(facts),
        _external_held(facts),
        _signature_itself(facts),
    )


def baskompetens_role(facts: BaskompetensFacts) -> SignatureRole | None:
    """In which role would this person sign? None for anybody else."""
    if facts.signer == facts.main_supervisor:
        return SignatureRole.MAIN_SUPERVISOR
    if facts.signer == facts.external_assessor:
        return SignatureRole.EXTERNAL_ASSESSOR
    return None


def _baskompetens_signatory(facts: BaskompetensFacts) -> Verdict:
    if baskompetens_role(facts) is not None:
        return YES
    both = (facts.main_supervisor, facts.external_assessor)
    return no(
        "sign_baskompetens.not_signatory",
        f"{_not_you(facts, 'intyget om uppnådd baskompetens')} bara "
        "huvudansvarig handledare och extern bedömare. "
        f"{_ask(person for person in both if person is not None)}",
        BILAGA_4,
    )


def _two_people(facts: BaskompetensFacts) -> Verdict:
    role = baskompetens_role(facts)
    other = [s for s in facts.signed if s.person == facts.signer and s.role != role]
    both_roles = (
        facts.main_supervisor is not None
        and facts.main_supervisor == facts.external_assessor
    )
    if role is None or not (other or both_roles):
        return YES
    you = facts.who if facts.aside else "du"
    why = f"{you} har båda uppdragen"
    if other:
        role_name = ROLE_NAMES[SignatureRole(other[0].role)]
        why = f"{you} har redan signerat som {role_name}"
    return no(
        "sign_baskompetens.same_person",
        f"{facts.who} kan inte signera båda delarna av intyget. Huvudansvarig handledare och "
        f"extern bedömare bedömer var för sig, och {why}. Be {facts.bt_chef} att utse "
        "en annan extern bedömare.",
        BILAGA_4,
    )


def _all_delmal(facts: BaskompetensFacts) -> Verdict:
    missing = missing_from(facts.codes_certified, facts.regulation)
    if not missing:
        return YES
    every = len(catalogue(facts.regulation).codes)
    return no(
        "sign_baskompetens.delmal_missing",
        "Intyget om uppnådd baskompetens kan inte signeras än. Det gäller samtliga "
        f"{every} delmål, och intyg saknas för {collapse(missing)}. Utfärda det som saknas "
        "först.",
        BILAGA_4,
    )


def _main_supervisor_first(facts: BaskompetensFacts) -> Verdict:
    is_external = baskompetens_role(facts) == SignatureRole.EXTERNAL_ASSESSOR
    roles = {signature.role for signature in facts.signed}
    waits = facts.main_supervisor_first and is_external
    if not waits or SignatureRole.MAIN_SUPERVISOR in roles:
        return YES
    who = facts.main_supervisor or "den personen"
    return no(
        "sign_baskompetens.main_supervisor_first",
        f"{facts.who} kan inte signera än. I {facts.region} bedömer huvudansvarig "
        f"handledare först, och {who} har inte signerat. {_then(facts)}",
        REGIONAL_MODEL,
    )


def _external_held(facts: BaskompetensFacts) -> Verdict:
    if baskompetens_role(facts) != SignatureRole.EXTERNAL_ASSESSOR:
        return YES
    if facts.external_held_on is None:
        planned = "Den externa bedömningen är inte registrerad som genomförd."
        if facts.external_planned_on is not None:
            planned = (
                "Den externa bedömningen är planerad till den "
                f"{date_text(facts.external_planned_on)} men inte registrerad som "
                "genomförd."
            )
        return no(
            "sign_baskompetens.not_held",
            f"{facts.who} kan inte signera än. {planned} "
            + ("" if facts.aside else "Registrera bedömningen först."),
            HOUSE,
        )
    if not facts.external_approved:
        return no(
            "sign_baskompetens.not_approved",
            f"{facts.who} kan inte signera intyget. Utfallet av den externa bedömningen är inte "
            "”Baskompetens uppnådd”. Registrera en ny bedömning när underlaget eller "
            "tjänstgöringen är kompletterad.",
            HOUSE,
        )
    return YES


# ------------------------------------------------------------------ every signature
def _signature_itself(facts: SigningFacts) -> Verdict:
    # What concerns the signer alone is said to nobody else.
    own = (_not_oneself(facts), _role_lasts(facts), _signs_once(facts))
    return all_of(
        _still_stands(facts),
        *(() if facts.aside else own),
        surely_logged_in(facts.login),
        same_version(facts.seen.shown, facts.seen.current, facts.seen.changed_at),
    )


def _still_stands(facts: SigningFacts) -> Verdict:
    if facts.revoked_on is None:
        return YES
    return no(
        "sign.revoked",
        f"Intyget kan inte signeras. Det återkallades den {date_text(facts.revoked_on)} "
        "och börjar aldrig gälla igen. Skriv ett nytt intyg i stället.",
        HOUSE,
    )


def _not_oneself(facts: SigningFacts) -> Verdict:
    if facts.signer != facts.doctor:
        return YES
    return no(
        "sign.own_certificate",
        "Du kan inte signera ditt eget intyg. Någon annan intygar det du har gjort. "
        f"Kontakta {facts.contact} om du ser rutan av misstag.",
        HOUSE,
    )


def _role_lasts(facts: SigningFacts) -> Verdict:
    if facts.role_ended is None:
        return YES
    role, ended_on = facts.role_ended
    return no(
        "sign.role_ended",
        f"Du får inte signera. Ditt uppdrag som {role} för {facts.doctor} upphörde den "
        f"{date_text(ended_on)}. Kontakta {facts.contact} om det ska fortsätta.",
        HOUSE,
    )


def _signs_once(facts: SigningFacts) -> Verdict:
    mine = [signature for signature in facts.signed if signature.person == facts.signer]
    return already_signed(mine[0].on, way=CORRECTED) if mine else YES


def _not_you(facts: SigningFacts, what: str) -> str:
    """«Du får inte signera … Det gör», or how it is, to whoever does not ask to."""
    if facts.aside:
        return f"{what[0].upper()}{what[1:]} signeras av"
    return f"Du får inte signera {what}. Det gör"


def _then(facts: SigningFacts) -> str:
    if facts.aside:
        return f"{facts.who} får en uppgift därefter."
    return "Du får en uppgift när det är din tur."


def _ask(people: Iterable[Person]) -> str:
    """«Be Mats Örneblad att signera.»; another sentence when nobody is appointed."""
    who = names(people)
    return f"Be {who} att signera." if who else "Ingen är utsedd än."
