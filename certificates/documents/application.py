"""Bilaga 1: *Ansökan om intyg om godkänd bastjänstgöring*."""

from dataclasses import dataclass, field
from datetime import date

from bt_admin.lib.dates import yymmdd

from .errors import TooManyRows
from .layout import print_form
from .people import NOBODY, Applicant
from .text import number_ranges

LICENCES = 3


@dataclass(frozen=True)
class CountryAndDate:
    """Where and when a degree or a licence was given."""

    country: str = ""
    on: date | None = None

    def texts(self, prefix: str) -> dict[str, str]:
        day = yymmdd(self.on) if self.on else ""
        return {f"{prefix}.country": self.country, f"{prefix}.on": day}


@dataclass(frozen=True)
class Annexes:
    """Which numbers the attached certificates carry, line by line."""

    delmal: tuple[int, ...] = ()
    completed: tuple[int, ...] = ()
    competence: tuple[int, ...] = ()
    before_licence: tuple[int, ...] = ()
    abroad: tuple[int, ...] = ()

    def texts(self) -> dict[str, str]:
        return {f"annexes.{k}": number_ranges(v) for k, v in vars(self).items()}


@dataclass(frozen=True)
class ApplicationForm:
    """The doctor's own application, with the list of what is attached."""

    template = "certificates/pdf/bilaga_1.html"
    stylesheets = ("forms.css", "bilaga-1.css")
    title = "Ansökan om intyg om godkänd bastjänstgöring (HSLF-FS 2021:8, bilaga 1)"
    pages = 2

    applicant: Applicant = NOBODY
    address: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    workplace: str = ""
    work_phone: str = ""
    degree: CountryAndDate = CountryAndDate()
    licences: tuple[CountryAndDate, ...] = ()
    annexes: Annexes = field(default_factory=Annexes)
    # What the doctor's own papers are, in the order of their numbers in `annexes`. The
    # form has the numbers alone; the cover sheet says what they are.
    before_licence: tuple[str, ...] = ()
    abroad: str = ""

    def texts(self) -> dict[str, str]:
        return {
            **self.applicant.texts(),
            "address": self.address,
            "postcode": self.postcode,
            "city": self.city,
            "phone": self.phone,
            "email": self.email,
            "workplace": self.workplace,
            "work_phone": self.work_phone,
            **self.degree.texts("degree"),
            **self._licence_texts(),
            **self.annexes.texts(),
        }

    def _licence_texts(self) -> dict[str, str]:
        if len(self.licences) > LICENCES:
            raise TooManyRows("licences", rows=len(self.licences), most=LICENCES)
        empty = [CountryAndDate()] * (LICENCES - len(self.licences))
        texts: dict[str, str] = {}
        for number, licence in enumerate([*self.licences, *empty], start=1):
            texts |= licence.texts(f"licences.{number}")
        return texts


def render_application(
    form: ApplicationForm, *, created: date, identifier: bytes = b""
) -> bytes:
    return print_form(form, created=created, identifier=identifier)
