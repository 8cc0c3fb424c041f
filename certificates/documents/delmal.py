"""Bilaga 2: *Intyg om delmål i bastjänstgöringen*."""

from dataclasses import dataclass
from datetime import date

from .layout import print_form
from .people import NOBODY, UNSIGNED, Applicant, Certifier


@dataclass(frozen=True)
class DelmalForm:
    """One certificate, for one or several delmål.

    `activities` and `checks` say which words belong to which delmål when there are
    several; `splitting.split_delmal` writes them so.
    """

    template = "certificates/pdf/bilaga_2.html"
    stylesheets = ("forms.css", "bilaga-2.css")
    title = "Intyg om delmål i bastjänstgöringen (HSLF-FS 2021:8, bilaga 2)"
    pages = 2

    annex_number: int | None = None
    applicant: Applicant = NOBODY
    codes: tuple[str, ...] = ()
    activities: str = ""
    checks: str = ""
    certifier: Certifier = UNSIGNED

    def texts(self) -> dict[str, str]:
        return {
            "annex_number": str(self.annex_number or ""),
            **self.applicant.texts(),
            "codes": ", ".join(self.codes),
            "activities": self.activities,
            "checks": self.checks,
            **self.certifier.texts("certifier"),
        }


def render_delmal(form: DelmalForm, *, created: date, identifier: bytes = b"") -> bytes:
    return print_form(form, created=created, identifier=identifier)
