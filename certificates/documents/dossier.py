"""The dossier as PDF: a head page to live on, then everything, part by part.

Made from a dossier's data alone; knows no database. What is on the head page fits on
one, however long the year was.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from types import ModuleType
from typing import Any

from bt_admin.lib import control_codes
from bt_admin.lib.swedish import moment

from .text import shown

TEMPLATE_VERSION = "underlag/1"
TEMPLATE, STYLES = "certificates/pdf/dossier.html", ("dossier.css",)


@cache
def _press() -> ModuleType:
    """WeasyPrint, when something is printed: two seconds no start should wait for."""
    from bt_admin.lib import pdf

    return pdf


def print_dossier(
    data: Mapping[str, Any], *, taken_at: datetime, sha256: str, control_code: str
) -> tuple[bytes, int]:
    """The PDF, and its number of pages. Same arguments: same bytes.

    `sha256` of the data is its identifier where there is no control code: what is not
    frozen has none, and says on every page that it is a working copy.
    """
    told = printable(data)
    context = {
        "dossier": told,
        "taken": moment(taken_at),
        "sha256": sha256,
        "control_code": control_code,
    }
    press = _press()
    document = press.lay_out(TEMPLATE, context, stylesheets=STYLES)
    content = press.write(
        document,
        title=f"Underlag för slutbedömning, {told['doctor']}",
        identifier=identifier(sha256, control_code),
        created=taken_at,
    )
    return content, len(document.pages)


def identifier(sha256: str, control_code: str) -> bytes:
    if control_code:
        return control_codes.as_bytes(control_code)
    return bytes.fromhex(sha256)[:16]


def printable(data: Any) -> Any:
    """The same data, every text as our font can show it."""
    if isinstance(data, Mapping):
        return {key: printable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printable(value) for value in data]
    return shown(data) if isinstance(data, str) else data
