"""The external assessment: when the material opens, and what it may come to."""

from dataclasses import dataclass, replace
from datetime import date

from assessments.rules.delmal import collapse, missing_from
from bt_admin.lib.dates import date_text, list_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import (
    BILAGA_4,
    EXTERNAL_ASSESSOR,
    HOUSE,
    REGIONAL_MODEL,
    REGULATION,
)
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from certificates.enums import ExternalOutcome
from certificates.rules.final_outcome import has_own_verdict


@dataclass(frozen=True)
class MaterialFacts:
    by: Person
    assessor: Person | None
    declared_on: date | None = None
    conflict_on: date | None = None
    ended_on: date | None = None
    contact: str = "regionens BT-kansli"
    bound: Verdict = YES  # what rules.external.is_independent says of the two today


@dataclass(frozen=True)
class DeclareFacts:
    """The two boxes of the jävsförklaring; an unticked box is no answer."""

    by: Person
    assessor: Person | None
    not_same_unit: bool
    no_part: bool
    declared_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class OutcomeFacts:
    """The external assessment has been held and came to something.

    `overall_missing` names placements whose sammantagna bedömning is not signed.
    """

    by: Person
    assessor: Person | None
    outcome: ExternalOutcome | str
    held_on: date
    today: date
    declared_on: date | None
    codes_certified: frozenset[str]
    overall_missing: tuple[str, ...] = ()
    reasons: str = ""
    regulation: str = REGULATION
    bound: Verdict = YES
    own_verdict: str = ""
    decides: bool = False  # as the second, after different verdicts
    meeting_on: date | None = None
    meeting_held: bool = False


def may_open_material(facts: MaterialFacts) -> Verdict:
    """May this person read the doctor's whole file?

    The appointed assessor, after the declaration, while the assignment lasts, and
    not after having declared a conflict. A tie that comes to light closes it too.
    """
    return all_of(_is_assessor(facts.by, facts.assessor), _open_for(facts))


def may_declare(facts: DeclareFacts) -> Verdict:
    """May the jävsförklaring be registered? Once, with both boxes ticked."""
    verdict = _is_assessor(facts.by, facts.assessor)
    if facts.declared_on is not None:
        return verdict & no(
            "external.already_declared",
            "Du har redan svarat på frågorna. Har något ändrats väljer du ”Anmäl jäv”.",
            HOUSE,
        )
    if facts.not_same_unit and facts.no_part:
        return verdict
    field = "no_part" if facts.not_same_unit else "not_same_unit"
    return verdict & no(
        "external.declaration_incomplete",
        "Underlaget öppnas när du har kryssat i båda rutorna. Stämmer någon av dem "
        "inte väljer du ”Anmäl jäv”, så utses någon annan.",
        EXTERNAL_ASSESSOR,
        field=field,
    )


def may_record_outcome(facts: OutcomeFacts) -> Verdict:
    """May this outcome of the external assessment be recorded?

    By the assessor, after the declaration, when it has been held. «Baskompetens
    uppnådd» needs every delmål certified (BILAGA_4) and every overall assessment;
    anything else needs reasons that the doctor can read.
    """
    return all_of(
        _is_assessor(facts.by, facts.assessor),
        _unbound(facts.bound),
        _declared(facts.declared_on),
        _held(facts),
        _meeting_registered(facts),
        has_own_verdict(facts.outcome, facts.own_verdict),
        _decides(facts),
        _complete(facts),
        _explained(facts),
    )


def _is_assessor(by: Person, assessor: Person | None) -> Verdict:
    if assessor is not None and by == assessor:
        return YES
    return no(
        "external.not_assessor",
        "Du får inte göra det här. Det gör den externa bedömaren. "
        + (f"Be {assessor}." if assessor else "Ingen är utsedd än."),
        EXTERNAL_ASSESSOR,
    )


def _open_for(facts: MaterialFacts) -> Verdict:
    closed_on = facts.ended_on or facts.conflict_on
    if closed_on is not None:
        return no(
            "external.closed",
            "Du kan inte längre öppna underlaget. Din åtkomst gällde uppdraget, som "
            f"avslutades den {date_text(closed_on)}. Kontakta {facts.contact} om något "
            "behöver rättas.",
            HOUSE,
        )
    return _unbound(facts.bound) & _declared(facts.declared_on)


def _unbound(bound: Verdict) -> Verdict:
    """The same reasons, said to the assessor who was appointed before they were known."""
    return Verdict(
        tuple(
            replace(
                reason,
                text="Du kan inte längre bedöma. "
                + reason.text.removesuffix(" Välj någon annan.")
                + " AT/BT-chefen får veta det. Är uppgiften fel kan den rättas, och "
                "då öppnas underlaget igen.",
            )
            for reason in bound.reasons
        )
    )


def _declared(declared_on: date | None) -> Verdict:
    if declared_on is not None:
        return YES
    return no(
        "external.declaration_missing",
        "Du kan inte öppna underlaget än. Först svarar du på om du har tjänstgjort "
        "samtidigt vid samma vårdenhet eller haft del i bastjänstgöringen. Svara på de "
        "två frågorna, så öppnas underlaget.",
        EXTERNAL_ASSESSOR,
    )


def _held(facts: OutcomeFacts) -> Verdict:
    if facts.held_on <= facts.today:
        return YES
    return no(
        "external.future",
        "Utfallet kan inte sparas än. Bedömningen är inte genomförd. Registrera "
        "utfallet när ni har träffats.",
        HOUSE,
        field="held_on",
    )


def _meeting_registered(facts: OutcomeFacts) -> Verdict:
    if facts.meeting_on is None or facts.meeting_held:
        return YES
    return no(
        "external.meeting_not_held",
        f"Utfallet kan inte sparas än. Mötet är planerat till den "
        f"{date_text(facts.meeting_on)} men inte registrerat som hållet. Registrera "
        "mötet först, eller flytta det.",
        HOUSE,
        field="held_on",
    )


def _decides(facts: OutcomeFacts) -> Verdict:
    if not facts.decides or facts.outcome != ExternalOutcome.DISAGREEMENT:
        return YES
    return no(
        "external.decides",
        "Din bedömning avgör. Välj vad du själv kom fram till.",
        REGIONAL_MODEL,
        field="outcome",
    )


def _complete(facts: OutcomeFacts) -> Verdict:
    if facts.outcome != ExternalOutcome.APPROVED:
        return YES
    missing = []
    if codes := missing_from(facts.codes_certified, facts.regulation):
        missing.append(f"intyg för {collapse(codes)}")
    if facts.overall_missing:
        places = list_text(facts.overall_missing)
        missing.append(f"sammantagen bedömning från {places}")
    if not missing:
        return YES
    return no(
        "external.incomplete",
        "Utfallet ”Baskompetens uppnådd” kan inte sparas än. Det saknas "
        f"{list_text(missing)}. Komplettera, eller välj ”Underlaget är inte komplett”.",
        BILAGA_4,
        field="outcome",
    )


def _explained(facts: OutcomeFacts) -> Verdict:
    if facts.outcome == ExternalOutcome.APPROVED or facts.reasons.strip():
        return YES
    return no(
        "external.reasons_missing",
        "Utfallet kan inte sparas utan motivering. BT-läkaren ska få veta skälen när "
        "baskompetens inte är uppnådd. Skriv vilka delmål det gäller och vad "
        "bedömningen bygger på.",
        EXTERNAL_ASSESSOR,
        field="reasons",
    )
