"""Which boxes of a form are other than they were? Without keeping what stood in them."""

import hashlib
from collections.abc import Sequence

from certificates.queries.content import Form
from certificates.queries.wording import BOXES, box_texts

SERVICE = "Tjänsteförteckning"
NAMES = {
    **BOXES,
    "applicant.personal_number": "Sökandens personnummer",
    "certifier.personal_number": "Intygsutfärdarens personnummer",
    "supervisor.personal_number": "Personnummer, huvudansvarig handledare",
    "assessor.personal_number": "Personnummer, extern bedömare",
    "supervisor.name": "Namnförtydligande, huvudansvarig handledare",
    "supervisor.speciality": "Specialitet, huvudansvarig handledare",
    "supervisor.workplace": "Tjänsteställe, huvudansvarig handledare",
    "assessor.name": "Namnförtydligande, extern bedömare",
    "assessor.speciality": "Specialitet, extern bedömare",
    "assessor.workplace": "Tjänsteställe, extern bedömare",
    "total": "Summa",
}
MARK = 12  # hex digits; enough to tell two texts of one box apart


def marks(forms: Sequence[Form]) -> str:
    """A line for each form: «applicant.last_name=0c1f… codes=93ab…»."""
    return "\n".join(
        " ".join(f"{path}={mark}" for path, mark in _marks(form).items())
        for form in forms
    )


def changed_boxes(before: str, forms: Sequence[Form]) -> list[str]:
    """The printed names of the boxes that differ from these marks, in form order.

    Nothing when the marks are empty: nothing is known of what was shown.
    """
    lines = before.splitlines()
    if not lines:
        return []
    names: dict[str, None] = {}
    for number, form in enumerate(forms):
        now = _marks(form)
        known = _parsed(lines[number]) if number < len(lines) else {}
        for path in [*now, *(set(known) - set(now))]:
            if known.get(path) != now.get(path):
                names[_name(path)] = None
    return list(names)


def _marks(form: Form) -> dict[str, str]:
    return {
        path: hashlib.sha256(text.encode()).hexdigest()[:MARK]
        for path, text in box_texts(form).items()
        if text
    }


def _parsed(line: str) -> dict[str, str]:
    pairs = (one.partition("=") for one in line.split())
    return {path: mark for path, _, mark in pairs if _name(path)}


def _name(path: str) -> str:
    """Nothing for what is no box of ours: the marks come from the browser."""
    if path.startswith("rows."):
        return SERVICE
    return NAMES.get(path, "")
