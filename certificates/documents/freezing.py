"""A form as JSON and back: what a certificate keeps, and what its PDF is made from.

Only what the dataclasses say is read; an unknown key, or a value of the wrong kind, is
an error and never a guess.
"""

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from certificates.enums import CertificateKind

from .application import ApplicationForm
from .competence import CompetenceForm
from .completed import CompletedForm
from .delmal import DelmalForm
from .layout import print_form

AnyForm = ApplicationForm | DelmalForm | CompletedForm | CompetenceForm
FORMS: dict[str, type] = {
    CertificateKind.APPLICATION: ApplicationForm,
    CertificateKind.DELMAL: DelmalForm,
    CertificateKind.COMPLETED: CompletedForm,
    CertificateKind.COMPETENCE: CompetenceForm,
}


# Fields that forms frozen earlier lack: left out while empty, so that the same words
# are the same document still.
ADDED = {"before_licence", "abroad"}


def freeze(form: AnyForm) -> dict[str, Any]:
    """The form's fields as JSON: dates in ISO, decimals as text, tuples as lists."""
    plain = _plain(dataclasses.asdict(form))
    return {key: value for key, value in plain.items() if value or key not in ADDED}


def thaw(kind: str, frozen: Mapping[str, Any]) -> AnyForm:
    """The form of this kind that `freeze` made this from. Absent fields are empty."""
    return _build(FORMS[kind], frozen)


def print_frozen(
    kind: str, frozen: Mapping[str, Any], *, created: date, identifier: bytes
) -> bytes:
    """The PDF of a frozen form; the same arguments give the same bytes."""
    return print_form(thaw(kind, frozen), created=created, identifier=identifier)


def page_count(kind: str) -> int:
    """How many pages has a form of this kind? The pens write on the last."""
    pages: int = FORMS[kind].pages  # type: ignore[attr-defined]
    return pages


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _build(kind: Any, value: Any) -> Any:
    """`value` as the annotation `kind` says it was before it became JSON."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{key: _build(hints[key], inner) for key, inner in value.items()})
    if get_origin(kind) is tuple:
        return tuple(_build(get_args(kind)[0], inner) for inner in value)
    if isinstance(kind, UnionType):
        if value is None:
            return None
        kinds = [one for one in get_args(kind) if one is not NoneType]
        kind = next((one for one in kinds if type(value) is one), kinds[-1])
    if kind is date:
        return date.fromisoformat(value)
    return Decimal(_checked(str, value)) if kind is Decimal else _checked(kind, value)


def _checked(kind: type, value: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}.")
    return value
