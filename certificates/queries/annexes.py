"""The attachments of the application: which they are, and what number each gets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bt_admin.lib.dates import list_text, period_iso
from bt_admin.lib.verdicts import Verdict, all_of
from certificates.documents import (
    Annexes,
    Applicant,
    ApplicationForm,
    NotInFont,
    overflowing,
)
from certificates.documents.freezing import thaw
from certificates.enums import CertificateKind
from certificates.models import Certificate
from certificates.queries.application import (
    application_of,
    attachments,
    form_with,
    in_paper_order,
    licences_of,
    signed_numbers,
)
from certificates.queries.content import applicant, form_of
from certificates.queries.documents import Original
from certificates.rules.annexes import (
    ABROAD,
    BEFORE_LICENCE,
    COMPETENCE,
    COMPLETED,
    DELMAL,
    LABELS,
    AnnexFacts,
    annex_rows,
    check_annexes,
    check_room,
)
from certificates.rules.licences import Licence, check_licences
from certificates.rules.sending import annex_numbers
from placements.enums import CreditKind, CreditState
from placements.models import Credit, Programme

LINES = {
    CertificateKind.DELMAL: DELMAL,
    CertificateKind.COMPLETED: COMPLETED,
    CertificateKind.COMPETENCE: COMPETENCE,
}
CREDITS: dict[str, str] = {
    CreditKind.PRE_LICENCE: BEFORE_LICENCE,
    CreditKind.FOREIGN: ABROAD,
}
GRANTED = (CreditState.GRANTED, CreditState.GRANTED_IN_PART)


@dataclass(frozen=True)
class OwnPaper:
    """A paper of the doctor's own, which goes as a copy: its line, its place, its name."""

    line: str
    place: int
    title: str


Annex = Certificate | OwnPaper


# ------------------------------------------------------------------------ the numbers
def own_papers(form: ApplicationForm) -> list[OwnPaper]:
    before = [
        OwnPaper(BEFORE_LICENCE, place, title)
        for place, title in enumerate(form.before_licence)
    ]
    return before + ([OwnPaper(ABROAD, 0, form.abroad)] if form.abroad else [])


def numbered(
    certificates: Sequence[Certificate], form: ApplicationForm
) -> dict[Annex, int]:
    """Each attachment's «Bilaga nr»: the certificates first, then the doctor's own."""
    rows: list[Annex] = [*certificates, *own_papers(form)]
    keep: dict[Annex, int] = dict(signed_numbers(list(certificates)).items())
    return annex_numbers(rows, keep)


def line_of(annex: Annex) -> str:
    if isinstance(annex, OwnPaper):
        return annex.line
    return LINES[CertificateKind(annex.kind)]


def annex_lines(numbers: Mapping[Annex, int]) -> Annexes:
    """The numbers of the attachments, line by line of bilaga 1."""
    return Annexes(**by_line(numbers))


def by_line(numbers: Mapping[Annex, int]) -> dict[str, tuple[int, ...]]:
    return {
        line: tuple(sorted(n for one, n in numbers.items() if line_of(one) == line))
        for line in LABELS
    }


def own_numbers(form: ApplicationForm) -> list[tuple[int, OwnPaper]]:
    """The doctor's own papers with their numbers, as a completed application has them."""
    numbers = [*form.annexes.before_licence, *form.annexes.abroad]
    return list(zip(numbers, own_papers(form), strict=False))


# -------------------------------------------------------------------- what agrees
@dataclass(frozen=True)
class Agreement:
    """What stands on each line of the list, and whether it agrees with the papers."""

    rows: tuple[tuple[str, str], ...]
    own: tuple[tuple[int, OwnPaper], ...]
    verdict: Verdict
    licences: Verdict


def agreement(
    programme: Programme,
    form: ApplicationForm,
    counting: Iterable[Certificate],
    papers: Sequence[Original] = (),
) -> Agreement:
    """As it stands now: with `papers`, also against the application they go with."""
    certificates = in_paper_order(counting)
    numbers = numbered(certificates, form)
    printed = any(paper.number is None for paper in papers)
    facts = replace(
        annex_facts(programme, certificates),
        papers=by_line(numbers),
        listed=vars(form.annexes) if printed else {},
        printed_name=_printed_name(papers, applicant(programme)),
    )
    return Agreement(
        annex_rows(facts.papers),
        tuple((n, one) for one, n in numbers.items() if isinstance(one, OwnPaper)),
        check_annexes(facts),
        check_licences(licences_of(programme.doctor), form_licences(form)),
    )


def agreed(programme: Programme, form: ApplicationForm) -> Verdict:
    """May it be completed, as far as attachments and licences go?"""
    found = agreement(programme, form, attachments(programme))
    return all_of(found.verdict, found.licences)


def fits_the_form(form: ApplicationForm) -> Verdict:
    """Is everything in type on bilaga 1, with the name and all the numbers?"""
    try:
        tight = overflowing(form)
    except NotInFont as problem:
        return check_room(strange=problem.characters)
    return check_room(too_long=tuple(form.texts()[path] for path in tight))


def annex_facts(
    programme: Programme, certificates: Sequence[Certificate]
) -> AnnexFacts:
    """Whose papers they are; the numbers are added by who has counted them."""
    mine = applicant(programme)
    theirs = [(one, form_of(one).applicant) for one in certificates]
    return AnnexFacts(
        papers={},
        name=_full(mine),
        other_number=_forms(
            one for one, who in theirs if who.personal_number != mine.personal_number
        ),
        other_names=tuple(
            (_forms(one for one, who in theirs if _full(who) == name), name)
            for name in dict.fromkeys(_full(who) for _, who in theirs)
            if name != _full(mine)
        ),
        credited=frozenset(CREDITS[one.kind] for one in granted(programme)),
    )


def _printed_name(papers: Sequence[Original], mine: Applicant) -> str:
    """The name on the completed application, where name or number is another now."""
    for paper in papers:
        if paper.number is None:
            form = thaw(paper.certificate.kind, paper.certificate.content)
            return "" if form.applicant == mine else _full(form.applicant)
    return ""


def _forms(certificates: Iterable[Certificate]) -> str:
    """«bilaga 2 och bilaga 4»: enough to know them by."""
    annexes = {CertificateKind(one.kind).annex for one in certificates}
    return list_text([f"bilaga {annex}" for annex in sorted(annexes)])


def _full(who: Applicant) -> str:
    return f"{who.first_name} {who.last_name}"


def form_licences(form: ApplicationForm) -> list[Licence]:
    return [Licence(one.country, one.on) for one in form.licences]


# ------------------------------------------------------------------- a first proposal
def suggested_form(programme: Programme) -> ApplicationForm:
    """What was saved; before that, what the region knows, and what it has credited."""
    saved = application_of(programme)
    form = form_with(programme, saved)
    if saved:
        return form
    credits = granted(programme)
    before, abroad = (
        [title_of_credit(one) for one in credits if CREDITS[one.kind] == line]
        for line in (BEFORE_LICENCE, ABROAD)
    )
    return replace(form, before_licence=tuple(before), abroad="; ".join(abroad))


def granted(programme: Programme) -> list[Credit]:
    """Credited service that bilaga 1 has a line for."""
    rows = Credit.objects.filter(
        programme=programme, kind__in=CREDITS, state__in=GRANTED
    )
    return list(rows.order_by("starts_on"))


def title_of_credit(credit: Credit) -> str:
    return f"{credit.workplace}, {period_iso(credit.starts_on, credit.ends_on)}"
