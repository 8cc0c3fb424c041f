"""What stands in the boxes of each form: composed from what is known, kept as JSON.

The content of a certificate is its form's fields without the attachment number, which
belongs to the application. `digest` is what a signature stands for.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bt_admin.lib import personnummer
from certificates.documents.competence import CompetenceForm
from certificates.documents.completed import CompletedForm, ServiceRow
from certificates.documents.delmal import DelmalForm
from certificates.documents.freezing import freeze, thaw
from certificates.documents.people import UNSIGNED, Applicant, Certifier
from certificates.documents.splitting import DelmalEntry, compose_delmal
from certificates.models import Certificate
from certificates.rules.service import service_rows, service_sum
from placements.models import Programme
from placements.rules.time import Period
from regions.enums import QualificationKind
from regions.models import User

Form = DelmalForm | CompletedForm | CompetenceForm
Content = dict[str, Any]
ENTRIES = "entries"  # beside the boxes of bilaga 2: its text delmål by delmål


# ---------------------------------------------------------------------- as one text
def canonical(content: Mapping[str, Any]) -> str:
    """The same content as the same text, whatever order its keys came in."""
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of the canonical text."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


# ----------------------------------------------------------------------- the people
def applicant(programme: Programme) -> Applicant:
    user = programme.doctor.user
    return Applicant(user.last_name, user.first_name, number(user))


def certifier(user: User | None) -> Certifier:
    """Who will sign, as the form asks; empty while nobody is appointed."""
    if user is None:
        return UNSIGNED
    return Certifier(user.full_name, number(user), specialities(user), user.workplace)


def number(user: User) -> str:
    """«19121212-1212»; nothing when it is not known."""
    if not user.personal_number:
        return ""
    return personnummer.parse(user.personal_number).dashed


def specialities(user: User) -> str:
    """As on the bevis; several in order of name."""
    found = user.qualifications.filter(kind=QualificationKind.SPECIALITY)
    return ", ".join(sorted(found.values_list("name", flat=True)))


# ------------------------------------------------------------------ the three forms
def delmal_form(
    programme: Programme, entries: Iterable[DelmalEntry], signer: User | None
) -> DelmalForm:
    return compose_delmal(
        list(entries), applicant=applicant(programme), certifier=certifier(signer)
    )


def completed_form(
    programme: Programme,
    periods: Iterable[Period],
    signer: User | None,
    *,
    primary_care: str = "",
    acute_care: str = "",
) -> CompletedForm:
    periods = tuple(periods)
    known = certifier(signer)
    return CompletedForm(
        applicant=applicant(programme),
        rows=tuple(
            ServiceRow(
                row.place,
                row.starts_on,
                row.ends_on,
                shortest(row.share),
                row.months_value,
            )
            for row in service_rows(periods)
        ),
        total=service_sum(periods),
        primary_care=primary_care,
        acute_care=acute_care,
        # Bilaga 3 asks for neither personnummer nor specialitet.
        certifier=Certifier(name=known.name, workplace=known.workplace),
    )


def shortest(percent: Decimal) -> int | Decimal:
    """A whole per cent is frozen as the whole number it always was; 33.30 as 33.3."""
    return int(percent) if percent == int(percent) else percent.normalize()


def competence_form(
    programme: Programme, supervisor: User | None, assessor: User | None
) -> CompetenceForm:
    return CompetenceForm(
        applicant=applicant(programme),
        supervisor=certifier(supervisor),
        assessor=certifier(assessor),
    )


# -------------------------------------------------------------------- there and back
def content_of(form: Form) -> Content:
    """The form as it is kept, without the attachment number."""
    content = freeze(form)
    del content["annex_number"]
    return content


def form_of(certificate: Certificate, annex_number: int | None = None) -> Form:
    """The frozen content as the form that is shown and printed."""
    boxes = {key: value for key, value in certificate.content.items() if key != ENTRIES}
    form = thaw(certificate.kind, boxes)
    assert isinstance(form, Form)
    return replace(form, annex_number=annex_number)


def entries_of(certificate: Certificate) -> list[DelmalEntry]:
    """What was written for each delmål of a bilaga 2."""
    return [DelmalEntry(**entry) for entry in certificate.content.get(ENTRIES, [])]


# ---------------------------------------------------------------------- on a screen
def masked(form: Form, *, keep_applicant: bool = False) -> Form:
    """The form without the last digits of the personnummer on it."""
    hidden: dict[str, Any] = {
        name: replace(value, personal_number=_mask(value.personal_number))
        for name, value in vars(form).items()
        if isinstance(value, Applicant | Certifier)
        and not (keep_applicant and name == "applicant")
    }
    return replace(form, **hidden)


def _mask(number: str) -> str:
    return f"{number[:-4]}****" if number else ""
