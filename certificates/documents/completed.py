"""Bilaga 3: *Intyg om fullgjord bastjänstgöring*."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bt_admin.lib.dates import number_text, period_yymmdd

from .errors import TooManyRows
from .layout import print_form
from .people import NOBODY, UNSIGNED, Applicant, Certifier
from .text import months

ROWS = 18


@dataclass(frozen=True)
class ServiceRow:
    """A line of the *tjänsteförteckning*: one unit, one period, one percentage."""

    workplace: str
    starts: date
    ends: date
    percent: int | Decimal
    full_time_months: Decimal

    def texts(self) -> dict[str, str]:
        return {
            "workplace": self.workplace,
            "period": period_yymmdd(self.starts, self.ends),
            "percent": number_text(self.percent),
            "months": months(self.full_time_months),
        }


EMPTY_ROW = dict.fromkeys(("workplace", "period", "percent", "months"), "")


@dataclass(frozen=True)
class CompletedForm:
    """`total` is *Summa*, in months of full time; it is printed, not added up here."""

    template = "certificates/pdf/bilaga_3.html"
    stylesheets = ("forms.css", "bilaga-3.css")
    title = "Intyg om fullgjord bastjänstgöring (HSLF-FS 2021:8, bilaga 3)"
    pages = 2

    annex_number: int | None = None
    applicant: Applicant = NOBODY
    rows: tuple[ServiceRow, ...] = ()
    total: Decimal | None = None
    primary_care: str = ""
    acute_care: str = ""
    certifier: Certifier = UNSIGNED

    def texts(self) -> dict[str, str]:
        return {
            "annex_number": str(self.annex_number or ""),
            **self.applicant.texts(),
            **self._row_texts(),
            "total": "" if self.total is None else months(self.total),
            "primary_care": self.primary_care,
            "acute_care": self.acute_care,
            # This form asks nothing more of its certifier, who need not be a doctor.
            "certifier.name": self.certifier.name,
            "certifier.workplace": self.certifier.workplace,
        }

    def _row_texts(self) -> dict[str, str]:
        if len(self.rows) > ROWS:
            raise TooManyRows("rows", rows=len(self.rows), most=ROWS)
        filled = [row.texts() for row in self.rows]
        lines = filled + [EMPTY_ROW] * (ROWS - len(filled))
        return {
            f"rows.{number}.{column}": text
            for number, line in enumerate(lines, start=1)
            for column, text in line.items()
        }


def render_completed(
    form: CompletedForm, *, created: date, identifier: bytes = b""
) -> bytes:
    return print_form(form, created=created, identifier=identifier)
