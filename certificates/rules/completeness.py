"""The nine steps of a BT: what is done, and what is missing for the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from assessments.enums import AssessmentState
from assessments.rules.delmal import collapse, missing_from
from bt_admin.lib.dates import list_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import (
    ASSESSMENT,
    BILAGA_2,
    BILAGA_3,
    BILAGA_4,
    EXTERNAL_ASSESSOR,
    HOUSE,
    REGIONAL_MODEL,
    REGULATION,
    SUPERVISORS,
    Source,
)
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from certificates.enums import CertificateKind
from certificates.rules.application import (
    ApplicationFacts,
    CertificateFact,
    certified_codes,
    may_complete_application,
)
from certificates.rules.service import ServiceFacts, check_service
from placements.rules.programme import PlanFacts, check_plan

READ = (AssessmentState.ACKNOWLEDGED,)
SIGNED = (AssessmentState.SIGNED, AssessmentState.ACKNOWLEDGED)


@dataclass(frozen=True)
class PlacementFact:
    """A placement as the steps see it. `counts` is False for introduction."""

    label: str
    ends_on: date
    has_unit: bool
    supervisor: Person | None
    assessments: int = 0
    minimum: int = 0
    overall: AssessmentState | str | None = None
    counts: bool = True


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """Everything that the nine steps of a BT are read from, on one day."""

    doctor: Person
    today: date
    plan: PlanFacts
    main_supervisor: Person | None
    placements: tuple[PlacementFact, ...]
    certificates: tuple[CertificateFact, ...]
    service: ServiceFacts
    collegium_held_on: date | None = None
    collegium_fed_back_on: date | None = None
    collegium_wanted: bool = True
    external_assessor: Person | None = None
    external_declared_on: date | None = None
    external_held_on: date | None = None
    external_approved: bool = False
    external_may_be_told: bool = False  # to the doctor
    own_fields: Mapping[str, str] = field(default_factory=dict)
    documents_ready: bool = False
    waiting_for_pen: tuple[str, ...] = ()
    regulation: str = REGULATION


@dataclass(frozen=True)
class Step:
    """One of the nine, with why it is not done yet. `who` does it."""

    number: int
    key: str
    title: str
    who: str
    verdict: Verdict

    @property
    def done(self) -> bool:
        return bool(self.verdict)


def steps(facts: StepFacts) -> tuple[Step, ...]:
    """Where in the chain is this BT, and why is each step not done yet?"""
    made = (
        ("plan", "Plan och handledare", "studierektorn", _planned(facts)),
        ("assessments", "Bedömningar", "BT-läkaren", _assessed(facts)),
        ("overall", "Sammantagna bedömningar", "handledaren", _overall(facts)),
        ("collegium", "BT-kollegium", "studierektorn", _collegium(facts)),
        ("delmal", "Intyg om delmål", "huvudansvarig handledare", _delmal(facts)),
        ("competence", "Slutbedömning", "bedömarna", _competence(facts)),
        ("completed", "Intyg om fullgjord BT", "AT/BT-chefen", _completed(facts)),
        ("application", "Ansökan", "BT-läkaren", _application(facts)),
        ("issued", "Underskrivet och utfärdat", "BT-läkaren", _issued(facts)),
    )
    return tuple(
        Step(number, key, title, who, verdict)
        for number, (key, title, who, verdict) in enumerate(made, start=1)
    )


def next_step(chain: Iterable[Step]) -> Step | None:
    """The first step that is not done; None when all are."""
    return next((step for step in chain if not step.done), None)


def _planned(facts: StepFacts) -> Verdict:
    verdict = check_plan(facts.plan)
    if facts.main_supervisor is None:
        verdict = verdict & _lack(
            "main_supervisor",
            "Ingen huvudansvarig handledare är utsedd än. Studierektorn utser en.",
            SUPERVISORS,
        )
    for placement in facts.placements:
        if placement.ends_on >= facts.today:  # what is over can no longer be planned
            verdict = verdict & _placement_ready(placement)
    return verdict


def _placement_ready(placement: PlacementFact) -> Verdict:
    if not placement.counts:
        return YES
    verdict = YES
    if not placement.has_unit:
        text = f"Enhet saknas för {placement.label}. Administratören väljer en."
        verdict = _lack("unit", text, HOUSE)
    if placement.supervisor is None:
        text = f"Handledare saknas för {placement.label}. Enheten utser en."
        verdict = verdict & _lack("supervisor", text, SUPERVISORS)
    return verdict


def _assessed(facts: StepFacts) -> Verdict:
    verdicts = []
    for placement in _counting(facts):
        wanted = max(placement.minimum, 1)
        if placement.assessments < wanted:
            text = (
                f"{placement.label}: {placement.assessments} av {wanted} bedömningar "
                "är signerade. Be om fler."
            )
            source = REGIONAL_MODEL if placement.minimum else ASSESSMENT
            verdicts.append(_lack("assessments", text, source))
    return all_of(*verdicts)


def _overall(facts: StepFacts) -> Verdict:
    verdicts = []
    for placement in _counting(facts):
        if placement.overall not in SIGNED:
            verdicts.append(
                _lack("overall", _overall_text(facts, placement), ASSESSMENT)
            )
        elif placement.overall not in READ:
            text = (
                f"{placement.label}: den sammantagna bedömningen är signerad men inte "
                "läst av BT-läkaren."
            )
            verdicts.append(_lack("overall_unread", text, HOUSE))
    return all_of(*verdicts)


def _overall_text(facts: StepFacts, placement: PlacementFact) -> str:
    if placement.ends_on > facts.today:
        return f"{placement.label}: skrivs när placeringen är slut."
    remind = f" Påminn {placement.supervisor}." if placement.supervisor else ""
    return f"{placement.label}: den sammantagna bedömningen saknas.{remind}"


def _collegium(facts: StepFacts) -> Verdict:
    if not facts.collegium_wanted or facts.collegium_fed_back_on is not None:
        return YES
    if facts.collegium_held_on is None:
        text = "Inget BT-kollegium är dokumenterat än. Studierektorn gör det."
        return _lack("collegium", text, REGIONAL_MODEL)
    text = (
        "Kollegiets bedömning är inte återkopplad än. Huvudansvarig handledare gör det."
    )
    return _lack("feed_back", text, REGIONAL_MODEL)


def _delmal(facts: StepFacts) -> Verdict:
    missing = missing_from(certified_codes(_counted(facts)), facts.regulation)
    if not missing:
        return YES
    text = f"Intyg saknas för {collapse(missing)}. Huvudansvarig handledare intygar."
    return _lack("delmal", text, BILAGA_2)


def _competence(facts: StepFacts) -> Verdict:
    if _has(facts, CertificateKind.COMPETENCE):
        return YES
    if facts.external_assessor is None:
        text = "Ingen extern bedömare är utsedd än. AT/BT-chefen utser en."
        return _lack("external_assessor", text, EXTERNAL_ASSESSOR)
    if facts.external_declared_on is None:
        text = f"{facts.external_assessor} har inte svarat på frågorna om jäv än."
        return _lack("declaration", text, EXTERNAL_ASSESSOR)
    if facts.external_held_on is None:
        text = "Den externa bedömningen är inte registrerad som genomförd än."
        return _lack("external_held", text, EXTERNAL_ASSESSOR)
    if not facts.external_approved:
        text = "Utfallet av den externa bedömningen är inte ”Baskompetens uppnådd”."
        return _lack("external_outcome", text, EXTERNAL_ASSESSOR)
    text = "Intyget om uppnådd baskompetens är inte signerat av båda bedömarna än."
    return _lack("competence", text, BILAGA_4)


def _completed(facts: StepFacts) -> Verdict:
    if _has(facts, CertificateKind.COMPLETED):
        return YES
    text = "Intyget om fullgjord bastjänstgöring är inte signerat än."
    return check_service(facts.service) & _lack("completed", text, BILAGA_3)


def _application(facts: StepFacts) -> Verdict:
    application = ApplicationFacts(
        facts.doctor,
        facts.doctor,
        facts.certificates,
        facts.own_fields,
        facts.regulation,
    )
    verdict = may_complete_application(application)
    if not verdict or facts.documents_ready:
        return verdict
    text = "Blanketterna är inte framställda än. BT-läkaren gör klart ansökan."
    return _lack("documents", text, HOUSE)


def _issued(facts: StepFacts) -> Verdict:
    if facts.documents_ready and not facts.waiting_for_pen:
        return YES
    if not facts.documents_ready:
        text = "Originalen kan skrivas under när blanketterna är framställda."
        return _lack("documents_first", text, HOUSE)
    who = list_text(facts.waiting_for_pen)
    text = f"Underskrift med penna är inte registrerad för {who}."
    return _lack("pen", text, HOUSE)


def _counting(facts: StepFacts) -> list[PlacementFact]:
    return [placement for placement in facts.placements if placement.counts]


def _counted(facts: StepFacts) -> list[CertificateFact]:
    return [certificate for certificate in facts.certificates if certificate.counts]


def _has(facts: StepFacts, kind: CertificateKind) -> bool:
    return any(certificate.kind == kind for certificate in _counted(facts))


def _lack(key: str, text: str, source: Source) -> Verdict:
    return no(f"step.{key}", text, source)
