"""Bilaga 4: *Intyg om uppnådd baskompetens*, valid with both signatures."""

from dataclasses import dataclass
from datetime import date

from .layout import print_form
from .people import NOBODY, UNSIGNED, Applicant, Certifier


@dataclass(frozen=True)
class CompetenceForm:
    """`supervisor` is huvudansvarig handledare, `assessor` extern bedömare."""

    template = "certificates/pdf/bilaga_4.html"
    stylesheets = ("forms.css", "bilaga-4.css")
    title = "Intyg om uppnådd baskompetens (HSLF-FS 2021:8, bilaga 4)"
    pages = 1

    annex_number: int | None = None
    applicant: Applicant = NOBODY
    supervisor: Certifier = UNSIGNED
    assessor: Certifier = UNSIGNED

    def texts(self) -> dict[str, str]:
        return {
            "annex_number": str(self.annex_number or ""),
            **self.applicant.texts(),
            **self.supervisor.texts("supervisor"),
            **self.assessor.texts("assessor"),
        }


def render_competence(
    form: CompetenceForm, *, created: date, identifier: bytes = b""
) -> bytes:
    return print_form(form, created=created, identifier=identifier)
