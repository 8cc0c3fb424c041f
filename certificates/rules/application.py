"""What is missing for the application to Socialstyrelsen, and how it is numbered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assessments.rules.delmal import collapse, missing_from
from bt_admin.lib.dates import list_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import BILAGA_1, REGULATION
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from certificates.enums import CertificateKind, CertificateState

COUNTS = (CertificateState.CERTIFIED, CertificateState.ISSUED)


@dataclass(frozen=True)
class CertificateFact:
    """A certificate of the programme; `codes` are those of bilaga 2."""

    kind: CertificateKind | str
    state: CertificateState | str
    codes: tuple[str, ...] = ()
    annex_number: int | None = None

    @property
    def counts(self) -> bool:
        return self.state in COUNTS


@dataclass(frozen=True)
class ApplicationFacts:
    """`own_fields` are what bilaga 1 asks of the doctor, by their Swedish names."""

    doctor: Person
    by: Person
    certificates: tuple[CertificateFact, ...]
    own_fields: Mapping[str, str] = field(default_factory=dict)
    regulation: str = REGULATION


def may_complete_application(facts: ApplicationFacts) -> Verdict:
    """May the application be completed and printed?

    By the doctor, when certificates of all three kinds are signed, for all eighteen
    delmål, and bilaga 1 has what it asks for (BILAGA_1).
    """
    return all_of(_is_doctor(facts), _attached(facts), _own_fields(facts))


def missing_for_application(facts: ApplicationFacts) -> tuple[str, ...]:
    """Which certificates are still missing, in words that go into a sentence?"""
    have = [certificate for certificate in facts.certificates if certificate.counts]
    missing = []
    if codes := missing_from(certified_codes(have), facts.regulation):
        missing.append(f"intyg om delmål för {collapse(codes)}")
    kinds = {certificate.kind for certificate in have}
    if CertificateKind.COMPLETED not in kinds:
        missing.append("intyg om fullgjord bastjänstgöring")
    if CertificateKind.COMPETENCE not in kinds:
        missing.append("intyg om uppnådd baskompetens")
    return tuple(missing)


def number_ranges(numbers: Iterable[int]) -> str:
    """«1-4, 6»: how bilaga 1 gives the numbers of the attachments."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1].append(number)
        else:
            ranges.append([number])
    return ", ".join(
        f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in ranges
    )


def certified_codes(certificates: Iterable[CertificateFact]) -> set[str]:
    return {
        code
        for certificate in certificates
        if certificate.kind == CertificateKind.DELMAL
        for code in certificate.codes
    }


def _is_doctor(facts: ApplicationFacts) -> Verdict:
    if facts.by == facts.doctor:
        return YES
    return no(
        "application.not_doctor",
        "Du får inte göra klart ansökan. Det gör BT-läkaren själv. Påminn "
        f"{facts.doctor}.",
        BILAGA_1,
    )


def _attached(facts: ApplicationFacts) -> Verdict:
    missing = missing_for_application(facts)
    if not missing:
        return YES
    return no(
        "application.incomplete",
        "Ansökan kan inte skrivas ut än. Intyg om delmål, fullgjord bastjänstgöring "
        f"och uppnådd baskompetens ska bifogas, och {list_text(missing)} saknas. Följ "
        "länken till det som saknas.",
        BILAGA_1,
    )


def _own_fields(facts: ApplicationFacts) -> Verdict:
    empty = [name for name, value in facts.own_fields.items() if not value.strip()]
    if not empty:
        return YES
    return no(
        "application.own_data_missing",
        f"Ansökan kan inte skrivas ut än. Blanketten ska ha {list_text(empty)}. Fyll i "
        "det som saknas.",
        BILAGA_1,
    )
