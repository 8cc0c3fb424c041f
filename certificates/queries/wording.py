"""What stands in the boxes of a certificate now, and whether it all fits."""

from dataclasses import replace
from datetime import date

from certificates.documents.completed import CompletedForm
from certificates.documents.errors import CannotPrint, NotInFont, TooManyRows
from certificates.documents.layout import overflowing
from certificates.documents.text import printable
from certificates.enums import CertificateKind
from certificates.models import Certificate
from certificates.queries.certificates import (
    external_of,
    main_supervisor,
    signatures_of,
)
from certificates.queries.content import (
    Content,
    Form,
    competence_form,
    completed_form,
    content_of,
    delmal_form,
    entries_of,
    form_of,
)
from certificates.queries.service import service_periods
from certificates.rules.signing import (
    ACTIVITIES_BOX,
    CHECKS_BOX,
)
from regions.models import User

PRIMARY_CARE_BOX = "Del av tjänstgöringen inom primärvård"
ACUTE_CARE_BOX = "Del av tjänstgöringen inom akut sjukvård"
BOXES = {
    "activities": ACTIVITIES_BOX,
    "checks": CHECKS_BOX,
    "primary_care": PRIMARY_CARE_BOX,
    "acute_care": ACUTE_CARE_BOX,
    "codes": "Delmål som intyget avser",
    "applicant.last_name": "Efternamn",
    "applicant.first_name": "Förnamn",
    "certifier.name": "Namnförtydligande",
    "certifier.speciality": "Specialitet",
    "certifier.workplace": "Tjänsteställe",
    "supervisor.name": "Namnförtydligande",
    "supervisor.speciality": "Specialitet",
    "supervisor.workplace": "Tjänsteställe",
    "assessor.name": "Namnförtydligande",
    "assessor.speciality": "Specialitet",
    "assessor.workplace": "Tjänsteställe",
}


def form_now(certificate: Certificate, signer: User | None, today: date) -> Form:
    """The form as it stands: frozen once signed, otherwise with what is known today.

    `signer` is who would certify bilaga 3; the others are certified by the people
    appointed in the programme.
    """
    if signatures_of(certificate):
        return form_of(certificate)
    programme = certificate.programme
    if certificate.kind == CertificateKind.COMPLETED:
        return completed_form(
            programme, service_periods(programme), signer, **narratives(certificate)
        )
    supervisor = main_supervisor(programme, today)
    if certificate.kind == CertificateKind.DELMAL:
        return delmal_form(programme, entries_of(certificate), supervisor)
    external = external_of(programme)
    return competence_form(
        programme, supervisor, external.assessor if external else None
    )


def content_now(certificate: Certificate, signer: User | None, today: date) -> Content:
    """The same as JSON, with what was written for each delmål."""
    if signatures_of(certificate):
        return certificate.content
    content = content_of(form_now(certificate, signer, today))
    if certificate.kind == CertificateKind.DELMAL:
        content["entries"] = certificate.content.get("entries", [])
    return content


def narratives(certificate: Certificate) -> dict[str, str]:
    """The two boxes of bilaga 3 as they are written so far."""
    keys = ("primary_care", "acute_care")
    return {key: certificate.content.get(key, "") for key in keys}


PEOPLE = ("applicant.", "certifier.", "supervisor.", "assessor.")


def box_texts(form: Form) -> dict[str, str]:
    """Every box's text under its path; of too many rows those that the form has."""
    try:
        return form.texts()
    except TooManyRows as error:
        assert isinstance(form, CompletedForm)
        return replace(form, rows=form.rows[: error.most]).texts()


def boxes_too_small(form: Form) -> tuple[str, ...]:
    """The boxes, by their printed names, whose text does not fit. Not those that tell
    of people: nobody shortens a name.
    """
    tight = [path for path in paths_too_small(form) if not path.startswith(PEOPLE)]
    return tuple(sorted(BOXES.get(path, path) for path in tight))


def people_too_long(form: Form) -> tuple[str, ...]:
    """What does not fit of what the form says of people, as it stands in the box."""
    texts = box_texts(form)
    tight = [path for path in paths_too_small(form) if path.startswith(PEOPLE)]
    return tuple(texts[path] for path in sorted(tight))


def strange_characters(form: Form) -> tuple[tuple[str, str], ...]:
    """(path, characters) for every text that our print fonts cannot show whole."""
    found = []
    for path, text in box_texts(form).items():
        try:
            printable(path, text)
        except NotInFont as error:
            found.append((path, error.characters))
    return tuple(found)


def paths_too_small(form: Form) -> set[str]:
    """The same boxes by their paths. Too many rows is a reason of its own."""
    try:
        return set(overflowing(form))
    except TooManyRows:
        return set()
    except CannotPrint as error:
        return {error.field}
