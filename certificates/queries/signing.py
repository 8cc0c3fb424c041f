"""May this person sign this certificate? Collects the facts and asks the rule."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from bt_admin.lib.verdicts import YES, Verdict, all_of
from certificates.enums import CertificateKind, ExternalOutcome, SignatureRole
from certificates.models import Certificate, CertificateSignature
from certificates.queries import regional
from certificates.queries.certificates import (
    certified_codes,
    certifying_managers,
    codes_in,
    external_of,
    main_supervisor,
    person,
    signatures_of,
    signed,
)
from certificates.queries.content import (
    Content,
    Form,
    certifier,
    digest,
)
from certificates.queries.evidence import codes_with_evidence
from certificates.queries.final import decides_alone
from certificates.queries.service import service_facts, service_periods
from certificates.queries.wording import (
    BOXES,
    PEOPLE,
    box_texts,
    boxes_too_small,
    content_now,
    form_now,
    people_too_long,
    strange_characters,
)
from certificates.rules.drafts import (
    certified_once,
    person_too_long,
    person_unprintable,
    unprintable,
)
from certificates.rules.paper import PrintFacts, may_print
from certificates.rules.people import all_certifiers_named, applicant_known
from certificates.rules.service import box_overflow
from certificates.rules.signing import (
    BaskompetensFacts,
    DelmalSigningFacts,
    FullgjordSigningFacts,
    Seen,
    baskompetens_role,
    may_sign_baskompetens,
    may_sign_delmal,
    may_sign_fullgjord,
)
from placements.models import Programme, ProgrammeAssignment
from regions.models import User


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """Somebody about to sign: who, how they logged in, when, and what they were shown.

    `aside`: somebody else reads the reasons, and `by` is named in them.
    `shown` None is a page that asks before anything is shown. `measure` lays the form
    out to see that every text fits: done when it is signed, not each time it is read.
    """

    by: User
    login: str
    today: date
    shown: str | None = None
    measure: bool = False
    aside: bool = False


# ------------------------------------------------------------------------- the verdict
def may_sign(certificate: Certificate, attempt: Attempt) -> Verdict:
    """Every reason why this person cannot sign this certificate now."""
    content = content_now(certificate, attempt.by, attempt.today)
    signatures = signatures_of(certificate)
    ask = VERDICTS[CertificateKind(certificate.kind)]
    verdict = ask(certificate, attempt, content, signatures)
    if signatures:
        return verdict
    return verdict & printable(certificate, attempt) & fits(certificate, attempt)


def role_of(certificate: Certificate, attempt: Attempt) -> SignatureRole | None:
    """In which role this person would sign."""
    programme = certificate.programme
    if certificate.kind == CertificateKind.COMPLETED:
        rows = certifying_managers(programme.region, attempt.today)
        held = [row.role for row in rows if row.user_id == attempt.by.pk]
        return SignatureRole(held[0]) if held else None
    if certificate.kind == CertificateKind.DELMAL:
        is_it = main_supervisor(programme, attempt.today) == attempt.by
        return SignatureRole.MAIN_SUPERVISOR if is_it else None
    return baskompetens_role(_competence_facts(certificate, attempt, {}, []))


def printable(certificate: Certificate, attempt: Attempt) -> Verdict:
    """Is all known that the form asks of its people? The first signature locks it."""
    doctor = certificate.programme.doctor.user
    people = _certifiers(certificate, attempt)
    return all_of(
        applicant_known(person(doctor), doctor.personal_number),
        all_certifiers_named(CertificateKind(certificate.kind), len(people)),
        *(_known(certificate, attempt, user) for user in people),
    )


def fits(certificate: Certificate, attempt: Attempt) -> Verdict:
    """Can every character be shown, and does what it says of people fit its boxes?"""
    if not attempt.measure:
        return YES
    form = form_now(certificate, attempt.by, attempt.today)
    if strange := strange_characters(form):
        return all_of(*(_strange(form, path, which) for path, which in strange))
    return all_of(*map(person_too_long, people_too_long(form)))


def _strange(form: Form, path: str, characters: str) -> Verdict:
    if path.startswith(PEOPLE):
        return person_unprintable(box_texts(form)[path], characters)
    return unprintable(BOXES.get(path, path), characters, "")


def _certifiers(certificate: Certificate, attempt: Attempt) -> list[User]:
    """Whose names are printed: on bilaga 4 both, whoever signs first."""
    if certificate.kind == CertificateKind.COMPLETED:
        return [attempt.by]
    programme = certificate.programme
    people = [main_supervisor(programme, attempt.today)]
    if certificate.kind == CertificateKind.COMPETENCE:
        external = external_of(programme)
        people.append(external.assessor if external else None)
    return [user for user in people if user is not None]


def _known(certificate: Certificate, attempt: Attempt, user: User) -> Verdict:
    known = certifier(user)
    return may_print(
        PrintFacts(
            kind=CertificateKind(certificate.kind),
            signatory=person(user),
            viewer_is_signatory=user == attempt.by and not attempt.aside,
            personal_number=known.personal_number,
            speciality=known.speciality,
            workplace=known.workplace,
        )
    )


def _delmal_verdict(
    certificate: Certificate,
    attempt: Attempt,
    content: Content,
    signatures: list[CertificateSignature],
) -> Verdict:
    programme = certificate.programme
    supervisor = main_supervisor(programme, attempt.today)
    codes = codes_in(certificate)
    facts = DelmalSigningFacts(
        **_common(certificate, attempt, content, signatures),
        signatories=(person(supervisor),) if supervisor else (),
        codes=codes,
        codes_with_evidence=codes_with_evidence(programme),
        activities=content["activities"],
        checks=content["checks"],
        overflowing=_too_long(certificate, attempt, signatures),
    )
    verdict = may_sign_delmal(facts)
    if signatures:
        return verdict
    return verdict & certified_once(codes, certified_codes(programme))


def _completed_verdict(
    certificate: Certificate,
    attempt: Attempt,
    content: Content,
    signatures: list[CertificateSignature],
) -> Verdict:
    programme = certificate.programme
    managers = certifying_managers(programme.region, attempt.today)
    service = service_facts(
        programme,
        service_periods(programme),
        primary_care=content["primary_care"],
        acute_care=content["acute_care"],
        today=attempt.today,
        overflowing=_too_long(certificate, attempt, signatures),
    )
    return may_sign_fullgjord(
        FullgjordSigningFacts(
            **_common(certificate, attempt, content, signatures),
            signatories=tuple(person(row.user) for row in managers),
            signatory_role=regional.bilaga_3_signatory(programme),
            service=service,
        )
    )


def _competence_verdict(
    certificate: Certificate,
    attempt: Attempt,
    content: Content,
    signatures: list[CertificateSignature],
) -> Verdict:
    facts = _competence_facts(certificate, attempt, content, signatures)
    boxes = _too_long(certificate, attempt, signatures)
    return may_sign_baskompetens(facts) & all_of(*map(box_overflow, boxes))


def _competence_facts(
    certificate: Certificate,
    attempt: Attempt,
    content: Content,
    signatures: list[CertificateSignature],
) -> BaskompetensFacts:
    programme = certificate.programme
    external = external_of(programme)
    return BaskompetensFacts(
        **_common(certificate, attempt, content, signatures),
        main_supervisor=person(main_supervisor(programme, attempt.today)),
        external_assessor=person(external.assessor if external else None),
        codes_certified=certified_codes(programme),
        main_supervisor_first=regional.main_supervisor_first(programme)
        and not decides_alone(programme),
        external_planned_on=external.planned_on if external else None,
        external_held_on=external.held_on if external else None,
        external_approved=bool(
            external and external.outcome == ExternalOutcome.APPROVED
        ),
        bt_chef=regional.bt_chef(programme),
        regulation=programme.regulation,
    )


Ask = Callable[[Certificate, Attempt, Content, list[CertificateSignature]], Verdict]
VERDICTS: dict[CertificateKind, Ask] = {
    CertificateKind.DELMAL: _delmal_verdict,
    CertificateKind.COMPLETED: _completed_verdict,
    CertificateKind.COMPETENCE: _competence_verdict,
}


def _common(
    certificate: Certificate,
    attempt: Attempt,
    content: Content,
    signatures: list[CertificateSignature],
) -> dict[str, Any]:
    """What every signature is asked."""
    now = digest(content)
    programme = certificate.programme
    return {
        "signer": person(attempt.by),
        "doctor": person(programme.doctor.user),
        "region": programme.region.name,
        "seen": Seen(now if attempt.shown is None else attempt.shown, now),
        "login": attempt.login,
        "signed": signed(signatures),
        "role_ended": _role_ended(programme, attempt),
        "contact": regional.CONTACT,
        "aside": attempt.aside,
        "revoked_on": _day(certificate.revoked_at),
    }


def _role_ended(programme: Programme, attempt: Attempt) -> tuple[str, date] | None:
    """A role that would have given the right, and the day it ended."""
    row = (
        ProgrammeAssignment.objects.filter(
            programme=programme,
            region=programme.region_id,
            user=attempt.by,
            role=SignatureRole.MAIN_SUPERVISOR,
        )
        .order_by("-starts")
        .first()
    )
    if row is None or row.ends is None or row.ends >= attempt.today:
        return None
    return str(SignatureRole.MAIN_SUPERVISOR.label), row.ends


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _too_long(
    certificate: Certificate,
    attempt: Attempt,
    signatures: list[CertificateSignature],
) -> tuple[str, ...]:
    if signatures or not attempt.measure:
        return ()
    form = form_now(certificate, attempt.by, attempt.today)
    return () if strange_characters(form) else boxes_too_small(form)
